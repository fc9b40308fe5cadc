/* Whether each turn talks on a connection of its own. Other than what may vary, this must be sure: a loop that may open
 * its connection again after a failure still asks one peer. Tests: tests/unit/cost/test_carry.c */
#include "cost/carry.h"
#include "facts/names.h"
#include "flow/flow.h"
#include "flow/walked.h"
#include "turns/motion.h"

#define DEPTH 6

struct asking {
    struct costs *costs;
    const struct scope *scope;
    uint32_t loop;
};

static bool changes(const struct asking *asking, const struct expr *expr, int depth);

static bool any_argument_changes(const struct asking *asking, const struct call *call, int depth) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (changes(asking, call->arguments[i].value, depth))
            return true;
    return call->receiver && changes(asking, call->receiver, depth);
}

static const struct expr *argument_of(const struct call *call, const struct flow_place *place) {
    if (place->root == EXPR_PARAMETER && place->index < call->argument_count)
        return call->arguments[place->index].value;
    return place->root == EXPR_THIS ? call->receiver : NULL;
}

/* `options->database = name[i]`: on every turn the loop sets this part of the object that is passed. */
static bool part_changes(const struct asking *asking, const struct expr *argument, const struct flow_place *place,
                         int depth) {
    const struct scope *scope = asking->scope;
    const uint32_t *entities =
        asking->costs->program->units[asking->costs->program->functions[scope->function].unit].entities;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *target = a->assign->target;
        bool is_part = target->kind == EXPR_FIELD && expr_is_equal(expr_root(target), expr_root(argument)) &&
                       (place->field_count == 0 || entities[target->index] == place->fields[0]);
        if (is_part && a->loop == asking->loop && !a->is_conditional && a->assign->value &&
            changes(asking, a->assign->value, depth))
            return true;
    }
    return false;
}

static bool place_changes(const struct asking *asking, const struct call *call, const struct flow_place *place,
                          int depth) {
    const struct expr *argument = argument_of(call, place);
    return argument && (changes(asking, argument, depth) || part_changes(asking, argument, place, depth));
}

static bool any_place_changes(const struct asking *asking, const struct call *call, const struct function_flows *flows,
                              uint64_t labels, int depth) {
    for (uint32_t i = 0; i < flows->place_count; i++)
        if ((labels & FLOW_PLACE(i)) && place_changes(asking, call, &flows->places[i], depth))
            return true;
    return false;
}

/* Of a list that belongs to the turn a loop inside asks one after the other, and none of them may be the turn's own. */
static bool is_one_of_turn(const struct asking *asking, const struct expr *handle) {
    return handle && !value_is_walked(asking->costs, asking->scope, asking->loop, handle);
}

/* Every connection among the places is another one on each turn; there is at least one. */
static bool places_change(const struct asking *asking, const struct call *call, const struct function_flows *flows,
                          uint64_t labels, int depth) {
    bool is_any = false;
    for (uint32_t i = 0; i < flows->place_count; i++) {
        if (!(labels & FLOW_PLACE(i)))
            continue;
        if (!is_one_of_turn(asking, argument_of(call, &flows->places[i])) ||
            !place_changes(asking, call, &flows->places[i], depth))
            return false;
        is_any = true;
    }
    return is_any;
}

/* Connections that callers pass. */
static bool has_places(const struct function_flows *flows, uint64_t labels) {
    for (uint32_t i = 0; i < flows->place_count; i++)
        if ((labels & FLOW_PLACE(i)) && (flows->places[i].root != EXPR_GLOBAL || !(labels & FLOW_DIALED)))
            return true;
    return false;
}

/* The only function that the call can run; NULL for a model or several. */
static const struct function_flows *flows_of_call(const struct asking *asking, const struct call *call,
                                                  const struct model **model) {
    const struct scope *scope = asking->scope;
    struct callee callee = costs_callee(asking->costs->program, scope->function, call, scope->scratch);
    *model = callee.model;
    return !callee.model && callee.targets.count == 1
               ? flow_of_entered(asking->costs, scope, NULL, call, callee.targets.functions[0])
               : NULL;
}

static bool result_changes(const struct asking *asking, const struct call *call, int depth) {
    const struct model *model;
    if (!scope_is_inside(asking->scope, asking->scope->calls[call->index].number, asking->loop))
        return false;
    const struct function_flows *flows = flows_of_call(asking, call, &model);
    if (flows && has_places(flows, flows->returned) && !(flows->returned & FLOW_DIALED))
        return any_place_changes(asking, call, flows, flows->returned, depth);
    return any_argument_changes(asking, call, depth);
}

static const struct region *list_of(const struct asking *asking) {
    return asking->scope->loops[asking->loop].region->loop->body;
}

/* `snprintf(info, sizeof info, "%s", hosts[i]);`: on every turn the loop puts something else into the array. */
static bool buffer_changes(const struct asking *asking, const struct expr *variable, int depth) {
    const struct scope *scope = asking->scope;
    for (const struct region *region = list_of(asking); region; region = region->next) {
        const struct call *call = region->kind == REGION_CALL ? region->call : NULL;
        if (call && call->symbol != SYMBOL_NONE && call->argument_count > 1 &&
            expr_is_equal(call->arguments[0].value, variable) && name_is_reset(scope->unit->symbols[call->symbol].name))
            return any_argument_changes(asking, call, depth);
    }
    return false;
}

/* The other arm of the test around the assignment, which each turn comes to, sets the variable too. */
static bool is_set_in_both_arms(const struct asking *asking, const struct assignment *a) {
    const struct scope *scope = asking->scope;
    bool is_own = false, has_other = false;
    for (const struct region *region = list_of(asking); region; region = region->next)
        is_own |= region->kind == REGION_BRANCH && &region->branch == a->guard;
    for (const struct assignment *b = NULL; (b = scope_next(scope, a->assign->target, b)) != NULL;)
        has_other |= b->guard == a->guard && b->is_then != a->is_then && assignment_is_to(b, a->assign->target);
    return is_own && has_other;
}

/* `for (auto &peer : peers)` */
static bool is_item_of_range(const struct asking *asking, const struct assignment *a) {
    const struct loop *loop = asking->scope->loops[asking->loop].region->loop;
    const struct expr *value = a->assign->value;
    return a->loop == asking->loop && loop->form == LOOP_RANGE && a->assign->is_declaration &&
           value->kind == EXPR_ELEMENT && value->b->kind == EXPR_OPAQUE && expr_is_equal(value->a, loop->range);
}

/* On every turn the loop sets the variable to something else. */
static bool variable_changes(const struct asking *asking, const struct expr *variable, int depth) {
    const struct scope *scope = asking->scope;
    bool is_any = false;
    if (motion_is_link(scope, variable, asking->loop) || motion_of(scope, variable, asking->loop).direction != 0)
        return true;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (!a->assign->value || !assignment_is_to(a, variable) || !scope_is_inside(scope, a->number, asking->loop))
            continue;
        bool is_own_step = a->loop != asking->loop && expr_is_equal(expr_root(a->assign->value), variable);
        if (is_own_step) /* of a loop inside, which begins anew on each turn */
            continue;
        bool is_iterator = (a->is_test || a->is_step) && a->loop == asking->loop && a->assign->value->kind == EXPR_CALL;
        bool is_sure = !a->is_conditional || (a->guard && is_set_in_both_arms(asking, a));
        if (!is_sure || (!is_iterator && !is_item_of_range(asking, a) && !changes(asking, a->assign->value, depth)))
            return false;
        is_any = true;
    }
    return is_any || buffer_changes(asking, variable, depth);
}

static bool changes(const struct asking *asking, const struct expr *expr, int depth) {
    const struct call *call;
    if (!expr || depth >= DEPTH)
        return false;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return variable_changes(asking, expr, depth + 1);
    case EXPR_CALL:
        call = scope_call(asking->scope, expr);
        return call && result_changes(asking, call, depth + 1);
    case EXPR_FIELD:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
        return changes(asking, expr->a, depth);
    case EXPR_ELEMENT:
    case EXPR_BINARY:
        return changes(asking, expr->a, depth) || changes(asking, expr->b, depth);
    default:
        return false;
    }
}

/* The call itself, or a variable that it has just set. */
static bool is_result(const struct scope *scope, const struct assignment *a, const struct call *call) {
    const struct expr *value = a->assign->value;
    if (!value || value->kind != EXPR_LOCAL || scope_is_shared(scope, value))
        return scope_call(scope, value) == call;
    const struct assignment *definition = scope_definition(scope, value, scope_at_assignment(a));
    return definition && scope_call(scope, definition->assign->value) == call;
}

/* `state[i].connection = dial();`: each turn keeps its own. */
static bool is_kept(const struct asking *asking, const struct call *call) {
    const struct scope *scope = asking->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        const struct expr *target = a->assign->target;
        if (target->kind != EXPR_LOCAL && scope_is_inside(scope, a->number, asking->loop) &&
            is_result(scope, a, call) && changes(asking, target, 0))
            return true;
    }
    return false;
}

bool carry_dials_another(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t index) {
    struct asking asking = {costs, scope, loop};
    const struct call *call = scope->calls[index].region->call;
    const struct model *model;
    const struct function_flows *flows = flows_of_call(&asking, call, &model);
    if (is_kept(&asking, call))
        return true;
    return flows ? any_place_changes(&asking, call, flows, flows->dialed, 0) : any_argument_changes(&asking, call, 0);
}

bool carry_changes_connection(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t index) {
    struct asking asking = {costs, scope, loop};
    const struct call *call = scope->calls[index].region->call;
    const struct model *model;
    const struct function_flows *flows = flows_of_call(&asking, call, &model);
    if (model) {
        const struct expr *handle = model->handle >= 0 && (uint32_t)model->handle < call->argument_count
                                        ? call->arguments[model->handle].value
                                    : model->handle == ARGUMENT_THIS ? call->receiver
                                                                     : NULL;
        return is_one_of_turn(&asking, handle) && changes(&asking, handle, 0);
    }
    if (!flows)
        return false;
    if (!has_places(flows, flows->handle)) /* opened in there, for this call */
        return (flows->handle & FLOW_DIALED) && any_place_changes(&asking, call, flows, flows->dialed, 0);
    return !flows->is_handle_walked && places_change(&asking, call, flows, flows->handle, 0);
}

/* `c = dial(...)`, `dial(..., &c)` */
static bool is_dialed_by(const struct scope *scope, const struct expr *connection, const struct call *dial) {
    for (uint32_t i = 0; i < dial->argument_count; i++) {
        const struct expr *value = dial->arguments[i].value;
        if (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, connection))
            return true;
    }
    for (const struct assignment *a = NULL; (a = scope_next(scope, connection, a)) != NULL;)
        if (assignment_is_to(a, connection) && scope_call(scope, a->assign->value) == dial)
            return true;
    return false;
}

bool carry_dials_before(const struct flow_use *uses, const struct scope *scope, uint32_t loop, uint32_t index) {
    const struct call_place *asked = &scope->calls[index];
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *dial = &scope->calls[i];
        bool is_before = dial->region && dial->loop == loop && dial->number < asked->number &&
                         dial->list_end >= asked->number && !scope->is_dead[dial->number];
        if (!is_before || !(uses[i].access & (1u << ACCESS_SESSION)) || !(uses[i].dialed & FLOW_VARIES))
            continue;
        for (uint32_t k = 0; k < asked->region->call->argument_count; k++)
            if (is_dialed_by(scope, asked->region->call->arguments[k].value, dial->region->call))
                return true;
    }
    return false;
}
