/* Predicates. Tests: testdata/_cost/predicates.region */
#include "facts/predicate.h"

#include "base/error.h"
#include "turns/path.h"

#include <stdlib.h>
#include <string.h>

#define COPY_DEPTH 3 /* variables that a value is followed through */

struct predicate {
    bool is_known;
    uint32_t count;                             /* 0: it is none */
    const struct guard *parts[PREDICATE_PARTS]; /* all hold where it returns true; paths of its parameters */
};

struct predicate_table {
    struct predicate *items; /* by function */
};

struct predicate_table *predicate_table_new(const struct program *program) {
    struct predicate_table *table = checked_alloc(1, sizeof *table);
    table->items = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->items);
    return table;
}

void predicate_table_free(struct predicate_table *table) {
    if (table)
        free(table->items);
    free(table);
}

/* --- one function ------------------------------------------------------------------------------------------------- */

/* The value behind declarations and nothing else. */
static const struct region *lone_return(const struct region *list) {
    while (list && list->kind == REGION_ASSIGN && list->assign.target->kind == EXPR_LOCAL)
        list = list->next;
    return list && list->kind == REGION_RETURN && list->value && !list->next ? list : NULL;
}

/* With what its variable was declared as. */
static const struct expr *written_out(const struct scope *scope, const struct expr *expr, struct position position,
                                      uint32_t depth) {
    if (depth > COPY_DEPTH)
        return expr;
    if (expr->kind == EXPR_LOCAL) {
        const struct assignment *definition = scope_definition(scope, expr, position);
        const struct expr *value = definition ? definition->assign->value : NULL;
        return value ? written_out(scope, value, position, depth + 1) : expr;
    }
    if (expr->kind != EXPR_FIELD && expr->kind != EXPR_DEREF)
        return expr;
    const struct expr *a = written_out(scope, expr->a, position, depth);
    return expr->kind == EXPR_FIELD ? expr_field(scope->scratch, a, expr->index) : expr_deref(scope->scratch, a);
}

static bool add_part(const struct scope *scope, struct predicate *predicate, const struct expr *operand,
                     enum expr_op op, int64_t value, struct position position) {
    const struct expr *path = written_out(scope, operand, position, 0);
    const struct expr *root = expr_root(path);
    if ((root->kind != EXPR_PARAMETER && root->kind != EXPR_THIS) || predicate->count == PREDICATE_PARTS)
        return false;
    path = path_of(scope, path, position);
    if (path->kind == EXPR_OPAQUE)
        return false;
    predicate->parts[predicate->count++] = guard_mode(scope->atoms, path, op, false, value);
    return true;
}

static bool read_condition(const struct scope *scope, struct predicate *predicate, const struct expr *condition,
                           bool holds, struct position position) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return read_condition(scope, predicate, condition->a, !holds, position);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return read_condition(scope, predicate, condition->a, holds, position) &&
               read_condition(scope, predicate, condition->b, holds, position);
    if (condition->kind == EXPR_SELECT && expr_is_constant(condition->c, &value) && value == 0 &&
        expr_is_constant(condition->b, &value) && value != 0)
        return read_condition(scope, predicate, condition->a, holds, position);
    if (assume_comparison(condition, &operand, &op, &value))
        return add_part(scope, predicate, operand, holds ? op : comparison_negated(op), value, position);
    return add_part(scope, predicate, condition, holds ? OP_NOT_EQUAL : OP_EQUAL, 0, position);
}

static void read_predicate(const struct scope *caller, uint32_t function, struct predicate *predicate) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(caller->program, function, &arena, &ignored);
    const struct region *end = body ? lone_return(body->body) : NULL;
    if (end && end->value->kind != EXPR_CONSTANT) {
        struct scope scope;
        scope_init(&scope, caller->program, caller->atoms, &arena, function, body);
        struct position position = {end->number, LOOP_NONE};
        if (!read_condition(&scope, predicate, end->value, true, position))
            predicate->count = 0;
    }
    arena_finish(&arena);
    error_finish(&ignored);
}

static const struct predicate *predicate_of(const struct assumptions *assumptions, uint32_t function) {
    struct predicate *predicate = &assumptions->costs->predicates->items[function];
    if (!predicate->is_known)
        read_predicate(assumptions->scope, function, predicate);
    predicate->is_known = true;
    return predicate;
}

/* --- at a call ---------------------------------------------------------------------------------------------------- */

/* What the part says of what the caller was passed, or of what one of its variables leads to. */
static const struct facts *part_at_call(const struct scope *caller, const struct facts *facts, const struct guard *part,
                                        uint32_t callee, const struct call *call, bool holds) {
    const struct expr *path = path_substitute(caller, part->path, callee, call);
    const struct expr *root = path ? expr_root(path) : NULL;
    enum expr_op op = holds ? part->op : comparison_negated(part->op);
    if (!root)
        return facts;
    if (root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS)
        return facts_with(caller->scratch, facts, guard_mode(caller->atoms, path, op, false, part->constant));
    uint32_t variable = assume_local_path(caller, path);
    const struct known *held = variable == FACT_NONE ? NULL : facts_value(facts, variable);
    struct known known = held ? *held : (struct known){0};
    if (variable == FACT_NONE || known_compare(&known, op, part->constant) == TRUTH_NO)
        return facts;
    return facts_assign(caller->scratch, facts, variable, known_refined(known, op, part->constant));
}

const struct facts *predicate_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                      const struct call *call, bool holds) {
    const struct scope *scope = assumptions->scope;
    struct callee callee = costs_callee(assumptions->costs->program, scope->function, call, scope->scratch);
    if (callee.model || callee.targets.count != 1 || !assumptions->costs->predicates)
        return facts;
    uint32_t target = callee.targets.functions[0];
    const struct predicate *predicate = predicate_of(assumptions, target);
    if (!holds && predicate->count != 1) /* which of them does not hold? */
        return facts;
    for (uint32_t i = 0; i < predicate->count; i++)
        facts = part_at_call(scope, facts, predicate->parts[i], target, call, holds);
    return facts;
}
