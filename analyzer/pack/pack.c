/* Decides which model is in force for a function. Tests: tests/unit/pack/test_pack.c */
#include "pack/pack.h"

#include "base/buffer.h"
#include "base/vec.h"
#include "pack/files.h"
#include "pack/index.h"
#include "pack/library.h"

#include <stdlib.h>
#include <string.h>

struct pack_set {
    struct arena arena;
    VEC(const struct library *) libraries; /* by name */
    struct model_index packs;
    struct model_index project;
};

struct pack_set *pack_create(void) {
    struct pack_set *set = checked_alloc(1, sizeof *set);
    *set = (struct pack_set){0};
    arena_init(&set->arena);
    return set;
}

void pack_destroy(struct pack_set *set) {
    if (set == NULL)
        return;
    index_finish(&set->packs);
    index_finish(&set->project);
    vec_finish(&set->libraries);
    arena_finish(&set->arena);
    free(set);
}

static bool check_status_fields(const struct pack_set *set, const struct library *library, struct error *err) {
    for (uint32_t i = 0; i < library->status_field_count; i++) {
        const struct status_field *status = &library->status_fields[i];
        const struct status_field *other = pack_match_field(set, status->record, status->field);
        if (other != NULL)
            return error_set_at(err, status->file, status->line, status->column,
                                "the field '%s' of '%s' is described twice; the first is at %s:%u:%u", status->field,
                                status->record, other->file, other->line, other->column);
    }
    return true;
}

static bool add_library(struct pack_set *set, const struct library *library, struct error *err) {
    uint32_t place = 0;
    while (place < set->libraries.count && strcmp(set->libraries.items[place]->name, library->name) < 0)
        place++;
    if (place < set->libraries.count && strcmp(set->libraries.items[place]->name, library->name) == 0)
        return error_set(err, "%s: the library '%s' is described twice; the first is in %s", library->file,
                         library->name, set->libraries.items[place]->file);
    for (uint32_t i = 0; i < library->model_count; i++)
        if (!index_add(&set->packs, &library->models[i], err))
            return false;
    if (!check_status_fields(set, library, err))
        return false;
    vec_push(&set->libraries, library);
    memmove(&set->libraries.items[place + 1], &set->libraries.items[place],
            sizeof *set->libraries.items * (set->libraries.count - 1 - place));
    set->libraries.items[place] = library;
    return true;
}

bool pack_load(struct pack_set *set, const char *path, struct error *err) {
    const char *const *files;
    uint32_t file_count;
    if (!yaml_files(&set->arena, path, &files, &file_count, err))
        return false;
    for (uint32_t i = 0; i < file_count; i++) {
        struct library *library = ARENA_NEW(&set->arena, struct library);
        if (!library_read(&set->arena, files[i], library, err) || !add_library(set, library, err))
            return false;
    }
    return true;
}

bool pack_add_models(struct pack_set *set, const struct model *models, uint32_t count, struct error *err) {
    for (uint32_t i = 0; i < count; i++)
        if (!index_add(&set->project, &models[i], err))
            return false;
    return true;
}

uint32_t pack_library_count(const struct pack_set *set) { return set->libraries.count; }

const struct library *pack_library(const struct pack_set *set, uint32_t index) {
    if (index >= set->libraries.count)
        BUG("there is no library %u", index);
    return set->libraries.items[index];
}

static void encode_texts(struct buffer *out, const char *const *texts, uint32_t count) {
    buffer_add_unsigned(out, count);
    for (uint32_t i = 0; i < count; i++)
        buffer_add_string(out, texts[i]);
}

static void encode_numbers(struct buffer *out, const int64_t *numbers, uint32_t count) {
    buffer_add_unsigned(out, count);
    for (uint32_t i = 0; i < count; i++)
        buffer_add_signed(out, numbers[i]);
}

/* Everything that a result can depend on: not where the entry stands. */
static void encode_model(struct buffer *out, const struct model *model) {
    buffer_add_string(out, model->name);
    encode_texts(out, model->except, model->except_count);
    buffer_add_string(out, model->derived_from);
    encode_texts(out, model->siblings, model->sibling_count);
    encode_texts(out, model->strangers, model->stranger_count);
    buffer_add_string(out, model->library);
    buffer_add_string(out, model->peer);
    buffer_add_unsigned(out, (uint64_t)model->effect);
    buffer_add_unsigned(out, (uint64_t)model->origin);
    buffer_add_signed(out, model->roundtrips);
    buffer_add_unsigned(out, model->is_bulk);
    buffer_add_unsigned(out, model->is_cached);
    buffer_add_unsigned(out, model->is_cancel);
    buffer_add_unsigned(out, model->is_blocking);
    buffer_add_unsigned(out, model->is_step);
    buffer_add_unsigned(out, model->is_unpipelined);
    buffer_add_string(out, model->bulk);
    buffer_add_string(out, model->advice);
    buffer_add_string(out, model->pipeline);
    buffer_add_string(out, model->paging);
    buffer_add_unsigned(out, (uint64_t)model->access);
    buffer_add_unsigned(out, (uint64_t)model->failure);
    buffer_add_signed(out, model->handle);
    buffer_add_signed(out, model->request);
    buffer_add_signed(out, model->result);
    buffer_add_signed(out, model->rows);
    buffer_add_signed(out, model->items);
    buffer_add_signed(out, model->cookie);
    buffer_add_signed(out, model->tells);
    buffer_add_signed(out, model->resets);
    encode_numbers(out, model->ok, model->ok_count);
    buffer_add_signed(out, model->page);
    buffer_add_unsigned(out, (uint64_t)model->pause);
    buffer_add_unsigned(out, (uint64_t)model->language);
    buffer_add_unsigned(out, model->built_count);
    for (uint32_t i = 0; i < model->built_count; i++) {
        buffer_add_signed(out, model->builds[i].argument);
        buffer_add_signed(out, model->builds[i].value);
        buffer_add_unsigned(out, (uint64_t)model->builds[i].access);
        buffer_add_signed(out, model->builds[i].page);
    }
    buffer_add_string(out, model->prefetch);
    buffer_add_string(out, model->after);
    buffer_add_signed(out, model->calls);
    buffer_add_signed(out, model->completes);
    buffer_add_unsigned(out, (uint64_t)model->turns);
    buffer_add_signed(out, model->counts);
    buffer_add_unsigned(out, model->pass_count);
    for (uint32_t i = 0; i < model->pass_count; i++)
        buffer_add_signed(out, model->passes[i]);
    encode_texts(out, model->headers, model->header_count);
    buffer_add_string(out, model->url);
}

static void encode_status_fields(struct buffer *out, const struct library *library) {
    buffer_add_unsigned(out, library->status_field_count);
    for (uint32_t i = 0; i < library->status_field_count; i++) {
        buffer_add_string(out, library->status_fields[i].record);
        buffer_add_string(out, library->status_fields[i].field);
        encode_numbers(out, library->status_fields[i].ok, library->status_fields[i].ok_count);
    }
}

struct digest pack_digest(const struct pack_set *set) {
    struct buffer bytes = {0};
    buffer_add_unsigned(&bytes, set->libraries.count);
    for (uint32_t i = 0; i < set->libraries.count; i++) {
        const struct library *library = set->libraries.items[i];
        buffer_add_string(&bytes, library->name);
        buffer_add_string(&bytes, library->title);
        buffer_add_string(&bytes, library->latency);
        buffer_add_unsigned(&bytes, library->model_count);
        for (uint32_t k = 0; k < library->model_count; k++)
            encode_model(&bytes, &library->models[k]);
        encode_status_fields(&bytes, library);
    }
    for (uint32_t i = 0; i < set->project.entries.count; i++)
        encode_model(&bytes, set->project.entries.items[i].model);
    struct digest digest = digest_of(bytes.data, bytes.size);
    buffer_finish(&bytes);
    return digest;
}

const struct model *pack_match(const struct pack_set *set, const struct model_query *query) {
    const struct model *own = index_exact(&set->project, query->name);
    if (own == NULL)
        own = index_of_class(&set->project, query);
    if (own == NULL)
        own = index_glob(&set->project, query->name, NULL);
    if (own != NULL)
        return own;
    const struct model *exact = index_exact(&set->packs, query->name);
    if (query->header != NULL && exact != NULL && index_holds_header(exact, query->header))
        return exact; /* an inline function of the header too */
    if (query->is_internal)
        return NULL;
    const struct model *of_class = index_of_class(&set->packs, query);
    if (of_class != NULL)
        return of_class; /* what the class shows is as good as a header: generated ones have no name of their own */
    if (query->header != NULL) {
        const struct model *glob = index_glob(&set->packs, query->name, query->header);
        if (glob != NULL)
            return glob;
    }
    if (query->is_defined)
        return NULL;
    /* A pattern is a weaker claim than a name: where the header is known, and is another, it says nothing. */
    if (exact == NULL && query->header == NULL)
        return index_glob(&set->packs, query->name, NULL);
    return exact;
}

bool pack_names(const struct pack_set *set, const char *name) {
    return index_exact(&set->project, name) != NULL || index_exact(&set->packs, name) != NULL;
}

const struct status_field *pack_match_field(const struct pack_set *set, const char *record, const char *field) {
    for (uint32_t i = 0; i < set->libraries.count; i++) {
        const struct library *library = set->libraries.items[i];
        for (uint32_t k = 0; k < library->status_field_count; k++)
            if (strcmp(library->status_fields[k].field, field) == 0 &&
                strcmp(library->status_fields[k].record, record) == 0)
                return &library->status_fields[k];
    }
    return NULL;
}
