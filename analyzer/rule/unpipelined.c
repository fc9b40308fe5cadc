/* Tests: testdata/call-in-loop/verdict_unpipelined.c */
#include "rule/unpipelined.h"

#include "facts/counted_scope.h"
#include "facts/facts.h"
#include "facts/mode.h"
#include "flow/entered.h"
#include "rule/picked.h"

#define DEPTH_LIMIT    5
#define FUNCTION_LIMIT 80

struct search {
    struct costs *costs;
    uint32_t seen[FUNCTION_LIMIT]; /* nothing in there is found, whatever is passed */
    uint32_t seen_count;
    uint32_t look_count;
    bool is_excluding; /* what is passed has shut something off */
    const struct scope *top;
    uint32_t loop; /* of `top` */
};

static bool may_hold_one(const struct search *search, const struct entered *entered) {
    const struct function_cost_summary *summary = &search->costs->functions[entered->function];
    for (uint32_t i = 0; i < search->seen_count; i++)
        if (search->seen[i] == entered->function)
            return false;
    return search->look_count < FUNCTION_LIMIT && summary->is_done && summary->calls && entered->depth <= DEPTH_LIMIT &&
           !entered_already(entered->outer, entered->function);
}

/* --- what a call on the way shuts off ----------------------------------------------------------------------------- */

static bool fails_on_way(const struct search *search, const struct entered *entered, const struct scope *scope,
                         const struct holding *holding) {
    struct position test = {holding->begin - 1, holding->loop};
    const struct facts *facts = mode_of_outcome(scope, &facts_none, holding->condition, holding->is_true, test);
    for (uint32_t i = 0; i < facts->condition_count; i++)
        if (entered_guard_fate(search->costs, entered, facts->conditions[i]) == GUARD_FAILS)
            return true;
    return false;
}

#define OF_ANOTHER_KIND 2 /* conditions on an item of one kind that say that it is none of what the call is for */

/* The loop's turn passes an item of one kind, of which so much has to hold beside that. */
static bool is_for_another_kind(const struct search *search, const struct entered *entered, const struct scope *scope,
                                const struct holding *holding, uint32_t *count) {
    struct position test = {holding->begin - 1, holding->loop};
    if (entered->depth != 1)
        return false;
    const struct facts *facts = mode_of_outcome(scope, &facts_none, holding->condition, holding->is_true, test);
    for (uint32_t i = 0; i < facts->condition_count; i++) {
        const struct expr *path = facts->conditions[i]->path, *root = expr_root(path);
        if (root != path && root->kind == EXPR_PARAMETER && root->index < entered->entry->argument_count &&
            picked_is_passed(search->top, search->loop, entered->entry->index, root->index) &&
            entered_guard_fate(search->costs, entered, facts->conditions[i]) != GUARD_HOLDS)
            ++*count;
    }
    return *count >= OF_ANOTHER_KIND;
}

/* The call is not made on this way: a condition around it does not hold for what is passed, or its count is shut off.
 */
static bool is_excluded(struct search *search, const struct entered *entered, const struct scope *scope,
                        uint32_t call) {
    bool is_excluded = entered->outer && entered_is_silent(search->costs, entered, call);
    uint32_t number = scope->calls[call].number;
    uint32_t others = 0;
    for (uint32_t i = 0; i < scope->holding_count && entered->outer && !is_excluded; i++)
        is_excluded = scope->holding[i].begin <= number && number <= scope->holding[i].end &&
                      (fails_on_way(search, entered, scope, &scope->holding[i]) ||
                       is_for_another_kind(search, entered, scope, &scope->holding[i], &others));
    search->is_excluding |= is_excluded;
    return is_excluded;
}

/* --- the search --------------------------------------------------------------------------------------------------- */

static const struct model *found_in_call(struct search *search, const struct entered *entered,
                                         const struct scope *scope, uint32_t call);

static const struct model *found_in(struct search *search, const struct entered *entered) {
    struct arena scratch;
    struct scope scope;
    const struct model *found = NULL;
    bool was_excluding = search->is_excluding;
    if (!may_hold_one(search, entered))
        return NULL;
    search->is_excluding = false;
    search->look_count++;
    arena_init(&scratch);
    counted_scope(search->costs, &scope, &scratch, entered->function);
    for (uint32_t i = 0; i < scope.body->call_count && !found; i++)
        found = found_in_call(search, entered, &scope, i);
    arena_finish(&scratch);
    if (!search->is_excluding && search->seen_count < FUNCTION_LIMIT)
        search->seen[search->seen_count++] = entered->function;
    search->is_excluding |= was_excluding;
    return found;
}

static const struct model *found_in_call(struct search *search, const struct entered *entered,
                                         const struct scope *scope, uint32_t call) {
    const struct call_place *place = &scope->calls[call];
    if (!place->region || scope->is_dead[place->number])
        return NULL;
    struct callee callee = costs_callee(search->costs->program, scope->function, place->region->call, scope->scratch);
    if (callee.model)
        return callee.model->is_unpipelined && !is_excluded(search, entered, scope, call) ? callee.model : NULL;
    const struct model *found = NULL;
    for (uint32_t i = 0; i < callee.targets.count && !found; i++) {
        struct entered inner = {entered, callee.targets.functions[i], place->region->call, entered->depth + 1};
        found = found_in(search, &inner);
    }
    return found && !is_excluded(search, entered, scope, call) ? found : NULL;
}

const struct model *unpipelined_in_loop(struct costs *costs, const struct scope *scope, uint32_t loop) {
    struct search search = {.costs = costs, .top = scope, .loop = loop};
    struct entered top = {.function = scope->function};
    const struct model *found = NULL;
    for (uint32_t i = 0; i < scope->body->call_count && !found; i++)
        if (scope->calls[i].region && scope_is_inside(scope, scope->calls[i].number, loop))
            found = found_in_call(&search, &top, scope, i);
    return found;
}
