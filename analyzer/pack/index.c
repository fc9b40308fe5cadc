/* Decides how a name is found among models. Tests: tests/unit/pack/test_pack.c */
#include "pack/index.h"

#include "base/buffer.h"
#include "base/glob.h"
#include "base/hash.h"
#include "base/path.h"
#include "pack/pack.h"

#include <string.h>

void index_finish(struct model_index *index) {
    map_finish(&index->first);
    vec_finish(&index->entries);
    vec_finish(&index->globs);
    vec_finish(&index->of_classes);
}

static uint64_t hash_name(const char *name) { return digest_of(name, strlen(name)).low; }

static const struct model *find(const struct model_index *index, const char *name, uint64_t hash) {
    for (uint32_t i = map_get(&index->first, hash); i != MAP_NONE; i = index->entries.items[i].next)
        if (strcmp(index->entries.items[i].model->name, name) == 0)
            return index->entries.items[i].model;
    return NULL;
}

static struct index_glob glob_of(const struct model *model) {
    uint32_t prefix = (uint32_t)strcspn(model->name, model->is_glob ? "*?" : "");
    struct index_glob glob = {.model = model, .prefix_length = prefix, .part = model->name + prefix};
    glob.part += strspn(glob.part, "*?");
    glob.part_length = (uint32_t)strcspn(glob.part, "*?");
    for (const char *c = model->name; *c != '\0'; c++)
        glob.literal_length += !model->is_glob || (*c != '*' && *c != '?');
    return glob;
}

static bool may_match(const struct index_glob *glob, const char *name, size_t length) {
    return strncmp(glob->model->name, name, glob->prefix_length) == 0 &&
           (glob->part_length == 0 || memmem(name, length, glob->part, glob->part_length) != NULL);
}

static bool tells_class(const struct model *model) {
    return model->derived_from != NULL || model->sibling_count > 0 || model->stranger_count > 0;
}

static bool fail_twice(const struct model *model, const struct model *other, struct error *err) {
    return error_set_at(err, model->file, model->line, model->column,
                        "'%s' is described twice; the first is at %s:%u:%u", model->name, other->file, other->line,
                        other->column);
}

static bool is_same_list(const char *const *a, uint32_t a_count, const char *const *b, uint32_t b_count) {
    if (a_count != b_count)
        return false;
    for (uint32_t i = 0; i < a_count; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

/* Entries of one name may differ in what they ask of the class. */
static bool is_same_class(const struct model *a, const struct model *b) {
    bool is_same_base = a->derived_from == NULL || b->derived_from == NULL
                            ? a->derived_from == b->derived_from
                            : strcmp(a->derived_from, b->derived_from) == 0;
    return is_same_base && is_same_list(a->siblings, a->sibling_count, b->siblings, b->sibling_count) &&
           is_same_list(a->strangers, a->stranger_count, b->strangers, b->stranger_count);
}

static bool add_of_class(struct model_index *index, const struct model *model, struct error *err) {
    for (uint32_t i = 0; i < index->of_classes.count; i++) {
        const struct model *other = index->of_classes.items[i].model;
        if (strcmp(other->name, model->name) == 0 && is_same_class(other, model))
            return fail_twice(model, other, err);
    }
    vec_push(&index->of_classes, glob_of(model));
    vec_push(&index->entries, (struct index_entry){model, MAP_NONE}); /* for those who list all */
    return true;
}

bool index_add(struct model_index *index, const struct model *model, struct error *err) {
    if (tells_class(model))
        return add_of_class(index, model, err);
    uint64_t hash = hash_name(model->name);
    const struct model *other = find(index, model->name, hash);
    if (other != NULL)
        return fail_twice(model, other, err);
    struct index_entry entry = {model, map_get(&index->first, hash)};
    map_put(&index->first, hash, index->entries.count);
    vec_push(&index->entries, entry);
    if (model->is_glob)
        vec_push(&index->globs, glob_of(model));
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
    size_t length = strlen(name);
    for (uint32_t i = 0; i < index->globs.count; i++) {
        const struct index_glob *glob = &index->globs.items[i];
        const struct model *model = glob->model;
        if ((best != NULL && glob->literal_length <= best->literal_length) || !may_match(glob, name, length))
            continue;
        if (glob_matches_name(model->name, name) && !is_excepted(model, name) &&
            (header == NULL || index_holds_header(model, header)))
            best = glob;
    }
    return best != NULL ? best->model : NULL;
}

static const char *own_name(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/* `pattern` with its star, if it has one, put in for: "send_*" of "*Client::*" and "ns::ShopClient::ping" is
 * "send_ping". The last part of the model's name holds one star then, which its loader has seen to. */
static void add_sibling(struct buffer *out, const char *pattern, const char *model_name, const char *name) {
    const char *star = strchr(pattern, '*'), *part = own_name(model_name), *own = own_name(name);
    if (star == NULL) {
        buffer_add_text(out, pattern);
        return;
    }
    size_t before = strcspn(part, "*"), fixed = strlen(part) - 1;
    buffer_add(out, pattern, (size_t)(star - pattern));
    if (strlen(own) >= fixed)
        buffer_add(out, own + before, strlen(own) - fixed);
    buffer_add_text(out, star + 1);
}

static bool declares(const struct model_query *query, const struct model *model, const char *pattern) {
    struct buffer sibling = {0};
    add_sibling(&sibling, pattern, model->name, query->name);
    bool is_declared = query->class->declares(query->class, buffer_text(&sibling));
    buffer_finish(&sibling);
    return is_declared;
}

static bool fits_class(const struct model_query *query, const struct model *model) {
    for (uint32_t i = 0; i < model->sibling_count; i++)
        if (!declares(query, model, model->siblings[i]))
            return false;
    for (uint32_t i = 0; i < model->stranger_count; i++)
        if (declares(query, model, model->strangers[i]))
            return false;
    return model->derived_from == NULL || query->class->has_base(query->class, model->derived_from);
}

static bool names_method(const struct model *model, const char *name) {
    if (!model->is_glob)
        return strcmp(model->name, name) == 0;
    return glob_matches_name(model->name, name) && !is_excepted(model, name);
}

const struct model *index_of_class(const struct model_index *index, const struct model_query *query) {
    const struct index_glob *best = NULL;
    size_t length = strlen(query->name);
    for (uint32_t i = 0; i < index->of_classes.count && query->class != NULL; i++) {
        const struct index_glob *glob = &index->of_classes.items[i];
        if ((best == NULL || glob->literal_length > best->literal_length) && may_match(glob, query->name, length) &&
            names_method(glob->model, query->name) && fits_class(query, glob->model))
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
