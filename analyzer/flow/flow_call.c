/* What a call makes of what it is given: by its model, by the flows of what it may run, or by its name.
 * Tests: tests/unit/cost/test_flow.c */
#include "facts/names.h"
#include "flow/flow_captured.h"
#include "flow/flow_run.h"
#include "flow/kept_answer.h"
#include "flow/walked.h"

#include <string.h>

void flow_set_result(struct flow_run *run, const struct call *call, uint64_t labels, uint64_t texts) {
    struct flow_place place = {.root = EXPR_CALL, .index = call->index};
    flow_set(run, &place, labels, texts);
}

/* --- functions of the program ------------------------------------------------------------------------------------- */

/* Labels of the callee's places at the call, before it changes anything: each is found once. */
struct place_labels {
    uint64_t known; /* FLOW_PLACE() of those that were found */
    uint64_t labels[FLOW_PLACE_LIMIT];
};

struct mapping {
    struct flow_run *run;
    const struct call *call;
    const struct function_flows *flows;
    bool is_kept;                  /* see costs_keeps_answer(), costs_opens_once() */
    struct place_labels *reaching; /* of what can be reached from them */
};

static const struct expr *argument_of(const struct mapping *mapping, const struct flow_place *place) {
    if (place->root == EXPR_THIS)
        return mapping->call->receiver;
    if (place->root != EXPR_PARAMETER) /* one of too many */
        return NULL;
    return place->index < mapping->call->argument_count ? mapping->call->arguments[place->index].value : NULL;
}

/* The callee's place in the caller; false when the caller has no place for it. */
static bool map_place(const struct mapping *mapping, const struct flow_place *place, struct flow_place *out) {
    if (place->root == EXPR_GLOBAL) {
        if (!captured_here(mapping->run->scope, place, out))
            *out = *place;
        return true;
    }
    const struct expr *argument = argument_of(mapping, place);
    if (!argument || !flow_object_of(mapping->run, argument, out))
        return false;
    for (uint32_t i = 0; i < place->field_count; i++)
        *out = flow_place_field(*out, place->fields[i]);
    return true;
}

/* `&items[i]`, `items + i`: which of them it is, though all of them are one place. */
static uint64_t labels_of_indices(struct flow_run *run, const struct expr *argument) {
    struct flow_target target;
    return flow_target_of(run, argument, &target) ? target.labels : 0;
}

static uint64_t find_labels(const struct mapping *mapping, const struct flow_place *place, bool reaches) {
    struct flow_place mapped;
    const struct expr *argument = place->root == EXPR_GLOBAL ? NULL : argument_of(mapping, place);
    if (argument && place->field_count == 0)
        return reaches ? flow_reach(mapping->run, argument) : flow_value(mapping->run, argument);
    if (map_place(mapping, place, &mapped))
        return flow_reach_place(mapping->run, &mapped) | (argument ? labels_of_indices(mapping->run, argument) : 0);
    return argument ? flow_reach(mapping->run, argument) : reaches && place->root == EXPR_OPAQUE ? FLOW_VARIES : 0;
}

static uint64_t labels_of_place(const struct mapping *mapping, uint32_t number, bool reaches) {
    struct place_labels *reaching = mapping->reaching;
    if (!reaches)
        return find_labels(mapping, &mapping->flows->places[number], false);
    if (!(reaching->known & FLOW_PLACE(number)))
        reaching->labels[number] = find_labels(mapping, &mapping->flows->places[number], true);
    reaching->known |= FLOW_PLACE(number);
    return reaching->labels[number];
}

static uint64_t map_labels(const struct mapping *mapping, uint64_t labels, bool reaches) {
    uint64_t out = labels & (FLOW_ANSWER | FLOW_VARIES | FLOW_DIALED | FLOW_SIZED);
    if ((labels & FLOW_ANSWER) && mapping->is_kept)
        out &= ~(FLOW_ANSWER | FLOW_VARIES);
    else if (labels & FLOW_ANSWER)
        out |= flow_answer_bit(mapping->run, mapping->call);
    for (uint32_t i = 0; i < mapping->flows->place_count; i++)
        if (labels & FLOW_PLACE(i))
            out |= labels_of_place(mapping, i, reaches);
    return out;
}

static uint64_t texts_of(const struct mapping *mapping, const struct flow_place *place) {
    struct flow_place mapped;
    const struct expr *argument = place->root == EXPR_GLOBAL ? NULL : argument_of(mapping, place);
    if (argument && place->field_count == 0)
        return flow_texts(mapping->run, argument);
    return map_place(mapping, place, &mapped) ? flow_texts_of_place(mapping->run, &mapped) : TEXT_UNKNOWN;
}

/* Arguments behind the last parameter: they go where the named ones go. */
static uint64_t extra_labels(const struct mapping *mapping, uint32_t parameter_count) {
    return flow_reach_of_arguments(mapping->run, mapping->call, parameter_count);
}

/* Of a helper that uses one connection, which its caller can see. */
static void note_connection(const struct mapping *mapping) {
    const struct function_flows *flows = mapping->flows;
    const struct flow_place *only = NULL;
    struct flow_place place;
    bool is_one = (flows->handle & (FLOW_PLACE(0) - 1)) == 0;
    for (uint32_t i = 0; i < flows->place_count; i++)
        if (flows->handle & FLOW_PLACE(i)) {
            is_one &= only == NULL;
            only = &flows->places[i];
        }
    bool is_known = is_one && only && map_place(mapping, only, &place);
    const struct expr *argument = is_known && only->root != EXPR_GLOBAL ? argument_of(mapping, only) : NULL;
    flow_note_connection_inside(mapping->run, mapping->call, flows, is_known ? &place : NULL, argument);
}

/* `for (p = list; p; p = p->next) ask(p);` */
static bool walks_to_handle(const struct mapping *mapping) {
    const struct function_flows *flows = mapping->flows;
    for (uint32_t i = 0; i < flows->place_count; i++) {
        const struct flow_place *place = &flows->places[i];
        const struct expr *argument = place->root == EXPR_GLOBAL ? NULL : argument_of(mapping, place);
        if ((flows->handle & FLOW_PLACE(i)) && argument &&
            value_is_walked(mapping->run->costs, mapping->run->scope, LOOP_NONE, argument))
            return true;
    }
    return false;
}

/* The place is an object that the function's connection is kept in, none that is taken for one itself. */
static bool keeps_connection(const struct function_flows *flows, const struct flow_place *place) {
    bool is_kept = false;
    for (uint32_t i = 0; i < flows->place_count; i++) {
        if (!(flows->handle & FLOW_PLACE(i)))
            continue;
        if (flow_place_holds(&flows->places[i], place))
            return false;
        is_kept |= flow_place_holds(place, &flows->places[i]);
    }
    return is_kept;
}

/* Who hands the object that keeps the connection to a function that nobody can read (a formatter that quotes as the
 * connection wants it) asks on that connection; what answers have left in its other fields, a result, replies that are
 * to come, goes into no request unless somebody is seen to read it. */
static uint64_t labels_of_request(const struct mapping *mapping, uint64_t request) {
    const struct function_flows *flows = mapping->flows;
    uint64_t whole = 0, labels = 0;
    for (uint32_t i = 0; i < flows->place_count; i++) {
        struct flow_place place;
        if (!(request & FLOW_PLACE(i)) || !keeps_connection(flows, &flows->places[i]) ||
            !map_place(mapping, &flows->places[i], &place))
            continue;
        whole |= FLOW_PLACE(i);
        labels |= flow_value_of_place(mapping->run, &place) | flow_reach_tokens(mapping->run, &place);
    }
    return labels | map_labels(mapping, request & ~whole, true);
}

static void map_requests(const struct mapping *mapping, uint64_t extra) {
    const struct function_flows *flows = mapping->flows;
    uint64_t dialed = flows->dialed & ~FLOW_VARIES; /* what changes in there says nothing of the turn */
    struct flow_requests one = {.is_wire = flows->is_wire,
                                .has_own_handle = flows->has_own_handle,
                                .is_handle_walked = flows->is_handle_walked || walks_to_handle(mapping),
                                .handle = map_labels(mapping, flows->handle, false),
                                .request = labels_of_request(mapping, flows->request) | (flows->request ? extra : 0),
                                .told = labels_of_request(mapping, flows->told) | (flows->told ? extra : 0),
                                .key = map_labels(mapping, flows->key, true),
                                .takes_any = flows->takes_any,
                                .answer = flows->is_wire ? FLOW_ANSWER : 0,
                                .dialed = map_labels(mapping, dialed, true) | (flows->dialed ? extra : 0),
                                .access = flows->access,
                                .page = flows->page,
                                .is_usual_page = flows->is_usual_page,
                                .bulk = flows->bulk};
    if (!flows->is_wire)
        return;
    flow_note_ask(mapping->run, mapping->call, one.request | one.told);
    note_connection(mapping);
    flow_add_request(mapping->run, mapping->call, &one);
    for (uint32_t i = 0; i < flows->place_count; i++) {
        if (!(flows->text & FLOW_PLACE(i)))
            continue;
        uint64_t texts = texts_of(mapping, &flows->places[i]);
        struct flow_requests by_text = flow_requests_of_text(mapping->run, texts, flows->language);
        by_text.request = one.request;
        by_text.told = one.told;
        int32_t format = flows->places[i].root == EXPR_PARAMETER ? (int32_t)flows->places[i].index : ARGUMENT_NONE;
        by_text.key = flow_key(mapping->run, mapping->call, format, texts, one.request | one.told);
        if (by_text.text)
            by_text.fallback_access |= flows->fallback_access;
        else if (by_text.access == 1u << ACCESS_UNKNOWN && flows->fallback_access)
            by_text.access = flows->fallback_access;
        flow_add_request(mapping->run, mapping->call, &by_text);
    }
}

/* `buffer->length = n` where the caller passes 0. */
static bool empties_by_argument(const struct mapping *mapping, const struct flow_write *write) {
    const struct program *program = mapping->run->costs->program;
    int64_t value;
    if (write->to.field_count == 0 ||
        !name_is_length(program->entities[write->to.fields[write->to.field_count - 1]].name))
        return false;
    for (uint32_t i = 0; i < mapping->flows->place_count; i++) {
        const struct flow_place *place = &mapping->flows->places[i];
        if (write->labels != FLOW_PLACE(i))
            continue;
        const struct expr *argument = place->root == EXPR_PARAMETER ? argument_of(mapping, place) : NULL;
        return argument && place->field_count == 0 && expr_is_constant(argument, &value) && value == 0;
    }
    return false;
}

static uint64_t text_of_write(struct flow_run *run, const struct flow_write *write) {
    return write->built ? flow_built_bit(run, write->built) : flow_text_bit(run, write->text);
}

/* A variable, or a field of it or of what it points to, which the fields of the write stand behind: one object, not any
 * of several. */
static bool leads_to_one(const struct expr *argument, const struct flow_place *mapped, const struct flow_write *write) {
    if (!argument) /* a global */
        return true;
    uint32_t fields = write->to.field_count;
    for (; argument->kind == EXPR_FIELD || argument->kind == EXPR_DEREF || argument->kind == EXPR_ADDRESS;
         argument = argument->a)
        fields += argument->kind == EXPR_FIELD;
    bool is_variable = argument->kind == EXPR_LOCAL || argument->kind == EXPR_PARAMETER ||
                       argument->kind == EXPR_GLOBAL || argument->kind == EXPR_THIS;
    return is_variable && fields <= FLOW_FIELDS && mapped->field_count >= write->to.field_count;
}

static void map_write(const struct mapping *mapping, const struct flow_write *write, uint64_t labels, bool is_sure) {
    struct flow_run *run = mapping->run;
    struct flow_place place;
    if (!map_place(mapping, &write->to, &place))
        return;
    const struct expr *argument = write->to.root == EXPR_PARAMETER ? argument_of(mapping, &write->to) : NULL;
    bool is_out = argument && argument->kind == EXPR_ADDRESS && write->to.field_count == 0;
    if (is_sure && empties_by_argument(mapping, write)) {
        flow_place_parent(&place);
        flow_empty(run, &place);
        return;
    }
    if (is_sure && write->is_reset && is_out) {
        flow_set(run, &place, labels, text_of_write(run, write));
        flow_fill(run, &place, labels);
        return;
    }
    if (is_sure && write->is_set && leads_to_one(argument, &place, write)) {
        flow_set(run, &place, labels, text_of_write(run, write));
        flow_fill(run, &place, labels);
        return;
    }
    bool is_behind =
        argument && write->to.field_count == 0 && flow_is_behind_start(argument); /* add(text + length, x) */
    if (is_sure && write->is_rewritten && !is_behind)
        flow_rewrite(run, &place);
    else if (is_sure && write->is_reset && !is_behind)
        flow_empty(run, &place);
    bool is_read_as_value = run->asks && run->asks->follows_tests; /* verdicts of loops rest on what is sent */
    if (is_read_as_value && (write->is_value || is_out))
        flow_put(run, &place, labels);
    else if (labels)
        flow_fill(run, &place, labels);
}

/* The caller's text, else the callee's own. */
static void put_text(const struct mapping *mapping, const struct flow_write *write, const struct flow_place *place) {
    struct flow_run *run = mapping->run;
    if (!flow_takes_text(run, place))
        return;
    if (write->to.root == EXPR_PARAMETER)
        flow_fill_text(run, place, flow_first_text(run, mapping->call, write->to.index + 1));
    flow_fill_text(run, place, text_of_write(run, write));
}

/* What was copied from one argument to what another one leads to, `argv[i] = word->text;` for each word of a list. */
static void put_copied(const struct mapping *mapping, const struct flow_write *write, const struct flow_place *place) {
    uint64_t texts = 0;
    for (uint32_t i = 0; i < mapping->flows->place_count; i++)
        texts |= write->copied & FLOW_PLACE(i) ? texts_of(mapping, &mapping->flows->places[i]) : 0;
    if (!(texts & TEXT_UNKNOWN))
        flow_fill_text(mapping->run, place, texts);
}

static void map_writes(const struct mapping *mapping, uint64_t extra, bool is_sure) {
    const struct function_flows *flows = mapping->flows;
    struct flow_run *run = mapping->run;
    /* What is written comes from before the call. */
    uint64_t *labels = ARENA_ARRAY(run->scope->scratch, uint64_t, flows->write_count);
    for (uint32_t i = 0; i < flows->write_count; i++)
        labels[i] = map_labels(mapping, flows->writes[i].labels, true) | extra;
    for (uint32_t i = 0; i < flows->write_count; i++)
        map_write(mapping, &flows->writes[i], labels[i], is_sure);
    for (uint32_t i = 0; i < flows->write_count; i++) {
        struct flow_place place;
        const struct flow_write *write = &flows->writes[i];
        if (!map_place(mapping, &write->to, &place))
            continue;
        struct flow_place object = write->to;
        if (write->is_reset) /* it was emptied by itself: what the whole holds says nothing of it */
            put_text(mapping, write, &place);
        while (flow_place_parent(&object))
            flow_place_parent(&place);
        put_text(mapping, write, &place);
    }
    for (uint32_t i = 0; i < flows->write_count; i++) {
        struct flow_place place;
        if (flows->writes[i].copied && !flows->writes[i].text && map_place(mapping, &flows->writes[i].to, &place))
            put_copied(mapping, &flows->writes[i], &place);
    }
}

static uint64_t returned_texts(const struct mapping *mapping) {
    struct flow_run *run = mapping->run;
    const struct function_flows *flows = mapping->flows;
    if (flows->returned_built)
        return flow_built_bit(run, flows->returned_built);
    if (flows->returned_text)
        return flow_text_bit(run, flows->returned_text);
    return flow_is_text_result(mapping->call) ? flow_first_text(run, mapping->call, 0) : 0;
}

static bool keeps_answer(const struct flow_run *run, const struct call *call) {
    return costs_keeps_answer(run->costs, run->scope, call->index) ||
           costs_opens_once(run->costs, run->scope, call->index);
}

static bool call_inside(struct flow_run *run, const struct call *call, const struct callee *callee) {
    const struct program *program = run->costs->program;
    uint64_t labels = 0, texts = 0;
    bool is_known = false;
    for (uint32_t i = 0; i < callee->targets.count; i++) {
        uint32_t function = callee->targets.functions[i];
        const struct function_flows *flows = flow_of_function(run, function);
        if (!flows)
            continue;
        if (callee->targets.count == 1)
            flows = flow_at_call(run, call, function, flows);
        bool is_variadic =
            callee->entity != SYMBOL_NONE && (program->entities[callee->entity].flags & SYMBOL_VARIADIC) != 0;
        struct place_labels reaching = {.known = 0};
        struct mapping mapping = {run, call, flows, flows->is_wire && keeps_answer(run, call), &reaching};
        uint32_t parameter_count = program_entry(program, function)->head.parameter_count;
        uint64_t extra = is_variadic ? extra_labels(&mapping, parameter_count) : 0;
        uint64_t implied = flow_implied(run, call, flows);
        labels |= map_labels(&mapping, flows->returned, true) | extra | implied;
        texts |= returned_texts(&mapping);
        map_requests(&mapping, extra);
        map_writes(&mapping, extra, callee->targets.count == 1);
        flow_put_implied(run, call, flows, implied);
        is_known = true;
    }
    if (is_known)
        flow_set_result(run, call, labels, texts);
    return is_known;
}

/* --- all --------------------------------------------------------------------------------------------------------- */

/* What a project's model leaves open, the body of the function tells: the request, the connection, the answer. */
static bool call_as_in_body(struct flow_run *run, const struct call *call, const struct callee *callee) {
    const struct model *model = callee->model;
    bool is_open = model->origin == ORIGIN_PROJECT && model->request == ARGUMENT_NONE &&
                   model->handle == ARGUMENT_NONE && model->result == ARGUMENT_NONE && model->access == ACCESS_UNKNOWN;
    if (!is_open || model->effect != EFFECT_ROUNDTRIP)
        return false;
    const struct program *program = run->costs->program;
    uint32_t unit = program->functions[run->scope->function].unit;
    struct callee body = {.entity = callee->entity,
                          .targets = program_targets(program, unit, callee->entity, run->scope->scratch)};
    for (uint32_t i = 0; i < body.targets.count; i++) {
        const struct function_flows *flows = flow_of_function(run, body.targets.functions[i]);
        if (!flows || !flows->is_wire)
            return false;
    }
    return call_inside(run, call, &body);
}

/* `pool.xmalloc(pool.block, size)`, `pool.xfree(pool.block, p)`: what is handed to the pool does not go into what
 * others get from it. */
static bool call_of_memory(struct flow_run *run, const struct call *call) {
    const struct expr *callee = call->callee;
    if (!callee || callee->kind != EXPR_FIELD || !name_is_of_memory(run->scope->unit->symbols[callee->index].name))
        return false;
    flow_set_result(run, call, flow_reach_of_arguments(run, call, 1) | FLOW_VARIES, 0);
    return true;
}

static void walk_call(struct flow_run *run, const struct call *call) {
    const struct program *program = run->costs->program;
    struct callee callee = costs_callee(program, run->scope->function, call, run->scope->scratch);
    if (callee.entity == SYMBOL_NONE && callee.targets.count == 0) {
        if (!call_of_memory(run, call))
            flow_outside(run, call, "", NULL, NULL);
        return;
    }
    const char *name = callee.entity == SYMBOL_NONE ? "" : program->entities[callee.entity].name;
    const char *type = call->symbol == SYMBOL_NONE ? call->pointee : run->scope->unit->symbols[call->symbol].type;
    bool is_local = callee.model && (callee.model->effect == EFFECT_LOCAL || callee.model->effect == EFFECT_MODE);
    if (callee.model && !is_local) {
        if (!call_as_in_body(run, call, &callee))
            flow_wire(run, call, callee.model);
    } else if (callee.model || name_is_reset(name) || !call_inside(run, call, &callee))
        flow_outside(run, call, name, type, callee.model);
    if (callee_never_returns(run->costs->program, &callee))
        flow_state_finish(&run->state);
}

void flow_call(struct flow_run *run, const struct call *call) {
    walk_call(run, call);
    if (run->state.is_reached)
        flow_handed(run, call);
}
