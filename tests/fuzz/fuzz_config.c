/* .tripcount.yaml */
#include "fuzz/target.h"

#include "model/latency.h"
#include "pack/config.h"
#include "pack/pack.h"

#include <string.h>

bool target_seed(const struct buffer *file, uint32_t number, struct buffer *out) {
    return target_seed_of_text(file, number, out);
}

static void expect_config(const struct config *config) {
    for (uint32_t i = 0; i < config->latency_count; i++)
        EXPECT(latency_find(config->latencies[i].profile) != NULL, "no latency %s", config->latencies[i].profile);
    for (uint32_t i = 0; i < config->exclude_count; i++)
        EXPECT(config->exclude[i][0] != '\0', "an empty glob");
    for (uint32_t i = 0; i < config->allow_failed_count; i++)
        EXPECT(config->allow_failed[i][0] != '\0', "an empty glob");
    for (uint32_t i = 0; i < config->entry_point_count; i++) {
        const struct entry_point *entry = &config->entry_points[i];
        EXPECT(entry->name[0] != '\0' && entry->function[0] != '\0', "an entry point without name or function");
        EXPECT(entry->latency_budget_ms >= 0 && entry->per_second >= 0, "entry point %s: less than nothing",
               entry->name);
    }
    for (uint32_t i = 0; i < config->unused_key_count; i++)
        EXPECT(config->unused_keys[i] != NULL, "an unused key without a name");
}

/* The set refuses two models of one name: what is there then is only destroyed. */
static void add_models(const struct config *config) {
    struct error err = {0};
    struct pack_set *set = pack_create();
    bool is_good = pack_add_models(set, config->models, config->model_count, &err);
    target_expect_error(is_good, &err, config->path);
    for (uint32_t i = 0; is_good && i < config->model_count; i++) {
        const struct model *model = &config->models[i];
        const struct model *found = pack_match(set, &(struct model_query){.name = model->name, .is_internal = true});
        EXPECT(model->is_glob || found == model, "%s is not found by its name", model->name);
        EXPECT(strcmp(model->library, "project") == 0, "%s is of %s", model->name, model->library);
    }
    pack_destroy(set);
}

bool target_run(const void *data, size_t size) {
    struct target_file file;
    struct arena arena;
    struct error err = {0};
    struct config config;
    arena_init(&arena);
    target_file_open(&file, data, size);
    bool is_good = config_load(&arena, file.path, NULL, &config, &err);
    target_expect_error(is_good, &err, file.path);
    target_expect_memory(arena.used_bytes, size);
    if (is_good) {
        expect_config(&config);
        add_models(&config);
    }
    target_file_close(&file);
    arena_finish(&arena);
    return is_good;
}
