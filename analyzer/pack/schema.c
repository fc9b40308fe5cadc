/* Decides how a mapping is checked against its table, and the words of every complaint.
 * Tests: tests/unit/pack/test_schema.c */
#include "pack/schema.h"

#include "base/attr.h"
#include "base/buffer.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/suggest.h"
#include "model/effect.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 64, SHOWN_MOST = 60 };

bool schema_fail(struct schema_source *source, const struct yaml_node *node, const char *format, ...) {
    struct buffer text = {0};
    va_list arguments;
    va_start(arguments, format);
    buffer_vprintf(&text, format, arguments);
    va_end(arguments);
    error_set_at(source->err, source->file, node->line, node->column, "%s", buffer_text(&text));
    buffer_finish(&text);
    return false;
}

static const char *describe_kind(enum yaml_kind kind) {
    return kind == YAML_TEXT ? "a text" : kind == YAML_LIST ? "a list" : "a mapping";
}

/* What stands for "nothing" in YAML. */
static bool is_nothing(const struct yaml_node *node) {
    if (node->kind != YAML_TEXT || node->is_quoted)
        return false;
    return node->text[0] == '\0' || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0;
}

bool schema_check_kind(struct schema_source *source, const struct yaml_node *node, const char *what,
                       enum yaml_kind kind) {
    if (is_nothing(node))
        return schema_fail(source, node, "%s has no value", what);
    if (node->kind != kind)
        return schema_fail(source, node, "%s must be %s, not %s", what, describe_kind(kind), describe_kind(node->kind));
    return true;
}

/* A value as messages show it: on one line, and not for ever. */
static const char *shown(struct schema_source *source, const struct yaml_node *node) {
    size_t length = strlen(node->text);
    bool is_long = length > SHOWN_MOST;
    if (is_long) {
        length = SHOWN_MOST;
        while (length > 0 && ((unsigned char)node->text[length] & 0xC0) == 0x80)
            length--;
    }
    char *text = arena_alloc(source->arena, length + sizeof "...");
    for (size_t i = 0; i < length; i++)
        text[i] = (unsigned char)node->text[i] < ' ' ? ' ' : node->text[i];
    memcpy(text + length, is_long ? "..." : "", is_long ? sizeof "..." : 1);
    return text;
}

/* Complains that the node's text is none of `names`, and says which is meant, or all of them. */
static bool fail_word(struct schema_source *source, const struct yaml_node *node, const char *what, const char *where,
                      const char *const names[], uint32_t count) {
    const char *word = shown(source, node);
    const char *nearest = suggest_nearest(word, names, count);
    if (nearest != NULL)
        return schema_fail(source, node, "%s '%s'%s; did you mean '%s'?", what, word, where, nearest);
    struct buffer list = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
    schema_fail(source, node, "%s '%s'%s; the known ones are: %s", what, word, where, buffer_text(&list));
    buffer_finish(&list);
    return false;
}

bool schema_read_word(struct schema_source *source, const struct yaml_node *node, const char *what,
                      const char *(*word)(unsigned index), unsigned word_count, unsigned *out) {
    const char *names[WORDS_MOST];
    if (word_count > WORDS_MOST)
        BUG("%u words", word_count);
    for (unsigned i = 0; i < word_count; i++) {
        names[i] = word(i);
        /* Before anything else: a word may be `null`, which YAML takes for nothing. */
        if (node->kind == YAML_TEXT && strcmp(names[i], node->text) == 0) {
            *out = i;
            return true;
        }
    }
    if (!schema_check_kind(source, node, what, YAML_TEXT))
        return false;
    return fail_word(source, node, arena_printf(source->arena, "%s cannot be", what), "", names, word_count);
}

static bool read_block(struct schema_source *source, const struct yaml_node *node, const char *what, const char **out) {
    if (!schema_check_kind(source, node, what, YAML_TEXT))
        return false;
    if (node->text[strspn(node->text, " \t\r\n")] == '\0')
        return schema_fail(source, node, "%s must not be empty", what);
    *out = node->text;
    return true;
}

bool schema_read_text(struct schema_source *source, const struct yaml_node *node, const char *what, const char **out) {
    const char *text = NULL;
    if (!read_block(source, node, what, &text))
        return false;
    if (strpbrk(text, "\r\n") != NULL)
        return schema_fail(source, node, "%s must be one line", what);
    *out = text;
    return true;
}

static bool fail_twice(struct schema_source *source, const struct text_list *list, const char *what, uint32_t again) {
    uint32_t first = 0;
    while (strcmp(list->items[first], list->items[again]) != 0)
        first++;
    return schema_fail(source, &list->nodes[again], "%s holds '%s' twice; the first is at line %u", what,
                       shown(source, &list->nodes[again]), list->nodes[first].line);
}

bool schema_read_texts(struct schema_source *source, const struct yaml_node *node, const char *what,
                       struct text_list *out) {
    if (node->kind == YAML_TEXT) {
        const char **one = ARENA_NEW(source->arena, const char *);
        *out = (struct text_list){one, 1, node};
        return schema_read_text(source, node, what, one);
    }
    if (!schema_check_kind(source, node, what, YAML_LIST))
        return false;
    const char **texts = ARENA_ARRAY(source->arena, const char *, node->count);
    struct text_list list = {texts, node->count, node->items};
    struct interner seen;
    interner_init(&seen);
    bool ok = true;
    for (uint32_t i = 0; ok && i < node->count; i++) {
        ok = schema_read_text(source, &node->items[i], what, &texts[i]);
        if (!ok)
            break;
        intern(&seen, texts[i]);
        if (seen.count != i + 1)
            ok = fail_twice(source, &list, what, i);
    }
    interner_finish(&seen);
    *out = list;
    return ok;
}

/* A whole number written in decimal digits, without quotes. */
static bool read_number(const struct yaml_node *node, int64_t *out) {
    const char *digits = node->text + (node->text[0] == '-');
    if (node->is_quoted || digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0')
        return false;
    errno = 0;
    *out = strtoll(node->text, NULL, 10);
    return errno == 0;
}

static bool read_count(struct schema_source *source, const struct field *field, const struct yaml_node *node,
                       const char *what, int64_t *out) {
    if (!schema_check_kind(source, node, what, YAML_TEXT))
        return false;
    if (!read_number(node, out) || *out < field->least || *out > field->most)
        return schema_fail(source, node, "%s must be a whole number from %lld to %lld, not '%s'", what,
                           (long long)field->least, (long long)field->most, shown(source, node));
    return true;
}

static bool read_numbers(struct schema_source *source, const struct field *field, const struct yaml_node *node,
                         const char *what, struct number_list *out) {
    if (!schema_check_kind(source, node, what, YAML_LIST))
        return false;
    if (node->count == 0)
        return schema_fail(source, node, "%s must not be empty", what);
    int64_t *numbers = ARENA_ARRAY(source->arena, int64_t, node->count);
    struct map seen = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < node->count; i++) {
        ok = read_count(source, field, &node->items[i], what, &numbers[i]);
        if (ok && map_get_or_put(&seen, (uint64_t)numbers[i], i) != MAP_NONE)
            ok = schema_fail(source, &node->items[i], "%s holds %lld twice", what, (long long)numbers[i]);
    }
    map_finish(&seen);
    *out = (struct number_list){numbers, node->count};
    return ok;
}

bool schema_read_argument(struct schema_source *source, const struct yaml_node *node, const char *what,
                          const char *word, int32_t meaning, int32_t *out) {
    int64_t index;
    if (!schema_check_kind(source, node, what, YAML_TEXT))
        return false;
    if (strcmp(node->text, "this") == 0)
        *out = ARGUMENT_THIS;
    else if (word && strcmp(node->text, word) == 0)
        *out = meaning;
    else if (read_number(node, &index) && index >= 0 && index < SCHEMA_ARGUMENT_LIMIT)
        *out = (int32_t)index;
    else
        return schema_fail(source, node, "%s must be the index of an argument, 0 to %d, or 'this'%s%s%s, not '%s'",
                           what, SCHEMA_ARGUMENT_LIMIT - 1, word ? " or '" : "", word ? word : "", word ? "'" : "",
                           shown(source, node));
    return true;
}

static bool read_version(struct schema_source *source, const struct yaml_node *node) {
    int64_t version;
    if (!schema_check_kind(source, node, "'version'", YAML_TEXT))
        return false;
    if (!read_number(node, &version))
        return schema_fail(source, node, "'version' must be a number, not '%s'", shown(source, node));
    if (version != 1)
        return schema_fail(source, node, "unknown version %s: this tripcount reads version 1", shown(source, node));
    return true;
}

static bool read_texts(struct schema_source *source, const struct field *field, const struct yaml_node *node,
                       const char *what, struct text_list *out) {
    if (node->kind == YAML_LIST && node->count < field->least)
        return schema_fail(source, node, "%s must not be empty", what);
    return schema_read_texts(source, node, what, out);
}

static bool read_field(struct schema_source *source, const struct field *field, const struct yaml_node *node,
                       void *record) {
    const char *what = arena_printf(source->arena, "'%s'", field->key);
    void *place = (char *)record + field->offset;
    switch (field->type) {
    case FIELD_TEXT:
        return schema_read_text(source, node, what, place);
    case FIELD_BLOCK:
        return read_block(source, node, what, place);
    case FIELD_TEXTS:
        return read_texts(source, field, node, what, place);
    case FIELD_WORD:
        return schema_read_word(source, node, what, field->word, field->word_count, place);
    case FIELD_COUNT:
        return read_count(source, field, node, what, place);
    case FIELD_NUMBERS:
        return read_numbers(source, field, node, what, place);
    case FIELD_ARGUMENT:
    case FIELD_RESULT:
        return schema_read_argument(source, node, what, field->type == FIELD_RESULT ? "return" : NULL, ARGUMENT_RESULT,
                                    place);
    case FIELD_VERSION:
        return read_version(source, node);
    case FIELD_CUSTOM:
        return field->read(source, node, record);
    case FIELD_ANY_MAP:
        return schema_check_kind(source, node, what, YAML_MAP);
    case FIELD_ANY_LIST:
        return schema_check_kind(source, node, what, YAML_LIST);
    }
    BUG("field type %d", (int)field->type);
}

static bool fail_key(struct schema_source *source, const struct schema *schema, const struct yaml_node *key) {
    const char *names[WORDS_MOST];
    if (schema->field_count > WORDS_MOST)
        BUG("%u keys", schema->field_count);
    for (uint32_t i = 0; i < schema->field_count; i++)
        names[i] = schema->fields[i].key;
    const char *where = arena_printf(source->arena, " in %s", schema->what);
    return fail_word(source, key, "unknown key", where, names, schema->field_count);
}

static const struct field *find_field(const struct schema *schema, const char *key) {
    for (uint32_t i = 0; i < schema->field_count; i++)
        if (strcmp(schema->fields[i].key, key) == 0)
            return &schema->fields[i];
    return NULL;
}

bool schema_read(struct schema_source *source, const struct schema *schema, const struct yaml_node *node,
                 void *record) {
    if (!schema_check_kind(source, node, schema->what, YAML_MAP))
        return false;
    /* The version first: another one may have other keys, and says more than a complaint about one of those. */
    const struct yaml_node *version = yaml_get(node, "version");
    const struct field *version_field = find_field(schema, "version");
    if (version != NULL && version_field != NULL && !read_version(source, version))
        return false;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct field *field = find_field(schema, node->keys[i].text);
        if (field == NULL)
            return fail_key(source, schema, &node->keys[i]);
        if (!read_field(source, field, &node->items[i], record))
            return false;
    }
    for (uint32_t i = 0; i < schema->field_count; i++)
        if (schema->fields[i].is_required && yaml_get(node, schema->fields[i].key) == NULL)
            return schema_fail(source, node, "%s needs the key '%s'", schema->what, schema->fields[i].key);
    return true;
}
