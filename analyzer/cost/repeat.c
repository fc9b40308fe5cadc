/* Compares the calls of a course two by two. Tests: tests/unit/cost/test_repeat.c, testdata/duplicate-call */
#include "cost/repeat.h"

#include "cost/cost.h"
#include "facts/names.h"
#include "flow/flow.h"

#include <string.h>

#define COURSE_LIMIT     500 /* generated code: the work is quadratic */
#define DEFINITION_DEPTH 4

struct comparing {
    const struct course_question *question;
    const struct scope *scope;
    const struct call *first;
    const struct call *second;
    uint32_t first_number;
    uint32_t second_number;
};

/* --- what stands between the two ---------------------------------------------------------------------------------- */

static bool is_pointer_type(const char *type) {
    size_t length = type ? strlen(type) : 0;
    return length > 0 && (type[length - 1] == '*' || type[length - 1] == '&' || type[length - 1] == ']');
}

/* The callee may write to what the argument leads to. */
static bool may_write(const struct call *call, uint32_t index) {
    const struct argument *argument = &call->arguments[index];
    if (argument->value->kind != EXPR_ADDRESS && !is_pointer_type(argument->type))
        return false;
    return !(argument->type && strncmp(argument->type, "const ", 6) == 0);
}

static bool is_same_root(const struct expr *a, const struct expr *b) {
    return a->kind == b->kind && (a->kind == EXPR_THIS || a->index == b->index);
}

static bool is_between(const struct comparing *c, uint32_t number) {
    return number > c->first_number && number < c->second_number && !c->scope->is_dead[number];
}

static bool is_given_away(const struct call *call, const struct expr *root) {
    if (call->receiver && is_same_root(expr_root(call->receiver), root))
        return true;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (may_write(call, i) && is_same_root(expr_root(call->arguments[i].value), root))
            return true;
    return false;
}

static bool runs_program(const struct comparing *c, const struct call *call) {
    struct callee callee = costs_callee(c->question->costs->program, c->scope->function, call, c->scope->scratch);
    return callee.targets.count > 0;
}

/* Somebody between the two calls may change what the path is, or leads to. */
static bool is_changed(const struct comparing *c, const struct expr *root) {
    bool is_far = root->kind == EXPR_GLOBAL || root->kind == EXPR_THIS;
    for (uint32_t i = 0; i < c->scope->assignment_count; i++) {
        const struct assignment *a = &c->scope->assignments[i];
        if (is_between(c, a->number) && is_same_root(expr_root(a->assign->target), root))
            return true;
    }
    for (uint32_t i = 0; i < c->scope->body->call_count; i++) {
        const struct call_place *place = &c->scope->calls[i];
        if (!place->region || !is_between(c, place->number))
            continue;
        if (is_given_away(place->region->call, root) || (is_far && runs_program(c, place->region->call)))
            return true;
    }
    return false;
}

static bool is_stable(const struct comparing *c, const struct expr *expr) {
    if (!expr)
        return true;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_STRING:
    case EXPR_FUNCTION:
        return true;
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
    case EXPR_GLOBAL:
    case EXPR_THIS:
        return !is_changed(c, expr);
    case EXPR_CALL: /* the same call: its result is there already */
        return true;
    case EXPR_OPAQUE:
        return false;
    case EXPR_LIST:
        for (uint32_t i = 0; i < expr->item_count; i++)
            if (!is_stable(c, expr->items[i]))
                return false;
        return true;
    default:
        return is_stable(c, expr->a) && is_stable(c, expr->b) && is_stable(c, expr->c);
    }
}

/* Writes to a peer, waits for something else, calls of what is not known. */
static bool is_disturbed(const struct comparing *c) {
    const struct program *program = c->question->costs->program;
    for (uint32_t i = 0; i < c->scope->body->call_count; i++) {
        const struct call_place *place = &c->scope->calls[i];
        const struct flow_ask *ask = &c->question->asks[i];
        if (!place->region || !is_between(c, place->number))
            continue;
        if (ask->is_wire && (ask->access & ~(1u << ACCESS_READ)) != 0)
            return true;
        struct callee callee = costs_callee(program, c->scope->function, place->region->call, c->scope->scratch);
        if (callee.entity == SYMBOL_NONE || (callee.model && callee.model->pause != PAUSE_NONE))
            return true;
        for (uint32_t k = 0; k < callee.targets.count; k++)
            if (program->functions[callee.targets.functions[k]].reaches_pause)
                return true;
    }
    return false;
}

/* --- arguments ---------------------------------------------------------------------------------------------------- */

/* What a variable of one definition stands for. */
static const struct expr *meaning_of(const struct comparing *c, const struct expr *expr, uint32_t call) {
    struct position position = scope_at_call(c->scope, call);
    for (int i = 0; i < DEFINITION_DEPTH && expr->kind == EXPR_LOCAL && !scope_is_shared(c->scope, expr); i++) {
        const struct assignment *definition = scope_definition(c->scope, expr, position);
        if (!definition)
            break;
        expr = definition->assign->value;
        position = scope_at_assignment(definition);
    }
    return expr;
}

static bool is_literal(const struct expr *expr) { return expr->kind == EXPR_CONSTANT || expr->kind == EXPR_STRING; }

static bool is_same_argument(const struct comparing *c, uint32_t index) {
    const struct expr *a = c->first->arguments[index].value, *b = c->second->arguments[index].value;
    if (expr_is_equal(a, b))
        return is_stable(c, a);
    a = meaning_of(c, a, c->first->index);
    b = meaning_of(c, b, c->second->index);
    return is_literal(a) && expr_is_equal(a, b);
}

static const char *prototype_of(const struct comparing *c) {
    return c->second->symbol == SYMBOL_NONE ? NULL : c->scope->unit->symbols[c->second->symbol].type;
}

/* NULL where the second call has a buffer, 0 where it has its size. */
static bool is_probed(const struct comparing *c, uint32_t index, bool *has_buffer) {
    const struct argument *second = &c->second->arguments[index];
    int64_t value;
    if (!expr_is_constant(c->first->arguments[index].value, &value) || value != 0)
        return false;
    bool is_buffer = is_pointer_type(second->type) || second->value->kind == EXPR_ADDRESS;
    if (is_buffer && (name_is_read_only(prototype_of(c), index) || expr_is_constant(second->value, &value)))
        return false;
    *has_buffer |= is_buffer;
    return true;
}

/* The answer, or its length, is put there. */
static bool is_out(const struct comparing *c, const struct model *model, uint32_t index) {
    if ((int32_t)index == model->result)
        return true;
    return c->first->arguments[index].value->kind == EXPR_ADDRESS &&
           c->second->arguments[index].value->kind == EXPR_ADDRESS && model->result == ARGUMENT_NONE &&
           (int32_t)index != model->request && (int32_t)index != model->handle &&
           !name_is_read_only(prototype_of(c), index);
}

/* Of a connection: which one it is, not what is done with it. */
static bool is_same_connection(const struct comparing *c, uint32_t index) {
    const struct expr *value = c->first->arguments[index].value;
    if (!expr_is_equal(value, c->second->arguments[index].value))
        return false;
    for (uint32_t i = 0; i < c->scope->assignment_count; i++)
        if (is_between(c, c->scope->assignments[i].number) && assignment_touches(&c->scope->assignments[i], value))
            return false;
    return true;
}

/* Of a library's function. */
static bool asks_the_same(const struct comparing *c, const struct model *model, bool *is_probe) {
    bool has_buffer = false;
    *is_probe = false;
    for (uint32_t i = 0; i < c->first->argument_count; i++) {
        if ((int32_t)i == model->handle && is_same_connection(c, i))
            continue;
        if (is_probed(c, i, &has_buffer) && !is_same_argument(c, i))
            *is_probe = true;
        else if (!is_out(c, model, i) && !is_same_argument(c, i))
            return false;
    }
    return !*is_probe || has_buffer;
}

/* Something between the two calls runs code of the program, or assigns to a global variable. */
static bool may_change_globals(const struct comparing *c) {
    for (uint32_t i = 0; i < c->scope->assignment_count; i++)
        if (is_between(c, c->scope->assignments[i].number) &&
            expr_root(c->scope->assignments[i].assign->target)->kind == EXPR_GLOBAL)
            return true;
    for (uint32_t i = 0; i < c->scope->body->call_count; i++)
        if (c->scope->calls[i].region && is_between(c, c->scope->calls[i].number) &&
            runs_program(c, c->scope->calls[i].region->call))
            return true;
    return false;
}

static bool is_connection_alone(const struct function_flows *flows, uint32_t parameter) {
    uint64_t own = 0;
    for (uint32_t i = 0; i < flows->place_count; i++)
        if (flows->places[i].root == EXPR_PARAMETER && flows->places[i].index == parameter)
            own |= FLOW_PLACE(i);
    return (flows->handle & own) != 0 && ((flows->request | flows->told | flows->text) & own) == 0;
}

/* Of a helper: nothing may differ, since what only decides its way is no flow. */
static bool passes_the_same(const struct comparing *c, const struct function_flows *flows) {
    if ((flows->request | flows->told) & (FLOW_PLACE(0) - 1) & ~FLOW_SIZED) /* something of its own */
        return false;
    for (uint32_t i = 0; i < flows->place_count; i++)
        if (((flows->request | flows->told | flows->text) & FLOW_PLACE(i)) && flows->places[i].root == EXPR_GLOBAL &&
            may_change_globals(c))
            return false;
    for (uint32_t i = 0; i < c->first->argument_count; i++)
        if (!(is_connection_alone(flows, i) && is_same_connection(c, i)) && !is_same_argument(c, i))
            return false;
    return true;
}

/* --- pairs -------------------------------------------------------------------------------------------------------- */

static bool is_read(const struct comparing *c, uint32_t call) {
    return c->question->asks[call].access == 1u << ACCESS_READ;
}

static bool keeps_answers(const struct function_cost_summary *summary) {
    const struct poly *trips = summary->value.trips;
    for (uint32_t i = 0; trips && i < trips->count; i++)
        for (uint32_t k = 0; trips->items[i].guards && k < trips->items[i].guards->count; k++)
            if (trips->items[i].guards->items[k]->kind == GUARD_MEMO)
                return true;
    return false;
}

static bool is_repeated(const struct comparing *c, bool *is_probe) {
    const struct costs *costs = c->question->costs;
    struct callee callee = costs_callee(costs->program, c->scope->function, c->first, c->scope->scratch);
    *is_probe = false;
    if (callee.model)
        return callee.model->effect == EFFECT_ROUNDTRIP && !callee.model->is_cached &&
               asks_the_same(c, callee.model, is_probe);
    if (callee.targets.count != 1)
        return false;
    uint32_t target = callee.targets.functions[0];
    const struct function_cost_summary *summary = &costs->functions[target];
    const struct function_flows *flows = costs->flows[target];
    return summary->is_done && flows && !keeps_answers(summary) && passes_the_same(c, flows);
}

static bool repeats(struct comparing *c, uint32_t first, uint32_t second, struct repeat *out) {
    const struct flow_ask *a = &c->question->asks[first], *b = &c->question->asks[second];
    bool is_same_receiver = expr_is_equal(c->first->receiver, c->second->receiver);
    if (c->first->symbol != c->second->symbol || c->first->symbol == SYMBOL_NONE ||
        c->first->argument_count != c->second->argument_count || !is_same_receiver || !is_read(c, first) ||
        !is_read(c, second) || a->connection == CONNECTION_OTHER)
        return false;
    *out = (struct repeat){first, second, false};
    return is_repeated(c, &out->is_probe) && (out->is_probe || !((b->needs | b->decided_by) & a->answer)) &&
           (!c->first->receiver || is_stable(c, c->first->receiver)) && !is_disturbed(c);
}

static bool is_known(const struct repeats *out, uint32_t call) {
    for (uint32_t i = 0; i < out->items.count; i++)
        if (out->items.items[i].second == call)
            return true;
    return false;
}

void repeats_find(const struct course_question *question, const struct course *course, struct repeats *out) {
    const struct scope *scope = question->scope;
    *out = (struct repeats){0};
    for (uint32_t i = 0; i < course->calls.count && course->calls.count <= COURSE_LIMIT; i++) {
        uint32_t second = course->calls.items[i].call;
        for (uint32_t k = 0; k < i && course->calls.items[i].trips > 0; k++) {
            uint32_t first = course->calls.items[k].call;
            struct comparing c = {.question = question,
                                  .scope = scope,
                                  .first = scope->calls[first].region->call,
                                  .second = scope->calls[second].region->call,
                                  .first_number = scope->calls[first].number,
                                  .second_number = scope->calls[second].number};
            struct repeat repeat;
            if (course->calls.items[k].trips == 0 || is_known(out, first) || !repeats(&c, first, second, &repeat))
                continue;
            vec_push(&out->items, repeat);
            break;
        }
    }
}

void repeats_finish(struct repeats *repeats) { vec_finish(&repeats->items); }
