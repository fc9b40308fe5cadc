/* Decides in which order the program is linked and counted. Tests: tests/integration, testdata/_cost */
#include "driver/count.h"

#include "base/file.h"
#include "base/path.h"
#include "base/suggest.h"
#include "link/cone.h"

#include <stdlib.h>
#include <string.h>

static bool is_cancelled(const void *context, struct error *err) { return project_is_cancelled(context, err); }

bool counted_link(struct counted *counted, const struct project *project, struct arena *arena,
                  struct interner *interner, const struct program_input *inputs, uint32_t input_count,
                  struct error *err) {
    *counted = (struct counted){.project = project};
    if (!program_link(&counted->program, arena, interner, inputs, input_count, project->packs, err))
        return false;
    counted->program.is_cancelled = is_cancelled;
    counted->program.cancel_context = project;
    program_find_cone(&counted->program);
    const struct config *config = &project->config;
    counted->program.known_turns = (struct known_turns){
        .items = config->turns, .count = config->turns_count, .is_used = ARENA_ARRAY(arena, bool, config->turns_count)};
    return true;
}

bool counted_count(struct counted *counted, struct error *err) {
    counted->has_costs = true;
    return costs_count(&counted->costs, &counted->program, err);
}

/* ---- source lines ---- */

struct line_wanted {
    const char *file;
    uint32_t line;
    struct finding *finding;
};

static int compare_wanted(const void *left, const void *right) {
    const struct line_wanted *a = left;
    const struct line_wanted *b = right;
    int order = strcmp(a->file, b->file);
    if (order != 0)
        return order;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* All wanted lines of one file, which are in ascending order. */
static void take_lines(struct arena *arena, const struct buffer *content, const struct line_wanted *wanted,
                       uint32_t count) {
    const char *cursor = buffer_text(content);
    const char *limit = cursor + content->size;
    uint32_t line = 1;
    for (uint32_t i = 0; i < count; i++) {
        while (line < wanted[i].line && cursor < limit) {
            const char *end = memchr(cursor, '\n', (size_t)(limit - cursor));
            cursor = end != NULL ? end + 1 : limit;
            line++;
        }
        if (line != wanted[i].line || cursor >= limit)
            continue;
        const char *end = memchr(cursor, '\n', (size_t)(limit - cursor));
        size_t length = (size_t)((end != NULL ? end : limit) - cursor);
        length -= length > 0 && cursor[length - 1] == '\r';
        wanted[i].finding->source = arena_text(arena, cursor, length);
    }
}

/* Each file is read once. One that cannot be read leaves its findings without a line. */
static void add_source_lines(struct counted *counted, struct result *result) {
    struct line_wanted *wanted = checked_alloc((uint64_t)result->finding_count + 1, sizeof *wanted);
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        struct finding *finding = &result->findings[i];
        if (finding->source == NULL && finding->place.file != NULL && finding->place.line > 0)
            wanted[count++] = (struct line_wanted){finding->place.file, finding->place.line, finding};
    }
    qsort(wanted, count, sizeof *wanted, compare_wanted);
    struct arena scratch;
    struct buffer content = {0};
    arena_init(&scratch);
    for (uint32_t start = 0, end; start < count; start = end) {
        struct error ignored = {0};
        for (end = start + 1; end < count && strcmp(wanted[end].file, wanted[start].file) == 0;)
            end++;
        buffer_clear(&content);
        if (file_read(path_join(&scratch, counted->project->root, wanted[start].file), &content, &ignored))
            take_lines(counted->program.arena, &content, wanted + start, end - start);
        error_finish(&ignored);
    }
    buffer_finish(&content);
    arena_finish(&scratch);
    free(wanted);
}

/* Room for `count` more. */
static void grow_remarks(struct arena *arena, struct run *run, uint32_t count) {
    struct remark *all = ARENA_ARRAY(arena, struct remark, run->remark_count + count);
    if (run->remark_count)
        memcpy(all, run->remarks, run->remark_count * sizeof *all);
    run->remarks = all;
}

static struct place place_in_config(const struct counted *counted, uint32_t line, uint32_t column) {
    const char *path = path_from_root(counted->program.arena, counted->project->root, counted->project->config.path);
    return (struct place){path, line, column};
}

/* Entries of `turns:` that no loop around a round trip has. */
static void add_unused_turns(const struct counted *counted, struct run *run) {
    const struct known_turns *known = &counted->program.known_turns;
    struct arena *arena = counted->program.arena;
    grow_remarks(arena, run, known->count);
    for (uint32_t i = 0; i < known->count; i++) {
        const struct turns_entry *entry = &known->items[i];
        if (known->is_used[i])
            continue;
        run->remarks[run->remark_count++] = (struct remark){
            place_in_config(counted, entry->line, entry->column),
            arena_printf(arena, "no loop around a round trip in %s() runs '%s' times", entry->function, entry->turns)};
    }
}

const char *counted_nearest_function(const struct program *program, const char *name) {
    const char **names = checked_alloc((uint64_t)program->function_count + 1, sizeof *names);
    for (uint32_t i = 0; i < program->function_count; i++)
        names[i] = program_function_name(program, i);
    const char *nearest = suggest_nearest(name, names, program->function_count);
    free(names);
    return nearest;
}

/* Entry points that name no function. Single files need not hold what the project's config speaks of. */
static void add_missing_entries(const struct counted *counted, struct run *run) {
    const struct config *config = &counted->project->config;
    struct arena *arena = counted->program.arena;
    if (config->entry_point_count == 0 || counted->project->options->file_count > 0)
        return;
    uint32_t count;
    bool *missing = checked_alloc(config->entry_point_count, sizeof *missing);
    rules_entries(&counted->program, config->entry_points, config->entry_point_count, missing, &count);
    grow_remarks(arena, run, config->entry_point_count);
    for (uint32_t i = 0; i < config->entry_point_count; i++) {
        const struct entry_point *entry = &config->entry_points[i];
        if (!missing[i])
            continue;
        const char *nearest = counted_nearest_function(&counted->program, entry->function);
        run->remarks[run->remark_count++] = (struct remark){
            place_in_config(counted, entry->line, entry->column),
            arena_printf(arena, "the entry point '%s': there is no function %s%s%s%s", entry->name, entry->function,
                         nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "")};
    }
    free(missing);
}

void counted_check(struct counted *counted, struct result *out) {
    const struct project *project = counted->project;
    rules_run(&counted->program, &counted->costs, project->packs, &project->latency, &project->config, out);
    add_unused_turns(counted, &out->run);
    add_missing_entries(counted, &out->run);
    add_source_lines(counted, out);
}

void counted_finish(struct counted *counted) {
    if (counted->has_costs)
        costs_finish(&counted->costs);
}
