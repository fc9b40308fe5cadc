/* Decides what a library file says besides its entries. Tests: tests/unit/pack/test_library.c */
#include "pack/library.h"

#include "base/attr.h"
#include "model/latency.h"
#include "pack/entry.h"
#include "pack/schema.h"
#include "pack/vocabulary.h"

#include <string.h>

struct library_record {
    struct library library;
    struct text_list headers;
    enum request_language language;
    const struct yaml_node *functions; /* read last: its entries take what the other keys say */
};

struct status_record {
    struct status_field status;
    struct number_list ok;
};

const char *library_latency_word(unsigned index) { return latency_profile(index)->name; }

static bool read_latency(struct schema_source *source, const struct yaml_node *node, void *record) {
    unsigned index;
    if (!schema_read_word(source, node, "'latency'", library_latency_word, LATENCY_COUNT, &index))
        return false;
    ((struct library_record *)record)->library.latency = library_latency_word(index);
    return true;
}

static const struct field status_fields[] = {
    {.key = "record", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct status_record, status.record)},
    {.key = "field", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct status_record, status.field)},
    {.key = "ok",
     .type = FIELD_NUMBERS,
     .is_required = true,
     .offset = offsetof(struct status_record, ok),
     .least = INT32_MIN,
     .most = INT32_MAX},
};

const struct schema status_schema = {"a status field", status_fields, ARRAY_COUNT(status_fields)};

static bool check_status(struct schema_source *source, const struct yaml_node *node, const struct status_field *fields,
                         uint32_t index) {
    static const char *const words[] = {"struct ", "class ", "union "};
    const struct status_field *status = &fields[index];
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strncmp(status->record, words[i], strlen(words[i])) == 0)
            return schema_fail(source, yaml_get(node, "record"), "'record' is the name alone, without '%.*s'",
                               (int)strlen(words[i]) - 1, words[i]);
    for (uint32_t i = 0; i < index; i++)
        if (strcmp(fields[i].record, status->record) == 0 && strcmp(fields[i].field, status->field) == 0)
            return schema_fail(source, node, "the field '%s' of '%s' is described twice; the first is at line %u",
                               status->field, status->record, fields[i].line);
    return true;
}

static bool read_status_fields(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct library *library = &((struct library_record *)record)->library;
    if (!schema_check_kind(source, node, "'status_fields'", YAML_LIST))
        return false;
    struct status_field *fields = ARENA_ARRAY(source->arena, struct status_field, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = &node->items[i];
        struct status_record status = {.status = {.file = source->file, .line = item->line, .column = item->column}};
        if (!schema_read(source, &status_schema, item, &status))
            return false;
        fields[i] = status.status;
        fields[i].ok = status.ok.items;
        fields[i].ok_count = status.ok.count;
        if (!check_status(source, item, fields, i))
            return false;
    }
    library->status_fields = fields;
    library->status_field_count = node->count;
    return true;
}

static bool keep_functions(struct schema_source *source, const struct yaml_node *node, void *record) {
    ((struct library_record *)record)->functions = node;
    if (!schema_check_kind(source, node, "'functions'", YAML_LIST))
        return false;
    return node->count > 0 || schema_fail(source, node, "'functions' must not be empty");
}

static const struct field library_fields[] = {
    {.key = "version", .type = FIELD_VERSION, .is_required = true},
    {.key = "library",
     .type = FIELD_TEXT,
     .is_required = true,
     .offset = offsetof(struct library_record, library.name)},
    {.key = "title", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct library_record, library.title)},
    {.key = "peer", .type = FIELD_TEXT, .offset = offsetof(struct library_record, library.peer)},
    {.key = "latency", .type = FIELD_CUSTOM, .read = read_latency},
    {.key = "url", .type = FIELD_TEXT, .offset = offsetof(struct library_record, library.url)},
    {.key = "headers",
     .type = FIELD_TEXTS,
     .is_required = true,
     .offset = offsetof(struct library_record, headers),
     .least = 1},
    {.key = "language",
     .type = FIELD_WORD,
     .offset = offsetof(struct library_record, language),
     .word = entry_language_word,
     .word_count = LANGUAGE_COUNT},
    {.key = "status_fields", .type = FIELD_CUSTOM, .read = read_status_fields},
    {.key = "functions", .type = FIELD_CUSTOM, .is_required = true, .read = keep_functions},
};

const struct schema library_schema = {"a library file", library_fields, ARRAY_COUNT(library_fields)};

/* The word of a project's own models, which a library must not take. */
static bool check_library_name(struct schema_source *source, const struct yaml_node *root, const char *name) {
    const struct yaml_node *node = yaml_get(root, "library");
    if (strcmp(name, "project") == 0)
        return schema_fail(source, node, "'project' is the name for models of a project; a library needs another");
    if (strpbrk(name, " \t/") != NULL)
        return schema_fail(source, node, "'library' is one word without spaces or slashes; put the rest in 'title'");
    return true;
}

static bool check_headers(struct schema_source *source, const struct text_list *headers) {
    for (uint32_t i = 0; i < headers->count; i++)
        if (headers->items[i][0] == '/')
            return schema_fail(source, &headers->nodes[i],
                               "'headers' are ends of paths, as in #include, not absolute: '%s'", headers->items[i]);
    return true;
}

bool library_read(struct arena *arena, const char *path, struct library *out, struct error *err) {
    struct yaml_node root;
    const char *file = arena_text(arena, path, strlen(path));
    struct schema_source source = {.arena = arena, .file = file, .err = err};
    struct library_record record = {0};
    if (!yaml_read_file(arena, file, &root, NULL, err) || !schema_read(&source, &library_schema, &root, &record) ||
        !check_library_name(&source, &root, record.library.name) || !check_headers(&source, &record.headers))
        return false;
    record.library.file = file;
    if (record.library.peer == NULL)
        record.library.peer = record.library.name;
    struct model defaults = {
        MODEL_PLAIN,
        .library = record.library.name,
        .peer = record.library.peer,
        .url = record.library.url,
        .origin = ORIGIN_PACK,
        .language = record.language,
        .headers = record.headers.items,
        .header_count = record.headers.count,
    };
    struct model_list models = {0};
    if (!entry_read_list(&source, record.functions, "'functions'", &defaults, &models)) {
        vec_finish(&models);
        return false;
    }
    record.library.model_count = models.count;
    record.library.models = entry_keep(arena, &models);
    *out = record.library;
    return true;
}
