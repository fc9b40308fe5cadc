/* What a lambda leaves in the variables that it captures, at the call that it is handed to:
 *
 *     long next = 0;
 *     each(entries, [&](const Entry &entry) { if (entry.name == name) next = entry.id; });     // next is of entries
 *
 * Where it reaches the wire, its callee has an instance that calls it (link/instance.h), whose flows say this better.
 * Else whoever gets it is taken to call it with what it is given beside it.
 * Tests: testdata/call-in-loop/verdict_handed.cpp */
#include "flow/flow_captured.h"
#include "flow/flow_run.h"

/* The lambda that the argument is, or that its variable was made with; SYMBOL_NONE: none. */
static uint32_t lambda_of(const struct flow_run *run, const struct call *call, const struct expr *value) {
    const struct scope *scope = run->scope;
    const struct assignment *made =
        value->kind == EXPR_LOCAL ? scope_definition(scope, value, scope_at_call(scope, call->index)) : NULL;
    value = made && made->assign->value ? made->assign->value : value;
    bool is_lambda = value->kind == EXPR_FUNCTION && symbol_is(&scope->unit->symbols[value->index], SYMBOL_LAMBDA);
    return is_lambda ? value->index : SYMBOL_NONE;
}

static bool is_answered_inside(const struct flow_run *run, const struct call *call) {
    const struct program *program = run->costs->program;
    struct callee callee = costs_callee(program, run->scope->function, call, run->scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (program_is_instance(program, callee.targets.functions[i]))
            return true;
    return false;
}

static uint64_t labels_beside(struct flow_run *run, const struct call *call) {
    uint64_t labels = call->receiver ? flow_reach(run, call->receiver) : 0;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (lambda_of(run, call, call->arguments[i].value) == SYMBOL_NONE)
            labels |= flow_reach(run, call->arguments[i].value);
    return labels;
}

/* The captured variable, here; false: the place is none. */
static bool captured_place(const struct flow_run *run, const struct flow_place *place, struct flow_place *out) {
    if (place->root != EXPR_GLOBAL || captured_is_not(place))
        return false;
    if (!captured_here(run->scope, place, out))
        *out = *place;
    return true;
}

static uint64_t labels_of_write(struct flow_run *run, const struct function_flows *flows, uint64_t labels,
                                uint64_t beside) {
    uint64_t out = labels & (FLOW_ANSWER | FLOW_VARIES | FLOW_DIALED | FLOW_SIZED);
    struct flow_place place;
    for (uint32_t i = 0; i < flows->place_count; i++) {
        if (!(labels & FLOW_PLACE(i)))
            continue;
        if (flows->places[i].root == EXPR_PARAMETER)
            out |= beside;
        else if (captured_place(run, &flows->places[i], &place))
            out |= flow_reach_place(run, &place);
    }
    return out;
}

static void put_writes(struct flow_run *run, const struct call *call, const struct function_flows *flows) {
    uint64_t beside = labels_beside(run, call);
    uint64_t *labels = ARENA_ARRAY(run->scope->scratch, uint64_t, flows->write_count);
    struct flow_place place;
    for (uint32_t i = 0; i < flows->write_count; i++)
        labels[i] = labels_of_write(run, flows, flows->writes[i].labels, beside);
    for (uint32_t i = 0; i < flows->write_count; i++)
        if (labels[i] && captured_place(run, &flows->writes[i].to, &place))
            flow_fill(run, &place, labels[i]);
}

void flow_handed(struct flow_run *run, const struct call *call) {
    const struct program *program = run->costs->program;
    uint32_t unit = program->functions[run->scope->function].unit;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        uint32_t symbol = lambda_of(run, call, call->arguments[i].value);
        if (symbol == SYMBOL_NONE || is_answered_inside(run, call))
            continue;
        uint32_t entity = program->units[unit].entities[symbol];
        struct targets targets = program_targets(program, unit, entity, run->scope->scratch);
        const struct function_flows *flows = targets.count == 1 ? flow_of_function(run, targets.functions[0]) : NULL;
        if (flows)
            put_writes(run, call, flows);
    }
}
