/* SQL: the first keyword, and what makes a SELECT more than a read. Tests: tests/unit/flow/test_access.c */
#include "flow/access_words.h"

#include <string.h>
#include <strings.h>

/* PostgreSQL's words; those of MariaDB and SQLite where they differ. */
static const struct {
    enum access_class class;
    const char *words;
} first_words[] = {
    {ACCESS_READ, "show explain values table describe desc"},
    {ACCESS_WRITE, "insert update delete merge replace truncate create alter drop grant revoke call do comment notify "
                   "rename upsert import security reassign lock"},
    {ACCESS_SESSION, "begin start set reset discard listen unlisten prepare deallocate close use load savepoint "
                     "release declare open attach detach pragma abort"},
    {ACCESS_SYNC, "commit end rollback checkpoint flush"},
    {ACCESS_HEAVY, "vacuum analyze analyse reindex cluster refresh copy optimize repair"},
};

/* CREATE and ALTER of these are work of their own. */
#define HEAVY_OBJECTS "index database tablespace"

/* Functions that do more than to read. A `*` stands for any end. */
static const struct {
    enum access_class class;
    const char *name;
    bool is_prefix;
} functions[] = {
    {ACCESS_WRITE, "nextval", false},
    {ACCESS_WRITE, "setval", false},
    {ACCESS_WRITE, "lo_", true},
    {ACCESS_SESSION, "set_config", false},
    {ACCESS_WRITE, "pg_advisory_", true},
    {ACCESS_WRITE, "pg_try_advisory_", true},
    {ACCESS_WRITE, "pg_create_", true},
    {ACCESS_WRITE, "pg_drop_", true},
    {ACCESS_WRITE, "pg_terminate_", true},
    {ACCESS_WRITE, "pg_cancel_", true},
    {ACCESS_WRITE, "pg_reload_conf", false},
    {ACCESS_WRITE, "pg_switch_", true},
    {ACCESS_WRITE, "pg_notify", false},
    {ACCESS_WRITE, "binary_upgrade_", true},
    {ACCESS_WRITE, "pg_sleep", true},
    {ACCESS_WRITE, "pg_restore_", true},
    {ACCESS_TAKE, "pg_logical_slot_get_", true},
    {ACCESS_WRITE, "get_lock", false},
    {ACCESS_WRITE, "release_lock", false},
    {ACCESS_WRITE, "last_insert_id", false},
};

/* Behind quoted text and comments that begin at `text`; `text` itself when there are none. */
static const char *skip_quoted(const char *text) {
    const char *end = NULL;
    if (*text == '\'' || *text == '"' || *text == '`')
        end = strchr(text + 1, *text);
    else if (text[0] == '-' && text[1] == '-')
        end = strchr(text, '\n');
    else
        return text;
    return end ? end + 1 : text + strlen(text);
}

struct lexer {
    const char *rest;
    int depth;      /* of parentheses around the word */
    bool is_opened; /* a parenthesis comes right before the word */
};

/* The next word outside of quotes; length 0 at the end. */
static struct word next_word(struct lexer *lexer) {
    const char *text = lexer->rest;
    lexer->is_opened = false;
    for (;;) {
        const char *behind = skip_quoted(text);
        struct word word = word_next(text);
        if (behind == text && (*text == '\0' || word.text == text)) {
            lexer->rest = word_end(word);
            return word;
        }
        if (behind != text) {
            text = behind;
            continue;
        }
        lexer->depth += *text == '(' ? 1 : *text == ')' ? -1 : 0;
        lexer->is_opened = *text == '(' || (lexer->is_opened && strchr(" \t\n", *text));
        text++;
    }
}

static enum access_class class_of_function(struct word word) {
    if (*word_end(word) != '(')
        return ACCESS_READ;
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        size_t length = strlen(functions[i].name);
        bool is_long_enough = functions[i].is_prefix ? word.length > length : word.length == length;
        if (is_long_enough && strncasecmp(word.text, functions[i].name, length) == 0)
            return functions[i].class;
    }
    return ACCESS_READ;
}

/* `rest` follows SELECT. */
static enum access_class class_of_select(const char *rest) {
    struct lexer lexer = {.rest = rest};
    bool is_after_from = false;
    for (struct word word; (word = next_word(&lexer)).length;) {
        enum access_class class = class_of_function(word);
        if (class != ACCESS_READ)
            return class;
        is_after_from |= lexer.depth == 0 && word_equals(word, "from");
        if (lexer.depth == 0 && !is_after_from && word_equals(word, "into"))
            return ACCESS_WRITE;
        if (!word_equals(word, "for"))
            continue;
        struct lexer ahead = lexer;
        if (word_is_among(next_word(&ahead), "update share no key"))
            return ACCESS_WRITE;
    }
    return ACCESS_READ;
}

/* `rest` follows FETCH or MOVE: [NEXT | FORWARD n | ALL | n | ...] [FROM | IN] cursor */
static int64_t page_of_fetch(const char *rest) {
    struct word word = word_next(rest);
    const char *percent = strchr(rest, '%');
    if (word_is_among(word, "forward backward")) {
        word = word_next(word_end(word));
        if (word_is_among(word, "from in"))
            return 1;
    }
    if (percent && percent <= word.text) /* FETCH %d FROM c */
        return 0;
    if (word_equals(word, "all"))
        return 0;
    int64_t number = word_number(word);
    return number > 0 ? number : 1; /* NEXT, PRIOR, ABSOLUTE n, a cursor's name: one row */
}

/* Statements of which one can do the work of many: on a set of rows, or on a list of tables. */
static const char *bulk_of(struct word first) {
    static const char *const words[] = {"SELECT",  "INSERT", "UPDATE", "DELETE",   "MERGE",
                                        "REPLACE", "VALUES", "LOCK",   "TRUNCATE", "DROP"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (word_equals(first, words[i]))
            return words[i];
    return NULL;
}

static struct access access_of_first(struct word first);

/* WITH a AS (...), b AS (...) SELECT */
static struct access access_of_with(const char *rest) {
    struct lexer lexer = {.rest = rest};
    for (struct word word; (word = next_word(&lexer)).length;) {
        if (lexer.is_opened && word_is_among(word, "insert update delete merge"))
            return (struct access){.class = ACCESS_WRITE, .bulk = bulk_of(word)};
        if (lexer.depth == 0 && word_is_among(word, "select insert update delete merge values table"))
            return access_of_first(word);
    }
    return (struct access){.class = ACCESS_UNKNOWN};
}

static enum access_class class_of_create(const char *rest) {
    struct lexer lexer = {.rest = rest};
    struct word word = next_word(&lexer);
    while (word_is_among(word, "unique or replace temp temporary unlogged"))
        word = next_word(&lexer);
    return word_is_among(word, HEAVY_OBJECTS) ? ACCESS_HEAVY : ACCESS_WRITE;
}

static struct access access_of_first(struct word first) {
    const char *rest = word_end(first);
    if (word_is_among(first, "fetch move"))
        return (struct access){.class = ACCESS_CURSOR, .page = page_of_fetch(rest)};
    if (word_equals(first, "select"))
        return (struct access){.class = class_of_select(rest), .bulk = bulk_of(first)};
    if (word_equals(first, "with"))
        return access_of_with(rest);
    if (word_equals(first, "create"))
        return (struct access){.class = class_of_create(rest)};
    if (word_equals(first, "explain") && word_is_among(word_next(rest), "analyze analyse"))
        return (struct access){.class = ACCESS_WRITE};
    for (size_t i = 0; i < sizeof first_words / sizeof first_words[0]; i++)
        if (word_is_among(first, first_words[i].words))
            return (struct access){.class = first_words[i].class, .bulk = bulk_of(first)};
    return (struct access){.class = ACCESS_UNKNOWN};
}

struct access access_of_sql(const char *text) {
    return access_of_first(word_next(text));
}
