/* Calls back, what they pass, and how often the function runs then. Tests: testdata/_cost/recursion*.region */
#include "cost/recursion.h"

#include "algebra/known.h"
#include "cost/recursion_ways.h"
#include "turns/bound.h"
#include "turns/turns.h"

#include <string.h>

/* --- who leads back ---------------------------------------------------------------------------------------------- */

static const struct calls_back *calls_to_root(const struct recursion_view *view, uint32_t function) {
    for (uint32_t i = 0; view && i < view->member_count; i++)
        if (view->members[i] == function && view->to_root[i].slots)
            return &view->to_root[i];
    return NULL;
}

bool recursion_is_back(uint32_t function, uint32_t target, const struct recursion_view *view) {
    return target == function || (view && (target == view->root || calls_to_root(view, target)));
}

bool recursion_is_possible(const struct program *program, uint32_t function, const struct recursion_view *view) {
    const struct program_function *f = &program->functions[function];
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[f->unit].entities;
    for (uint32_t i = program->callees.first[function]; view && i < program->callees.first[function + 1]; i++)
        if (recursion_is_back(function, program->callees.functions[i], view))
            return true;
    for (uint32_t i = 0; i < entry->callee_count && f->entity != SYMBOL_NONE; i++)
        if (entities[entry->callees[i]] == f->entity)
            return true;
    return false;
}

/* --- one function's calls back to `target` ----------------------------------------------------------------------- */

struct search {
    const struct costs *costs;
    const struct scope *scope;
    const struct recursion_view *view; /* NULL: only direct calls */
    uint32_t target;
    struct descent *slots; /* of the target */
    uint32_t slot_count;
    uint8_t *backs; /* how many times each call leads there; 2: several   [call_count] */
    bool has_calls;
};

static struct descent through(const struct search *search, const struct call *call, uint32_t callee,
                              const struct calls_back *rest, uint32_t slot) {
    if (!rest)
        return descent_of_argument(search->costs, search->scope, call, callee, slot);
    struct descent second = rest->slots[slot];
    if (second.kind == DESCENT_NONE)
        return second;
    return descent_then(descent_of_argument(search->costs, search->scope, call, callee, second.slot), second);
}

static void add_call(struct search *search, const struct call *call, uint32_t callee, const struct calls_back *rest) {
    uint8_t backs = rest && rest->is_many ? 2 : 1;
    for (uint32_t slot = 0; slot < search->slot_count; slot++) {
        struct descent one = through(search, call, callee, rest, slot);
        search->slots[slot] = search->has_calls ? descent_both(search->slots[slot], one) : one;
    }
    search->has_calls = true;
    if (backs > search->backs[call->index])
        search->backs[call->index] = backs;
}

static void visit_site(const struct site_count *site, void *context) {
    struct search *search = context;
    const struct scope *scope = search->scope;
    if (!(site->call & SITE_BACK) || (site->call & SITE_LOOP))
        return;
    const struct call *call = scope->calls[site->call & ~SITE_BACK].region->call;
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        uint32_t target = callee.targets.functions[i];
        const struct calls_back *rest = calls_to_root(search->view, target);
        if (target == search->target)
            add_call(search, call, target, NULL);
        else if (rest && target != scope->function)
            add_call(search, call, target, rest);
    }
}

static struct search find_calls(const struct costs *costs, const struct scope *scope, const struct site_tree *sites,
                                uint32_t target, const struct recursion_view *view) {
    struct search search = {.costs = costs, .scope = scope, .view = view, .target = target};
    search.slot_count = descent_slots(costs->program, target);
    search.slots = ARENA_ARRAY(scope->scratch, struct descent, search.slot_count);
    search.backs = ARENA_ARRAY(scope->scratch, uint8_t, scope->body->call_count);
    site_tree_visit(sites, visit_site, &search);
    return search;
}

/* --- loops over children ----------------------------------------------------------------------------------------- */

static void mark_same_turns(const struct scope *scope, bool *is_tree_loop) {
    struct atom_table *atoms = scope->atoms;
    uint32_t count = scope->body->loop_count;
    const struct poly **turns = ARENA_ARRAY(scope->scratch, const struct poly *, count);
    bool *is_marked = ARENA_ARRAY(scope->scratch, bool, count);
    for (uint32_t i = 0; i < count; i++)
        turns[i] = scope->loops[i].region ? poly_inexact(atoms, turns_of(scope, i).count) : NULL;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < count && poly_degree(turns[i]) > 0; k++)
            is_marked[i] |= is_tree_loop[k] && poly_is_equal(turns[i], turns[k]);
    for (uint32_t i = 0; i < count; i++)
        is_tree_loop[i] |= is_marked[i];
}

/* Loops around calls back that lead further down on each turn; NULL when there are none. */
static bool *tree_loops(const struct search *search) {
    const struct scope *scope = search->scope;
    bool *is_tree_loop = NULL;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!search->backs[i] || scope->calls[i].loop == LOOP_NONE)
            continue;
        if (!is_tree_loop)
            is_tree_loop = ARENA_ARRAY(scope->scratch, bool, scope->body->loop_count);
        for (uint32_t loop = scope->calls[i].loop; loop != LOOP_NONE; loop = scope->loops[loop].parent)
            is_tree_loop[loop] = true;
    }
    if (is_tree_loop)
        mark_same_turns(scope, is_tree_loop);
    return is_tree_loop;
}

/* --- the name ---------------------------------------------------------------------------------------------------- */

static const struct poly *count_of(const struct scope *scope, uint32_t slot, enum atom_kind kind) {
    static const struct position start = {0, LOOP_NONE};
    const struct expr *given = slot < scope->body->parameter_count ? expr_indexed(scope->scratch, EXPR_PARAMETER, slot)
                                                                   : expr_new(scope->scratch, EXPR_THIS);
    return bound_atom(scope, kind, given, start);
}

static bool is_text(const struct scope *scope, uint32_t slot) {
    const char *type = slot < scope->body->parameter_count ? scope->body->parameters[slot].type : NULL;
    return type && strstr(type, "char") != NULL;
}

/* The first slot that each run passes on by this kind of descent to the same slot of the next run. A text has no nodes:
 * what goes on with several parts of it has read names or words there. */
static const struct descent *slot_by(const struct search *search, enum descent_kind kind, bool is_many) {
    for (uint32_t slot = 0; slot < search->slot_count; slot++)
        if (search->slots[slot].kind == kind && search->slots[slot].slot == slot &&
            !(is_many && is_text(search->scope, slot)))
            return &search->slots[slot];
    return NULL;
}

/* --- the last run ------------------------------------------------------------------------------------------------ */

struct last_run {
    const struct scope *scope;
    uint32_t slot;
    bool is_paid;
};

static bool mentions_slot(const struct expr *expr, uint32_t slot) {
    return expr && ((expr->kind == EXPR_PARAMETER && expr->index == slot) || mentions_slot(expr->a, slot) ||
                    mentions_slot(expr->b, slot) || mentions_slot(expr->c, slot));
}

static void visit_paid(const struct site_count *site, void *context) {
    struct last_run *last = context;
    const struct scope *scope = last->scope;
    if ((site->call & (SITE_BACK | SITE_LOOP)) || !site->trips || site->call >= scope->body->call_count)
        return;
    uint32_t number = scope->calls[site->call].number;
    for (uint32_t i = 0; i < scope->holding_count; i++)
        if (scope->holding[i].begin <= number && number <= scope->holding[i].end &&
            mentions_slot(scope->holding[i].condition, last->slot))
            return;
    last->is_paid = true;
}

/* `ask(); if (n > 0) f(n - 1);`: the run with 0, which goes no further, asks too; behind `if (n == 0) return;` none
 * does. */
static bool pays_for_last(const struct scope *scope, const struct site_tree *sites, uint32_t slot) {
    struct last_run last = {scope, slot, false};
    site_tree_visit(sites, visit_paid, &last);
    return last.is_paid;
}

/* --- up to a limit ------------------------------------------------------------------------------------------------ */

/* Made of constants and of what every run is given unchanged. */
static bool stays(const struct search *search, const struct expr *expr) {
    int64_t constant;
    if (expr_is_constant(expr, &constant))
        return true;
    if (expr->kind == EXPR_BINARY)
        return stays(search, expr->a) && stays(search, expr->b);
    return expr->kind == EXPR_PARAMETER && expr->index < search->slot_count &&
           search->slots[expr->index].kind == DESCENT_SAME && search->slots[expr->index].slot == expr->index;
}

/* `i < n`, or not `i >= n`: n; NULL: nothing of the kind. */
static const struct expr *limit_in(const struct search *search, const struct expr *condition, bool is_true,
                                   uint32_t slot, bool *is_inclusive) {
    if (condition->kind != EXPR_BINARY)
        return NULL;
    if (condition->op == (is_true ? OP_AND : OP_OR)) {
        const struct expr *first = limit_in(search, condition->a, is_true, slot, is_inclusive);
        return first ? first : limit_in(search, condition->b, is_true, slot, is_inclusive);
    }
    enum expr_op op = is_true ? (enum expr_op)condition->op : comparison_negated((enum expr_op)condition->op);
    const struct expr *low = condition->a, *high = condition->b;
    if (op == OP_GREATER || op == OP_GREATER_EQUAL) {
        op = comparison_mirrored(op);
        low = condition->b;
        high = condition->a;
    }
    *is_inclusive = op == OP_LESS_EQUAL;
    bool is_limit = (op == OP_LESS || op == OP_LESS_EQUAL) && low->kind == EXPR_PARAMETER && low->index == slot;
    return is_limit && stays(search, high) ? high : NULL;
}

/* That stands around every call back, or behind which it does. */
static const struct expr *limit_of_calls(const struct search *search, uint32_t slot, bool *is_inclusive) {
    const struct scope *scope = search->scope;
    const struct expr *limit = NULL;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        uint32_t number = scope->calls[i].number;
        const struct expr *own = NULL;
        for (uint32_t k = 0; search->backs[i] && k < scope->holding_count && !own; k++)
            if (scope->holding[k].begin <= number && number <= scope->holding[k].end)
                own = limit_in(search, scope->holding[k].condition, scope->holding[k].is_true, slot, is_inclusive);
        if (search->backs[i] && (!own || (limit && !expr_is_equal(limit, own))))
            return NULL;
        limit = own ? own : limit;
    }
    return limit;
}

/* `f(i + 1, n)` behind `if (i >= n) return;`. */
static const struct poly *runs_up(const struct search *search, const struct site_tree *sites) {
    static const struct position start = {0, LOOP_NONE};
    const struct scope *scope = search->scope;
    struct atom_table *atoms = scope->atoms;
    const struct descent *slot = slot_by(search, DESCENT_MORE, false);
    bool is_inclusive = false;
    const struct expr *limit =
        slot && slot->slot < scope->body->parameter_count ? limit_of_calls(search, slot->slot, &is_inclusive) : NULL;
    if (!limit)
        return NULL;
    const struct expr *from = expr_indexed(scope->scratch, EXPR_PARAMETER, slot->slot);
    struct bound distance = bound_difference(atoms, bound_of(scope, limit, start), bound_of(scope, from, start));
    distance = bound_sum(atoms, distance, bound_constant(atoms, is_inclusive));
    const struct poly *runs = poly_divide(atoms, bound_count(atoms, distance), slot->amount);
    return poly_inexact(atoms, poly_add(atoms, runs, poly_constant(atoms, pays_for_last(scope, sites, slot->slot))));
}

static const struct poly *runs_of(const struct search *search, const struct site_tree *sites, bool is_many) {
    const struct scope *scope = search->scope;
    struct atom_table *atoms = scope->atoms;
    const struct descent *slot = slot_by(search, DESCENT_LINK, is_many);
    if (slot)
        return poly_inexact(atoms, count_of(scope, slot->slot, is_many ? ATOM_NODES : ATOM_LENGTH));
    if (is_many) /* f(n - 1) twice is no n, and f(n / 2) twice no logarithm */
        return NULL;
    slot = slot_by(search, DESCENT_HALF, is_many);
    if (slot)
        return poly_inexact(atoms, poly_log(atoms, count_of(scope, slot->slot, ATOM_VALUE)));
    slot = slot_by(search, DESCENT_LESS, is_many);
    if (slot)
        return poly_inexact(atoms,
                            poly_add(atoms, poly_divide(atoms, count_of(scope, slot->slot, ATOM_VALUE), slot->amount),
                                     poly_constant(atoms, pays_for_last(scope, sites, slot->slot))));
    return runs_up(search, sites);
}

/* A member of a view: its calls that lead to the root. */
static bool *note_calls_to_root(const struct costs *costs, const struct scope *scope, const struct site_tree *sites,
                                struct recursion_view *view, bool is_recursive) {
    struct search search = find_calls(costs, scope, sites, view->root, view);
    uint32_t number = 0;
    while (view->members[number] != scope->function)
        number++;
    if (!search.has_calls)
        return NULL;
    struct descent *slots = ARENA_ARRAY(view->arena, struct descent, search.slot_count);
    memcpy(slots, search.slots, search.slot_count * sizeof *slots);
    view->to_root[number] =
        (struct calls_back){slots, is_recursive || recursion_ways_are_many(scope->body->body, search.backs)};
    bool *loops = view->is_tree ? tree_loops(&search) : NULL;
    view->has_tree_loops |= loops != NULL;
    return loops;
}

struct recursion recursion_find(const struct costs *costs, const struct scope *scope, const struct site_tree *sites,
                                struct recursion_view *view) {
    bool is_root = view && view->root == scope->function;
    struct recursion recursion = {0};
    struct search search = find_calls(costs, scope, sites, scope->function, is_root ? view : NULL);
    if (search.has_calls) {
        bool is_many = recursion_ways_are_many(scope->body->body, search.backs);
        recursion.runs = runs_of(&search, sites, is_many);
        recursion.is_tree_loop = recursion.runs && is_many ? tree_loops(&search) : NULL;
        if (is_root)
            view->root_is_tree = recursion.runs && is_many;
    }
    if (view && !is_root && !recursion.is_tree_loop)
        recursion.is_tree_loop = note_calls_to_root(costs, scope, sites, view, search.has_calls);
    else if (view && !is_root)
        (void)note_calls_to_root(costs, scope, sites, view, true);
    return recursion;
}
