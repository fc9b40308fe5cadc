/* Calls that reach the wire: what they ask, on which connection, and where the answer goes.
 * Tests: tests/unit/cost/test_flow.c */
#include "flow/flow_run.h"
#include "flow/kept_answer.h"
#include "flow/unread.h"
#include "flow/walked.h"

#include <string.h>

#define CLASS_BIT(class) (1u << (class))

/* The fewest items. */
static void merge_page(struct flow_requests *into, int64_t page, bool is_usual) {
    if (page == 0 || (into->page != 0 && into->page <= page))
        return;
    into->page = page;
    into->is_usual_page = is_usual;
}

static void merge(struct flow_requests *into, const struct flow_requests *one) {
    bool is_same_bulk = !into->has_bulk || into->bulk == one->bulk;
    into->handle |= one->handle;
    into->request |= one->request;
    into->told |= one->told;
    into->key |= one->key;
    into->takes_any |= one->takes_any;
    into->answer |= one->answer;
    into->dialed |= one->dialed;
    into->access |= one->access;
    into->fallback_access |= one->fallback_access;
    if (one->text)
        into->language = one->language;
    into->text |= one->text;
    merge_page(into, one->page, one->is_usual_page);
    into->is_wire |= one->is_wire;
    into->has_own_handle |= one->has_own_handle;
    into->is_handle_walked |= one->is_handle_walked;
    if ((one->access & ~CLASS_BIT(ACCESS_SESSION)) || one->text) { /* a setting goes beside any request */
        into->bulk = is_same_bulk ? one->bulk : NULL;
        into->has_bulk = true;
    }
}

void flow_add_request(struct flow_run *run, const struct call *call, const struct flow_requests *one) {
    struct flow_requests added = *one;
    if (flow_is_silent(run, call))
        return;
    if (one->is_usual_page && ((one->request | one->told) & FLOW_SIZED))
        added.page = 0;
    merge(&run->requests, &added);
    if (run->calls)
        merge(&run->calls[call->index], &added);
}

static struct access access_of(const struct flow_run *run, uint64_t texts, const struct flow_text *text,
                               enum request_language language) {
    if (!text->built)
        return access_of_text(language, text->literal);
    const struct built_request *most = language == LANGUAGE_BUILT ? flow_built(run, texts) : NULL;
    return (struct access){.class = language == LANGUAGE_BUILT ? text->built->access : ACCESS_UNKNOWN,
                           .page = most ? most->page : 0};
}

struct flow_requests flow_requests_of_text(struct flow_run *run, uint64_t texts, enum request_language language) {
    struct flow_requests out = {.language = language};
    uint32_t classes = texts == 0 || (texts & TEXT_UNKNOWN) ? CLASS_BIT(ACCESS_UNKNOWN) : 0;
    for (uint32_t i = 0; i < run->text_count; i++) {
        if (!(texts >> i & 1))
            continue;
        const struct flow_text *text = &run->texts[i];
        if (!text->literal && !text->built) {
            out.text |= FLOW_PLACE(text->place);
            continue;
        }
        struct access access = access_of(run, texts, text, language);
        classes |= CLASS_BIT(access.class);
        merge_page(&out, access.page, access.is_usual);
        out.bulk = access.bulk;
    }
    if (out.text)
        out.fallback_access = classes & ~CLASS_BIT(ACCESS_UNKNOWN);
    else
        out.access = classes;
    return out;
}

uint64_t flow_key(struct flow_run *run, const struct call *call, int32_t format, uint64_t texts, uint64_t asked) {
    const char *literal = flow_literal(run, texts);
    struct key_arguments arguments;
    uint64_t labels = 0;
    if (!literal || !access_key_arguments(literal, &arguments))
        return asked;
    if (arguments.count == 0)
        return 0;
    bool is_here =
        format >= 0 && (uint32_t)format < call->argument_count && call->arguments[format].value->kind == EXPR_STRING;
    uint32_t first = is_here ? (uint32_t)format + 1 + arguments.first : 0;
    if (!is_here || first + arguments.count > call->argument_count)
        return asked;
    for (uint32_t i = first; i < first + arguments.count; i++)
        labels |= flow_reach(run, call->arguments[i].value);
    return labels;
}

static const struct expr *argument_at(const struct call *call, int32_t index) {
    if (index == ARGUMENT_THIS)
        return call->receiver;
    return index >= 0 && (uint32_t)index < call->argument_count ? call->arguments[index].value : NULL;
}

/* --- requests that are objects ------------------------------------------------------------------------------------ */

static const struct built_request *built_of(const struct model *model, int64_t argument, int64_t value) {
    for (uint32_t i = 0; i < model->built_count; i++)
        if (model->builds[i].argument == argument && model->builds[i].value == value)
            return &model->builds[i];
    return NULL;
}

static uint64_t builds_by(struct flow_run *run, const struct model *model, int64_t argument, const struct expr *value,
                          struct position position) {
    int64_t number;
    if (value->kind == EXPR_SELECT)
        return builds_by(run, model, argument, value->b, position) |
               builds_by(run, model, argument, value->c, position);
    const struct assignment *a = value->kind == EXPR_LOCAL ? scope_definition(run->scope, value, position) : NULL;
    if (a && a->assign->value)
        value = a->assign->value;
    const struct built_request *built = expr_is_constant(value, &number) ? built_of(model, argument, number) : NULL;
    return built ? flow_built_bit(run, built) : TEXT_UNKNOWN;
}

uint64_t flow_builds(struct flow_run *run, const struct call *call, const struct model *model) {
    uint64_t texts = 0;
    struct position position = scope_at_call(run->scope, call->index);
    for (uint32_t i = 0; i < model->built_count; i++) {
        int64_t argument = model->builds[i].argument;
        if (i > 0 && model->builds[i - 1].argument == argument)
            continue;
        texts |= argument < (int64_t)call->argument_count
                     ? builds_by(run, model, argument, call->arguments[argument].value, position)
                     : TEXT_UNKNOWN;
    }
    return texts;
}

static bool knows_built(const struct flow_run *run) {
    for (uint32_t i = 0; i < run->text_count; i++)
        if (run->texts[i].built)
            return true;
    return false;
}

static bool is_request_argument(const struct model *model, uint32_t index) {
    int32_t i = (int32_t)index;
    return model->effect != EFFECT_WAIT && i != model->handle && i != model->result && i != model->cookie;
}

/* A model that does not say which argument is the request: an object among them that was made for one. */
static struct flow_requests requests_of_built(struct flow_run *run, const struct call *call,
                                              const struct model *model) {
    for (uint32_t i = 0; i < call->argument_count && knows_built(run); i++) {
        uint64_t texts = is_request_argument(model, i) ? flow_texts(run, call->arguments[i].value) : 0;
        if (flow_built(run, texts))
            return flow_requests_of_text(run, texts, LANGUAGE_BUILT);
    }
    return (struct flow_requests){0};
}

/* What is asked only reads, and nobody looks at the answer: it is asked to wait for what was sent before. */
static bool is_barrier(const struct flow_run *run, const struct call *call, const struct model *model) {
    const struct scope *scope = run->scope;
    const struct expr *cookie = model->effect == EFFECT_WAIT ? argument_at(call, model->cookie) : NULL;
    if (cookie) {
        const struct assignment *a = scope_definition(scope, cookie, scope_at_call(scope, call->index));
        const struct call *sent = scope_call(scope, a ? a->assign->value : cookie);
        model = sent ? costs_callee(scope->program, scope->function, sent, scope->scratch).model : NULL;
        call = sent;
    }
    return model && model->access == ACCESS_READ && model->language == LANGUAGE_NONE && unread_is(scope, call, model);
}

static struct flow_requests requests_of_model(struct flow_run *run, const struct call *call,
                                              const struct model *model) {
    const struct expr *text = argument_at(call, model->request);
    struct flow_requests one = {0};
    if (text && model->language != LANGUAGE_NONE && model->effect != EFFECT_WAIT)
        one = flow_requests_of_text(run, flow_texts(run, text), model->language);
    else if (model->request == ARGUMENT_NONE && model->access == ACCESS_UNKNOWN)
        one = requests_of_built(run, call, model);
    if (!one.text && (one.access == 0 || one.access == CLASS_BIT(ACCESS_UNKNOWN)) && model->effect != EFFECT_WAIT)
        one.access = CLASS_BIT(model->access);
    if (one.text && model->access != ACCESS_UNKNOWN)
        one.fallback_access = CLASS_BIT(model->access);
    if (is_barrier(run, call, model))
        one.access = CLASS_BIT(ACCESS_SYNC);
    one.page = one.page ? one.page : model->page;
    one.is_wire = true;
    return one;
}

/* The answer goes into what the argument leads to. */
static void give(struct flow_run *run, const struct expr *argument, uint64_t labels) {
    struct flow_place place;
    if (!argument || !flow_object_of(run, argument, &place))
        return;
    if (argument->kind == EXPR_ADDRESS)
        flow_set(run, &place, labels, 0);
    else
        flow_fill(run, &place, labels);
}

static uint64_t answer_of(const struct model *model, const struct flow_requests *one, uint64_t asked) {
    bool is_read = one->access == CLASS_BIT(ACCESS_READ) && !one->text;
    if (one->access == CLASS_BIT(ACCESS_SESSION) && model->effect != EFFECT_CONNECT)
        return asked; /* a number to go on with, no data */
    switch (model->effect) {
    case EFFECT_CONNECT: /* what it was opened with is no longer part of it */
        return FLOW_DIALED | (asked & FLOW_VARIES);
    case EFFECT_SEND:
    case EFFECT_MODE:
    case EFFECT_LOCAL:
        return asked;
    default:
        return FLOW_ANSWER | (!is_read ? FLOW_VARIES : asked & FLOW_VARIES);
    }
}

/* A wait asks for what its cookie stands for. */
static uint64_t asked_by(struct flow_run *run, const struct call *call, const struct model *model) {
    const struct expr *cookie = model->effect == EFFECT_WAIT ? argument_at(call, model->cookie) : NULL;
    uint64_t labels = cookie ? flow_reach(run, cookie) & ~FLOW_ANSWER : 0;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (is_request_argument(model, i))
            labels |= flow_reach(run, call->arguments[i].value);
    return labels;
}

/* What the client has to know before the request can go out, nothing of which is passed to it. */
static uint64_t needed_before(struct flow_run *run, const struct model *model) {
    const struct scope *scope = run->scope;
    uint64_t labels = 0;
    for (uint32_t i = 0; i < scope->body->call_count && run->asks && model->after; i++) {
        const struct region *region = run->asks->by_call[i].answer ? scope->calls[i].region : NULL;
        const struct model *other =
            region ? costs_callee(scope->program, scope->function, region->call, scope->scratch).model : NULL;
        if (other && strcmp(other->name, model->after) == 0)
            labels |= run->asks->by_call[i].answer;
    }
    return labels;
}

void flow_wire(struct flow_run *run, const struct call *call, const struct model *model) {
    struct flow_requests one = requests_of_model(run, call, model);
    const struct expr *handle = argument_at(call, model->handle);
    one.handle = handle ? flow_value(run, handle) : 0;
    one.has_own_handle = handle && !(one.handle & ~(FLOW_PLACE(0) - 1));
    one.is_handle_walked = handle && value_is_walked(run->costs, run->scope, LOOP_NONE, handle);
    uint64_t asked = asked_by(run, call, model) | needed_before(run, model);
    one.dialed = model->effect == EFFECT_CONNECT ? asked : 0;
    one.takes_any = model->effect == EFFECT_WAIT && !argument_at(call, model->cookie);
    if (model->effect == EFFECT_SEND && model->cookie == ARGUMENT_NONE)
        one.told = asked;
    else
        one.request = asked;
    const struct expr *text = model->language == LANGUAGE_REDIS ? argument_at(call, model->request) : NULL;
    one.key = text ? flow_key(run, call, model->request, flow_texts(run, text), asked) : asked;
    flow_note_ask(run, call, asked);
    flow_note_connection(run, call, handle);
    /* A row is a part of the answer that it is taken from, which may have come before the loop. */
    bool is_row = model->effect == EFFECT_FETCH && model->items != model->handle;
    const struct expr *rows = is_row ? argument_at(call, model->items) : NULL;
    uint64_t labels = rows ? flow_reach(run, rows) | FLOW_VARIES : answer_of(model, &one, asked);
    one.answer = labels & FLOW_ANSWER;
    if ((labels & FLOW_ANSWER) && costs_keeps_answer(run->costs, run->scope, call->index))
        labels = 0;
    if (labels & FLOW_ANSWER)
        labels |= flow_answer_bit(run, call);
    flow_add_request(run, call, &one);
    give(run, argument_at(call, model->result), labels);
    if (model->result == ARGUMENT_NONE)
        for (uint32_t i = 0; i < call->argument_count; i++)
            if ((int32_t)i != model->handle && call->arguments[i].value->kind == EXPR_ADDRESS)
                give(run, call->arguments[i].value, labels);
    flow_set_result(run, call, labels, 0);
}
