/* Decides what .tripcount.yaml may say and where it is looked for. Tests: tests/unit/pack/test_config.c */
#include "pack/config.h"

#include "base/attr.h"
#include "base/file.h"
#include "base/path.h"
#include "model/latency.h"
#include "pack/entry.h"
#include "pack/entry_point.h"
#include "pack/library.h"
#include "pack/vocabulary.h"

#include <string.h>

#define CONFIG_NAME ".tripcount.yaml"
#define TURNS_MOST  INT64_C(1000000000000)

struct config_record {
    struct config config;
    struct text_list exclude;
    struct text_list allow_failed;
};

static bool read_models(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct config *config = &((struct config_record *)record)->config;
    struct model defaults = {MODEL_PLAIN, .library = "project", .peer = "project", .origin = ORIGIN_PROJECT};
    struct model_list models = {0};
    if (!entry_read_list(source, node, "'models'", &defaults, &models)) {
        vec_finish(&models);
        return false;
    }
    config->model_count = models.count;
    config->models = entry_keep(source->arena, &models);
    return true;
}

/* Peers are names of the project's or the packs' choosing; whether one exists is known only with the packs. */
static bool read_latency(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct config *config = &((struct config_record *)record)->config;
    if (!schema_check_kind(source, node, "'latency'", YAML_MAP))
        return false;
    config->latencies = ARENA_ARRAY(source->arena, struct peer_latency, node->count);
    config->latency_count = node->count;
    for (uint32_t i = 0; i < node->count; i++) {
        unsigned index;
        const char *what = arena_printf(source->arena, "the latency of '%s'", node->keys[i].text);
        if (!schema_read_word(source, &node->items[i], what, library_latency_word, LATENCY_COUNT, &index))
            return false;
        config->latencies[i] = (struct peer_latency){node->keys[i].text, library_latency_word(index)};
    }
    return true;
}

static const struct field turns_fields[] = {
    {.key = "function", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct turns_entry, function)},
    {.key = "turns", .type = FIELD_TEXT, .is_required = true, .offset = offsetof(struct turns_entry, turns)},
    {.key = "at_most",
     .type = FIELD_COUNT,
     .is_required = true,
     .offset = offsetof(struct turns_entry, at_most),
     .least = 0,
     .most = TURNS_MOST},
    {.key = "because", .type = FIELD_TEXT, .offset = offsetof(struct turns_entry, because)},
};

const struct schema turns_schema = {"an entry of 'turns'", turns_fields, ARRAY_COUNT(turns_fields)};

static bool read_turns(struct schema_source *source, const struct yaml_node *node, void *record) {
    struct config *config = &((struct config_record *)record)->config;
    if (!schema_check_kind(source, node, "'turns'", YAML_LIST))
        return false;
    struct turns_entry *entries = ARENA_ARRAY(source->arena, struct turns_entry, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        entries[i].line = node->items[i].line;
        entries[i].column = node->items[i].column;
        if (!schema_read(source, &turns_schema, &node->items[i], &entries[i]))
            return false;
    }
    config->turns = entries;
    config->turns_count = node->count;
    return true;
}

static bool read_entry_points(struct schema_source *source, const struct yaml_node *node, void *record) {
    return entry_points_read(source, node, &((struct config_record *)record)->config);
}

static const struct field config_fields[] = {
    {.key = "version", .type = FIELD_VERSION, .is_required = true},
    {.key = "models", .type = FIELD_CUSTOM, .read = read_models},
    {.key = "exclude", .type = FIELD_TEXTS, .offset = offsetof(struct config_record, exclude)},
    {.key = "allow_failed", .type = FIELD_TEXTS, .offset = offsetof(struct config_record, allow_failed)},
    {.key = "latency", .type = FIELD_CUSTOM, .read = read_latency},
    {.key = "rules", .type = FIELD_ANY_MAP},
    {.key = "entry_points", .type = FIELD_CUSTOM, .read = read_entry_points},
    {.key = "turns", .type = FIELD_CUSTOM, .read = read_turns},
    {.key = "boundaries", .type = FIELD_ANY_MAP},
    {.key = "budgets", .type = FIELD_ANY_MAP},
};

const struct schema config_schema = {CONFIG_NAME, config_fields, ARRAY_COUNT(config_fields)};

/* The keys of which only the shape was looked at. */
static void note_unused_keys(struct arena *arena, const struct yaml_node *root, struct config *config) {
    const char **keys = ARENA_ARRAY(arena, const char *, ARRAY_COUNT(config_fields));
    config->unused_key_count = 0;
    for (size_t i = 0; i < ARRAY_COUNT(config_fields); i++) {
        const struct field *field = &config_fields[i];
        bool is_unused = field->type == FIELD_ANY_MAP || field->type == FIELD_ANY_LIST;
        if (is_unused && yaml_get(root, field->key) != NULL)
            keys[config->unused_key_count++] = field->key;
    }
    config->unused_keys = keys;
}

static const char *find_file(struct arena *arena, const char *start) {
    const char *directory = path_join(arena, path_current(arena), start);
    for (;;) {
        const char *path = path_join(arena, directory, CONFIG_NAME);
        if (file_exists(path) && !file_is_directory(path))
            return path;
        const char *parent = path_directory(arena, directory);
        if (strcmp(parent, directory) == 0)
            return NULL;
        directory = parent;
    }
}

bool config_load(struct arena *arena, const char *path, const char *start, struct config *out, struct error *err) {
    const char *file = path != NULL ? arena_text(arena, path, strlen(path)) : find_file(arena, start);
    if (file == NULL) {
        *out = (struct config){0};
        return true;
    }
    struct yaml_node root;
    struct schema_source source = {.arena = arena, .file = file, .err = err};
    struct config_record record = {0};
    struct config *config = &record.config;
    if (!yaml_read_file(arena, file, &root, &config->digest, err) ||
        !schema_read(&source, &config_schema, &root, &record))
        return false;
    config->path = file;
    config->directory = path_directory(arena, path_join(arena, path_current(arena), file));
    config->exclude = record.exclude.items;
    config->exclude_count = record.exclude.count;
    config->allow_failed = record.allow_failed.items;
    config->allow_failed_count = record.allow_failed.count;
    note_unused_keys(arena, &root, config);
    *out = *config;
    return true;
}
