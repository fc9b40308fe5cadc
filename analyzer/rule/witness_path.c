/* The path from a call down to the library: at each function the call that its summary names, or, where what the calls
 * on the way pass shuts that one off, the best of those that are left.
 * Tests: tests/unit/rule/test_witness.c, testdata/call-in-loop/bad_excluded_way.c */
#include "rule/witness.h"

#include "flow/entered.h"

#include <stdlib.h>

#define WAY_DEPTH  24   /* further down nothing is excluded */
#define WAY_VISITS 200  /* calls that are tried; then the summaries have to do */
#define WAY_SITES  5000 /* sites of functions that are weighed for that */

struct walk {
    struct costs *costs;
    struct path_step *steps;
    uint32_t limit;
    uint32_t count;
    uint32_t visits;
    uint32_t weighed;
    struct arena scratch;
};

static bool goes_on(const struct walk *walk) { return walk->visits < WAY_VISITS && walk->weighed < WAY_SITES; }

static void put_step(struct walk *walk, uint32_t depth, struct path_step step) {
    walk->count = depth < walk->limit ? depth + 1 : walk->limit;
    walk->steps[walk->count - 1] = step;
}

static const struct region *region_of(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct function_cost_summary *summary = &costs->functions[function];
    return summary->calls && call != CALL_NONE ? summary->calls[call] : NULL;
}

static const char *name_of(const struct program *program, const struct callee *callee, uint32_t target) {
    if (callee->entity != SYMBOL_NONE)
        return program->entities[callee->entity].name;
    return callee->targets.count ? program_function_name(program, callee->targets.functions[target]) : "?";
}

static struct callee put_call(struct walk *walk, uint32_t depth, uint32_t function, const struct region *region) {
    const struct program *program = walk->costs->program;
    struct callee callee = costs_callee(program, function, region->call, &walk->scratch);
    put_step(walk, depth, (struct path_step){function, region, name_of(program, &callee, 0), callee.model});
    return callee;
}

/* Of several that the pointer may be, the one that the path follows. */
static void name_target(struct walk *walk, const struct callee *callee, uint32_t target) {
    if (callee->entity == SYMBOL_NONE && walk->count > 0)
        walk->steps[walk->count - 1].callee = name_of(walk->costs->program, callee, target);
}

/* A target in the order in which they are followed. */
struct ranked {
    uint32_t index;
    double value;
    uint32_t length;
};

static struct ranked ranked_of(const struct costs *costs, const struct targets *targets, uint32_t index) {
    const struct function_cost_summary *summary = &costs->functions[targets->functions[index]];
    return (struct ranked){index, summary->assumed, summary->path_length};
}

/* What it costs is more, or it has the shorter way. */
static bool is_better(const struct ranked *a, const struct ranked *b) {
    if (a->value > b->value || a->value < b->value)
        return a->value > b->value;
    return a->length != b->length ? a->length < b->length : a->index < b->index;
}

/* The best target with a way of fewer calls than `length`; `after`: the next one in that order. */
static uint32_t open_target(const struct costs *costs, const struct targets *targets, uint32_t length, uint32_t after) {
    struct ranked best = {.index = targets->count}, before = {.index = targets->count};
    if (after != targets->count)
        before = ranked_of(costs, targets, after);
    for (uint32_t i = 0; i < targets->count; i++) {
        const struct function_cost_summary *summary = &costs->functions[targets->functions[i]];
        if (!summary->is_done || summary->path_call == CALL_NONE || summary->path_length >= length)
            continue;
        struct ranked one = ranked_of(costs, targets, i);
        bool is_left = before.index == targets->count || is_better(&before, &one);
        if (is_left && (best.index == targets->count || is_better(&one, &best)))
            best = one;
    }
    return best.index;
}

/* As the summaries say: each function on the way has a shorter one than the one before, or it would have no end. */
static void walk_plainly(struct walk *walk, uint32_t depth, uint32_t function, uint32_t call) {
    const struct region *region;
    uint32_t length = UINT32_MAX;
    while ((region = region_of(walk->costs, function, call)) != NULL) {
        struct callee callee = put_call(walk, depth++, function, region);
        uint32_t target = callee.model ? callee.targets.count
                                       : open_target(walk->costs, &callee.targets, length, callee.targets.count);
        if (target == callee.targets.count)
            return;
        name_target(walk, &callee, target);
        function = callee.targets.functions[target];
        call = walk->costs->functions[function].path_call;
        length = walk->costs->functions[function].path_length;
    }
}

/* --- what is left on the way -------------------------------------------------------------------------------------- */

static bool is_site(const struct function_cost_summary *summary, uint32_t call) {
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == call && summary->sites[i].trips)
            return true;
    return false;
}

struct candidate {
    uint32_t call; /* CALL_NONE: there is none */
    uint32_t degree;
    uint32_t conditions;
    uint32_t length; /* UINT32_MAX: no way is known */
    uint8_t doubt;
};

/* Negative: `a` is the better one, in the order of evaluate_witness(), of equals the first. */
static int compare_candidates(const void *x, const void *y) {
    const struct candidate *a = x, *b = y;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    if (a->conditions / CONDITIONS_RARE != b->conditions / CONDITIONS_RARE)
        return a->conditions < b->conditions ? -1 : 1;
    if (a->doubt != b->doubt)
        return a->doubt < b->doubt ? -1 : 1;
    if (a->conditions != b->conditions)
        return a->conditions < b->conditions ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return a->call < b->call ? -1 : a->call > b->call;
}

static struct candidate candidate_of(struct walk *walk, const struct entered *level, uint32_t index) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    const struct poly *trips = summary->sites[index].trips ? entered_guarded_trips(walk->costs, level, index) : NULL;
    struct candidate candidate = {CALL_NONE, 0, 0, UINT32_MAX, 0};
    if (poly_is_zero(trips))
        return candidate;
    const struct call *call = summary->calls[summary->sites[index].call]->call;
    struct callee callee = costs_callee(walk->costs->program, level->function, call, &walk->scratch);
    uint32_t target = open_target(walk->costs, &callee.targets, UINT32_MAX, callee.targets.count);
    candidate = (struct candidate){summary->sites[index].call, poly_degree(trips), summary->conditions[index],
                                   UINT32_MAX, poly_doubt(trips)};
    if (callee.model)
        candidate.length = 1;
    else if (target < callee.targets.count) {
        candidate.length = walk->costs->functions[callee.targets.functions[target]].path_length + 1;
        candidate.conditions += walk->costs->functions[callee.targets.functions[target]].path_conditions;
    }
    return candidate;
}

/* The sites from which a way is known, `skipped` aside, the best first. */
static struct candidate *candidates_of(struct walk *walk, const struct entered *level, uint32_t skipped,
                                       uint32_t *count) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    struct candidate *candidates = ARENA_ARRAY(&walk->scratch, struct candidate, summary->site_count);
    *count = 0;
    for (uint32_t i = 0; i < summary->site_count && walk->weighed < WAY_SITES; i++) {
        struct candidate one = candidate_of(walk, level, i);
        walk->weighed++;
        if (one.call != CALL_NONE && one.call != skipped && one.length != UINT32_MAX)
            candidates[(*count)++] = one;
    }
    if (*count > 0)
        qsort(candidates, *count, sizeof *candidates, compare_candidates);
    return candidates;
}

static bool is_paid(struct walk *walk, const struct entered *level, uint32_t call) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    return !is_site(summary, call) || !entered_is_silent(walk->costs, level, call);
}

static bool walk_call(struct walk *walk, const struct entered *level, uint32_t call);

/* The summary's own call where it is paid, else what is. */
static bool walk_into(struct walk *walk, const struct entered *level) {
    uint32_t named = walk->costs->functions[level->function].path_call;
    if (is_paid(walk, level, named) && walk_call(walk, level, named))
        return true;
    uint32_t count;
    const struct candidate *candidates = candidates_of(walk, level, named, &count);
    for (uint32_t i = 0; i < count && goes_on(walk); i++)
        if (walk_call(walk, level, candidates[i].call))
            return true;
    return false;
}

/* A way from the call down to the library on which nothing is excluded; else what was put down has to be put again. */
static bool walk_call(struct walk *walk, const struct entered *level, uint32_t call) {
    const struct region *region = region_of(walk->costs, level->function, call);
    if (!region || !goes_on(walk))
        return false;
    walk->visits++;
    struct callee callee = put_call(walk, level->depth, level->function, region);
    if (callee.model)
        return true;
    if (level->depth >= WAY_DEPTH) {
        walk_plainly(walk, level->depth, level->function, call);
        return true;
    }
    uint32_t count = callee.targets.count;
    for (uint32_t i = open_target(walk->costs, &callee.targets, UINT32_MAX, count); i < count && goes_on(walk);
         i = open_target(walk->costs, &callee.targets, UINT32_MAX, i)) {
        struct entered inner = {level, callee.targets.functions[i], region->call, level->depth + 1};
        if (!entered_already(level, inner.function) && walk_into(walk, &inner)) {
            if (callee.entity == SYMBOL_NONE && level->depth < walk->limit)
                walk->steps[level->depth].callee = name_of(walk->costs->program, &callee, i);
            return true;
        }
    }
    return false;
}

uint32_t witness_path(struct costs *costs, uint32_t function, uint32_t call, struct path_step *steps, uint32_t limit) {
    struct walk walk = {.costs = costs, .steps = steps, .limit = limit};
    struct entered top = {.function = function};
    arena_init(&walk.scratch);
    if (!walk_call(&walk, &top, call)) {
        walk.count = 0;
        walk_plainly(&walk, 0, function, call);
    }
    arena_finish(&walk.scratch);
    return walk.count;
}

const struct path_end *witness_end(struct costs *costs, uint32_t function, uint32_t call) {
    uint32_t known = map_get_or_put(&costs->path_index, map_key_pair(function, call), costs->path_ends.count);
    if (known != MAP_NONE)
        return costs->path_ends.items[known];
    struct path_step path[PATH_END_STEPS];
    struct path_end *end = ARENA_NEW(costs->program->arena, struct path_end);
    end->count = witness_path(costs, function, call, path, ARRAY_COUNT(path));
    if (end->count > 0)
        end->last = path[end->count - 1];
    vec_push(&costs->path_ends, end);
    return end;
}
