/* Decides how a name is found among models. Tests: tests/unit/pack/test_pack.c */
#include "pack/index.h"

#include "base/glob.h"
#include "base/hash.h"
#include "base/path.h"

#include <string.h>

void index_finish(struct model_index *index) {
    map_finish(&index->first);
    vec_finish(&index->entries);
    vec_finish(&index->globs);
}

static uint64_t hash_name(const char *name) { return digest_of(name, strlen(name)).low; }

static const struct model *find(const struct model_index *index, const char *name, uint64_t hash) {
    for (uint32_t i = map_get(&index->first, hash); i != MAP_NONE; i = index->entries.items[i].next)
        if (strcmp(index->entries.items[i].model->name, name) == 0)
            return index->entries.items[i].model;
    return NULL;
}

static void add_glob(struct model_index *index, const struct model *model) {
    struct index_glob glob = {.model = model, .prefix_length = (uint32_t)strcspn(model->name, "*?")};
    for (const char *c = model->name; *c != '\0'; c++)
        glob.literal_length += *c != '*' && *c != '?';
    vec_push(&index->globs, glob);
}

bool index_add(struct model_index *index, const struct model *model, struct error *err) {
    uint64_t hash = hash_name(model->name);
    const struct model *other = find(index, model->name, hash);
    if (other != NULL)
        return error_set_at(err, model->file, model->line, model->column,
                            "'%s' is described twice; the first is at %s:%u:%u", model->name, other->file, other->line,
                            other->column);
    struct index_entry entry = {model, map_get(&index->first, hash)};
    map_put(&index->first, hash, index->entries.count);
    vec_push(&index->entries, entry);
    if (model->is_glob)
        add_glob(index, model);
    return true;
}

const struct model *index_exact(const struct model_index *index, const char *name) {
    const struct model *model = find(index, name, hash_name(name));
    return model != NULL && !model->is_glob ? model : NULL;
}

static bool is_excepted(const struct model *model, const char *name) {
    for (uint32_t i = 0; i < model->except_count; i++)
        if (glob_matches_name(model->except[i], name))
            return true;
    return false;
}

const struct model *index_glob(const struct model_index *index, const char *name, const char *header) {
    const struct index_glob *best = NULL;
    for (uint32_t i = 0; i < index->globs.count; i++) {
        const struct index_glob *glob = &index->globs.items[i];
        const struct model *model = glob->model;
        if (strncmp(model->name, name, glob->prefix_length) != 0 ||
            (best != NULL && glob->literal_length <= best->literal_length))
            continue;
        if (glob_matches_name(model->name, name) && !is_excepted(model, name) &&
            (header == NULL || index_holds_header(model, header)))
            best = glob;
    }
    return best != NULL ? best->model : NULL;
}

/* The part of `path` that has as many slashes as `pattern`, or NULL when it has fewer. */
static const char *tail_of(const char *path, const char *pattern) {
    uint32_t slashes = 0;
    for (const char *c = pattern; *c != '\0'; c++)
        slashes += *c == '/';
    const char *cursor = path + strlen(path);
    for (;;) {
        while (cursor > path && cursor[-1] != '/')
            cursor--;
        if (slashes == 0)
            return cursor;
        if (cursor == path)
            return NULL;
        slashes--;
        cursor--;
    }
}

bool index_holds_header(const struct model *model, const char *header) {
    for (uint32_t i = 0; i < model->header_count; i++) {
        const char *pattern = model->headers[i];
        const char *tail = tail_of(header, pattern);
        if (tail == NULL)
            continue;
        bool is_plain = strpbrk(pattern, "*?[") == NULL;
        if (is_plain ? strcmp(pattern, tail) == 0 : glob_matches_path(pattern, tail))
            return true;
    }
    return false;
}
