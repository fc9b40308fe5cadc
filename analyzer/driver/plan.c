/* Decides what is unchanged. Tests: tests/unit/driver/test_plan.c */
#include "driver/plan.h"

#include "base/file.h"
#include "base/path.h"
#include "summary/summary.h"

#include <string.h>

/* Whether a stored file is still what some unit was made from. */
enum file_state { FILE_UNKNOWN, FILE_SAME, FILE_OTHER };

/* A first guess for a unit that was never read; only the order of reading and the time left depend on it. */
#define GUESSED_UNIT_NS 2e8
#define GUESSED_BYTE_NS 2e3

bool plan_digest_file(const char *path, struct digest *digest) {
    struct buffer content = {0};
    struct error ignored = {0};
    bool is_read = file_read(path, &content, &ignored);
    if (is_read)
        *digest = digest_of(buffer_text(&content), content.size);
    error_finish(&ignored);
    buffer_finish(&content);
    return is_read;
}

static struct path_state *state_of_path(struct plan *plan, const char *path) {
    uint32_t index = map_get_or_put(&plan->path_index, map_key(path), plan->paths.count);
    if (index != MAP_NONE)
        return &plan->paths.items[index];
    struct path_state *state = vec_add(&plan->paths);
    state->stamp = file_stamp_of(path);
    /* A folder is no header: it leaves the header as absent as it was. */
    if (state->stamp.size >= 0 && file_is_directory(path))
        state->stamp = (struct file_stamp){.size = -1};
    return state;
}

/* Equal sizes and another stamp: only the content tells. */
static bool content_is_same(struct plan *plan, struct path_state *state, const struct dependency *file) {
    if (!state->has_digest) {
        if (!plan_digest_file(file->path, &state->digest))
            return false;
        state->has_digest = true;
    }
    if (!digest_is_equal(state->digest, file->digest))
        return false;
    struct dependency restamped = *file;
    restamped.stamp = state->stamp;
    vec_push(&plan->restamped, restamped);
    return true;
}

static bool file_is_same(struct plan *plan, uint32_t index) {
    if (plan->file_states[index] != FILE_UNKNOWN)
        return plan->file_states[index] == FILE_SAME;
    const struct dependency *file = &plan->stored.files[index];
    struct path_state *state = state_of_path(plan, file->path);
    bool is_there = state->stamp.size >= 0;
    bool is_same;
    if (file->is_absent || !is_there)
        is_same = file->is_absent && !is_there;
    else if (file_stamp_is_equal(state->stamp, file->stamp))
        is_same = true;
    else
        is_same = state->stamp.size == file->stamp.size && content_is_same(plan, state, file);
    plan->file_states[index] = is_same ? FILE_SAME : FILE_OTHER;
    return is_same;
}

/* A worker that died or was stopped tells nothing about what it had read, and may have been stopped by someone else. */
static bool status_is_kept(enum unit_status status) { return status != UNIT_CRASH && status != UNIT_TIMEOUT; }

static bool unit_is_same(struct plan *plan, const struct plan_unit *unit) {
    const struct store_unit *stored = unit->stored;
    if (stored == NULL || !digest_is_equal(stored->command_digest, unit->command_digest) ||
        !status_is_kept(stored->status))
        return false;
    /* Without dependencies there is nothing to compare, unless the command itself is what is wrong. */
    if (stored->dependency_count == 0 && stored->status != UNIT_INVALID)
        return false;
    for (uint32_t i = 0; i < stored->dependency_count; i++)
        if (!file_is_same(plan, stored->dependencies[i]))
            return false;
    return true;
}

static int compare_names(const char *file, uint32_t index, const struct store_unit *unit) {
    int order = strcmp(file, unit->file);
    if (order != 0)
        return order;
    return index < unit->command_index ? -1 : index > unit->command_index;
}

static const struct store_unit *find_stored(const struct plan *plan, const struct compdb_unit *command) {
    uint32_t low = 0, high = plan->stored.unit_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_names(command->file, command->index, &plan->stored.units[middle]);
        if (order == 0)
            return &plan->stored.units[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void take_stored(struct plan_unit *unit) {
    unit->is_reused = true;
    unit->status = unit->stored->status;
    unit->message = unit->stored->message;
    unit->line_count = unit->stored->line_count;
    unit->content_key = unit->stored->content_key;
}

static double guess_ns(const struct plan_unit *unit) {
    if (unit->stored != NULL && unit->stored->parse_ns > 0)
        return (double)unit->stored->parse_ns;
    struct file_stamp stamp = file_stamp_of(unit->command->file);
    return GUESSED_UNIT_NS + (stamp.size > 0 ? (double)stamp.size * GUESSED_BYTE_NS : 0);
}

void plan_mark_changed(struct plan *plan, uint32_t index) {
    struct plan_unit *unit = &plan->units[index];
    unit->is_reused = false;
    unit->is_awaited = true;
    unit->summary = NULL;
    unit->summary_size = 0;
    unit->expected_ns = guess_ns(unit);
    plan->awaited_count++;
}

/* The version is part of each command: another one reads every unit again. */
static struct digest version_digest(void) {
    static const char version[] = TRIPCOUNT_VERSION;
    struct buffer text = {0};
    buffer_add_unsigned(&text, SUMMARY_VERSION);
    buffer_add_string(&text, version);
    struct digest digest = digest_of(text.data, text.size);
    buffer_finish(&text);
    return digest;
}

static void compare_units(struct plan *plan) {
    const struct compdb *compdb = &plan->project->compdb;
    struct digest version = version_digest();
    uint32_t known_count = 0;
    plan->unit_count = compdb->unit_count;
    plan->units = ARENA_ARRAY(plan->arena, struct plan_unit, compdb->unit_count);
    for (uint32_t i = 0; i < compdb->unit_count; i++) {
        struct plan_unit *unit = &plan->units[i];
        unit->command = &compdb->units[i];
        unit->path = path_from_root(plan->arena, plan->project->root, unit->command->file);
        unit->command_digest = digest_combine(version, compdb_unit_digest(unit->command, plan->project->root));
        unit->stored = find_stored(plan, unit->command);
        known_count += unit->stored != NULL;
        if (unit_is_same(plan, unit))
            take_stored(unit);
        else
            plan_mark_changed(plan, i);
    }
    plan->vanished_count = plan->stored.unit_count - known_count;
}

bool plan_make(struct plan *plan, const struct project *project, struct store *store, struct arena *arena,
               struct error *err) {
    *plan = (struct plan){.project = project, .arena = arena};
    if (!store_load_units(store, arena, &plan->stored, err))
        return false;
    plan->file_states = ARENA_ARRAY(arena, uint8_t, plan->stored.file_count);
    compare_units(plan);
    return true;
}

bool plan_take_stored(struct plan *plan, const struct project *project, struct store *store, struct arena *arena,
                      struct error *err) {
    *plan = (struct plan){.project = project, .arena = arena};
    if (!store_load_units(store, arena, &plan->stored, err))
        return false;
    plan->unit_count = plan->stored.unit_count;
    plan->units = ARENA_ARRAY(arena, struct plan_unit, plan->unit_count);
    for (uint32_t i = 0; i < plan->unit_count; i++) {
        struct plan_unit *unit = &plan->units[i];
        unit->stored = &plan->stored.units[i];
        unit->path = path_from_root(arena, project->root, unit->stored->file);
        unit->command_digest = unit->stored->command_digest;
        take_stored(unit);
    }
    return true;
}

void plan_finish(struct plan *plan) {
    map_finish(&plan->path_index);
    vec_finish(&plan->paths);
    vec_finish(&plan->restamped);
}

struct digest plan_content_key(const struct plan *plan, const struct plan_unit *unit,
                               const struct dependency *dependencies, uint32_t dependency_count) {
    struct arena scratch;
    struct buffer text = {0};
    arena_init(&scratch);
    for (uint32_t i = 0; i < dependency_count; i++) {
        const struct dependency *file = &dependencies[i];
        buffer_add_string(&text, path_from_root(&scratch, plan->project->root, file->path));
        buffer_add_unsigned(&text, file->is_absent);
        buffer_add(&text, &file->digest, sizeof file->digest);
    }
    struct digest digest = digest_combine(unit->command_digest, digest_of(buffer_text(&text), text.size));
    buffer_finish(&text);
    arena_finish(&scratch);
    return digest;
}
