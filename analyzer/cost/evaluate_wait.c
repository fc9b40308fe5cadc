/* Sends and waits of calls. Tests: testdata/_cost/waits.region, cookies.region */
#include "cost/evaluate_wait.h"

#include "cost/cookie.h"
#include "cost/later.h"
#include "cost/step.h"
#include "value/slot.h"

#include <string.h>

static void add_site(struct evaluation *evaluation, struct value *value, uint32_t call, const struct poly *trips) {
    struct site_count site = {call, poly_constant(evaluation->algebra.atoms, 1), trips};
    value_add_site(&evaluation->algebra, value, site);
}

static void set_peer(struct evaluation *evaluation, struct value *value, struct peer_state state) {
    struct peer_state *kept = ARENA_NEW(evaluation->algebra.scratch, struct peer_state);
    *kept = state;
    value->peers = kept;
    value->peer_count = 1;
}

static void set_lead(struct evaluation *evaluation, struct value *value, const char *peer, struct lead lead,
                     uint32_t call) {
    struct lead *kept = ARENA_NEW(evaluation->algebra.scratch, struct lead);
    *kept = lead;
    kept->call = call;
    kept->confidence = CONFIDENCE_HIGH;
    set_peer(evaluation, value, (struct peer_state){.peer = peer, .leads = kept, .lead_count = 1});
    add_site(evaluation, value, call, NULL);
}

static const char *peer_of(const struct evaluation *evaluation, const struct model *model) {
    return intern(evaluation->costs->program->interner, model->peer);
}

void evaluate_send(struct evaluation *evaluation, struct value *value, const struct model *model,
                   const struct call *call) {
    const char *peer = peer_of(evaluation, model);
    value->sends = poly_trips(evaluation->algebra.atoms, 1, peer, CONFIDENCE_HIGH);
    uint64_t send = cookie_send(evaluation, call->index);
    set_peer(evaluation, value, (struct peer_state){.peer = peer, .fresh = send, .sure = send});
}

void evaluate_wait(struct evaluation *evaluation, struct value *value, const struct model *model,
                   const struct call *call) {
    struct lead lead = {.is_any = true};
    if (model->is_step && !step_is_driven(evaluation->costs, evaluation->scope, call, false)) {
        struct lead *step = ARENA_NEW(evaluation->algebra.scratch, struct lead);
        *step = (struct lead){.is_any = true, .call = call->index, .confidence = CONFIDENCE_HIGH};
        set_peer(evaluation, value, (struct peer_state){.peer = peer_of(evaluation, model), .step = step});
        return;
    }
    if (model->cookie != ARGUMENT_NONE)
        lead = cookie_lead(evaluation, slot_of_argument(evaluation->scope, call, model->cookie));
    set_lead(evaluation, value, peer_of(evaluation, model), lead, call->index);
}

void evaluate_roundtrip(struct evaluation *evaluation, struct value *value, const struct model *model,
                        const struct call *call) {
    const char *peer = peer_of(evaluation, model);
    uint64_t ahead = model->prefetch ? cookie_prefetches(evaluation, call, model) : 0;
    if (ahead) {
        set_lead(evaluation, value, peer, (struct lead){.sends = ahead}, call->index);
        return;
    }
    const struct poly *trips = poly_trips(evaluation->algebra.atoms, model->roundtrips, peer, CONFIDENCE_HIGH);
    if (!trips)
        return;
    if (model->is_cached)
        trips = cached_trips(evaluation, trips, call->index);
    add_site(evaluation, value, call->index, trips);
    set_peer(evaluation, value, (struct peer_state){.peer = peer, .completion = COMPLETION_SURE});
}

/* --- callees ----------------------------------------------------------------------------------------------------- */

/* The callee's wait in the caller's terms. */
static struct lead lead_of_callee(struct evaluation *evaluation, const struct lead *lead, uint32_t target,
                                  const struct call *call, enum confidence confidence) {
    struct lead own = *lead;
    if (lead->path) {
        own = cookie_lead(evaluation, slot_substitute(evaluation->scope, lead->path, target, call));
        own.is_late = lead->is_late;
    }
    own.call = call->index;
    own.confidence = confidence_through(lead->confidence, confidence);
    return own;
}

/* What the callee only goes on with is waited for where a loop around the call does so until something has come. */
static void set_step(struct evaluation *evaluation, struct peer_state *state, uint32_t target, const struct call *call,
                     enum confidence confidence) {
    if (!state->step)
        return;
    struct lead *step = ARENA_NEW(evaluation->algebra.scratch, struct lead);
    *step = lead_of_callee(evaluation, state->step, target, call, confidence);
    state->step = step;
    if (state->lead_count > 0 || !step_is_driven(evaluation->costs, evaluation->scope, call, true))
        return;
    state->leads = step;
    state->lead_count = 1;
    state->step = NULL;
}

void evaluate_peers(struct evaluation *evaluation, struct value *value, const struct value *callee, uint32_t target,
                    const struct call *call, enum confidence confidence) {
    struct arena *scratch = evaluation->algebra.scratch;
    struct peer_state *peers = ARENA_ARRAY(scratch, struct peer_state, callee->peer_count);
    for (uint32_t i = 0; i < callee->peer_count; i++) {
        struct peer_state *state = &peers[i];
        *state = callee->peers[i];
        struct lead *leads = ARENA_ARRAY(scratch, struct lead, state->lead_count);
        for (uint32_t k = 0; k < state->lead_count; k++)
            leads[k] = lead_of_callee(evaluation, &state->leads[k], target, call, confidence);
        state->leads = leads;
        set_step(evaluation, state, target, call, confidence);
        uint64_t bit = state->fresh ? cookie_send(evaluation, call->index) : 0;
        state->early = state->early ? bit : 0;
        state->fresh = bit;
        state->sure = state->sure ? bit : 0;
    }
    value->peers = peers;
    value->peer_count = callee->peer_count;
}

/* --- answers that come to callbacks ------------------------------------------------------------------------------ */

static const struct value *sent_to(struct evaluation *evaluation, const struct value *before, const char *peer,
                                   uint32_t call) {
    struct value *value = ARENA_NEW(evaluation->algebra.scratch, struct value);
    set_lead(evaluation, value, peer, (struct lead){.sends = cookie_send(evaluation, call)}, call);
    return before ? value_sequence(&evaluation->algebra, before, value) : value;
}

const struct value *evaluate_awaited(struct evaluation *evaluation, const struct call *call) {
    const struct scope *scope = evaluation->scope;
    const struct value *value = NULL;
    if (!(call->flags & CALL_AWAITED))
        return NULL;
    const struct entity *entity =
        program_entity(scope->program, scope->program->functions[scope->function].unit, call->symbol);
    const struct call *sender = later_sender(scope, call, entity->model);
    if (sender == call)
        return NULL;
    struct callee callee = costs_callee(scope->program, scope->function, sender, scope->scratch);
    if (callee.model)
        return sent_to(evaluation, NULL, peer_of(evaluation, callee.model), sender->index);
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &evaluation->costs->functions[callee.targets.functions[i]];
        for (uint32_t k = 0; summary->is_done && k < summary->value.peer_count; k++)
            if (summary->value.peers[k].fresh)
                value = sent_to(evaluation, value, summary->value.peers[k].peer, sender->index);
    }
    return value;
}

/* --- functions --------------------------------------------------------------------------------------------------- */

/* Called by nobody that we see, or through a pointer: nothing can be matched outside. */
static bool is_entry(const struct program *program, uint32_t function) {
    const struct program_function *f = &program->functions[function];
    return !f->is_called || f->entity == SYMBOL_NONE ||
           (program->entities[f->entity].flags & SYMBOL_ADDRESS_TAKEN) != 0;
}

const struct value *evaluate_end(struct evaluation *evaluation, const struct value *value) {
    if (value->peer_count == 0)
        return value;
    struct value *out = ARENA_NEW(evaluation->algebra.scratch, struct value);
    *out = *value;
    wait_end(&evaluation->algebra, out, is_entry(evaluation->costs->program, evaluation->scope->function));
    return out;
}

const struct peer_state *peers_keep(struct arena *arena, const struct value *value) {
    struct peer_state *peers = ARENA_ARRAY(arena, struct peer_state, value->peer_count);
    for (uint32_t i = 0; i < value->peer_count; i++) {
        peers[i] = value->peers[i];
        struct lead *leads = ARENA_ARRAY(arena, struct lead, peers[i].lead_count);
        for (uint32_t k = 0; k < peers[i].lead_count; k++) {
            leads[k] = peers[i].leads[k];
            leads[k].path = leads[k].path ? slot_copy(arena, leads[k].path) : NULL;
        }
        peers[i].leads = leads;
        if (peers[i].step) {
            struct lead *step = ARENA_NEW(arena, struct lead);
            *step = *peers[i].step;
            peers[i].step = step;
        }
    }
    return peers;
}
