/* Flags that tests have cleared. Tests: testdata/call-in-loop/bad_cleared_flag.c */
#include "facts/flag.h"

#include "facts/writes.h"

struct flag {
    const struct assumptions *assumptions;
    const struct expr *variable;
    enum expr_op op; /* `variable op value` holds where it is asked */
    int64_t value;
    const struct assignment *set; /* on each way to the test */
    struct position asked;
};

/* --- where it is set ---------------------------------------------------------------------------------------------- */

static bool is_cleared_by(const struct flag *flag, const struct assignment *assignment) {
    int64_t constant;
    const struct expr *value = assignment->assign->value;
    if (!value || assignment->assign->op != OP_NONE || !expr_is_constant(value, &constant))
        return false;
    struct known known = known_value(constant);
    return known_compare(&known, flag->op, flag->value) == TRUTH_NO;
}

static bool is_before(const struct flag *flag, const struct assignment *assignment) {
    return assignment->number < flag->asked.number;
}

/* It is set once for all ways, on each turn of a loop anew, and all that may change it from there to the test clears
 * it, at least once. */
static bool find_set(struct flag *flag) {
    const struct scope *scope = flag->assumptions->scope;
    bool is_cleared = false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, flag->variable, a)) && is_before(flag, a);)
        if (a->assign->value && a->list_end >= flag->asked.number)
            flag->set = a;
    if (!flag->set || flag->set->loop != flag->asked.loop || is_cleared_by(flag, flag->set))
        return false;
    for (const struct assignment *a = flag->set; (a = scope_next(scope, flag->variable, a)) && is_before(flag, a);
         is_cleared = true)
        if (!is_cleared_by(flag, a))
            return false;
    return is_cleared;
}

/* --- ways past the assignments ------------------------------------------------------------------------------------ */

static bool may_clear(const struct flag *flag, const struct region *region, uint32_t end) {
    const struct scope *scope = flag->assumptions->scope;
    for (const struct assignment *a = flag->set; (a = scope_next(scope, flag->variable, a)) != NULL;)
        if (a->number >= region->number && a->number < end)
            return true;
    return false;
}

static const struct facts *past_list(const struct flag *flag, const struct facts *facts, const struct region *list,
                                     uint32_t end);

static const struct facts *past_branch(const struct flag *flag, const struct facts *facts, const struct branch *branch,
                                       uint32_t end) {
    struct arena *arena = flag->assumptions->scope->scratch;
    uint32_t middle = branch->else_list ? branch->else_list->number : end;
    const struct facts *yes = assume_values(flag->assumptions, facts, branch->condition, true);
    const struct facts *no = assume_values(flag->assumptions, facts, branch->condition, false);
    yes = past_list(flag, yes, branch->then_list, middle);
    no = past_list(flag, no, branch->else_list, end);
    return yes && no ? facts_join(arena, yes, no) : yes ? yes : no;
}

/* NULL: all ways clear the flag, or never come to the test. */
static const struct facts *past_region(const struct flag *flag, const struct facts *facts, const struct region *region,
                                       uint32_t end) {
    switch ((enum region_kind)region->kind) {
    case REGION_ASSIGN:
        return may_clear(flag, region, region->number + 1) ? NULL : facts;
    case REGION_BRANCH:
        return may_clear(flag, region, end) ? past_branch(flag, facts, &region->branch, end) : facts;
    case REGION_RETURN:
    case REGION_BREAK:
    case REGION_CONTINUE:
    case REGION_THROW:
        return NULL;
    default:
        return facts;
    }
}

/* Up to number `end`, where the list may still go on. */
static const struct facts *past_list(const struct flag *flag, const struct facts *facts, const struct region *list,
                                     uint32_t end) {
    for (const struct region *region = list; region && region->number < end && facts; region = region->next) {
        uint32_t next = region->next ? region->next->number : end;
        if (next > flag->asked.number) /* the test is in there */
            break;
        facts = past_region(flag, facts, region, next);
    }
    return facts;
}

/* --- what still holds --------------------------------------------------------------------------------------------- */

static bool is_between(const struct flag *flag, uint32_t number) {
    return number > flag->set->number && number < flag->asked.number;
}

static bool is_local_changed(const struct flag *flag, uint32_t variable) {
    struct expr expr = {.kind = variable & FACT_PARAMETER ? EXPR_PARAMETER : EXPR_LOCAL,
                        .index = variable & ~FACT_PARAMETER};
    for (const struct assignment *a = NULL; (a = scope_next(flag->assumptions->scope, &expr, a)) != NULL;)
        if (is_between(flag, a->number))
            return true;
    return false;
}

static bool is_changed(const struct flag *flag, uint32_t variable) {
    const struct assumptions *assumptions = flag->assumptions;
    const struct scope *scope = assumptions->scope;
    if (!(variable & FACT_PATH))
        return is_local_changed(flag, variable);
    const struct atom *path = scope->atoms->atoms.items[variable & ~FACT_PATH];
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (is_between(flag, scope->assignments[i].number) && !scope->is_dead[scope->assignments[i].number] &&
            writes_by_assign(assumptions->costs, scope, scope->assignments[i].assign, path->path))
            return true;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (scope->calls[i].region && is_between(flag, scope->calls[i].number) &&
            !scope->is_dead[scope->calls[i].number] &&
            writes_by_call(assumptions->costs, scope, scope->calls[i].region->call, path))
            return true;
    return false;
}

static bool says_more(const struct known *known, const struct known *held) {
    return !held || (known->kind == KNOWN_VALUES && (held->kind != KNOWN_VALUES || known->count < held->count) &&
                     !known->is_guess);
}

struct set_search {
    const struct flag *flag;
    const struct region *found;
    bool has_label; /* between the two: somebody may come there from anywhere */
};

static void search_set(struct region *region, void *context) {
    struct set_search *search = context;
    if (region->number == search->flag->set->number)
        search->found = region;
    search->has_label |= region->kind == REGION_LABEL && is_between(search->flag, region->number);
}

const struct facts *flag_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                 const struct expr *variable, enum expr_op op, int64_t value,
                                 struct position position) {
    const struct scope *scope = assumptions->scope;
    struct flag flag = {assumptions, variable, op, value, NULL, position};
    if (variable->kind != EXPR_LOCAL || scope_is_shared(scope, variable) || !find_set(&flag))
        return facts;
    struct set_search search = {.flag = &flag};
    region_walk(scope->body->body, search_set, &search);
    if (!search.found || search.has_label)
        return facts;
    const struct facts *past = past_list(&flag, &facts_none, search.found->next, position.number);
    for (uint32_t i = 0; past && i < past->count; i++)
        if (says_more(past->items[i].value, facts_value(facts, past->items[i].variable)) &&
            !is_changed(&flag, past->items[i].variable))
            facts = facts_assign(scope->scratch, facts, past->items[i].variable, *past->items[i].value);
    return facts;
}
