/* Taking items off a list, and names with their numbers: the part of the text reader that knows no grammar.
 * Tests: tests/unit/ir/test_text.c, test_text_errors.c */
#include "ir/text_reader.h"

#include "base/buffer.h"
#include "base/suggest.h"

#include <ctype.h>
#include <string.h>

bool text_fail(struct text_reader *reader, const struct text_node *at, const char *format, ...) {
    struct buffer message = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    error_set_at(reader->err, reader->name, at->line, at->column, "%s", buffer_text(&message));
    buffer_finish(&message);
    return false;
}

bool text_fail_expected(struct text_reader *reader, const struct text_node *list, const struct text_node *cursor,
                        const char *what) {
    if (cursor)
        return text_fail(reader, cursor, "expected %s, found %s", what, text_node_describe(cursor, reader->arena));
    return text_fail(reader, list, "expected %s before the end of %s that begins here", what,
                     text_node_describe(list, reader->arena));
}

bool text_fail_unknown_word(struct text_reader *reader, const struct text_node *node, const struct text_words *words) {
    const char *nearest = text_word_nearest(words, node->text);
    if (nearest)
        return text_fail(reader, node, "'%s' is no %s; did you mean '%s'?", node->text, words->what, nearest);
    struct buffer all = {0};
    for (uint32_t i = 0; i < words->count; i++)
        buffer_printf(&all, "%s%s", i > 0 ? ", " : "", words->items[i].text);
    text_fail(reader, node, "'%s' is no %s; expected one of: %s", node->text, words->what, buffer_text(&all));
    buffer_finish(&all);
    return false;
}

struct text_cursor text_cursor_in(struct text_reader *reader, const struct text_node *list) {
    return (struct text_cursor){reader, list, list->first ? list->first->next : NULL};
}

static bool fail_expected(struct text_cursor *cursor, const char *what) {
    return text_fail_expected(cursor->reader, cursor->list, cursor->node, what);
}

static bool is_plain_word(const struct text_node *node) { return node && node->kind == TEXT_WORD && !node->is_quoted; }

/* A word with `sigil` in front, not in backquotes. */
static bool has_sigil(const struct text_node *node, char sigil) {
    return node && node->kind == TEXT_WORD && !node->begins_quoted && node->text[0] == sigil;
}

bool text_take_end(struct text_cursor *cursor) {
    return !cursor->node || fail_expected(cursor, "a closing parenthesis");
}

bool text_take_word(struct text_cursor *cursor, const struct text_words *words, uint32_t *value) {
    if (!is_plain_word(cursor->node))
        return fail_expected(cursor, words->what);
    if (!text_word_value(words, cursor->node->text, value))
        return text_fail_unknown_word(cursor->reader, cursor->node, words);
    cursor->node = cursor->node->next;
    return true;
}

bool text_is_string(const struct text_cursor *cursor) { return cursor->node && cursor->node->kind == TEXT_STRING; }

bool text_is_list(const struct text_cursor *cursor) { return cursor->node && cursor->node->kind == TEXT_LIST; }

bool text_take_string(struct text_cursor *cursor, const char **out) {
    if (!text_is_string(cursor))
        return fail_expected(cursor, "a string");
    *out = cursor->node->text;
    cursor->node = cursor->node->next;
    return true;
}

bool text_parse_number(const char *text, int64_t *out) {
    bool is_negative = text[0] == '-';
    const char *digit = text + is_negative;
    uint64_t limit = (uint64_t)INT64_MAX + is_negative;
    uint64_t value = 0;
    if (*digit == '\0')
        return false;
    for (; *digit != '\0'; digit++) {
        if (!isdigit((unsigned char)*digit))
            return false;
        uint64_t next = (uint64_t)(*digit - '0');
        if (value > (limit - next) / 10)
            return false;
        value = value * 10 + next;
    }
    *out = is_negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

bool text_take_number(struct text_cursor *cursor, int64_t least, int64_t greatest, int64_t *out) {
    int64_t value;
    if (!is_plain_word(cursor->node) || !text_parse_number(cursor->node->text, &value))
        return fail_expected(cursor, "a number");
    if (value < least || value > greatest)
        return text_fail(cursor->reader, cursor->node, "%s is out of range: expected %lld to %lld", cursor->node->text,
                         (long long)least, (long long)greatest);
    *out = value;
    cursor->node = cursor->node->next;
    return true;
}

bool text_take_count(struct text_cursor *cursor, uint32_t *out) {
    int64_t value = 0;
    if (!text_take_number(cursor, 0, UINT32_MAX, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

bool text_take_name(struct text_cursor *cursor, const char **out) {
    const struct text_node *node = cursor->node;
    if (!node || node->kind != TEXT_WORD)
        return fail_expected(cursor, "a name");
    if (!node->begins_quoted && strchr("0123456789-$@&", node->text[0]) != NULL)
        return fail_expected(cursor, "a name (other words than names are names between backquotes)");
    *out = node->text;
    cursor->node = node->next;
    return true;
}

bool text_reader_symbol(struct text_reader *reader, const struct text_node *node, const char *name,
                        enum symbol_kind kind, uint32_t *out) {
    uint32_t index = text_names_find(reader, &reader->symbols, name);
    if (index == MAP_NONE)
        return text_names_fail(reader, &reader->symbols, node, name, "symbol");
    enum symbol_kind found = reader->unit->symbols[index].kind;
    if (found != kind)
        return text_fail(reader, node, "'%s' is a %s; expected a %s", name, text_word_of(&text_symbol_kinds, found),
                         text_word_of(&text_symbol_kinds, kind));
    *out = index;
    return true;
}

bool text_take_symbol(struct text_cursor *cursor, enum symbol_kind kind, uint32_t *out) {
    const struct text_node *node = cursor->node;
    const char *name = NULL;
    return text_take_name(cursor, &name) && text_reader_symbol(cursor->reader, node, name, kind, out);
}

bool text_take_symbol_or_none(struct text_cursor *cursor, enum symbol_kind kind, uint32_t *out) {
    if (!text_node_is_word(cursor->node, "-"))
        return text_take_symbol(cursor, kind, out);
    cursor->node = cursor->node->next;
    *out = SYMBOL_NONE;
    return true;
}

bool text_take_expr(struct text_cursor *cursor, const struct expr **out) {
    if (!cursor->node)
        return fail_expected(cursor, "an expression");
    if (!text_read_expr(cursor->reader, cursor->node, out))
        return false;
    cursor->node = cursor->node->next;
    return true;
}

bool text_take_expr_or_none(struct text_cursor *cursor, const struct expr **out) {
    if (!text_node_is_word(cursor->node, "-"))
        return text_take_expr(cursor, out);
    cursor->node = cursor->node->next;
    *out = NULL;
    return true;
}

bool text_take_flags(struct text_cursor *cursor, const struct text_words *words, uint32_t *out) {
    while (is_plain_word(cursor->node) && cursor->node->text[0] != '@') {
        uint32_t flag;
        if (!text_take_word(cursor, words, &flag))
            return false;
        *out |= flag;
    }
    return true;
}

/* The last ":DIGITS" of text[0 .. *length): shortens *length to what stands before it. */
static bool take_tail_number(const char *text, size_t *length, uint32_t *out) {
    size_t start = *length;
    uint64_t value = 0, unit = 1;
    while (start > 0 && isdigit((unsigned char)text[start - 1])) {
        start--;
        if (*length - start > 10)
            return false;
        value += (uint64_t)(text[start] - '0') * unit;
        unit *= 10;
    }
    if (start == *length || value > UINT32_MAX)
        return false;
    *length = start;
    *out = (uint32_t)value;
    return true;
}

bool text_take_location(struct text_cursor *cursor, uint32_t file, struct location *out) {
    const struct text_node *node = cursor->node;
    out->file = file;
    if (!has_sigil(node, '@'))
        return true;
    const char *text = node->text + 1;
    size_t length = strlen(text);
    struct location place = {.file = file};
    bool has_column = take_tail_number(text, &length, &place.column) && length > 0 && text[length - 1] == ':';
    if (has_column)
        length--;
    bool has_line = has_column && take_tail_number(text, &length, &place.line);
    bool has_file = has_line && length > 0 && text[length - 1] == ':';
    size_t tail = strlen(text) - length; /* what must stand outside of backquotes */
    if (!has_line || (length > 0 && !has_file) || (node->is_quoted && node->plain_tail < tail)) {
        if (!isdigit((unsigned char)text[0]) || node->is_quoted)
            return true; /* a global variable */
        return text_fail(cursor->reader, node, "expected a place, @LINE:COLUMN or @FILE:LINE:COLUMN, found '%s'",
                         node->text);
    }
    if (place.line == 0)
        return text_fail(cursor->reader, node, "lines are counted from 1");
    if (has_file)
        place.file = text_reader_file(cursor->reader, arena_text(cursor->reader->arena, text, length - 1));
    *out = place;
    cursor->node = node->next;
    return true;
}

bool text_take_line(struct text_cursor *cursor, uint32_t *out) {
    const struct text_node *node = cursor->node;
    int64_t line;
    if (!has_sigil(node, '@'))
        return true;
    if (!text_parse_number(node->text + 1, &line) || line < 1 || line > UINT32_MAX)
        return text_fail(cursor->reader, node, "expected a line, @LINE, found '%s'", node->text);
    *out = (uint32_t)line;
    cursor->node = node->next;
    return true;
}

const struct text_clause *text_find_clause(struct text_reader *reader, const struct text_node *list,
                                           const struct text_node *node, const struct text_clause *clauses,
                                           uint32_t count) {
    const char *heads[32];
    if (node->kind != TEXT_LIST || !is_plain_word(node->first)) {
        text_fail_expected(reader, list, node, "a list that begins with a word (single words stand before such lists)");
        return NULL;
    }
    for (uint32_t i = 0; i < count && i < ARRAY_COUNT(heads); i++) {
        heads[i] = clauses[i].head;
        if (strcmp(clauses[i].head, node->first->text) == 0)
            return &clauses[i];
    }
    const char *nearest = suggest_nearest(node->first->text, heads, count);
    if (nearest)
        text_fail(reader, node->first, "'%s' is not known in %s; did you mean '%s'?", node->first->text,
                  text_node_describe(list, reader->arena), nearest);
    else
        text_fail(reader, node->first, "'%s' is not known in %s", node->first->text,
                  text_node_describe(list, reader->arena));
    return NULL;
}

bool text_take_clauses(struct text_cursor *cursor, const struct text_clause *clauses, uint32_t count, void *target) {
    uint32_t seen = 0;
    for (; cursor->node; cursor->node = cursor->node->next) {
        const struct text_clause *clause = text_find_clause(cursor->reader, cursor->list, cursor->node, clauses, count);
        if (!clause)
            return false;
        uint32_t bit = (uint32_t)1 << (clause - clauses);
        if (!clause->may_repeat && (seen & bit) != 0)
            return text_fail(cursor->reader, cursor->node, "a second (%s ...)", clause->head);
        seen |= bit;
        struct text_cursor inside = text_cursor_in(cursor->reader, cursor->node);
        if (!clause->read(&inside, target) || !text_take_end(&inside))
            return false;
    }
    return true;
}

bool text_names_add(struct text_reader *reader, struct text_names *names, const char *name) {
    const char *key = intern(&reader->interner, name);
    if (map_get_or_put(&names->index_of, map_key(key), names->names.count) != MAP_NONE)
        return false;
    vec_push(&names->names, key);
    return true;
}

uint32_t text_names_find(struct text_reader *reader, const struct text_names *names, const char *name) {
    return map_get(&names->index_of, map_key(intern(&reader->interner, name)));
}

bool text_names_fail(struct text_reader *reader, const struct text_names *names, const struct text_node *node,
                     const char *name, const char *what) {
    const char *nearest = suggest_nearest(name, names->names.items, names->names.count);
    if (nearest)
        return text_fail(reader, node, "there is no %s '%s'; did you mean '%s'?", what, name, nearest);
    return text_fail(reader, node, "there is no %s '%s'", what, name);
}

void text_names_clear(struct text_names *names) {
    map_clear(&names->index_of);
    names->names.count = 0;
}

void text_names_finish(struct text_names *names) {
    map_finish(&names->index_of);
    vec_finish(&names->names);
}

uint32_t text_reader_file(struct text_reader *reader, const char *name) {
    uint32_t index = text_names_find(reader, &reader->files, name);
    if (index != MAP_NONE)
        return index;
    index = reader->files.names.count;
    text_names_add(reader, &reader->files, name);
    vec_push(&reader->file_items, (struct source_file){arena_text(reader->arena, name, strlen(name)), 0});
    return index;
}

uint32_t text_count_items(const struct text_node *first) {
    uint32_t count = 0;
    for (; first; first = first->next)
        count++;
    return count;
}
