/* Calls back, what they pass, and how often the function runs then. Tests: testdata/_cost/recursion*.region */
#include "cost/recursion.h"

#include "algebra/known.h"
#include "cost/later.h"
#include "cost/recursion_ways.h"
#include "cost/requested.h"
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
    const struct site_tree *sites;
    uint32_t target;
    struct descent *slots; /* of the target */
    uint32_t slot_count;
    uint8_t *backs; /* how many times each call leads there; 2: several   [call_count] */
    struct countdowns countdowns;
    bool has_calls;
};

/* The callback gets the handle of what was sent back; where that leads is for whoever sets it to say, and no part of
 * what it is found in: `set_callback(state->request, done)`. */
static bool is_handle(const struct program *program, uint32_t callee, uint32_t slot) {
    uint32_t entity = program->functions[callee].entity;
    const struct model *model = entity == SYMBOL_NONE ? NULL : program->entities[entity].model;
    return later_is_completion(program, callee) && model->effect == EFFECT_LOCAL && model->pass_count > 0 &&
           model->passes[0] == (int32_t)slot;
}

static struct descent through(const struct search *search, const struct call *call, uint32_t callee,
                              const struct calls_back *rest, uint32_t slot) {
    if (!rest)
        return descent_of_argument(search->costs, search->scope, call, callee, slot);
    struct descent second = rest->slots[slot];
    if (second.kind == DESCENT_NONE)
        return second;
    if (is_handle(search->costs->program, callee, second.slot))
        return (struct descent){.kind = DESCENT_NONE};
    return descent_then(descent_of_argument(search->costs, search->scope, call, callee, second.slot), second);
}

static void add_call(struct search *search, const struct call *call, uint32_t callee, const struct calls_back *rest) {
    uint8_t backs = rest && rest->is_many ? 2 : 1;
    struct countdowns countdowns;
    countdowns_at(search->scope, call, &countdowns);
    requested_add(search->costs, search->scope, call, &countdowns);
    if (rest)
        countdowns_through(search->scope, call, callee, &rest->countdowns, &countdowns);
    if (search->has_calls)
        countdowns_both(search->scope, &search->countdowns, &countdowns);
    else
        search->countdowns = countdowns;
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
    struct search search = {.costs = costs, .scope = scope, .view = view, .sites = sites, .target = target};
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

/* What the function asks for that is not asked for behind the test. */
struct site_search {
    const struct scope *scope;
    const struct countdown *countdown;
    bool has_outside;
};

static void look_at_site(const struct site_count *site, void *context) {
    struct site_search *search = context;
    if (site->call & SITE_NOTE)
        return;
    uint32_t number = search->scope->calls[site->call].number;
    search->has_outside |= number < search->countdown->begin || number > search->countdown->end;
}

static bool is_member(const struct recursion_view *view, uint32_t function) {
    for (uint32_t i = 0; i < view->member_count; i++)
        if (view->members[i] == function)
            return true;
    return false;
}

/* The caller leads to the function, or to another instance of it. */
static bool leads_to(const struct program *program, uint32_t caller, uint32_t function) {
    for (uint32_t i = program->callees.first[caller]; i < program->callees.first[caller + 1]; i++)
        if (program->functions[program->callees.functions[i]].origin == program->functions[function].origin)
            return true;
    return false;
}

/* Whoever starts the walk calls the function that tests: as the walk's first, or for what the walk goes on with. */
static bool begins_with_test(const struct search *search, const struct countdown *countdown) {
    const struct recursion_view *view = search->view;
    const struct program *program = search->costs->program;
    const struct call_edges *callers = &program->callers;
    bool is_begun = false, is_member_test = is_member(view, countdown->tester);
    for (uint32_t m = 0; m < view->member_count; m++)
        for (uint32_t i = callers->first[view->members[m]]; i < callers->first[view->members[m] + 1]; i++) {
            if (is_member(view, callers->functions[i]))
                continue;
            if (is_member_test ? view->members[m] != countdown->tester
                               : !leads_to(program, callers->functions[i], countdown->tester))
                return false;
            is_begun = true;
        }
    return is_begun;
}

/* The last run, in which the test fails, costs what the others do; or there is a first one without a test. */
static bool has_last(const struct search *search, const struct countdown *countdown) {
    if (countdown->by == COUNTDOWN_FIELD && countdown->tester != search->scope->function && search->view)
        return !begins_with_test(search, countdown);
    struct site_search sites = {.scope = search->scope, .countdown = countdown};
    site_tree_visit(search->sites, look_at_site, &sites);
    return sites.has_outside;
}

struct slot_check {
    const struct search *search;
    const struct countdown *countdown;
    bool is_same;
};

static void check_slot(const struct atom *atom, void *context) {
    struct slot_check *check = context;
    const struct expr *root = atom->path ? expr_root(atom->path) : NULL;
    if (!root || (root->kind != EXPR_PARAMETER && root->kind != EXPR_THIS) ||
        (uint32_t)root->value != check->search->scope->function)
        return;
    uint32_t slot = root->kind == EXPR_THIS ? check->search->slot_count - 1 : root->index;
    const struct descent *descent = &check->search->slots[slot];
    if (slot != check->countdown->number)
        check->is_same &= descent->kind == DESCENT_SAME && descent->slot == slot;
}

static bool has_field(const uint32_t *fields, uint32_t count, uint32_t field) {
    for (uint32_t i = 0; i < count; i++)
        if (fields[i] == field)
            return true;
    return false;
}

/* What is tested moves toward the end on the way round, by at least `*step`. */
static bool comes_down(const struct search *search, const struct countdown *countdown, int64_t *step) {
    const struct countdowns *all = &search->countdowns;
    struct slot_check check = {search, countdown, true};
    *step = 1;
    switch (countdown->by) {
    case COUNTDOWN_ITEMS:
        return true;
    case COUNTDOWN_FIELD:
        return countdown->is_up ? has_field(all->up, all->up_count, countdown->number)
                                : has_field(all->down, all->down_count, countdown->number);
    case COUNTDOWN_SLOT:
        break;
    }
    const struct descent *slot = &search->slots[countdown->number];
    poly_visit_atoms(countdown->left.plus, check_slot, &check);
    poly_visit_atoms(countdown->left.minus, check_slot, &check);
    *step = slot->amount;
    return slot->kind == (countdown->is_up ? DESCENT_MORE : DESCENT_LESS) && slot->slot == countdown->number &&
           check.is_same;
}

static bool is_steady(const struct search *search, const struct countdown *countdown) {
    const struct recursion_view *view = search->view;
    return view ? countdown_is_steady(search->scope, countdown, view->members, view->member_count)
                : countdown_is_steady(search->scope, countdown, &search->scope->function, 1);
}

/* The runs by the test that says least of them; NULL: there is no such test. A number that the source writes limits
 * what there is, but is no name for it. */
static const struct poly *runs_counted(const struct search *search) {
    struct atom_table *atoms = search->scope->atoms;
    const struct poly *least = NULL;
    bool has_name = false;
    for (uint32_t i = 0; i < search->countdowns.count; i++) {
        const struct countdown *countdown = &search->countdowns.items[i];
        int64_t step, constant;
        if (!comes_down(search, countdown, &step) || !is_steady(search, countdown))
            continue;
        bool is_last = has_last(search, countdown);
        const struct poly *left =
            bound_count(atoms, bound_sum(atoms, countdown->left, bound_constant(atoms, is_last ? step : 0)));
        /* What goes through a field's items asks for one first where there is one. */
        left = is_last && countdown->by != COUNTDOWN_FIELD ? poly_at_least(atoms, left, step) : left;
        const struct poly *runs = poly_divide(atoms, left, step);
        has_name |= runs && !poly_is_constant(runs, &constant);
        if (!least || poly_value(runs, turns_assumed, NULL) < poly_value(least, turns_assumed, NULL))
            least = runs;
    }
    return has_name ? least : NULL;
}

/* Two calls back that pass the halves of n, down to 1: a tree with n leaves. */
static const struct poly *runs_by_halves(const struct search *search) {
    const struct scope *scope = search->scope;
    struct atom_table *atoms = scope->atoms;
    const struct descent *half = slot_by(search, DESCENT_HALF, true);
    uint32_t count = 0;
    int64_t less;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        count += scope->calls[i].loop == LOOP_NONE ? search->backs[i] : 2U * search->backs[i];
    for (uint32_t i = 0; half && count == 2 && i < search->countdowns.count; i++) {
        const struct countdown *countdown = &search->countdowns.items[i];
        if (countdown->by != COUNTDOWN_SLOT || countdown->number != half->slot || countdown->is_up ||
            !poly_is_constant(countdown->left.minus, &less) || less < 1)
            continue;
        const struct poly *leaves = count_of(scope, half->slot, ATOM_VALUE);
        return has_last(search, countdown) ? poly_multiply(atoms, poly_constant(atoms, 2), leaves) : leaves;
    }
    return NULL;
}

static const struct poly *runs_of(const struct search *search, bool is_many) {
    const struct scope *scope = search->scope;
    struct atom_table *atoms = scope->atoms;
    const struct descent *slot = slot_by(search, DESCENT_LINK, is_many);
    if (slot)
        return poly_inexact(atoms, count_of(scope, slot->slot, is_many ? ATOM_NODES : ATOM_LENGTH));
    if (is_many) /* f(n - 1) twice is no n */
        return poly_inexact(atoms, runs_by_halves(search));
    slot = slot_by(search, DESCENT_HALF, is_many);
    if (slot)
        return poly_inexact(atoms, poly_log(atoms, count_of(scope, slot->slot, ATOM_VALUE)));
    const struct poly *counted = runs_counted(search);
    slot = slot_by(search, DESCENT_LESS, is_many);
    if (counted || !slot)
        return poly_inexact(atoms, counted);
    return poly_inexact(atoms, poly_divide(atoms, count_of(scope, slot->slot, ATOM_VALUE), slot->amount));
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
    countdowns_keep(scope->atoms, &search.countdowns);
    view->to_root[number] = (struct calls_back){
        slots, search.countdowns, is_recursive || recursion_ways_are_many(scope->body->body, search.backs)};
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
        recursion.runs = runs_of(&search, is_many);
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
