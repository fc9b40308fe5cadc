/* Calls that reach the wire: what they ask, on which connection, and where the answer goes.
 * Tests: tests/unit/cost/test_flow.c */
#include "cost/flow_run.h"

#define CLASS_BIT(class) (1u << (class))

static int64_t fewer(int64_t a, int64_t b) { return a == 0 ? b : b == 0 || a < b ? a : b; }

static void merge(struct flow_requests *into, const struct flow_requests *one) {
    bool is_same_bulk = !into->has_bulk || into->bulk == one->bulk;
    into->handle |= one->handle;
    into->request |= one->request;
    into->answer |= one->answer;
    into->dialed |= one->dialed;
    into->access |= one->access;
    into->fallback_access |= one->fallback_access;
    if (one->text)
        into->language = one->language;
    into->text |= one->text;
    into->page = fewer(into->page, one->page);
    into->is_wire |= one->is_wire;
    into->has_own_handle |= one->has_own_handle;
    if (one->access || one->text) {
        into->bulk = is_same_bulk ? one->bulk : NULL;
        into->has_bulk = true;
    }
}

void flow_add_request(struct flow_run *run, const struct call *call, const struct flow_requests *one) {
    merge(&run->requests, one);
    if (run->calls)
        merge(&run->calls[call->index], one);
}

struct flow_requests flow_requests_of_text(struct flow_run *run, uint64_t texts, enum request_language language) {
    struct flow_requests out = {.language = language};
    uint32_t classes = texts == 0 || (texts & TEXT_UNKNOWN) ? CLASS_BIT(ACCESS_UNKNOWN) : 0;
    for (uint32_t i = 0; i < run->text_count; i++) {
        if (!(texts >> i & 1))
            continue;
        if (!run->texts[i].literal) {
            out.text |= FLOW_PLACE(run->texts[i].place);
            continue;
        }
        struct access access = access_of_text(language, run->texts[i].literal);
        classes |= CLASS_BIT(access.class);
        out.page = fewer(out.page, access.page);
        out.bulk = access.bulk;
    }
    if (out.text)
        out.fallback_access = classes & ~CLASS_BIT(ACCESS_UNKNOWN);
    else
        out.access = classes;
    return out;
}

static const struct expr *argument_at(const struct call *call, int32_t index) {
    if (index == ARGUMENT_THIS)
        return call->receiver;
    return index >= 0 && (uint32_t)index < call->argument_count ? call->arguments[index].value : NULL;
}

static struct flow_requests requests_of_model(struct flow_run *run, const struct call *call,
                                              const struct model *model) {
    const struct expr *text = argument_at(call, model->request);
    struct flow_requests one = {0};
    if (text && model->language != LANGUAGE_NONE && model->effect != EFFECT_WAIT)
        one = flow_requests_of_text(run, flow_texts(run, text), model->language);
    if (!one.text && (one.access == 0 || one.access == CLASS_BIT(ACCESS_UNKNOWN)) && model->effect != EFFECT_WAIT)
        one.access = CLASS_BIT(model->access);
    if (one.text && model->access != ACCESS_UNKNOWN)
        one.fallback_access = CLASS_BIT(model->access);
    one.page = one.page ? one.page : model->page;
    one.is_wire = true;
    return one;
}

static bool is_request_argument(const struct model *model, uint32_t index) {
    int32_t i = (int32_t)index;
    return model->effect != EFFECT_WAIT && i != model->handle && i != model->result && i != model->cookie;
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

void flow_wire(struct flow_run *run, const struct call *call, const struct model *model) {
    struct flow_requests one = requests_of_model(run, call, model);
    const struct expr *handle = argument_at(call, model->handle);
    one.handle = handle ? flow_value(run, handle) : 0;
    one.has_own_handle = handle && !(one.handle & ~(FLOW_PLACE(0) - 1));
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (is_request_argument(model, i))
            one.request |= flow_reach(run, call->arguments[i].value);
    one.dialed = model->effect == EFFECT_CONNECT ? one.request : 0;
    if (model->effect == EFFECT_WAIT && model->cookie != ARGUMENT_NONE && argument_at(call, model->cookie))
        flow_note_ask(run, call, flow_reach(run, argument_at(call, model->cookie)));
    flow_note_ask(run, call, one.request);
    flow_note_connection(run, call, handle);
    uint64_t labels = answer_of(model, &one, one.request);
    if (labels & FLOW_ANSWER)
        labels |= flow_answer_bit(run, call);
    one.answer = labels & FLOW_ANSWER;
    flow_add_request(run, call, &one);
    give(run, argument_at(call, model->result), labels);
    if (model->result == ARGUMENT_NONE)
        for (uint32_t i = 0; i < call->argument_count; i++)
            if ((int32_t)i != model->handle && call->arguments[i].value->kind == EXPR_ADDRESS)
                give(run, call->arguments[i].value, labels);
    flow_set_result(run, call, labels, 0);
}
