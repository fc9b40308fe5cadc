/* Branches that keep what they asked for: `if (!c->conn) c->conn = connect();`, `if (first) { login(); first = 0; }`.
 *
 * Counting such a call once a turn would report a lazy connection, or a retry in place of the loops around it, where
 * the cost really is. `p = find(key); if (p->answer) return p->answer; p->answer = ask(key);` is paid once for each
 * key, whoever asks: a count of keys, which no loop around multiplies. Tests: testdata/_cost/memo.region */
#include "cost/evaluate_internal.h"

#include "cost/changed.h"
#include "cost/drained.h"
#include "cost/dropped.h"
#include "cost/raised.h"
#include "cost/ways.h"
#include "facts/gives_up.h"
#include "facts/names.h"
#include "facts/writes.h"
#include "turns/outward.h"
#include "turns/path.h"

/* What the variable must be for the arm to run. */
enum unset { UNSET_ZERO, UNSET_NEGATIVE, UNSET_NOT_ZERO };

struct candidate {
    const struct expr *variable;
    enum unset unset;
};

#define CANDIDATES 4

struct candidates {
    const struct evaluation *evaluation;
    struct candidate items[CANDIDATES];
    uint32_t count;
};

static void add_candidate(struct candidates *all, const struct expr *variable, enum unset unset) {
    const struct scope *scope = all->evaluation->scope;
    if (all->count == CANDIDATES || !path_can_be(variable) || expr_root(variable)->kind == EXPR_CONSTANT)
        return;
    all->items[all->count++] = (struct candidate){variable, unset};
    const struct expr *taken = variable->kind == EXPR_LOCAL
                                   ? outward_taken(scope, path_convert(scope, variable), all->evaluation->loop)
                                   : NULL;
    if (taken && all->count < CANDIDATES)
        all->items[all->count++] = (struct candidate){taken, unset};
}

/* `current >= size`: put back to 0, it is not behind the end of anything again. */
static void find_behind_end(struct candidates *all, const struct expr *comparison, enum expr_op op) {
    int64_t value;
    bool is_swapped = op == OP_LESS || op == OP_LESS_EQUAL;
    const struct expr *place = is_swapped ? comparison->b : comparison->a;
    const struct expr *end = is_swapped ? comparison->a : comparison->b;
    if ((is_swapped || op == OP_GREATER || op == OP_GREATER_EQUAL) && !expr_is_constant(end, &value))
        add_candidate(all, place, UNSET_NOT_ZERO);
}

/* What is tested is on the way to what is tested next. */
static bool leads_to(const struct expr *test, const struct expr *next) {
    while (test->kind == EXPR_UNARY && test->op == OP_NOT)
        test = test->a;
    while (next->kind == EXPR_UNARY && next->op == OP_NOT)
        next = next->a;
    for (; path_can_be(test) && next; next = next->a)
        if (expr_is_equal(test, next))
            return true;
    return false;
}

static void find_candidates(struct candidates *all, const struct expr *condition, bool holds) {
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        find_candidates(all, condition->a, !holds);
        return;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        find_candidates(all, condition->a, holds);
        find_candidates(all, condition->b, holds);
        return;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_OR : OP_AND) &&
        leads_to(condition->a, condition->b)) { /* !(p && p->answer), !p || !p->answer */
        find_candidates(all, condition->b, holds);
        return;
    }
    if (condition->kind != EXPR_BINARY) {
        add_candidate(all, condition, holds ? UNSET_NOT_ZERO : UNSET_ZERO);
        return;
    }
    enum expr_op op = holds ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op);
    if (!expr_is_constant(condition->b, &value)) {
        find_behind_end(all, condition, op);
        return;
    }
    if (value == 0 && (op == OP_EQUAL || op == OP_NOT_EQUAL))
        add_candidate(all, condition->a, op == OP_EQUAL ? UNSET_ZERO : UNSET_NOT_ZERO);
    else if ((op == OP_LESS && value == 0) || (op == OP_EQUAL && value < 0))
        add_candidate(all, condition->a, UNSET_NEGATIVE);
}

/* --- places ------------------------------------------------------------------------------------------------------ */

static uint32_t last_number_of(const struct region *region) {
    struct region alone = *region;
    alone.next = NULL;
    return region_last_number(&alone);
}

/* --- what sets it ------------------------------------------------------------------------------------------------ */

/* Its value is there on the next call: nobody chains a status in it. */
static bool is_static_local(const struct scope *scope, const struct expr *variable) {
    return variable->kind == EXPR_LOCAL && variable->index < scope->body->local_count &&
           (scope->body->locals[variable->index].flags & LOCAL_STATIC) != 0;
}

/* `std::optional<reply> kept_`, too. */
static bool holds_pointer(const struct scope *scope, const struct expr *variable) {
    const char *type = scope_type(scope, variable);
    return scope_is_pointer(scope, variable) || (type && name_is_pointer(type));
}

/* After the assignment, the arm does not run again. What a call returns may be 0 for "done well" unless it is a pointer
 * or a descriptor, or the variable stays for ever. */
static bool sets(const struct scope *scope, const struct assign *assign, const struct candidate *candidate) {
    int64_t constant;
    bool is_constant = expr_is_constant(assign->value, &constant);
    if (assign->op != OP_NONE || !assign->value || !expr_is_equal(assign->target, candidate->variable))
        return false;
    switch (candidate->unset) {
    case UNSET_ZERO:
        return is_constant ? constant != 0
                           : holds_pointer(scope, candidate->variable) || is_static_local(scope, candidate->variable);
    case UNSET_NEGATIVE:
        return !is_constant || constant >= 0;
    case UNSET_NOT_ZERO:
        break;
    }
    return is_constant && constant == 0;
}

/* Gone when the function returns. */
static bool is_short_lived(const struct scope *scope, const struct expr *variable) {
    return variable->kind == EXPR_LOCAL && !(scope->body->locals[variable->index].flags & LOCAL_STATIC);
}

/* A variable of the function can only keep an answer from one turn to the next: `free(list); list = NULL;` behind a
 * loop says nothing about it. */
static bool is_kept(const struct evaluation *evaluation, const struct assignment *a, const struct expr *variable) {
    const struct scope *scope = evaluation->scope;
    return !is_short_lived(scope, variable) ||
           (evaluation->loop != LOOP_NONE && scope_is_inside(scope, a->number, evaluation->loop));
}

static bool is_made_of_parameters(const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_root(call->arguments[i].value)->kind == EXPR_PARAMETER)
            return true;
    return false;
}

/* Part of something that was looked up, once in the function, by what the caller passes. */
static bool is_per_key(const struct evaluation *evaluation, const struct expr *variable) {
    const struct scope *scope = evaluation->scope;
    const struct expr *root = expr_root(variable);
    if (evaluation->loop != LOOP_NONE || root == variable || root->kind != EXPR_LOCAL || scope_is_shared(scope, root))
        return false;
    const struct call *lookup = NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, root, a)) != NULL;) {
        if (!assignment_is_to(a, root) || !a->assign->value)
            continue;
        if (lookup)
            return false;
        lookup = scope_call(scope, a->assign->value);
        if (!lookup || !is_made_of_parameters(lookup))
            return false;
    }
    return lookup != NULL;
}

const struct guard *guard_per_key(const struct scope *scope) {
    struct expr own = {.kind = EXPR_FUNCTION, .index = scope->program->functions[scope->function].entity};
    return guard_memo(scope->atoms, &own, false);
}

static const struct guard *guard_of(const struct evaluation *evaluation, const struct candidate *candidate) {
    const struct scope *scope = evaluation->scope;
    if (candidate->unset == UNSET_ZERO && is_per_key(evaluation, candidate->variable))
        return guard_per_key(scope);
    const struct expr *path = path_convert(scope, candidate->variable);
    return candidate->unset == UNSET_NEGATIVE ? guard_memo_of_negative(scope->atoms, path)
                                              : guard_memo(scope->atoms, path, candidate->unset == UNSET_NOT_ZERO);
}

/* Where it is looked for: in what an arm runs, or in what comes behind a branch. */
struct memo_search {
    const struct evaluation *evaluation;
    const struct region *list; /* NULL: what comes behind the lists around the branch */
    uint32_t first, last;      /* numbers of regions */
    bool is_arm;
};

/* The call is given the object that holds the field: where the library opens it, what was -1 is a descriptor then. */
static bool opens(const struct evaluation *evaluation, const struct call *call, const struct expr *field) {
    const struct scope *scope = evaluation->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    const struct expr *holder = field->kind == EXPR_FIELD ? field->a : NULL;
    if (!holder || !callee.model || callee.model->effect != EFFECT_CONNECT)
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (value->kind == EXPR_ADDRESS ? expr_is_equal(value->a, holder)
                                        : holder->kind == EXPR_DEREF && expr_is_equal(value, holder->a))
            return true;
    }
    return false;
}

/* It is no part of an arm or a loop of the list: where nothing leaves before, it runs. */
static bool stands_in(const struct region *list, const struct region *call) {
    while (list && list != call)
        list = list->next;
    return list != NULL;
}

/* A callee sets it: `if (!n->conn) connect_to(n);`. A pointer that it may set is there then, unless something else in
 * the loop may let go of it, as far as calls tell; of flags and numbers that has to be sure. */
static bool is_set_by_call(const struct memo_search *search, const struct candidate *candidate) {
    const struct evaluation *evaluation = search->evaluation;
    const struct scope *scope = evaluation->scope;
    bool is_found = false;
    if (candidate->variable->kind != EXPR_FIELD && candidate->variable->kind != EXPR_GLOBAL)
        return false;
    const struct guard *guard = guard_of(evaluation, candidate);
    const struct atom *path = atom_path(scope->atoms, ATOM_VALUE, path_convert(scope, candidate->variable), false);
    bool is_pointer = search->is_arm && candidate->unset == UNSET_ZERO &&
                      scope_is_pointer(scope, candidate->variable) && candidate->variable->kind == EXPR_FIELD;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        bool is_inside = is_pointer ? place->number >= search->first && place->number <= search->last
                                    : stands_in(search->list, place->region);
        bool is_near = evaluation->loop == LOOP_NONE || scope_is_inside(scope, place->number, evaluation->loop);
        if (!place->region || scope->is_dead[place->number] || !is_near || (!is_inside && !is_pointer))
            continue;
        if (candidate->unset == UNSET_NEGATIVE && opens(evaluation, place->region->call, candidate->variable))
            return true;
        if (!writes_by_call(evaluation->costs, scope, place->region->call, path))
            continue;
        if (!is_inside)
            return false;
        is_found |= is_pointer || dropped_never_after(evaluation->costs, scope, place->region->call, guard);
    }
    return is_found;
}

struct keeping {
    const struct scope *scope;
    const struct candidate *candidate;
};

static enum ways_step step_of_keeping(const struct assign *assign, const void *context) {
    const struct keeping *keeping = context;
    return sets(keeping->scope, assign, keeping->candidate) ? WAYS_ENDS : WAYS_NOTHING;
}

/* The list keeps it on some of its ways only: what was not found is asked for again. Nothing is said of what is kept
 * behind the list. */
static bool is_kept_sometimes(const struct evaluation *evaluation, const struct candidate *candidate,
                              const struct region *list) {
    const struct scope *scope = evaluation->scope;
    uint32_t end = region_last_number(list);
    for (const struct assignment *a = NULL; (a = scope_next(scope, candidate->variable, a)) != NULL;)
        if (sets(scope, a->assign, candidate) && a->number > end)
            return false;
    struct keeping keeping = {scope, candidate};
    struct ways_question question = {
        .step = step_of_keeping, .context = &keeping, .place = candidate->variable, .is_loose = true};
    return !ways_all_end(evaluation, &question, list);
}

static bool is_set_here(const struct memo_search *search, const struct candidate *candidate) {
    const struct evaluation *evaluation = search->evaluation;
    const struct scope *scope = evaluation->scope;
    for (const struct assignment *a = NULL; (a = scope_next(scope, candidate->variable, a)) != NULL;)
        if (a->number >= search->first && a->number <= search->last && sets(scope, a->assign, candidate) &&
            is_kept(evaluation, a, candidate->variable) &&
            !(search->list && is_kept_sometimes(evaluation, candidate, search->list)))
            return true;
    return false;
}

static const struct guard *find_memo(const struct memo_search *search, const struct expr *condition, bool holds) {
    struct candidates all = {.evaluation = search->evaluation, .count = 0};
    find_candidates(&all, condition, holds);
    for (uint32_t i = 0; i < all.count; i++)
        if (is_set_here(search, &all.items[i]))
            return guard_of(search->evaluation, &all.items[i]);
    for (uint32_t i = 0; i < all.count; i++)
        if (is_set_by_call(search, &all.items[i]))
            return guard_of(search->evaluation, &all.items[i]);
    return NULL;
}

/* `!(a && b)`, `!a || !b`: paid until both are there, when both are set; the one that is tested last stands for them.
 */
static const struct guard *search_memo(const struct memo_search *search, const struct expr *condition, bool holds) {
    while (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        condition = condition->a;
        holds = !holds;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_OR : OP_AND) &&
        !leads_to(condition->a, condition->b)) {
        const struct guard *first = search_memo(search, condition->a, holds);
        return first ? search_memo(search, condition->b, holds) : NULL;
    }
    return find_memo(search, condition, holds);
}

const struct guard *guard_memo_of_arm(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                      const struct region *arm) {
    struct memo_search search = {evaluation, arm, arm ? arm->number : 0, region_last_number(arm), true};
    return arm ? search_memo(&search, condition, holds) : NULL;
}

const struct guard *guard_memo_after(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                     const struct region *branch) {
    uint32_t last = evaluation->loop == LOOP_NONE ? UINT32_MAX : evaluation->scope->loops[evaluation->loop].end;
    struct memo_search search = {evaluation, branch->next, last_number_of(branch) + 1, last, false};
    return search_memo(&search, condition, holds);
}

/* --- loops ------------------------------------------------------------------------------------------------------- */

bool guard_memo_drops(const struct assign *assign, const struct guard *guard) {
    int64_t constant;
    bool is_constant = expr_is_constant(assign->value, &constant);
    if (guard->is_negated && assign->op == OP_SUBTRACT && is_constant && constant > 0) /* it only comes nearer */
        return false;
    if (!assign->value || assign->op != OP_NONE)
        return true;
    return guard->is_negated ? !is_constant || constant != 0 : is_constant && constant <= guard->constant;
}

/* Where the assignment stands, a test of its variable has been passed. */
static bool is_behind_test(const struct scope *scope, const struct assignment *a) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= a->number && a->number <= holding->end &&
            expr_mentions(holding->condition, a->assign->target))
            return true;
    }
    return false;
}

static bool changes_in(const struct scope *scope, const struct expr *expr, uint32_t loop);

/* `&names[i]`, `&p->key`: another place on the next turn. A variable is where it was. */
static bool moves_in(const struct scope *scope, const struct expr *place, uint32_t loop) {
    if (place->kind == EXPR_FIELD)
        return moves_in(scope, place->a, loop);
    if (place->kind == EXPR_DEREF)
        return changes_in(scope, place->a, loop);
    return place->kind == EXPR_ELEMENT && (changes_in(scope, place->b, loop) ||
                                           (scope_is_pointer(scope, place->a) && changes_in(scope, place->a, loop)));
}

/* Something that the loop sets is looked at: it need not be the same on the next turn. */
static bool changes_in(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    if (!expr)
        return false;
    if (expr->kind == EXPR_ADDRESS)
        return moves_in(scope, expr->a, loop);
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER;
    return (is_variable && (scope_is_shared(scope, expr) || scope_is_assigned_in(scope, expr, loop))) ||
           changes_in(scope, expr->a, loop) || changes_in(scope, expr->b, loop) || changes_in(scope, expr->c, loop);
}

/* Some of it is paid each time: nobody keeps it. */
static bool is_paid_anew(const struct poly *trips) {
    for (uint32_t i = 0; trips && i < trips->count; i++) {
        const struct guards *guards = trips->items[i].guards;
        bool is_kept = false;
        for (uint32_t k = 0; guards && k < guards->count; k++)
            is_kept |= guards->items[k]->kind == GUARD_MEMO || guards->items[k]->kind == GUARD_CACHED ||
                       guards->items[k]->kind == GUARD_CHANGED;
        if (!is_kept)
            return true;
    }
    return false;
}

/* What the call finds is what somebody else keeps, and has not got on this turn or the next. */
static bool asks_elsewhere(const struct evaluation *evaluation, const struct call *call) {
    const struct scope *scope = evaluation->scope;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    if (callee.model)
        return callee.model->effect == EFFECT_ROUNDTRIP && !callee.model->is_cached;
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (is_paid_anew(evaluation->costs->functions[callee.targets.functions[i]].value.trips))
            return true;
    return false;
}

/* Each turn looks up what is there for its own item: `s = find(key[i]); if (!s) s = make(key[i]);`; or asks others for
 * it, who may not have it on any turn. */
static bool is_looked_up_anew(const struct evaluation *evaluation, const struct assignment *a, uint32_t loop) {
    const struct scope *scope = evaluation->scope;
    const struct call *call = scope_call(scope, a->assign->value);
    if (is_behind_test(scope, a))
        return false;
    if (call && asks_elsewhere(evaluation, call))
        return true;
    bool is_other = call ? changes_in(scope, call->receiver, loop) : changes_in(scope, a->assign->value, loop);
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        is_other |= changes_in(scope, call->arguments[i].value, loop);
    return is_other;
}

/* `is_dirty[i % 8]`: another element on another turn. */
static bool is_other_element(const struct scope *scope, const struct expr *place, uint32_t loop) {
    for (; place; place = place->a)
        if (place->kind == EXPR_ELEMENT && changes_in(scope, place->b, loop))
            return true;
    return false;
}

static bool holds_before(const struct memo_loop *memo, const struct guard *guard) {
    for (uint32_t i = 0; memo->before && i < memo->before->condition_count; i++)
        if (memo->before->conditions[i] == guard)
            return true;
    return false;
}

/* `c->socket` is `h->tail->socket` where c is. */
static bool is_same_place(const struct scope *scope, const struct expr *a, const struct expr *b) {
    return expr_is_equal(a, b) || expr_is_equal(outward_path(scope, a), outward_path(scope, b));
}

bool guard_memo_is_once(const struct guard *guard, void *context) {
    const struct memo_loop *memo = context;
    const struct scope *scope = memo->scope;
    bool is_met = !holds_before(memo, guard); /* some turn makes sure that it does not hold again */
    if (guard->kind == GUARD_CACHED)
        return cached_is_once(memo->evaluation, memo->loop, guard);
    if (guard->kind == GUARD_CHANGED)
        return changed_is_once(guard, memo);
    if (guard->kind != GUARD_MEMO)
        return false;
    if (guard_is_state(guard))
        return is_met && drained_is_once(guard, memo);
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *target = a->assign->target;
        if (!scope_is_inside(scope, a->number, memo->loop) || scope->is_dead[a->number] || !path_can_be(target))
            continue;
        const struct expr *path = path_convert(scope, target);
        bool is_it = is_same_place(scope, path, guard->path);
        if (is_it && guard->is_negated && a->loop == memo->loop && raised_for_one(scope, memo->loop, a->number))
            continue;
        if (is_it ? guard_memo_drops(a->assign, guard) || is_looked_up_anew(memo->evaluation, a, memo->loop) ||
                        is_other_element(scope, target, memo->loop)
                  : path_goes_through(guard->path, path))
            return false;
        is_met |= is_it;
    }
    return is_met && !raised_in_loop(memo->evaluation->costs, scope, memo->loop, guard) &&
           !dropped_in(memo->evaluation->costs, scope, memo->loop, guard);
}

bool guard_memo_is_dropped(const struct guard *guard, const struct evaluation *evaluation) {
    const struct scope *scope = evaluation->scope;
    if (guard_is_state(guard)) /* whether it is entered again, each loop around asks for itself */
        return drained_is_partly(guard, scope);
    const bool *gives_up = gives_up_regions(scope->program, scope->function, scope->body, scope->scratch);
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        bool is_start = a->assign->is_declaration; /* of a static variable: once */
        if (!is_start && !scope->is_dead[a->number] && path_can_be(a->assign->target) &&
            guard_memo_drops(a->assign, guard) &&
            is_same_place(scope, path_convert(scope, a->assign->target), guard->path) && !gives_up[a->number])
            return true;
    }
    return dropped_in(evaluation->costs, scope, LOOP_NONE, guard);
}
