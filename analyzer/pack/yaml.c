/* Decides which YAML is read, and turns the library's events into a tree. The only file that includes the YAML library.
 * Tests: tests/unit/pack/test_yaml.c */
#include "pack/yaml.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/intern.h"
#include "base/vec.h"
#include "pack/utf8.h"

#include <string.h>
#include <yaml.h>

struct builder {
    struct arena *arena;
    const char *file;
    yaml_parser_t parser;
    struct text_cursor cursor;
    struct error *err;
};

static const struct text_cursor *seek(struct builder *builder, yaml_mark_t mark) {
    text_cursor_seek(&builder->cursor, mark.index);
    return &builder->cursor;
}

#define FAIL_AT(builder, mark, ...)                                                                                    \
    (seek((builder), (mark)), error_set_at((builder)->err, (builder)->file, (builder)->cursor.line,                    \
                                           text_cursor_column(&(builder)->cursor), __VA_ARGS__))

/* The library's own words, with those replaced that say nothing to a person. */
static bool fail_parse(struct builder *builder) {
    const yaml_parser_t *parser = &builder->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        die_out_of_memory();
    yaml_mark_t mark = parser->problem_mark;
    const struct text_cursor *cursor = seek(builder, mark);
    if (cursor->offset < cursor->size && cursor->text[cursor->offset] == '\t')
        return FAIL_AT(builder, mark, "a tab stands here; YAML wants spaces");
    const char *problem = parser->problem != NULL ? parser->problem : "unreadable";
    if (parser->context == NULL)
        return FAIL_AT(builder, mark, "not valid YAML: %s", problem);
    text_cursor_seek(&builder->cursor, parser->context_mark.index);
    uint32_t line = builder->cursor.line;
    return FAIL_AT(builder, mark, "not valid YAML: %s, %s that begins at line %u", problem, parser->context, line);
}

static bool next_event(struct builder *builder, yaml_event_t *event) {
    return yaml_parser_parse(&builder->parser, event) != 0 || fail_parse(builder);
}

static void set_place(struct builder *builder, yaml_mark_t mark, struct yaml_node *node) {
    const struct text_cursor *cursor = seek(builder, mark);
    node->line = cursor->line;
    node->column = text_cursor_column(cursor);
}

static bool read_scalar(struct builder *builder, const yaml_event_t *event, struct yaml_node *node) {
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (memchr(text, '\0', length) != NULL)
        return FAIL_AT(builder, event->start_mark, "a text must not hold the character U+0000");
    node->kind = YAML_TEXT;
    node->text = arena_text(builder->arena, text, length);
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return true;
}

/* Anchors and tags hang on the event of any node. */
static bool check_decoration(struct builder *builder, const yaml_event_t *event) {
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT)
        return FAIL_AT(builder, event->start_mark, "aliases (*%s) are not read: write the value out",
                       (const char *)event->data.alias.anchor);
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor != NULL)
        return FAIL_AT(builder, event->start_mark, "anchors (&%s) are not read: write the value out",
                       (const char *)anchor);
    if (tag != NULL)
        return FAIL_AT(builder, event->start_mark, "tags (%s) are not read", (const char *)tag);
    return true;
}

struct node_vec { /* as VEC */
    struct yaml_node *items;
    uint32_t count;
    uint32_t capacity;
};

static bool read_node(struct builder *builder, const yaml_event_t *event, int depth, struct yaml_node *node);

static struct yaml_node *keep(struct arena *arena, const struct node_vec *nodes) {
    struct yaml_node *kept = ARENA_ARRAY(arena, struct yaml_node, nodes->count);
    if (nodes->count > 0)
        memcpy(kept, nodes->items, sizeof *kept * nodes->count);
    return kept;
}

static bool read_list(struct builder *builder, int depth, struct yaml_node *node) {
    bool ok = false;
    struct node_vec items = {0};
    yaml_event_t event = {0};
    for (;;) {
        if (!next_event(builder, &event))
            goto done;
        if (event.type == YAML_SEQUENCE_END_EVENT)
            break;
        if (!read_node(builder, &event, depth, vec_add(&items)))
            goto done;
        yaml_event_delete(&event);
    }
    node->kind = YAML_LIST;
    node->items = keep(builder->arena, &items);
    node->count = items.count;
    ok = true;
done:
    yaml_event_delete(&event);
    vec_finish(&items);
    return ok;
}

static bool fail_duplicate(struct builder *builder, const struct node_vec *keys) {
    const struct yaml_node *again = &keys->items[keys->count - 1];
    const struct yaml_node *first = keys->items;
    while (strcmp(first->text, again->text) != 0)
        first++;
    return error_set_at(builder->err, builder->file, again->line, again->column,
                        "the key '%s' is given twice; the first is at line %u", again->text, first->line);
}

/* A key, and whether it is new. The texts met so far are in `seen`, which makes this constant time per key. */
static bool read_key(struct builder *builder, const yaml_event_t *event, struct interner *seen, struct node_vec *keys) {
    struct yaml_node key = {0};
    if (!check_decoration(builder, event))
        return false;
    if (event->type != YAML_SCALAR_EVENT)
        return FAIL_AT(builder, event->start_mark, "a key must be a word, not a list or a mapping");
    if (!read_scalar(builder, event, &key))
        return false;
    set_place(builder, event->start_mark, &key);
    if (key.text[0] == '\0')
        return error_set_at(builder->err, builder->file, key.line, key.column, "a key must not be empty");
    vec_push(keys, key);
    uint32_t seen_before = seen->count;
    intern(seen, key.text);
    return seen->count > seen_before || fail_duplicate(builder, keys);
}

static bool read_map(struct builder *builder, int depth, struct yaml_node *node) {
    bool ok = false;
    struct node_vec keys = {0};
    struct node_vec values = {0};
    struct interner seen;
    interner_init(&seen);
    yaml_event_t event = {0};
    for (;;) {
        if (!next_event(builder, &event))
            goto done;
        if (event.type == YAML_MAPPING_END_EVENT)
            break;
        if (!read_key(builder, &event, &seen, &keys))
            goto done;
        yaml_event_delete(&event);
        if (!next_event(builder, &event) || !read_node(builder, &event, depth, vec_add(&values)))
            goto done;
        yaml_event_delete(&event);
    }
    node->kind = YAML_MAP;
    node->keys = keep(builder->arena, &keys);
    node->items = keep(builder->arena, &values);
    node->count = keys.count;
    ok = true;
done:
    yaml_event_delete(&event);
    interner_finish(&seen);
    vec_finish(&keys);
    vec_finish(&values);
    return ok;
}

static bool read_node(struct builder *builder, const yaml_event_t *event, int depth, struct yaml_node *node) {
    *node = (struct yaml_node){0};
    if (!check_decoration(builder, event))
        return false;
    set_place(builder, event->start_mark, node);
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(builder, event, node);
    if (depth == YAML_DEPTH_LIMIT)
        return FAIL_AT(builder, event->start_mark, "nested deeper than %d levels", YAML_DEPTH_LIMIT);
    return event->type == YAML_SEQUENCE_START_EVENT ? read_list(builder, depth + 1, node)
                                                    : read_map(builder, depth + 1, node);
}

static bool read_document(struct builder *builder, struct yaml_node *root) {
    bool ok = false;
    yaml_event_t event = {0};
    struct yaml_node tree = {0};
    while (event.type != YAML_DOCUMENT_START_EVENT) {
        yaml_event_delete(&event);
        if (!next_event(builder, &event))
            goto done;
        if (event.type == YAML_STREAM_END_EVENT) {
            error_set_at(builder->err, builder->file, 1, 1, "nothing is in this file");
            goto done;
        }
    }
    yaml_event_delete(&event);
    if (!next_event(builder, &event) || !read_node(builder, &event, 0, &tree))
        goto done;
    while (event.type != YAML_STREAM_END_EVENT) {
        yaml_event_delete(&event);
        if (!next_event(builder, &event))
            goto done;
        if (event.type == YAML_DOCUMENT_START_EVENT) {
            FAIL_AT(builder, event.start_mark, "a second document begins here; a file holds one");
            goto done;
        }
    }
    *root = tree;
    ok = true;
done:
    yaml_event_delete(&event);
    return ok;
}

bool yaml_read_text(struct arena *arena, const char *file, const char *data, size_t size, struct yaml_node *root,
                    struct error *err) {
    if (size > YAML_SIZE_LIMIT)
        return error_set(err, "%s: larger than %d MiB", file, YAML_SIZE_LIMIT / (1024 * 1024));
    if (!utf8_check(file, data, size, err))
        return false;
    struct builder builder = {.arena = arena, .file = file, .cursor = text_cursor_of(data, size), .err = err};
    if (yaml_parser_initialize(&builder.parser) == 0)
        die_out_of_memory();
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)data + builder.cursor.offset,
                                 size - builder.cursor.offset);
    bool ok = read_document(&builder, root);
    yaml_parser_delete(&builder.parser);
    return ok;
}

bool yaml_read_file(struct arena *arena, const char *path, struct yaml_node *root, struct digest *digest,
                    struct error *err) {
    if (file_is_directory(path))
        return error_set(err, "cannot read %s: it is a directory", path);
    /* Asked before reading, so that a huge file is not read at all. */
    if (file_stamp_of(path).size > YAML_SIZE_LIMIT)
        return error_set(err, "%s: larger than %d MiB", path, YAML_SIZE_LIMIT / (1024 * 1024));
    struct buffer content = {0};
    bool ok =
        file_read(path, &content, err) && yaml_read_text(arena, path, buffer_text(&content), content.size, root, err);
    if (ok && digest != NULL)
        *digest = digest_of(content.data, content.size);
    buffer_finish(&content);
    return ok;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key) {
    for (uint32_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i].text, key) == 0)
            return &map->items[i];
    return NULL;
}
