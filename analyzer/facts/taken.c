/* Tests: testdata/call-in-loop/note_changed.c */
#include "facts/taken.h"

#include "base/error.h"
#include "facts/assume.h"
#include "facts/item_state.h"

#include <stdlib.h>
#include <string.h>

#define TAKEN_NONE UINT32_MAX       /* no state of a parameter's */
#define TAKEN_THIS (UINT32_MAX - 1) /* of the method's object */

struct taken_answer {
    int64_t value;
    uint32_t parameter; /* whose state has ended where this is the answer */
};

struct taken {
    bool is_known;
    uint32_t flag; /* the answer is what a flag of this parameter was, which is 0 now */
    uint32_t count;
    struct taken_answer answers[TAKEN_ANSWERS]; /* all that there are; none: the function is no such one */
};

struct taken_table {
    struct taken *items; /* by function */
};

struct taken_table *taken_table_new(const struct program *program) {
    struct taken_table *table = checked_alloc(1, sizeof *table);
    table->items = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->items);
    return table;
}

void taken_table_free(struct taken_table *table) {
    if (table)
        free(table->items);
    free(table);
}

/* --- one function ------------------------------------------------------------------------------------------------- */

struct reading {
    const struct scope *scope;
    struct taken *taken;
    bool is_other; /* something is returned that nobody knows */
};

/* The parameter that leads to the place, and has not been given anything else. */
static uint32_t parameter_of(const struct scope *scope, const struct expr *place) {
    const struct expr *root = expr_root(place);
    if (!item_state_is_of_item(place))
        return TAKEN_NONE;
    if (root->kind == EXPR_THIS)
        return TAKEN_THIS;
    bool is_own = root->kind == EXPR_PARAMETER && scope->first_to_parameter[root->index] == ASSIGNMENT_NONE;
    return is_own ? root->index : TAKEN_NONE;
}

/* The condition says that the place is in a state which the assignment ends. */
static bool is_ended(const struct scope *scope, const struct expr *condition, bool holds, const struct assign *assign) {
    struct item_state state;
    return item_state_of(scope, condition, holds, &state) && expr_is_equal(state.place, assign->target) &&
           item_state_is_left(&state, assign);
}

struct case_search {
    const struct scope *scope;
    const struct assignment *assignment;
    bool is_found;
};

static bool holds_number(const struct switch_case *one, uint32_t number) {
    uint32_t last = region_last_number(one->body);
    return one->body && one->body->number <= number && number <= last;
}

static bool leaves(const struct region *list) {
    list = region_last(list);
    return list && (list->kind == REGION_BREAK || list->kind == REGION_RETURN || list->kind == REGION_CONTINUE);
}

/* The assignment stands in a case of one value, which no other case falls into. */
static void find_case(struct region *region, void *context) {
    struct case_search *search = context;
    if (region->kind != REGION_SWITCH)
        return;
    for (uint32_t i = 0; i < region->switch_.case_count && !search->is_found; i++) {
        const struct switch_case *one = &region->switch_.cases[i];
        bool is_one = one->value_count == 1 && !one->is_default && (i == 0 || leaves(one[-1].body));
        if (!is_one || !holds_number(one, search->assignment->number))
            continue;
        struct expr test = {.kind = EXPR_BINARY, .op = OP_EQUAL, .a = region->switch_.value, .b = one->values[0]};
        search->is_found = is_ended(search->scope, &test, true, search->assignment->assign);
    }
}

static bool ends_a_state(const struct scope *scope, const struct assignment *a) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *one = &scope->holding[i];
        if (one->begin <= a->number && a->number <= one->end &&
            is_ended(scope, one->condition, one->is_true, a->assign))
            return true;
    }
    struct case_search search = {scope, a, false};
    region_walk(scope->body->body, find_case, &search);
    return search.is_found;
}

/* Whose state every way to the region has ended. */
static uint32_t ended_before(const struct scope *scope, uint32_t number) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        uint32_t parameter = a->number < number && number <= a->list_end && a->assign->target->kind == EXPR_FIELD
                                 ? parameter_of(scope, a->assign->target)
                                 : TAKEN_NONE;
        if (parameter != TAKEN_NONE && ends_a_state(scope, a))
            return parameter;
    }
    return TAKEN_NONE;
}

/* `was = i->dirty; i->dirty = 0; return was;` */
static uint32_t flag_returned(const struct scope *scope, const struct region *region) {
    const struct assignment *kept =
        region->value->kind == EXPR_LOCAL
            ? scope_definition(scope, region->value, (struct position){region->number, LOOP_NONE})
            : NULL;
    const struct expr *flag = kept ? kept->assign->value : NULL;
    uint32_t parameter = flag && flag->kind == EXPR_FIELD ? parameter_of(scope, flag) : TAKEN_NONE;
    int64_t value;
    for (uint32_t i = 0; i < scope->assignment_count && parameter != TAKEN_NONE; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number > kept->number && a->number < region->number && region->number <= a->list_end &&
            expr_is_equal(a->assign->target, flag) && a->assign->op == OP_NONE && a->assign->value &&
            expr_is_constant(a->assign->value, &value) && value == 0)
            return parameter;
    }
    return TAKEN_NONE;
}

static void add_answer(struct reading *reading, int64_t value, uint32_t parameter) {
    struct taken *taken = reading->taken;
    for (uint32_t i = 0; i < taken->count; i++)
        if (taken->answers[i].value == value) {
            if (taken->answers[i].parameter != parameter)
                taken->answers[i].parameter = TAKEN_NONE;
            return;
        }
    if (taken->count == TAKEN_ANSWERS)
        reading->is_other = true;
    else
        taken->answers[taken->count++] = (struct taken_answer){value, parameter};
}

static void read_return(struct region *region, void *context) {
    struct reading *reading = context;
    struct taken *taken = reading->taken;
    int64_t value;
    if (region->kind != REGION_RETURN || reading->is_other)
        return;
    if (!region->value || (taken->count > 0 && taken->flag != TAKEN_NONE)) {
        reading->is_other = true;
    } else if (expr_is_constant(region->value, &value)) {
        add_answer(reading, value, ended_before(reading->scope, region->number));
    } else {
        taken->flag = flag_returned(reading->scope, region);
        reading->is_other = taken->flag == TAKEN_NONE || taken->count > 0;
    }
}

static void read_function(const struct scope *caller, uint32_t function, struct taken *taken) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(caller->program, function, &arena, &ignored);
    if (body) {
        struct scope scope;
        scope_init(&scope, caller->program, caller->atoms, &arena, function, body);
        struct reading reading = {.scope = &scope, .taken = taken};
        region_walk(body->body, read_return, &reading);
        if (reading.is_other) {
            taken->count = 0;
            taken->flag = TAKEN_NONE;
        }
    }
    arena_finish(&arena);
    error_finish(&ignored);
}

static const struct taken *taken_of(const struct costs *costs, const struct scope *caller, uint32_t function) {
    struct taken *taken = &costs->taken->items[function];
    if (!taken->is_known) {
        taken->is_known = true;
        taken->flag = TAKEN_NONE;
        read_function(caller, function, taken);
    }
    return taken;
}

/* Whose state has ended where the answer is that value, or with `is_any` other than 0. */
static uint32_t ended_by(const struct taken *taken, int64_t value, bool is_any) {
    uint32_t parameter = is_any || value != 0 ? taken->flag : TAKEN_NONE;
    for (uint32_t i = 0; i < taken->count; i++) {
        const struct taken_answer *one = &taken->answers[i];
        if (is_any ? one->value == 0 : one->value != value)
            continue;
        if (one->parameter == TAKEN_NONE || (parameter != TAKEN_NONE && parameter != one->parameter))
            return TAKEN_NONE;
        parameter = one->parameter;
    }
    return parameter;
}

/* --- at a test ---------------------------------------------------------------------------------------------------- */

/* What is tested is the answer of this call, which stands in the same turn. */
static const struct call *call_tested(const struct scope *scope, const struct expr *tested, struct position position) {
    if (tested->kind == EXPR_LOCAL) {
        const struct assignment *a = scope_definition(scope, tested, position);
        tested = a && a->assign->op == OP_NONE ? a->assign->value : NULL;
    }
    const struct call *call = scope_call(scope, tested);
    return call && scope->calls[call->index].loop == position.loop ? call : NULL;
}

static bool is_handed_item(const struct scope *scope, const struct call *call, uint32_t parameter) {
    const struct expr *handed = parameter == TAKEN_THIS ? call->receiver
                                : parameter < call->argument_count
                                    ? expr_deref(scope->scratch, call->arguments[parameter].value)
                                    : NULL;
    return handed && item_state_is_of_item(handed);
}

bool taken_where(const struct costs *costs, const struct scope *scope, const struct expr *condition, bool holds,
                 struct position position) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return taken_where(costs, scope, condition->a, !holds, position);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return taken_where(costs, scope, condition->a, holds, position) ||
               taken_where(costs, scope, condition->b, holds, position);
    const struct expr *tested;
    enum expr_op op;
    int64_t value;
    assume_test(condition, holds, &tested, &op, &value);
    bool is_any = op == OP_NOT_EQUAL && value == 0;
    const struct call *call = is_any || op == OP_EQUAL ? call_tested(scope, tested, position) : NULL;
    if (!call || !costs->taken)
        return false;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    if (callee.model || callee.targets.count != 1)
        return false;
    uint32_t parameter = ended_by(taken_of(costs, scope, callee.targets.functions[0]), value, is_any);
    return parameter != TAKEN_NONE && is_handed_item(scope, call, parameter);
}
