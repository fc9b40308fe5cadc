/* The lexical half of the text reader: characters to nested lists.
 *
 *   list    ( ... )
 *   string  "..."   with \" \\ \n \t \r and \xHH
 *   word    anything else up to white space, a parenthesis, a quote or `;`; parts of it may stand between backquotes,
 *           which take any character (escapes as in strings, and \`): operator`()`, @`my file.c`:3:4
 *   ; ...   a comment up to the end of the line
 */
#include "ir/text_node.h"

#include "base/buffer.h"

#include <string.h>

struct lexer {
    struct arena *arena;
    const char *name;
    const char *cursor;
    const char *limit;
    uint32_t line;
    uint32_t column;
    struct buffer word; /* the word or string being decoded */
    struct error *err;
};

static bool lexer_is_at_end(const struct lexer *lexer) { return lexer->cursor == lexer->limit; }

static char lexer_take(struct lexer *lexer) {
    char c = *lexer->cursor++;
    if (c == '\n') {
        lexer->line++;
        lexer->column = 1;
    } else {
        lexer->column++;
    }
    return c;
}

static void skip_blank(struct lexer *lexer) {
    while (!lexer_is_at_end(lexer)) {
        char c = *lexer->cursor;
        if (c == ';') {
            while (!lexer_is_at_end(lexer) && *lexer->cursor != '\n')
                lexer_take(lexer);
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            lexer_take(lexer);
        } else {
            return;
        }
    }
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Behind a backslash. */
static bool take_escape(struct lexer *lexer) {
    uint32_t line = lexer->line, column = lexer->column - 1;
    char c = lexer_is_at_end(lexer) ? '\0' : lexer_take(lexer);
    switch (c) {
    case '"':
    case '\\':
    case '`':
        buffer_add_char(&lexer->word, c);
        return true;
    case 'n':
        buffer_add_char(&lexer->word, '\n');
        return true;
    case 't':
        buffer_add_char(&lexer->word, '\t');
        return true;
    case 'r':
        buffer_add_char(&lexer->word, '\r');
        return true;
    case 'x': {
        int high = lexer->limit - lexer->cursor >= 2 ? hex_digit(lexer->cursor[0]) : -1;
        int low = high >= 0 ? hex_digit(lexer->cursor[1]) : -1;
        if (low < 0 || high * 16 + low == 0)
            return error_set_at(lexer->err, lexer->name, line, column,
                                "expected two hexadecimal digits other than 00 behind \\x");
        lexer_take(lexer);
        lexer_take(lexer);
        buffer_add_char(&lexer->word, (char)(unsigned char)(high * 16 + low));
        return true;
    }
    default:
        return error_set_at(lexer->err, lexer->name, line, column,
                            "expected \\\", \\\\, \\`, \\n, \\t, \\r or \\xHH behind a backslash");
    }
}

/* Up to and with the closing `quote`; the opening one has been taken. */
static bool take_quoted(struct lexer *lexer, char quote) {
    uint32_t line = lexer->line, column = lexer->column - 1;
    while (!lexer_is_at_end(lexer)) {
        char c = lexer_take(lexer);
        if (c == quote)
            return true;
        if (c == '\0')
            return error_set_at(lexer->err, lexer->name, lexer->line, lexer->column - 1, "a zero byte in the text");
        if (c != '\\')
            buffer_add_char(&lexer->word, c);
        else if (!take_escape(lexer))
            return false;
    }
    return error_set_at(lexer->err, lexer->name, line, column, "expected a closing %c for the one here", quote);
}

static bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' || c == ')' || c == '"' || c == ';';
}

static bool take_word(struct lexer *lexer, struct text_node *node) {
    node->kind = TEXT_WORD;
    node->begins_quoted = *lexer->cursor == '`';
    while (!lexer_is_at_end(lexer) && !ends_word(*lexer->cursor)) {
        char c = lexer_take(lexer);
        if (c == '`') {
            node->is_quoted = true;
            node->plain_tail = 0;
            if (!take_quoted(lexer, '`'))
                return false;
        } else if ((unsigned char)c < ' ' || c == '\x7f') {
            return error_set_at(lexer->err, lexer->name, lexer->line, lexer->column - 1,
                                "a control character (0x%02x) in a word", (unsigned)(unsigned char)c);
        } else {
            buffer_add_char(&lexer->word, c);
            node->plain_tail++;
        }
    }
    return true;
}

static bool take_atom(struct lexer *lexer, struct text_node *node) {
    buffer_clear(&lexer->word);
    if (*lexer->cursor == '"') {
        lexer_take(lexer);
        node->kind = TEXT_STRING;
        if (!take_quoted(lexer, '"'))
            return false;
    } else if (!take_word(lexer, node)) {
        return false;
    }
    node->text = arena_text(lexer->arena, buffer_text(&lexer->word), lexer->word.size);
    return true;
}

static struct text_node *add_node(struct lexer *lexer, struct text_node *list, struct text_node **last) {
    struct text_node *node = ARENA_NEW(lexer->arena, struct text_node);
    node->line = lexer->line;
    node->column = lexer->column;
    node->parent = list;
    if (*last)
        (*last)->next = node;
    else
        list->first = node;
    *last = node;
    return node;
}

static bool parse_items(struct lexer *lexer, struct text_node *top) {
    struct text_node *list = top;
    struct text_node *last = NULL; /* item of `list` */
    for (skip_blank(lexer); !lexer_is_at_end(lexer); skip_blank(lexer)) {
        char c = *lexer->cursor;
        if (c == '(') {
            struct text_node *node = add_node(lexer, list, &last);
            lexer_take(lexer);
            node->kind = TEXT_LIST;
            list = node;
            last = NULL;
        } else if (c == ')') {
            if (list == top)
                return error_set_at(lexer->err, lexer->name, lexer->line, lexer->column,
                                    "a closing parenthesis without an opening one");
            lexer_take(lexer);
            last = list;
            list = list->parent;
        } else if (!take_atom(lexer, add_node(lexer, list, &last))) {
            return false;
        }
    }
    if (list != top)
        return error_set_at(lexer->err, lexer->name, list->line, list->column,
                            "expected a closing parenthesis for the one here");
    return true;
}

bool text_node_parse(struct arena *arena, const char *name, const char *text, size_t size, struct text_node **out,
                     struct error *err) {
    struct lexer lexer = {arena, name, text, text ? text + size : text, 1, 1, {0}, err};
    struct text_node *top = ARENA_NEW(arena, struct text_node);
    top->kind = TEXT_LIST;
    top->line = top->column = 1;
    bool is_good = parse_items(&lexer, top);
    buffer_finish(&lexer.word);
    if (is_good)
        *out = top;
    return is_good;
}

bool text_node_is_word(const struct text_node *node, const char *text) {
    return node && node->kind == TEXT_WORD && !node->is_quoted && strcmp(node->text, text) == 0;
}

const char *text_node_describe(const struct text_node *node, struct arena *arena) {
    if (!node)
        return "the end of the list";
    switch ((enum text_node_kind)node->kind) {
    case TEXT_WORD:
        return arena_printf(arena, "'%s'", node->text);
    case TEXT_STRING:
        return "a string";
    case TEXT_LIST:
        break;
    }
    if (node->first && node->first->kind == TEXT_WORD)
        return arena_printf(arena, "'(%s ...'", node->first->text);
    return "a list";
}
