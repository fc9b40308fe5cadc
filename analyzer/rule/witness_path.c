/* The path from a call down to the library: at each function the call that its summary names, or, where what the calls
 * on the way pass shuts that one off, or the loop around the first call pays for it once, the best of those that are
 * left.
 * Tests: tests/unit/rule/test_witness.c, testdata/call-in-loop/bad_excluded_way.c */
#include "rule/witness.h"

#include "flow/entered.h"

#include <stdlib.h>

#define WAY_DEPTH  24   /* further down nothing is excluded */
#define WAY_VISITS 200  /* calls that are tried; then the summaries have to do */
#define WAY_SITES  5000 /* sites of functions that are weighed for that */

struct walk {
    struct costs *costs;
    uint32_t call;   /* where it begins */
    bool is_any_run; /* what is paid once for all turns around that is a way, too */
    struct path_step *steps;
    uint32_t limit;
    uint32_t count;
    uint32_t visits;
    uint32_t weighed;
    bool is_short; /* one that is short enough to be believed, and as sure, not the dearest */
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

static struct ranked ranked_of(const struct walk *walk, const struct targets *targets, uint32_t index) {
    const struct function_cost_summary *summary = &walk->costs->functions[targets->functions[index]];
    double value = walk->is_short ? summary->assumed > 0 : summary->assumed;
    return (struct ranked){index, value, summary->path_length};
}

/* What it costs is more, or it has the shorter way. */
static bool is_better(const struct ranked *a, const struct ranked *b) {
    if (a->value > b->value || a->value < b->value)
        return a->value > b->value;
    return a->length != b->length ? a->length < b->length : a->index < b->index;
}

/* The best target with a way of fewer calls than `length`; `after`: the next one in that order. */
static uint32_t open_target(const struct walk *walk, const struct targets *targets, uint32_t length, uint32_t after) {
    struct ranked best = {.index = targets->count}, before = {.index = targets->count};
    if (after != targets->count)
        before = ranked_of(walk, targets, after);
    for (uint32_t i = 0; i < targets->count; i++) {
        const struct function_cost_summary *summary = &walk->costs->functions[targets->functions[i]];
        if (!summary->is_done || summary->path_call == CALL_NONE || summary->path_length >= length)
            continue;
        struct ranked one = ranked_of(walk, targets, i);
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
        uint32_t target =
            callee.model ? callee.targets.count : open_target(walk, &callee.targets, length, callee.targets.count);
        if (target == callee.targets.count)
            return;
        name_target(walk, &callee, target);
        function = callee.targets.functions[target];
        call = walk->costs->functions[function].path_call;
        length = walk->costs->functions[function].path_length;
    }
}

/* --- what is left on the way -------------------------------------------------------------------------------------- */

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

/* The same, the shortest first of those that depend on nothing more. */
static int compare_short(const void *x, const void *y) {
    const struct candidate *a = x, *b = y;
    if (a->conditions / CONDITIONS_RARE == b->conditions / CONDITIONS_RARE && a->doubt == b->doubt &&
        a->length != b->length)
        return a->length < b->length ? -1 : 1;
    struct candidate one = *a, other = *b;
    one.degree = other.degree = 0;
    return compare_candidates(&one, &other);
}

static bool is_site_of_loop(const struct loop_cost *loop, uint32_t call) {
    for (uint32_t k = 0; k < loop->site_count; k++)
        if (loop->sites[k].call == call)
            return true;
    return false;
}

/* Round trips of site `index`, which the calls on the way leave; those that each turn of a loop around the way pays,
 * where there is one. */
static const struct poly *paid_trips(const struct walk *walk, const struct entered *level, uint32_t index) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    if (!summary->sites[index].trips)
        return NULL;
    const struct poly *trips = entered_guarded_trips(walk->costs, level, index), *each = trips;
    const struct entered *top = level;
    while (top->outer)
        top = top->outer;
    summary = &walk->costs->functions[top->function];
    for (uint32_t i = 0; i < summary->loop_count && !walk->is_any_run && trips; i++) {
        if (!is_site_of_loop(&summary->loops[i], walk->call))
            continue;
        each = entered_each_turn(walk->costs, level, &summary->loops[i], trips);
        if (each)
            return each;
    }
    return each;
}

static struct candidate candidate_of(struct walk *walk, const struct entered *level, uint32_t index) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    const struct poly *trips = paid_trips(walk, level, index);
    struct candidate candidate = {CALL_NONE, 0, 0, UINT32_MAX, 0};
    if (poly_is_zero(trips))
        return candidate;
    const struct call *call = summary->calls[summary->sites[index].call]->call;
    struct callee callee = costs_callee(walk->costs->program, level->function, call, &walk->scratch);
    uint32_t target = open_target(walk, &callee.targets, UINT32_MAX, callee.targets.count);
    candidate = (struct candidate){summary->sites[index].call, poly_degree(trips), summary->conditions[index],
                                   UINT32_MAX, poly_doubt(trips)};
    bool is_choice = callee.entity == SYMBOL_NONE && callee.targets.count > 1;
    if (walk->is_short && is_choice) /* what the dearest of them depends on: each is looked at apart */
        candidate.conditions = candidate.doubt = 0;
    if (callee.model)
        candidate.length = 1;
    else if (target < callee.targets.count) {
        candidate.length = walk->costs->functions[callee.targets.functions[target]].path_length + 1;
        if (!walk->is_short || !is_choice)
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
        bool is_sure = one.doubt == 0 && one.conditions < CONDITIONS_RARE;
        if (one.call != CALL_NONE && one.call != skipped && one.length != UINT32_MAX && (is_sure || !walk->is_short))
            candidates[(*count)++] = one;
    }
    if (*count > 0)
        qsort(candidates, *count, sizeof *candidates, walk->is_short ? compare_short : compare_candidates);
    return candidates;
}

static bool is_paid(struct walk *walk, const struct entered *level, uint32_t call) {
    const struct function_cost_summary *summary = &walk->costs->functions[level->function];
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == call && summary->sites[i].trips)
            return !poly_is_zero(paid_trips(walk, level, i));
    return true;
}

static bool walk_call(struct walk *walk, const struct entered *level, uint32_t call);

/* The summary's own call where it is paid, else what is. */
static bool walk_into(struct walk *walk, const struct entered *level) {
    uint32_t count, named = walk->is_short ? CALL_NONE : walk->costs->functions[level->function].path_call;
    if (named != CALL_NONE && is_paid(walk, level, named) && walk_call(walk, level, named))
        return true;
    const struct candidate *candidates = candidates_of(walk, level, named, &count);
    for (uint32_t i = 0; i < count && goes_on(walk); i++)
        if (walk_call(walk, level, candidates[i].call))
            return true;
    return false;
}

/* A way from the call down to the library on which nothing is excluded; else what was put down has to be put again. */
static bool walk_call(struct walk *walk, const struct entered *level, uint32_t call) {
    const struct region *region = region_of(walk->costs, level->function, call);
    if (!region || !goes_on(walk) || (walk->is_short && level->depth >= CALLS_PER_CONFIDENCE_STEP))
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
    for (uint32_t i = open_target(walk, &callee.targets, UINT32_MAX, count); i < count && goes_on(walk);
         i = open_target(walk, &callee.targets, UINT32_MAX, i)) {
        struct entered inner = {level, callee.targets.functions[i], region->call, level->depth + 1};
        if (!entered_already(level, inner.function) && walk_into(walk, &inner)) {
            if (callee.entity == SYMBOL_NONE && level->depth < walk->limit)
                walk->steps[level->depth].callee = name_of(walk->costs->program, &callee, i);
            return true;
        }
    }
    return false;
}

static uint32_t put_way(struct path_step *steps, uint32_t limit, const struct path_step *way, uint32_t count) {
    uint32_t kept = count < limit ? count : limit;
    for (uint32_t i = 0; i + 1 < kept; i++)
        steps[i] = way[i];
    if (kept > 0)
        steps[kept - 1] = way[count - 1];
    return kept;
}

/* Steps of the way; `steps` has the first `limit` - 1 of them, and the last. */
static uint32_t walk_down(struct costs *costs, uint32_t function, uint32_t call, bool is_short, struct path_step *steps,
                          uint32_t limit) {
    struct walk walk = {.costs = costs, .call = call, .steps = steps, .limit = limit, .is_short = is_short};
    struct entered top = {.function = function};
    arena_init(&walk.scratch);
    bool is_found = walk_call(&walk, &top, call);
    if (!is_found) {
        walk.is_any_run = true;
        walk.visits = walk.weighed = 0;
        is_found = walk_call(&walk, &top, call);
    }
    walk.count = is_found ? walk.count : 0;
    if (!is_found && !is_short)
        walk_plainly(&walk, 0, function, call);
    arena_finish(&walk.scratch);
    return walk.count;
}

/* What the loops around the call make of it is all of its degree: any wait below it has that degree too.
 * `*is_conditional`: most of it hangs on several conditions. */
static bool asks_plainly(const struct costs *costs, uint32_t function, uint32_t call, bool *is_conditional) {
    const struct function_cost_summary *summary = &costs->functions[function];
    bool is_plain = false;
    *is_conditional = false;
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        const struct loop_cost *loop = &summary->loops[i];
        for (uint32_t k = 0; k < loop->site_count; k++) {
            if (loop->sites[k].call != call)
                continue;
            if (poly_degree(loop->sites[k].trips) > poly_degree(loop->times) + poly_degree(loop->turns))
                return false;
            is_plain = true;
            *is_conditional |= loop->most != NULL;
        }
    }
    return is_plain;
}

static uint8_t conditions_at(const struct function_cost_summary *summary, uint32_t call) {
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == call)
            return summary->conditions[i];
    return 0;
}

/* One call of the way at most goes through a pointer that may be one of several; where the cost is a guess about
 * conditions, the way depends on none. */
static bool is_sure_way(const struct costs *costs, const struct path_step *way, uint32_t count, bool is_conditional) {
    struct arena scratch;
    uint32_t choices = 0, conditions = 0;
    arena_init(&scratch);
    for (uint32_t i = 0; i < count; i++) {
        struct callee callee = costs_callee(costs->program, way[i].function, way[i].region->call, &scratch);
        choices += callee.entity == SYMBOL_NONE && callee.targets.count > 1;
        conditions += conditions_at(&costs->functions[way[i].function], way[i].region->call->index);
    }
    arena_finish(&scratch);
    return choices <= 1 && !(is_conditional && conditions > 0);
}

uint32_t witness_path(struct costs *costs, uint32_t function, uint32_t call, struct path_step *steps, uint32_t limit) {
    struct path_step path[PATH_END_STEPS], other[PATH_END_STEPS];
    uint32_t count = walk_down(costs, function, call, false, path, PATH_END_STEPS);
    bool is_conditional;
    if (count > CALLS_PER_CONFIDENCE_STEP && asks_plainly(costs, function, call, &is_conditional)) {
        uint32_t shorter = walk_down(costs, function, call, true, other, PATH_END_STEPS);
        if (shorter > 0 && is_sure_way(costs, other, shorter, is_conditional))
            return put_way(steps, limit, other, shorter);
    }
    return limit > PATH_END_STEPS ? walk_down(costs, function, call, false, steps, limit)
                                  : put_way(steps, limit, path, count);
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
