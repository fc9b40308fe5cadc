/* Reads a database, or makes one of files and flags. See compdb.h. */
#include "compdb/compdb.h"

#include "base/file.h"
#include "base/path.h"
#include "compdb/json_text.h"
#include "compdb/units.h"

/* An entry while it is read: what messages need to say which one is meant. */
struct place {
    const char *path;
    uint32_t entry; /* from 1 */
    struct json_place json;
};

static bool entry_error(const struct place *place, struct error *err, const char *what) {
    return error_set_at(err, place->path, place->json.line, place->json.column, "entry %u %s", place->entry, what);
}

/* A member that must be a text; `*value` stays NULL when there is none. */
static bool read_text(const struct place *place, const json_t *object, const char *name, const char **value,
                      struct error *err) {
    const json_t *member = json_object_get(object, name);
    if (member == NULL)
        return true;
    if (!json_is_string(member))
        return error_set_at(err, place->path, place->json.line, place->json.column,
                            "entry %u has a \"%s\" that is not a text", place->entry, name);
    *value = json_string_value(member);
    return true;
}

/* The texts stay those of the JSON value. */
static bool read_arguments(const struct place *place, const json_t *list, struct words *words, struct error *err) {
    if (!json_is_array(list))
        return entry_error(place, err, "has \"arguments\" that are not a list");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_string(item))
            return entry_error(place, err, "has something in \"arguments\" that is not a text");
        vec_push(words, json_string_value(item));
    }
    return true;
}

static bool read_entry(struct unit_builder *builder, const struct place *place, const json_t *object,
                       struct error *err) {
    struct words words = {0};
    const char *directory = NULL;
    struct unit_entry entry = {.has_compiler = true, .line = place->json.line};
    bool ok = false;
    if (!json_is_object(object)) {
        entry_error(place, err, "is not an object with \"directory\", \"file\" and \"command\" or \"arguments\"");
        goto done;
    }
    if (!read_text(place, object, "file", &entry.file, err) ||
        !read_text(place, object, "directory", &directory, err) ||
        !read_text(place, object, "command", &entry.command, err))
        goto done;
    if (entry.file == NULL || entry.file[0] == '\0') {
        entry_error(place, err, "has no \"file\"");
        goto done;
    }
    if (directory == NULL) {
        entry_error(place, err, "has no \"directory\"");
        goto done;
    }
    const json_t *arguments = json_object_get(object, "arguments");
    if (arguments != NULL) {
        if (!read_arguments(place, arguments, &words, err))
            goto done;
        entry.words = &words;
        entry.command = NULL; /* a list says more exactly what a text says too */
    }
    entry.directory = path_join(builder->arena, builder->compdb->directory, directory);
    unit_builder_add(builder, &entry);
    ok = true;
done:
    vec_finish(&words);
    return ok;
}

static bool read_entries(struct unit_builder *builder, const struct buffer *text, const json_t *root,
                         struct error *err) {
    struct json_places places = {0};
    const char *path = builder->compdb->path;
    bool ok = false;
    if (!json_is_array(root)) {
        error_set_at(err, path, 1, 1, "a compilation database is a list of entries, and this is something else");
        goto done;
    }
    json_text_find_elements(text, &places);
    if (places.count != json_array_size(root))
        BUG("%u places for %zu entries of %s", places.count, json_array_size(root), path);
    for (uint32_t i = 0; i < places.count; i++) {
        struct place place = {path, i + 1, places.items[i]};
        if (!read_entry(builder, &place, json_array_get(root, i), err))
            goto done;
    }
    ok = true;
done:
    vec_finish(&places);
    return ok;
}

bool compdb_load(struct arena *arena, const char *path, struct compdb *compdb, struct error *err) {
    struct buffer text = {0};
    json_t *root = NULL;
    struct compdb loaded = {0};
    struct unit_builder builder;
    bool ok = false;
    unit_builder_init(&builder, arena, &loaded);
    loaded.path = path_join(arena, path_current(arena), path);
    loaded.directory = path_directory(arena, loaded.path);
    if (file_is_directory(loaded.path)) {
        error_set(err, "%s is a folder, not a compilation database", loaded.path);
        goto done;
    }
    if (!file_read(loaded.path, &text, err) || !json_text_parse(loaded.path, &text, &root, err))
        goto done;
    if (!read_entries(&builder, &text, root, err))
        goto done;
    unit_builder_end(&builder);
    *compdb = loaded;
    ok = true;
done:
    unit_builder_finish(&builder);
    json_decref(root);
    buffer_finish(&text);
    return ok;
}

bool compdb_single(struct arena *arena, const char *directory, const char *const files[], uint32_t file_count,
                   const char *const flags[], uint32_t flag_count, struct compdb *compdb, struct error *err) {
    struct words words = {0};
    struct compdb made = {.directory = path_normalize(arena, directory)};
    struct unit_builder builder;
    bool ok = false;
    unit_builder_init(&builder, arena, &made);
    for (uint32_t i = 0; i < flag_count; i++)
        vec_push(&words, flags[i]);
    for (uint32_t i = 0; i < file_count; i++) {
        if (files[i][0] == '\0') {
            error_set(err, "a file name is empty");
            goto done;
        }
        unit_builder_add(&builder,
                         &(struct unit_entry){.file = files[i], .directory = made.directory, .words = &words});
    }
    unit_builder_end(&builder);
    *compdb = made;
    ok = true;
done:
    unit_builder_finish(&builder);
    vec_finish(&words);
    return ok;
}

uint32_t compdb_count_missing(const struct compdb *compdb) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < compdb->unit_count; i++)
        if (!file_exists(compdb->units[i].file))
            count++;
    return count;
}
