/* What is set anew when it is to change, and places of a pool that are filled when they are met empty.
 * Tests: testdata/call-in-loop/bad_slot_pool.c, bad_sticky_setting.c */
#include "cost/kept.h"

#include "base/error.h"
#include "cost/changed.h"
#include "cost/evaluate_internal.h"
#include "facts/unset.h"
#include "turns/path.h"

#include <stdlib.h>
#include <string.h>

/* --- comparisons with what is set --------------------------------------------------------------------------------- */

struct setting {
    const struct expr *current; /* what is set now */
    const struct expr *wanted;
};

static bool name_holds(const struct scope *scope, const struct call *call, const char *word) {
    return call && call->symbol != SYMBOL_NONE && strstr(scope->unit->symbols[call->symbol].name, word) != NULL;
}

/* `a == b`, or strcmp(a, b) == 0, where the condition holds or does not. */
static bool is_equality(const struct scope *scope, const struct expr *condition, bool holds, struct setting *out) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_EQUAL : OP_NOT_EQUAL) &&
        !expr_is_constant(condition->a, &value) && !expr_is_constant(condition->b, &value)) {
        *out = (struct setting){condition->a, condition->b};
        return true;
    }
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    const struct call *call = scope_call(scope, operand);
    op = holds ? op : comparison_negated(op);
    if (value != 0 || op != OP_EQUAL || !name_holds(scope, call, "cmp") || call->argument_count < 2)
        return false;
    *out = (struct setting){call->arguments[0].value, call->arguments[1].value};
    return true;
}

bool kept_is_equality(const struct scope *scope, const struct expr *condition, bool holds, const struct expr **a,
                      const struct expr **b, bool *is_text) {
    struct setting setting;
    if (!is_equality(scope, condition, holds, &setting))
        return false;
    *a = setting.current;
    *b = setting.wanted;
    *is_text = condition->kind != EXPR_BINARY || condition->a->kind == EXPR_CALL;
    return true;
}

static bool is_text(const struct expr *expr) { return expr->kind == EXPR_STRING; }

bool kept_is_one_kind(const struct scope *scope, const struct expr *condition, bool holds) {
    struct setting setting;
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    bool is_both = condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR);
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return kept_is_one_kind(scope, condition->a, !holds);
    if (is_both) {
        bool a = kept_is_one_kind(scope, condition->a, holds), b = kept_is_one_kind(scope, condition->b, holds);
        return (condition->op == OP_AND) == holds ? a || b : a && b;
    }
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return is_equality(scope, condition->a, !holds, &setting) &&
               (is_text(setting.current) || is_text(setting.wanted));
    if (is_equality(scope, condition, holds, &setting))
        return is_text(setting.current) || is_text(setting.wanted);
    return assume_comparison(condition, &operand, &op, &value) && value > 0 && operand->kind == EXPR_FIELD &&
           (holds ? op : comparison_negated(op)) == OP_EQUAL;
}

/* How many constants the text may be compared with; 0: the condition asks for something else. */
static uint32_t count_names(const struct scope *scope, const struct expr *condition, bool holds) {
    struct setting setting;
    bool is_both = condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR);
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return count_names(scope, condition->a, !holds);
    if (is_both) {
        uint32_t a = count_names(scope, condition->a, holds), b = count_names(scope, condition->b, holds);
        if ((condition->op == OP_AND) != holds)
            return a && b ? a + b : 0;
        return a && (!b || a < b) ? a : b;
    }
    bool is_negated = condition->kind == EXPR_UNARY && condition->op == OP_NOT;
    return is_equality(scope, is_negated ? condition->a : condition, holds != is_negated, &setting) &&
           (is_text(setting.current) || is_text(setting.wanted));
}

bool kept_is_special(const struct scope *scope, const struct expr *condition, bool holds) {
    uint32_t count = count_names(scope, condition, holds);
    return count > 0 && count <= KEPT_KINDS;
}

/* `p`, `p != NULL`: is there anything to compare? */
static bool asks_for_one(const struct expr *condition, const struct setting *setting) {
    while (condition->kind == EXPR_UNARY || (condition->kind == EXPR_BINARY && condition->b->kind == EXPR_CONSTANT))
        condition = condition->a;
    return expr_is_equal(condition, setting->current) || expr_is_equal(condition, setting->wanted);
}

/* Where both are the same, the condition is sure to hold (or not to). */
static bool keeps(const struct scope *scope, const struct expr *condition, bool holds, struct setting *out) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT && condition->a->kind != EXPR_CALL)
        return keeps(scope, condition->a, !holds, out);
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return is_equality(scope, condition->a, !holds, out);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_OR : OP_AND))
        return keeps(scope, condition->a, holds, out) || keeps(scope, condition->b, holds, out);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return (keeps(scope, condition->a, holds, out) && asks_for_one(condition->b, out)) ||
               (keeps(scope, condition->b, holds, out) && asks_for_one(condition->a, out));
    return is_equality(scope, condition, holds, out);
}

bool kept_outlives_call(const struct scope *scope, const struct expr *place) {
    const struct expr *root = expr_root(place);
    if (root->kind == EXPR_LOCAL)
        return root->index < scope->body->local_count && (scope->body->locals[root->index].flags & LOCAL_STATIC);
    return root->kind == EXPR_GLOBAL || (root != place && (root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS));
}

/* `have` of `have = ah->space`. */
static const struct expr *place_of(const struct scope *scope, const struct expr *expr, struct position position) {
    const struct assignment *definition = expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, position) : NULL;
    return definition && definition->assign->value ? definition->assign->value : expr;
}

/* The value itself, or a copy: strdup(value). */
static bool is_made_of(const struct scope *scope, const struct expr *made, const struct expr *value) {
    const struct call *call = made ? scope_call(scope, made) : NULL;
    if (made && expr_is_equal(made, value))
        return true;
    for (uint32_t i = 0; call && i < call->argument_count; i++)
        if (expr_is_equal(call->arguments[i].value, value))
            return true;
    return false;
}

/* A variable of the function that is declared outside of the loop; what is wanted there is always the same. */
static bool outlives_turn(const struct evaluation *evaluation, const struct expr *place, const struct expr *wanted) {
    const struct scope *scope = evaluation->scope;
    const struct expr *root = expr_root(wanted);
    bool is_variable = root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL;
    if (evaluation->loop == LOOP_NONE || place->kind != EXPR_LOCAL || scope_is_shared(scope, place) || !is_variable ||
        scope_is_assigned_in(scope, root, evaluation->loop) || scope_is_assigned_in(scope, wanted, evaluation->loop))
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, place, a)) != NULL;)
        if (a->assign->is_declaration && scope_is_inside(scope, a->number, evaluation->loop))
            return false;
    return true;
}

static bool is_set_to(const struct scope *scope, const struct expr *place, const struct expr *value, uint32_t first,
                      uint32_t last) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, place, a)) != NULL;)
        if (a->number >= first && a->number <= last && assignment_is_to(a, place) &&
            is_made_of(scope, a->assign->value, value))
            return true;
    return false;
}

/* What is there on a later turn, or in a later call. */
static bool is_kept_to(const struct evaluation *evaluation, const struct expr *place, const struct expr *value,
                       uint32_t first, uint32_t last) {
    const struct scope *scope = evaluation->scope;
    return path_can_be(place) && (kept_outlives_call(scope, place) || outlives_turn(evaluation, place, value)) &&
           is_set_to(scope, place, value, first, last);
}

static bool is_kept_for_calls(const struct scope *scope, const struct expr *place, const struct expr *value,
                              uint32_t first, uint32_t last) {
    return path_can_be(place) && kept_outlives_call(scope, place) && is_set_to(scope, place, value, first, last);
}

const struct guard *kept_changed(const struct scope *scope) {
    struct expr own = {.kind = EXPR_FUNCTION, .index = scope->program->functions[scope->function].entity};
    return guard_changed(scope->atoms, &own);
}

const struct guard *kept_setting(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                 struct position position, uint32_t first, uint32_t last) {
    const struct scope *scope = evaluation->scope;
    struct setting setting;
    if (!keeps(scope, condition, !holds, &setting))
        return NULL;
    const struct expr *a = place_of(scope, setting.current, position), *b = place_of(scope, setting.wanted, position);
    if (is_kept_to(evaluation, a, setting.wanted, first, last))
        return changed_guard(scope, a, b);
    return is_kept_to(evaluation, b, setting.current, first, last) ? changed_guard(scope, b, a) : NULL;
}

const struct expr *kept_setting_of(const struct scope *scope, const struct expr *condition, bool holds, uint32_t first,
                                   uint32_t last) {
    struct setting setting;
    if (!is_equality(scope, condition, !holds, &setting))
        return NULL;
    if (is_kept_for_calls(scope, setting.current, setting.wanted, first, last))
        return setting.wanted;
    return is_kept_for_calls(scope, setting.wanted, setting.current, first, last) ? setting.current : NULL;
}

/* --- functions that look for an empty place ----------------------------------------------------------------------- */

struct kept_table {
    struct map empty_fields; /* function -> 1 + field that is empty in what it finds; 0: it looks for none */
};

struct kept_table *kept_table_new(void) {
    struct kept_table *table = checked_alloc(1, sizeof *table);
    *table = (struct kept_table){.empty_fields = {0}};
    return table;
}

void kept_table_free(struct kept_table *table) {
    if (table)
        map_finish(&table->empty_fields);
    free(table);
}

/* The field of `!a[i].f`, where `i` is what is returned. */
static uint32_t empty_field_in(const struct scope *scope, const struct expr *condition, bool holds,
                               const struct expr *index) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return empty_field_in(scope, condition->a, !holds, index);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR)) {
        uint32_t field = empty_field_in(scope, condition->a, holds, index);
        return field != SYMBOL_NONE ? field : empty_field_in(scope, condition->b, holds, index);
    }
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    op = holds ? op : comparison_negated(op);
    bool is_of_element = operand->kind == EXPR_FIELD && operand->a->kind == EXPR_ELEMENT;
    if (value != 0 || op != OP_EQUAL || !is_of_element || !expr_is_equal(operand->a->b, index) ||
        !scope_is_pointer(scope, operand))
        return SYMBOL_NONE;
    return scope->program->units[scope->program->functions[scope->function].unit].entities[operand->index];
}

struct return_search {
    const struct scope *scope;
    uint32_t field;
    uint32_t index_count; /* returns of something else than a failure */
};

static void look_at_return(struct region *region, void *context) {
    struct return_search *search = context;
    const struct scope *scope = search->scope;
    int64_t constant;
    if (region->kind != REGION_RETURN || !region->value || (expr_is_constant(region->value, &constant) && constant < 0))
        return;
    search->index_count++;
    for (uint32_t i = 0; i < scope->holding_count && region->value->kind == EXPR_LOCAL; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= region->number && region->number <= holding->end && search->field == SYMBOL_NONE)
            search->field = empty_field_in(scope, holding->condition, holding->is_true, region->value);
    }
}

static uint32_t find_empty_field(const struct scope *caller, uint32_t function) {
    struct error ignored = {0};
    struct arena arena;
    struct return_search search = {.field = SYMBOL_NONE};
    arena_init(&arena);
    const struct function *body = program_peek_body(caller->program, function, &arena, &ignored);
    if (body && body->loop_count == 1) {
        struct scope scope;
        scope_init(&scope, caller->program, caller->atoms, &arena, function, body);
        search.scope = &scope;
        region_walk(body->body, look_at_return, &search);
    }
    arena_finish(&arena);
    error_finish(&ignored);
    return search.index_count == 1 ? search.field : SYMBOL_NONE;
}

/* Of an array's elements, the call looks for one whose field, an entity, is NULL; SYMBOL_NONE: it does not. */
static uint32_t empty_field_of(const struct evaluation *evaluation, const struct call *call) {
    struct kept_table *table = evaluation->costs->kept;
    const struct scope *scope = evaluation->scope;
    struct callee callee = costs_callee(evaluation->costs->program, scope->function, call, scope->scratch);
    if (!table || callee.model || callee.targets.count != 1)
        return SYMBOL_NONE;
    uint32_t function = callee.targets.functions[0], known = map_get(&table->empty_fields, function);
    if (known == MAP_NONE) {
        uint32_t field = find_empty_field(scope, function);
        known = field == SYMBOL_NONE ? 0 : field + 1;
        map_put(&table->empty_fields, function, known);
    }
    return known ? known - 1 : SYMBOL_NONE;
}

/* --- arms that fill a place --------------------------------------------------------------------------------------- */

/* Where an arm sets a field, or calls what does. */
struct filling {
    const struct evaluation *evaluation;
    uint32_t field;
    uint32_t dropped; /* the last place where it is set to NULL; 0: none */
    uint32_t filled;  /* ... to something else */
};

static void look_at_filling(struct region *region, void *context) {
    struct filling *filling = context;
    const struct evaluation *evaluation = filling->evaluation;
    const struct program *program = evaluation->costs->program;
    uint32_t unit = program->functions[evaluation->scope->function].unit;
    const struct expr *target = region->kind == REGION_ASSIGN ? region->assign.target : NULL;
    int64_t constant;
    if (target && target->kind == EXPR_FIELD && program->units[unit].entities[target->index] == filling->field) {
        bool is_dropped = expr_is_constant(region->assign.value, &constant) && constant == 0;
        *(is_dropped ? &filling->dropped : &filling->filled) = region->number;
    }
    if (region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE)
        return;
    struct callee callee = costs_callee(program, evaluation->scope->function, region->call, evaluation->scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (unset_sets_itself(evaluation->costs->unset, callee.targets.functions[i], filling->field))
            filling->filled = region->number;
}

static struct filling filling_of(const struct evaluation *evaluation, const struct region *arm, uint32_t field) {
    struct filling filling = {evaluation, field, 0, 0};
    region_walk((struct region *)arm, look_at_filling, &filling);
    return filling;
}

/* `o >= 0`, where o is what a call has found; NULL: nothing of the kind. */
static const struct call *search_behind(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                        struct position position) {
    const struct scope *scope = evaluation->scope;
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    if (!assume_comparison(condition, &operand, &op, &value))
        return NULL;
    op = holds ? op : comparison_negated(op);
    bool is_found = (op == OP_GREATER_EQUAL && value == 0) || (op == OP_GREATER && value == -1) ||
                    (op == OP_NOT_EQUAL && value == -1);
    if (!is_found)
        return NULL;
    if (operand->kind == EXPR_LOCAL) {
        const struct assignment *last = scope_last_assignment(scope, operand, position);
        operand = last && last->assign->value ? last->assign->value : operand;
    }
    return scope_call(scope, operand);
}

const struct guard *kept_slot(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                              struct position position, const struct region *arm) {
    const struct call *search = arm ? search_behind(evaluation, condition, holds, position) : NULL;
    uint32_t field = search ? empty_field_of(evaluation, search) : SYMBOL_NONE;
    if (field == SYMBOL_NONE)
        return NULL;
    struct filling filling = filling_of(evaluation, arm, field);
    return filling.filled && !filling.dropped ? guard_per_key(evaluation->scope) : NULL;
}

/* --- arms that fill a place anew ---------------------------------------------------------------------------------- */

struct drop_search {
    const struct evaluation *evaluation;
    const struct region *arm;
    bool found;
};

static void look_at_drop(struct region *region, void *context) {
    struct drop_search *search = context;
    const struct scope *scope = search->evaluation->scope;
    const struct expr *target = region->kind == REGION_ASSIGN ? region->assign.target : NULL;
    int64_t constant;
    if (search->found || !target || target->kind != EXPR_FIELD || region->assign.op != OP_NONE ||
        !expr_is_constant(region->assign.value, &constant) || constant != 0 || !scope_is_pointer(scope, target) ||
        !kept_outlives_call(scope, target))
        return;
    uint32_t unit = scope->program->functions[scope->function].unit;
    uint32_t field = scope->program->units[unit].entities[target->index];
    struct filling filling = filling_of(search->evaluation, search->arm, field);
    search->found = filling.dropped && filling.filled > filling.dropped;
}

const struct guard *kept_replaced(const struct evaluation *evaluation, const struct region *arm) {
    struct drop_search search = {evaluation, arm, false};
    region_walk((struct region *)arm, look_at_drop, &search);
    return search.found ? kept_changed(evaluation->scope) : NULL;
}
