/* Fields that one call sets for a whole list. Tests: testdata/call-in-loop/good_filled.c, bad_filled.c */
#include "cost/filled.h"

#include "facts/counted_scope.h"
#include "facts/writes.h"
#include "turns/motion.h"
#include "turns/path.h"

#define ITEM_FACTS 8

/* A walk over a list whose head is a global variable, or hangs on one. */
struct list_walk {
    const struct scope *scope;
    uint32_t loop;
    const struct expr *cursor;
    const struct expr *start; /* in the program's terms */
};

/* The comparison of a field of the element, whose path is rooted at the constant 0, with a constant. */
struct item_fact {
    const struct expr *path;
    enum expr_op op;
    int64_t value;
};

struct item_facts {
    struct item_fact items[ITEM_FACTS];
    uint32_t count;
    bool has_others; /* conditions on other things hold too */
};

/* --- walks -------------------------------------------------------------------------------------------------------- */

static bool is_walk(struct list_walk *walk) {
    const struct scope *scope = walk->scope;
    if (walk->cursor->kind != EXPR_LOCAL || scope_is_shared(scope, walk->cursor) ||
        !motion_is_link(scope, walk->cursor, walk->loop))
        return false;
    const struct assignment *first = scope_definition(scope, walk->cursor, scope_before_loop(scope, walk->loop));
    const struct expr *value = first ? first->assign->value : NULL;
    if (!value || !path_can_be(value) || expr_root(value)->kind != EXPR_GLOBAL)
        return false;
    walk->start = path_convert(scope, value);
    return true;
}

/* As seen from the element; NULL: it is no part of it. */
static const struct expr *path_in_item(const struct list_walk *walk, const struct expr *expr) {
    static const struct expr zero = {.kind = EXPR_CONSTANT};
    if (!path_can_be(expr) || expr->kind == EXPR_LOCAL || !expr_is_equal(expr_root(expr), walk->cursor))
        return NULL;
    return path_with_root(walk->scope->scratch, path_convert(walk->scope, expr), &zero);
}

/* --- what holds of an element ------------------------------------------------------------------------------------- */

static void add_facts(const struct list_walk *walk, const struct expr *condition, bool holds,
                      struct item_facts *facts) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT) {
        add_facts(walk, condition->a, !holds, facts);
        return;
    }
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        add_facts(walk, condition->a, holds, facts);
        add_facts(walk, condition->b, holds, facts);
        return;
    }
    assume_test(condition, holds, &operand, &op, &value);
    const struct expr *path = path_in_item(walk, operand);
    if (path && facts->count < ITEM_FACTS)
        facts->items[facts->count++] = (struct item_fact){path, op, value};
    else
        facts->has_others = true;
}

static struct item_facts facts_at(const struct list_walk *walk, uint32_t number) {
    const struct scope *scope = walk->scope;
    struct item_facts facts = {.count = 0};
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *one = &scope->holding[i];
        if (one->begin <= number && number <= one->end)
            add_facts(walk, one->condition, one->is_true, &facts);
    }
    return facts;
}

static bool holds_fact(const struct item_facts *facts, const struct item_fact *fact) {
    for (uint32_t i = 0; i < facts->count; i++)
        if (facts->items[i].op == fact->op && facts->items[i].value == fact->value &&
            expr_is_equal(facts->items[i].path, fact->path))
            return true;
    return false;
}

/* --- the callee --------------------------------------------------------------------------------------------------- */

struct leaving_search {
    const struct scope *scope;
    uint32_t loop;
    bool is_found;
};

static bool is_in_inner_loop(const struct scope *scope, uint32_t number, uint32_t loop) {
    for (uint32_t i = 0; i < scope->body->loop_count; i++)
        if (i != loop && scope->loops[i].begin > scope->loops[loop].begin && scope_is_inside(scope, number, i))
            return true;
    return false;
}

static void find_leaving(struct region *region, void *context) {
    struct leaving_search *search = context;
    bool leaves = region->kind == REGION_RETURN || region->kind == REGION_GOTO || region->kind == REGION_THROW ||
                  (region->kind == REGION_BREAK && !is_in_inner_loop(search->scope, region->number, search->loop));
    search->is_found |= leaves && !search->scope->is_dead[region->number];
}

static bool is_walked_to_end(const struct scope *scope, uint32_t loop) {
    struct leaving_search search = {scope, loop, false};
    region_walk(scope->loops[loop].region->loop->body, find_leaving, &search);
    return !search.is_found;
}

/* `o->window = make();` */
static bool is_set_by_assignment(const struct list_walk *walk, const struct assignment *a, const struct expr *path) {
    int64_t value;
    const struct expr *own = a->loop == walk->loop && a->assign->value && !walk->scope->is_dead[a->number]
                                 ? path_in_item(walk, a->assign->target)
                                 : NULL;
    bool is_unset = a->assign->value && expr_is_constant(a->assign->value, &value) && value == 0;
    return own && expr_is_equal(own, path) && !is_unset;
}

/* `surface_init(&o->surface, id);`, which sets `o->surface.id`. */
static bool is_set_by_call(const struct costs *costs, const struct list_walk *walk, uint32_t index,
                           const struct expr *path) {
    const struct scope *scope = walk->scope;
    const struct call_place *place = &scope->calls[index];
    if (!place->region || place->loop != walk->loop || scope->is_dead[place->number])
        return false;
    const struct call *call = place->region->call;
    const struct expr *whole = path_with_root(scope->scratch, path, path_convert(scope, walk->cursor));
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        const struct expr *given = value->kind == EXPR_ADDRESS ? path_in_item(walk, value->a) : NULL;
        for (const struct expr *part = path; given && part->kind != EXPR_CONSTANT; part = part->a)
            if (expr_is_equal(part, given))
                return writes_has_body(costs->program, costs->program->functions[scope->function].unit, call) &&
                       writes_by_call(costs, scope, call, atom_path(scope->atoms, ATOM_VALUE, whole, false));
    }
    return false;
}

/* Whoever comes to the call in the caller comes to that place, too. */
static bool is_for_all(const struct list_walk *walk, uint32_t number, const struct item_facts *wanted) {
    struct item_facts facts = facts_at(walk, number);
    for (uint32_t i = 0; i < facts.count; i++)
        if (!holds_fact(wanted, &facts.items[i]))
            return false;
    return !facts.has_others;
}

static bool fills(const struct costs *costs, const struct list_walk *walk, const struct expr *path,
                  const struct item_facts *wanted) {
    const struct scope *scope = walk->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (is_set_by_assignment(walk, &scope->assignments[i], path) &&
            is_for_all(walk, scope->assignments[i].number, wanted))
            return true;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (is_set_by_call(costs, walk, i, path) && is_for_all(walk, scope->calls[i].number, wanted))
            return true;
    return false;
}

/* The cursor of a loop of the callee over that list. */
static bool find_walk(const struct scope *scope, uint32_t loop, const struct expr *start, struct list_walk *walk) {
    for (uint32_t i = 0; i < scope->body->local_count; i++) {
        struct expr *cursor = ARENA_NEW(scope->scratch, struct expr);
        *cursor = (struct expr){.kind = EXPR_LOCAL, .index = i};
        *walk = (struct list_walk){.scope = scope, .loop = loop, .cursor = cursor};
        if (scope_is_assigned_in(scope, cursor, loop) && is_walk(walk) && expr_is_equal(walk->start, start))
            return true;
    }
    return false;
}

static bool callee_fills(struct costs *costs, uint32_t function, const struct list_walk *outer, const struct expr *path,
                         const struct item_facts *wanted) {
    struct scope scope;
    struct list_walk walk;
    if (!costs->program->bodies[function] || !costs->functions[function].is_done)
        return false;
    counted_scope(costs, &scope, outer->scope->scratch, function);
    for (uint32_t i = 0; i < scope.body->loop_count; i++)
        if (scope.loops[i].parent == LOOP_NONE && find_walk(&scope, i, outer->start, &walk) &&
            is_walked_to_end(&scope, i) && fills(costs, &walk, path, wanted))
            return true;
    return false;
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

struct call_search {
    const struct evaluation *evaluation;
    const struct list_walk *walk;
    const struct expr *path;
    bool is_found;
};

static void visit_call(struct region *region, void *context) {
    struct call_search *search = context;
    const struct scope *scope = search->walk->scope;
    struct costs *costs = search->evaluation->costs;
    if (search->is_found || region->kind != REGION_CALL || scope->is_dead[region->number])
        return;
    struct callee callee = costs_callee(costs->program, scope->function, region->call, scope->scratch);
    if (callee.model || callee.targets.count != 1)
        return;
    struct item_facts wanted = facts_at(search->walk, region->number);
    search->is_found = callee_fills(costs, callee.targets.functions[0], search->walk, search->path, &wanted);
}

/* Some turn takes it away again, as far as assignments and the calls beside the arm tell. */
static bool is_unset_in(const struct costs *costs, const struct list_walk *walk, const struct expr *path,
                        const struct region *arm) {
    const struct scope *scope = walk->scope;
    const struct expr *whole = path_with_root(scope->scratch, path, path_convert(scope, walk->cursor));
    uint32_t last = region_last_number(arm);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        bool is_beside = place->region && scope_is_inside(scope, place->number, walk->loop) &&
                         (place->number < arm->number || place->number > last) && !scope->is_dead[place->number];
        if (is_beside &&
            writes_by_call(costs, scope, place->region->call, atom_path(scope->atoms, ATOM_VALUE, whole, false)))
            return true;
    }
    for (uint32_t i = 0; i < walk->scope->assignment_count; i++) {
        const struct assignment *a = &walk->scope->assignments[i];
        const struct expr *own =
            scope_is_inside(walk->scope, a->number, walk->loop) ? path_in_item(walk, a->assign->target) : NULL;
        if (own && expr_is_equal(own, path))
            return true;
    }
    return false;
}

bool filled_for_all(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                    const struct region *arm) {
    struct item_facts tested = {.count = 0};
    if (evaluation->loop == LOOP_NONE || !arm)
        return false;
    const struct expr *cursor = condition;
    while (cursor->kind == EXPR_UNARY || cursor->kind == EXPR_BINARY)
        cursor = cursor->a;
    struct list_walk walk = {.scope = evaluation->scope, .loop = evaluation->loop, .cursor = expr_root(cursor)};
    if (!is_walk(&walk))
        return false;
    add_facts(&walk, condition, holds, &tested);
    for (uint32_t i = 0; i < tested.count; i++) {
        struct call_search search = {evaluation, &walk, tested.items[i].path, false};
        if (tested.items[i].op != OP_EQUAL || tested.items[i].value != 0 ||
            is_unset_in(evaluation->costs, &walk, search.path, arm))
            continue;
        region_walk((struct region *)arm, visit_call, &search);
        if (search.is_found)
            return true;
    }
    return false;
}
