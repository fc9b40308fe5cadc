/* Decides when results are written. Tests: tests/integration/test_kill.py */
#include "driver/collect.h"

#include "base/log.h"

#include <string.h>
#include <time.h>

enum { BATCH_UNITS = 64 };
#define BATCH_BYTES   (UINT64_C(32) << 20)
#define BATCH_SECONDS 1.0
#define SECOND_NS     INT64_C(1000000000)

void collect_init(struct collect *collect, struct plan *plan, struct store *store) {
    *collect = (struct collect){.plan = plan, .store = store};
    arena_init(&collect->arena);
    shadows_init(&collect->shadows);
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    collect->started_ns = (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

void collect_finish(struct collect *collect) {
    vec_finish(&collect->batch);
    arena_finish(&collect->arena);
    shadows_finish(&collect->shadows);
}

bool collect_flush(struct collect *collect, struct error *err) {
    if (collect->batch.count == 0)
        return true;
    double start = clock_seconds();
    bool is_saved = store_save_units(collect->store, collect->batch.items, collect->batch.count, err);
    collect->store_seconds += clock_seconds() - start;
    collect->saved_count += collect->batch.count;
    collect->batch.count = 0;
    collect->batch_size = 0;
    arena_reset(&collect->arena);
    return is_saved;
}

/* A file that is written while it is being read may have the stamp of the new content beside the digest of the old one.
 * So the stamp of what changed since shortly before the run says nothing: the next run looks at the content. */
static void distrust_young_stamp(const struct collect *collect, struct dependency *file) {
    if (!file->is_absent && file->stamp.modified_ns >= collect->started_ns - SECOND_NS)
        file->stamp.modified_ns = 0;
}

/* The unit's files, what could come before them, and the programs that read it. */
static uint32_t all_dependencies(struct collect *collect, const struct pool_result *result,
                                 const struct dependency **out) {
    const struct compdb_unit *command = collect->plan->units[result->unit].command;
    shadows_find(&collect->shadows, command, result->dependencies, result->dependency_count);
    const struct dependency *parts[] = {result->dependencies, collect->shadows.found.items,
                                        result->worker_files != NULL ? result->worker_files->files : NULL};
    uint32_t counts[] = {result->dependency_count, collect->shadows.found.count,
                         result->worker_files != NULL ? result->worker_files->file_count : 0};
    struct dependency *all = ARENA_ARRAY(&collect->arena, struct dependency, counts[0] + counts[1] + counts[2]);
    uint32_t count = 0;
    for (size_t k = 0; k < ARRAY_COUNT(parts); k++) {
        for (uint32_t i = 0; i < counts[k]; i++) {
            all[count] = parts[k][i];
            all[count].path = arena_text(&collect->arena, parts[k][i].path, strlen(parts[k][i].path));
            distrust_young_stamp(collect, &all[count++]);
        }
    }
    *out = all;
    return count;
}

static const char *copy_text(struct arena *arena, const char *text) {
    return text != NULL ? arena_text(arena, text, strlen(text)) : NULL;
}

static void take_into_plan(struct plan *plan, struct plan_unit *unit, const struct pool_result *result) {
    unit->status = result->status;
    unit->message = copy_text(plan->arena, result->message);
    unit->line_count = result->line_count;
    unit->summary = NULL;
    unit->summary_size = result->summary_size;
    if (result->summary != NULL)
        unit->summary = arena_text(plan->arena, result->summary, result->summary_size);
}

bool collect_receive(const struct pool_result *result, void *context, struct error *err) {
    struct collect *collect = context;
    struct plan_unit *unit = &collect->plan->units[result->unit];
    const struct dependency *dependencies = NULL;
    uint32_t dependency_count = all_dependencies(collect, result, &dependencies);
    take_into_plan(collect->plan, unit, result);
    unit->is_awaited = false;
    collect->plan->awaited_count--;
    unit->content_key = plan_content_key(collect->plan, unit, dependencies, dependency_count);
    if (collect->batch.count == 0)
        collect->batch_seconds = clock_seconds();
    vec_push(&collect->batch, (struct store_new_unit){
                                  .file = unit->command->file,
                                  .command_index = unit->command->index,
                                  .command_digest = unit->command_digest,
                                  .content_key = unit->content_key,
                                  .status = unit->status,
                                  .message = unit->message,
                                  .line_count = unit->line_count,
                                  .parse_ns = result->cpu_ns,
                                  .summary = unit->summary,
                                  .summary_size = unit->summary_size,
                                  .dependencies = dependencies,
                                  .dependency_count = dependency_count,
                              });
    collect->batch_size += unit->summary_size;
    if (collect->batch.count < BATCH_UNITS && collect->batch_size < BATCH_BYTES &&
        clock_seconds() - collect->batch_seconds < BATCH_SECONDS)
        return true;
    return collect_flush(collect, err);
}
