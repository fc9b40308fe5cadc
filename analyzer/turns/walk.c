/* Lists and texts: what is walked, and from where. Tests: tests/unit/cost/test_turns.c, test_walks.c */
#include "turns/comparison.h"

#include "turns/bound.h"
#include "turns/path.h"

#include <string.h>

#define TABLE_DEPTH 3       /* pointers that were set to each other */
#define INDEX_MOST  1000000 /* a larger factor or start is no index */

/* How something is walked. */
struct walk {
    const struct expr *variable; /* NULL: a call takes one each turn */
    int64_t passed;              /* elements before the first that is looked at */
    int64_t step;                /* elements a turn; 0: one */
    bool more;                   /* what ends it has a turn too: `do ask(*t); while (*t++);` */
    bool is_exact;
    bool continues;
};

/* --- where a walk begins ----------------------------------------------------------------------------------------- */

/* The loop moves the variable on and does nothing else to it. */
static bool only_moves(const struct scope *scope, const struct expr *variable, uint32_t loop, int direction) {
    if (motion_is_link(scope, variable, loop))
        return true;
    struct motion motion = motion_of(scope, variable, loop);
    return motion.direction == direction && direction != 0 && !motion.is_set && !motion.is_wild && !motion.is_geometric;
}

static bool holds_call(const struct expr *expr) {
    return expr && (expr->kind == EXPR_CALL || expr->kind == EXPR_OPAQUE || holds_call(expr->a) ||
                    holds_call(expr->b) || holds_call(expr->c));
}

/* Fields and globals may be set anew by what the outer loop calls: only a variable of this function is believed. */
struct position query_start(const struct query *query, const struct expr *variable, const struct expr *bound,
                            bool *continues) {
    const struct scope *scope = query->scope;
    struct position start = query->start;
    int direction = motion_of(scope, variable, query->loop).direction;
    bool is_own = variable->kind == EXPR_LOCAL || variable->kind == EXPR_PARAMETER;
    *continues = false;
    if (!is_own || scope_is_shared(scope, variable) || holds_call(bound))
        return start;
    for (uint32_t outer = start.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent) {
        if (!only_moves(scope, variable, outer, direction) || (bound && scope_is_assigned_in(scope, bound, outer)))
            break;
        start = scope_before_loop(scope, outer);
        *continues = true;
    }
    return start;
}

/* --- lengths ----------------------------------------------------------------------------------------------------- */

static bool is_text(const struct scope *scope, const struct expr *array) {
    const char *type =
        array->kind == EXPR_LOCAL ? scope->body->locals[array->index].type : scope->unit->symbols[array->index].type;
    return strchr(type, '*') == NULL && strstr(type, "char") != NULL;
}

static int64_t table_size(const struct query *query, const struct expr *table, int depth);

/* `if (old) table = few; else table = more;`: the largest of all that the pointer may be set to. */
static int64_t picked_size(const struct query *query, const struct expr *pointer, int depth) {
    const struct scope *scope = query->scope;
    int64_t most = -1;
    for (const struct assignment *a = NULL; (a = scope_next(scope, pointer, a)) != NULL;) {
        bool is_step = a->assign->op != OP_NONE && scope_is_inside(scope, a->number, query->loop);
        if (!a->assign->value || is_step)
            continue;
        int64_t size = a->assign->op == OP_NONE ? table_size(query, a->assign->value, depth + 1) : -1;
        if (size <= 0)
            return -1;
        most = size > most ? size : most;
    }
    return most;
}

/* Elements at the most; -1: not known. Of a text the length is told. */
static int64_t table_size(const struct query *query, const struct expr *table, int depth) {
    if (depth > TABLE_DEPTH)
        return -1;
    if (table->kind == EXPR_SELECT) {
        int64_t b = table_size(query, table->b, depth + 1), c = table_size(query, table->c, depth + 1);
        return b <= 0 || c <= 0 ? -1 : b > c ? b : c;
    }
    int64_t size = bound_array_size(query->scope, table);
    if (size > 0)
        return is_text(query->scope, table) ? -1 : size;
    bool is_pointer =
        table->kind == EXPR_LOCAL && scope_is_pointer(query->scope, table) && !scope_is_shared(query->scope, table);
    return is_pointer ? picked_size(query, table, depth) : -1;
}

static const struct poly *turns_of_walk(struct query *query, const struct poly *length, const struct walk *walk) {
    struct atom_table *atoms = query->scope->atoms;
    const struct poly *left = poly_subtract(atoms, length, poly_constant(atoms, walk->passed));
    const struct poly *count = poly_divide(atoms, left, walk->step > 0 ? walk->step : 1);
    count = poly_add(atoms, count, poly_constant(atoms, walk->more));
    return walk->is_exact && !walk->continues ? count : poly_inexact(atoms, count);
}

static void offer_walk(struct query *query, const struct poly *length, const struct walk *walk) {
    struct offer offer = {
        .count = turns_of_walk(query, length, walk), .has_partial = query->test != NULL, .continues = walk->continues};
    if (query->counters_only)
        return;
    if (walk->variable)
        query_offer_moved(query, walk->variable, offer);
    else
        query_offer(query, offer);
}

/* What ends a table stands in it: there is one turn less than elements at the most. */
static void offer_table(struct query *query, const struct expr *table, const struct walk *walk) {
    struct walk at_most = *walk;
    int64_t size = table_size(query, table, 0);
    at_most.is_exact = false;
    if (size > 0)
        offer_walk(query, poly_constant(query->scope->atoms, size - 1), &at_most);
}

static void offer_length(struct query *query, const struct expr *of, struct position position,
                         const struct walk *walk) {
    while (of->kind == EXPR_ADDRESS)
        of = of->a;
    offer_walk(query, bound_atom(query->scope, ATOM_LENGTH, of, position), walk);
}

/* `head.tqh_first`: the source says TAILQ_FIRST(&head), its reader knows the list as `head`. */
static const struct expr *without_macro_field(const struct scope *scope, const struct expr *first) {
    static const char *const hidden[] = {"lh_first", "slh_first", "stqh_first", "tqh_first", "tqh_last", "cqh_first"};
    if (first->kind != EXPR_FIELD || first->index >= scope->unit->symbol_count)
        return first;
    const char *name = scope->unit->symbols[first->index].name;
    const char *colon = strrchr(name, ':');
    for (size_t i = 0; i < ARRAY_COUNT(hidden); i++)
        if (strcmp(colon ? colon + 1 : name, hidden[i]) == 0)
            return first->a;
    return first;
}

/* `is_stepped`: by index or pointer, not from link to link. */
static void walk_from(struct query *query, const struct expr *variable, bool is_exact, bool is_stepped) {
    const struct scope *scope = query->scope;
    bool continues;
    struct position position = query_start(query, variable, NULL, &continues), start = position;
    const struct assignment *definition = scope_definition(scope, variable, position);
    const struct expr *first = definition ? definition->assign->value : variable;
    if (definition)
        position = scope_at_assignment(definition);
    const struct call *call = scope_call(scope, first);
    if (call && call->argument_count > 0 && path_can_be(call->arguments[0].value)) {
        first = call->arguments[0].value; /* list_head(l): the list itself is the better name */
    } else if (!call && !path_can_be(first)) {
        first = variable;
        position = start;
    }
    struct walk walk = {.variable = variable,
                        .more = is_stepped && query->is_do && motion_of(scope, variable, query->loop).is_tested,
                        .is_exact = is_exact && !scope_is_shared(scope, variable),
                        .continues = continues};
    if (is_stepped && !continues)
        offer_table(query, first, &walk);
    offer_length(query, without_macro_field(scope, first), position, &walk);
}

void query_length(struct query *query, const struct expr *variable, bool is_exact) {
    walk_from(query, variable, is_exact, false);
}

/* `2 * i + 1`. */
struct index {
    const struct expr *variable;
    int64_t scale;
    int64_t offset;
};

/* A wrapped index, `i % n`, walks nothing. */
static bool read_index(const struct expr *expr, struct index *index) {
    int64_t value;
    if (expr->kind != EXPR_BINARY) {
        *index = (struct index){expr, 1, 0};
        return motion_is_variable(expr);
    }
    bool is_second = expr_is_constant(expr->b, &value);
    if (!is_second && !expr_is_constant(expr->a, &value))
        return false;
    if (value < 0 || value > INDEX_MOST || !read_index(is_second ? expr->a : expr->b, index))
        return false;
    if (expr->op == OP_MULTIPLY && value > 0 && index->scale == 1) {
        index->scale = value;
        index->offset *= value;
    } else if (expr->op == OP_ADD) {
        index->offset += value;
    } else if (expr->op == OP_SUBTRACT && is_second) {
        index->offset -= value;
    } else {
        return false;
    }
    return true;
}

/* `for (i = 1; t[2 * i + 1]; i++)`: the elements from the fourth on, every other one. `t[i++]` is t[i - 1] by then. */
static void walk_elements(struct query *query, const struct expr *array, const struct index *index,
                          const struct motion *motion, bool is_exact) {
    const struct scope *scope = query->scope;
    bool continues;
    int64_t first = 0;
    struct position start = query_start(query, index->variable, array, &continues);
    struct bound begin = bound_of(scope, index->variable, start);
    bool is_known = !continues && !begin.minus && poly_is_exact(begin.plus) && poly_is_constant(begin.plus, &first) &&
                    first <= INDEX_MOST;
    int64_t passed = motion->is_tested || !is_known ? 0 : first * index->scale + index->offset;
    struct walk walk = {.variable = index->variable,
                        .passed = passed > 0 ? passed : 0,
                        .step = motion->is_geometric || motion->by || motion->step > INDEX_MOST
                                    ? index->scale
                                    : motion->step * index->scale,
                        .more = query->is_do && motion->is_tested,
                        .is_exact = is_exact && is_known && passed >= 0,
                        .continues = continues};
    if (!continues)
        offer_table(query, array, &walk);
    offer_length(query, array, start, &walk);
}

bool query_terminator(struct query *query, const struct expr *expr, bool is_exact) {
    struct index index;
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    if ((expr->kind != EXPR_DEREF && expr->kind != EXPR_ELEMENT) ||
        !read_index(expr->kind == EXPR_ELEMENT ? expr->b : expr->a, &index) ||
        (expr->kind == EXPR_DEREF && index.variable != expr->a))
        return false;
    const struct expr *moving = index.variable;
    struct motion motion = motion_of(query->scope, moving, query->loop);
    is_exact &= motion.is_exact && !motion.is_tested && !motion.is_set && motion.step == 1 && !motion.by;
    if (expr->kind == EXPR_DEREF && motion_is_link(query->scope, moving, query->loop)) {
        query_length(query, moving, false);
    } else if (motion.direction <= 0 || motion.is_wild || motion.is_geometric) {
        return false;
    } else if (expr->kind == EXPR_ELEMENT) {
        walk_elements(query, expr->a, &index, &motion, is_exact);
    } else {
        walk_from(query, moving, is_exact, true);
    }
    return true;
}

bool query_text(struct query *query, const struct expr *expr) {
    if (!expr || expr->kind == EXPR_SELECT)
        return false;
    return query_terminator(query, expr, false) || query_text(query, expr->a) || query_text(query, expr->b);
}

/* Locals are no places that a call could take things from; plain numbers are no lists. */
bool query_taken(struct query *query, const struct expr *place) {
    const struct scope *scope = query->scope;
    if ((place->kind != EXPR_FIELD && place->kind != EXPR_GLOBAL) || query->counters_only)
        return false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->loop != query->loop || a->is_conditional || a->assign->op != OP_NONE || !a->assign->value ||
            a->assign->target->kind != EXPR_LOCAL || !expr_is_equal(a->assign->value, place) ||
            scope_is_assigned_in(scope, expr_root(place), query->loop))
            continue;
        offer_length(query, without_macro_field(scope, place), query->start, &(struct walk){0});
        return true;
    }
    return false;
}

bool query_head(struct query *query, const struct expr *variable) {
    const struct scope *scope = query->scope;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        const struct expr *head = a->assign->value;
        bool is_asked = a->is_test && a->loop == query->loop && !a->is_conditional && a->assign->op == OP_NONE &&
                        head && (head->kind == EXPR_FIELD || head->kind == EXPR_GLOBAL);
        bool is_other =
            is_asked && head->kind == EXPR_FIELD && scope_is_assigned_in(scope, expr_root(head), query->loop);
        if (!is_asked || is_other || query->counters_only || !scope_is_assigned_in(scope, head, query->loop))
            continue;
        offer_length(query, without_macro_field(scope, head), query->start, &(struct walk){0});
        return true;
    }
    return false;
}

bool query_ring(struct query *query, const struct expr *walker, const struct expr *end) {
    while (walker->kind == EXPR_ADDRESS || walker->kind == EXPR_FIELD)
        walker = walker->a;
    if (walker->kind == EXPR_DEREF)
        walker = walker->a;
    if (!motion_is_variable(walker) || !motion_is_link(query->scope, walker, query->loop))
        return false;
    bool continues;
    struct position start = query_start(query, walker, end, &continues);
    offer_length(query, end, start, &(struct walk){.variable = walker, .is_exact = true, .continues = continues});
    return true;
}
