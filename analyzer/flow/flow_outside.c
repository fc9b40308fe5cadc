/* What calls of functions without a body make of what they are given: by what they are called, by their types.
 * Tests: tests/unit/cost/test_flow.c */
#include "facts/names.h"
#include "flow/flow_run.h"

#include <string.h>

uint64_t flow_reach_of_arguments(struct flow_run *run, const struct call *call, uint32_t from) {
    uint64_t labels = 0;
    for (uint32_t i = from; i < call->argument_count; i++)
        labels |= flow_reach(run, call->arguments[i].value);
    return labels;
}

/* The argument can be written through. */
static bool is_writable(const struct call *call, uint32_t index, const char *prototype) {
    const char *type = call->arguments[index].type;
    const struct expr *value = call->arguments[index].value;
    bool is_pointer = value->kind == EXPR_ADDRESS || (type && (strchr(type, '*') || strchr(type, '[')));
    return is_pointer && value->kind != EXPR_STRING && !name_is_read_only(prototype, index) &&
           !(type && strncmp(type, "const ", 6) == 0);
}

/* A buffer of text, which other arguments are put into. */
static bool is_buffer_type(const char *type) {
    return type && (strstr(type, "char") || strstr(type, "uffer") || strstr(type, "tring") || strstr(type, "strbuf") ||
                    strstr(type, "Buf"));
}

bool flow_is_text_result(const struct call *call) { return call->type && strchr(call->type, '*'); }

bool flow_is_behind_start(const struct expr *to) {
    int64_t index;
    if (to->kind == EXPR_ADDRESS && to->a->kind == EXPR_ELEMENT)
        return !expr_is_constant(to->a->b, &index) || index != 0;
    return to->kind == EXPR_BINARY;
}

/* `snprintf(text, ...)`: nothing of what stood there is read, and nothing stays. What memcpy() writes may be a header.
 */
static bool rewrites_text(const struct call *call, const char *name) {
    const char *type = call->argument_count > 1 ? call->arguments[0].type : NULL;
    return type && strstr(type, "char") && name_is_reset(name) && !strstr(name, "mem") &&
           !flow_is_behind_start(call->arguments[0].value);
}

static void fill_first(struct flow_run *run, const struct call *call, const char *name, uint64_t labels) {
    struct flow_place place;
    if (!flow_object_of(run, call->arguments[0].value, &place))
        return;
    if (rewrites_text(call, name))
        flow_rewrite(run, &place);
    else if (name_is_reset(name) && !flow_is_behind_start(call->arguments[0].value))
        flow_empty(run, &place);
    flow_fill(run, &place, labels);
    if (flow_takes_text(run, &place)) /* the table of texts is small */
        flow_fill_text(run, &place, flow_first_text(run, call, 1));
}

static void give_out(struct flow_run *run, const struct call *call, const char *prototype, bool takes_buffers,
                     uint64_t labels) {
    for (uint32_t i = 1; i < call->argument_count; i++) {
        struct flow_place place;
        const struct expr *value = call->arguments[i].value;
        bool is_out = value->kind == EXPR_ADDRESS || (takes_buffers && name_is_buffer(prototype, i));
        if (is_out && is_writable(call, i, prototype) && flow_object_of(run, value, &place))
            flow_fill(run, &place, labels);
    }
}

/* A text is put into a buffer of texts. */
static bool fills_buffer(const struct call *call) {
    bool has_text = false;
    for (uint32_t i = 1; i < call->argument_count; i++)
        has_text |= call->arguments[i].value->kind == EXPR_STRING ||
                    (call->arguments[i].type && strstr(call->arguments[i].type, "char"));
    return has_text && is_buffer_type(call->arguments[0].type) && call->arguments[0].value->kind != EXPR_STRING;
}

static uint64_t texts_of_result(struct flow_run *run, const struct call *call, const struct model *model) {
    if (model && model->built_count > 0)
        return flow_builds(run, call, model);
    return flow_is_text_result(call) ? flow_first_text(run, call, 0) : 0;
}

/* The call leads back into what is being looked at: what it writes through its arguments, the function writes itself.
 */
static bool is_back(struct flow_run *run, const struct call *call) {
    const struct costs *costs = run->costs;
    struct callee callee = costs_callee(costs->program, run->scope->function, call, run->scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        uint32_t function = callee.targets.functions[i];
        if (costs->program->functions[function].is_in_cone && !flow_of_function(run, function))
            return true;
    }
    return false;
}

/* `request.set_token(reply.token())`: what a method that may change its object is given can be in it afterwards. */
static void fill_receiver(struct flow_run *run, const struct call *call, const char *prototype, uint64_t labels) {
    size_t length = prototype ? strlen(prototype) : 0;
    bool is_const = length > 6 && strcmp(prototype + length - 6, " const") == 0;
    struct flow_place place;
    if (call->receiver && call->argument_count > 0 && !is_const && flow_object_of(run, call->receiver, &place))
        flow_fill(run, &place, labels);
}

/* Nobody uses its result, and it is given nothing to write to: `log(level, "...", x)`, `fprintf(stderr, "...", x)`. */
static bool leaves_nothing(const struct call *call, const char *prototype, const struct model *model) {
    if (!(call->flags & CALL_DROPPED) || call->receiver || model)
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        bool is_stream = argument->value->kind == EXPR_GLOBAL && argument->type && strstr(argument->type, "FILE");
        bool is_out = i == 0 ? is_writable(call, 0, prototype) && !is_stream : name_is_buffer(prototype, i);
        if (is_out || argument->value->kind == EXPR_ADDRESS)
            return false;
    }
    return true;
}

void flow_outside(struct flow_run *run, const struct call *call, const char *name, const char *prototype,
                  const struct model *model) {
    if (leaves_nothing(call, prototype, model)) {
        flow_set_result(run, call, 0, 0);
        return;
    }
    bool is_pure = model ? model->items == ARGUMENT_NONE && model->pause != PAUSE_COMMAND
                         : name_is_pure(name) || fills_buffer(call);
    uint64_t labels = flow_reach_of_arguments(run, call, rewrites_text(call, name) ? 1 : 0) |
                      (call->receiver ? flow_reach(run, call->receiver) : 0);
    labels |= is_pure ? 0 : FLOW_VARIES;
    struct flow_place place;
    bool is_reset = model && model->resets >= 0 && (uint32_t)model->resets < call->argument_count &&
                    flow_object_of(run, call->arguments[model->resets].value, &place);
    if (is_reset)
        flow_empty(run, &place);
    bool is_filled = call->argument_count > 1 && is_writable(call, 0, prototype) &&
                     (!model || is_buffer_type(call->arguments[0].type)) && !is_back(run, call);
    if (is_filled)
        fill_first(run, call, name, flow_reach_of_arguments(run, call, 1) | (is_pure ? 0 : FLOW_VARIES));
    if (call->argument_count == 1 && call->arguments[0].value->kind == EXPR_ADDRESS && !is_reset &&
        is_writable(call, 0, prototype) && flow_object_of(run, call->arguments[0].value, &place))
        flow_put(run, &place, labels | FLOW_VARIES); /* `step(&iterator)` */
    if (model && model->result >= 0 && (uint32_t)model->result < call->argument_count &&
        flow_object_of(run, call->arguments[model->result].value, &place))
        flow_fill(run, &place, labels);
    give_out(run, call, prototype, !is_pure || model, labels);
    if (!model)
        fill_receiver(run, call, prototype, flow_reach_of_arguments(run, call, 0));
    flow_set_result(run, call, labels, texts_of_result(run, call, model));
}
