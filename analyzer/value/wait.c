/* Epochs of sends and waits. Tests: tests/unit/value/test_wait.c, testdata/_cost/waits.region, cookies.region */
#include "value/wait.h"

#include "value/value.h"

#include <string.h>

/* --- leads ------------------------------------------------------------------------------------------------------- */

struct lead_list {
    struct lead items[LEAD_LIMIT];
    uint32_t count;
};

static bool is_same_lead(const struct lead *a, const struct lead *b) {
    if (a->is_any || b->is_any)
        return a->is_any && b->is_any;
    return a->sends == b->sends && expr_is_equal(a->path, b->path);
}

/* What both hold. */
static const struct guards *shared_guards(const struct algebra *algebra, const struct guards *a,
                                          const struct guards *b) {
    const struct guards *shared = NULL;
    for (uint32_t i = 0; a && i < a->count; i++)
        for (uint32_t k = 0; b && k < b->count; k++)
            if (a->items[i] == b->items[k])
                shared = guards_with(algebra->atoms, shared, a->items[i]);
    return shared;
}

/* Both in one, where there is no room: a set of sends can grow, anything else is a wait for whatever is open. */
static void absorb_lead(struct lead *into, const struct lead *lead) {
    into->is_any |= lead->is_any || into->path || lead->path;
    into->sends = into->is_any ? 0 : into->sends | lead->sends;
    into->path = NULL;
}

static void add_lead(const struct algebra *algebra, struct lead_list *list, const struct lead *lead) {
    struct lead *into = NULL;
    for (uint32_t i = 0; i < list->count && !into; i++)
        if (is_same_lead(&list->items[i], lead))
            into = &list->items[i];
    if (!into && list->count < LEAD_LIMIT) {
        list->items[list->count++] = *lead;
        return;
    }
    if (!into) {
        into = &list->items[LEAD_LIMIT - 1];
        absorb_lead(into, lead);
    }
    into->is_late &= lead->is_late;
    into->is_unsure |= lead->is_unsure;
    if (into->confidence < lead->confidence)
        into->confidence = lead->confidence;
    into->guards = shared_guards(algebra, into->guards, lead->guards);
}

static void set_leads(const struct algebra *algebra, struct peer_state *state, const struct lead_list *list) {
    struct lead *leads = ARENA_ARRAY(algebra->scratch, struct lead, list->count);
    memcpy(leads, list->items, list->count * sizeof *leads);
    state->leads = leads;
    state->lead_count = list->count;
    if (list->count == 0)
        state->early = 0;
}

static uint64_t hits_of(const struct lead *lead, uint64_t fresh) { return lead->is_any ? fresh : lead->sends & fresh; }

/* The first lead that something fresh is for, and all that is fresh for any of them. */
static const struct lead *find_hit(const struct lead *leads, uint32_t count, uint64_t fresh, uint64_t *hits) {
    const struct lead *first = NULL;
    *hits = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t found = hits_of(&leads[i], fresh);
        if (found && !first)
            first = &leads[i];
        *hits |= found;
    }
    return first;
}

/* `sure`: what is fresh on every way. `guards`: under which alone something is waited for. */
static void count_lead(const struct algebra *algebra, struct value *out, const char *peer, const struct lead *lead,
                       uint64_t sure, const struct guards *guards) {
    const struct poly *trip = poly_trips(algebra->atoms, 1, peer, lead->confidence);
    if (lead->is_unsure || lead->is_late || !hits_of(lead, sure))
        trip = poly_inexact(algebra->atoms, trip);
    trip = poly_guarded(algebra->atoms, trip, guards);
    value_add_site(algebra, out, (struct site_count){.call = lead->call, .trips = trip});
}

/* --- sequence ---------------------------------------------------------------------------------------------------- */

/* Of what is fresh in either. */
static const struct guards *fresh_guards(const struct algebra *algebra, const struct peer_state *a,
                                         const struct peer_state *b) {
    if (!a->fresh || !b->fresh)
        return a->fresh ? a->guards : b->guards;
    return shared_guards(algebra, a->guards, b->guards);
}

/* Without these nothing is fresh, and nothing is waited for. */
static const struct guards *guards_of_match(const struct algebra *algebra, const struct guards *fresh,
                                            const struct peer_state *waiting) {
    for (uint32_t i = 0; i < waiting->lead_count && fresh; i++)
        fresh = shared_guards(algebra, fresh, waiting->leads[i].guards);
    return fresh;
}

/* What is counted under guards completes for as long as they hold. */
static enum completion completion_of_match(const struct guards *guards, bool is_joined, enum completion before) {
    enum completion completion = !guards ? COMPLETION_SURE : is_joined ? COMPLETION_MAYBE : COMPLETION_GUARDED;
    return before > completion ? before : completion;
}

/* A lead of `second` finds what it waits for in `first`, and pays for all that went out before. Where that is one of
 * the early sends of `first`, it is paid for whether the leads of `first` were for something fresh, and this one is
 * not, or the other way round: either way 1. */
static struct peer_state matched(const struct algebra *algebra, struct value *out, const struct peer_state *first,
                                 const struct peer_state *second, const struct lead *hit, uint64_t hits) {
    struct peer_state both = *first;
    bool pays_for_leads = first->lead_count && (hits & ~first->early) == 0;
    const struct guards *guards = pays_for_leads ? NULL : guards_of_match(algebra, first->guards, second);
    bool is_early_paid = shared_guards(algebra, guards, second->guards) == guards;
    count_lead(algebra, out, first->peer, hit, first->sure, guards);
    both.fresh = is_early_paid ? second->fresh & ~second->early : second->fresh;
    both.sure = is_early_paid ? second->sure & ~second->early : second->sure;
    both.guards = second->guards;
    if (pays_for_leads) {
        both.fresh = (first->fresh & ~first->early) | second->fresh; /* paid for only if it was this lead */
        both.guards = fresh_guards(algebra, first, second);
        both.lead_count = 0;
    }
    both.early = 0;
    both.is_joined |= second->is_joined;
    both.completion = completion_of_match(guards, both.is_joined, first->completion);
    if (both.completion < second->completion)
        both.completion = second->completion;
    return both;
}

static struct peer_state peers_in_sequence(const struct algebra *algebra, struct value *out, struct peer_state first,
                                           struct peer_state second) {
    if (!first.peer || !second.peer)
        return first.peer ? first : second;
    if (!first.step)
        first.step = second.step;
    uint64_t hits;
    const struct lead *hit = find_hit(second.leads, second.lead_count, first.fresh, &hits);
    if (hit)
        return matched(algebra, out, &first, &second, hit, hits);
    struct lead_list list = {.count = 0};
    for (uint32_t i = 0; i < first.lead_count; i++)
        add_lead(algebra, &list, &first.leads[i]);
    if (first.completion < COMPLETION_GUARDED) { /* else all that it has not sent itself was answered by then */
        for (uint32_t i = 0; i < second.lead_count; i++) {
            struct lead lead = second.leads[i];
            lead.is_late |= first.completion != COMPLETION_NONE;
            add_lead(algebra, &list, &lead);
        }
    }
    struct peer_state both = first;
    both.is_joined |= second.is_joined;
    if (second.completion >= COMPLETION_GUARDED)
        both.fresh = 0;
    if (second.completion != COMPLETION_NONE)
        both.sure = 0;
    both.guards = second.completion >= COMPLETION_GUARDED ? second.guards : fresh_guards(algebra, &first, &second);
    both.early = (first.lead_count ? first.early & both.fresh : both.fresh) & ~second.fresh;
    if (first.lead_count == 0)
        both.early |= second.early;
    both.fresh |= second.fresh;
    both.sure |= second.sure;
    if (first.lead_count && second.lead_count)
        both.sure = 0; /* which of the leads pays for it? */
    if (both.completion < second.completion)
        both.completion = second.completion;
    set_leads(algebra, &both, &list);
    return both;
}

/* --- join -------------------------------------------------------------------------------------------------------- */

struct joining {
    const struct poly *first_trips, *second_trips;
};

/* `more` holds at least one round trip to the peer on top of `less`. */
static bool has_one_more(const struct algebra *algebra, const struct poly *more, const struct poly *less,
                         const char *peer) {
    const struct poly *trip = poly_trips(algebra->atoms, 1, peer, CONFIDENCE_HIGH);
    const struct poly *missing = poly_excess(algebra->atoms, poly_add(algebra->atoms, less, trip), more);
    for (uint32_t i = 0; missing && i < missing->count; i++)
        if (missing->items[i].peer == peer)
            return false;
    return true;
}

/* Sends that are before all leads of this side, or not of this side at all. */
static uint64_t before_leads(const struct peer_state *side) {
    return side->lead_count ? side->early | ~side->fresh : UINT64_MAX;
}

/* The lead of one side; the other has it, too, or some ways are without it. */
static void add_joined(const struct algebra *algebra, struct lead_list *list, const struct lead *leads, uint32_t count,
                       const struct peer_state *other) {
    for (uint32_t i = 0; i < count; i++) {
        struct lead lead = leads[i];
        bool is_shared = false;
        for (uint32_t k = 0; k < other->lead_count; k++)
            is_shared |= is_same_lead(&lead, &other->leads[k]);
        lead.is_unsure |= !is_shared;
        add_lead(algebra, list, &lead);
    }
}

/* A way without a completion borrows that of the other, which is counted for both, but not what a guard may switch
 * off. */
static enum completion completion_joined(enum completion a, enum completion b) {
    enum completion least = a < b ? a : b, most = a < b ? b : a;
    if (most == COMPLETION_GUARDED && least < COMPLETION_GUARDED)
        return COMPLETION_MAYBE;
    return most == COMPLETION_SURE && least == COMPLETION_GUARDED ? COMPLETION_GUARDED : most;
}

static struct peer_state peers_joined(const struct algebra *algebra, const struct joining *joining,
                                      struct peer_state first, struct peer_state second) {
    const char *peer = first.peer ? first.peer : second.peer;
    struct peer_state both = first;
    both.peer = peer;
    both.is_joined = true;
    both.step = first.step ? first.step : second.step;
    /* A way that is cheaper by a round trip can make its leads cost 1 without becoming the dearer one. */
    if (first.lead_count && has_one_more(algebra, joining->second_trips, joining->first_trips, peer))
        first.lead_count = 0;
    if (second.lead_count && has_one_more(algebra, joining->first_trips, joining->second_trips, peer))
        second.lead_count = 0;
    both.guards = fresh_guards(algebra, &first, &second);
    both.fresh |= second.fresh;
    both.sure = first.sure & second.sure;
    both.early = both.fresh & before_leads(&first) & before_leads(&second);
    both.completion = completion_joined(first.completion, second.completion);
    struct lead_list list = {.count = 0};
    add_joined(algebra, &list, first.leads, first.lead_count, &second);
    add_joined(algebra, &list, second.leads, second.lead_count, &first);
    set_leads(algebra, &both, &list);
    return both;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

/* The states of both, one entry for each peer of either; a side without one has an empty state. `joining` NULL: in
 * sequence. */
static void merge_peers(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b,
                        const struct joining *joining) {
    out->peers = NULL;
    out->peer_count = 0;
    if (a->peer_count + b->peer_count == 0)
        return;
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, a->peer_count + b->peer_count);
    uint32_t count = 0, i = 0, k = 0;
    while (i < a->peer_count || k < b->peer_count) {
        int order = i == a->peer_count ? 1 : k == b->peer_count ? -1 : strcmp(a->peers[i].peer, b->peers[k].peer);
        struct peer_state first = {0}, second = {0};
        if (order <= 0)
            first = a->peers[i++];
        if (order >= 0)
            second = b->peers[k++];
        peers[count++] =
            joining ? peers_joined(algebra, joining, first, second) : peers_in_sequence(algebra, out, first, second);
    }
    out->peers = peers;
    out->peer_count = count;
}

void wait_sequence(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b) {
    merge_peers(algebra, out, a, b, NULL);
}

void wait_join(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b) {
    struct joining joining = {a->trips, b->trips};
    merge_peers(algebra, out, a, b, &joining);
}

static struct peer_state *copy_peers(const struct algebra *algebra, const struct value *value) {
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, value->peer_count);
    if (value->peer_count)
        memcpy(peers, value->peers, value->peer_count * sizeof *peers);
    return peers;
}

/* A lead of the first turn may have nothing to wait for: it is counted all the same. */
void wait_turn(const struct algebra *algebra, struct value *out) {
    struct peer_state *peers = copy_peers(algebra, out);
    for (uint32_t i = 0; i < out->peer_count; i++) {
        struct peer_state *state = &peers[i];
        uint64_t hits;
        const struct lead *hit = find_hit(state->leads, state->lead_count, state->fresh, &hits);
        uint64_t early = state->early;
        state->sure &= ~early;
        state->early = 0; /* the next turn sends behind the leads of the first */
        if (!hit)
            continue;
        const struct guards *guards = guards_of_match(algebra, state->guards, state);
        count_lead(algebra, out, state->peer, hit, state->sure, guards);
        state->fresh &= ~early;
        state->lead_count = 0;
        state->completion = completion_of_match(guards, state->is_joined, state->completion);
        out->is_inexact = true;
    }
    out->peers = peers;
}

void wait_own(const struct algebra *algebra, struct value *out) {
    struct peer_state *peers = copy_peers(algebra, out);
    for (uint32_t i = 0; i < out->peer_count; i++) {
        struct lead *leads = ARENA_ARRAY(algebra->scratch, struct lead, peers[i].lead_count);
        for (uint32_t k = 0; k < peers[i].lead_count; k++) {
            leads[k] = peers[i].leads[k];
            leads[k].is_any |= leads[k].path != NULL;
            leads[k].path = NULL;
        }
        peers[i].leads = leads;
    }
    out->peers = peers;
}

void wait_times(const struct algebra *algebra, struct value *out, bool is_sure) {
    if (is_sure || out->peer_count == 0)
        return;
    struct peer_state *peers = copy_peers(algebra, out);
    for (uint32_t i = 0; i < out->peer_count; i++) {
        peers[i].sure = 0;
        struct lead_list list = {.count = 0};
        add_joined(algebra, &list, peers[i].leads, peers[i].lead_count, &(struct peer_state){0});
        uint64_t early = peers[i].early;
        set_leads(algebra, &peers[i], &list);
        peers[i].early = early;
        if (peers[i].completion != COMPLETION_NONE)
            peers[i].completion = COMPLETION_MAYBE;
    }
    out->peers = peers;
}

void wait_guarded(const struct algebra *algebra, struct value *out, const struct guards *guards) {
    struct peer_state *peers = copy_peers(algebra, out);
    for (uint32_t i = 0; i < out->peer_count; i++) {
        struct peer_state *state = &peers[i];
        if (state->completion == COMPLETION_SURE)
            state->completion = COMPLETION_GUARDED;
        state->guards = guards_union(algebra->atoms, state->guards, guards);
        struct lead_list list = {.count = 0};
        for (uint32_t k = 0; k < state->lead_count; k++) {
            struct lead lead = state->leads[k];
            lead.guards = guards_union(algebra->atoms, lead.guards, guards);
            add_lead(algebra, &list, &lead);
        }
        uint64_t early = state->early;
        set_leads(algebra, state, &list);
        state->early = early;
    }
    out->peers = peers;
}

/* --- the end of a function --------------------------------------------------------------------------------------- */

static bool is_of_caller(const struct expr *path) {
    const struct expr *root = expr_root(path);
    return root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS;
}

/* What can still be matched outside. A lead that only waits for sends of the function has met none that is fresh. */
static void export_leads(const struct algebra *algebra, struct peer_state *state) {
    struct lead_list list = {.count = 0};
    for (uint32_t i = 0; i < state->lead_count; i++) {
        struct lead lead = state->leads[i];
        lead.sends = 0;
        lead.guards = NULL;
        if (lead.path && !is_of_caller(lead.path)) { /* a variable that outlives the call */
            lead.path = NULL;
            lead.is_any = true;
        }
        if (lead.path || lead.is_any)
            add_lead(algebra, &list, &lead);
    }
    set_leads(algebra, state, &list);
}

static void count_unmatched(const struct algebra *algebra, struct value *out, struct peer_state *state) {
    for (uint32_t i = 0; i < state->lead_count; i++) {
        if (state->leads[i].is_late)
            continue;
        count_lead(algebra, out, state->peer, &state->leads[i], 0, NULL);
        state->completion = COMPLETION_SURE;
        break;
    }
    state->lead_count = 0;
    state->early = 0;
}

void wait_end(const struct algebra *algebra, struct value *out, bool is_entry) {
    struct peer_state *peers = copy_peers(algebra, out);
    uint32_t count = 0;
    for (uint32_t i = 0; i < out->peer_count; i++) {
        struct peer_state state = peers[i];
        export_leads(algebra, &state);
        if (is_entry) {
            count_unmatched(algebra, out, &state);
            state.step = NULL;
        }
        state.early = state.fresh && (state.fresh & ~state.early) == 0 ? SEND_UNNAMED : 0;
        state.fresh = state.fresh ? SEND_UNNAMED : 0;
        state.guards = NULL;
        state.is_joined = false;
        state.sure = state.sure ? SEND_UNNAMED : 0;
        if (state.completion == COMPLETION_GUARDED)
            state.completion = COMPLETION_MAYBE;
        if (state.fresh || state.lead_count || state.step || state.completion != COMPLETION_NONE)
            peers[count++] = state;
    }
    out->peers = peers;
    out->peer_count = count;
}

/* --- questions --------------------------------------------------------------------------------------------------- */

bool wait_is_open(const struct value *value) {
    for (uint32_t i = 0; i < value->peer_count; i++)
        if (value->peers[i].fresh || value->peers[i].lead_count)
            return true;
    return false;
}

uint32_t wait_first_call(const struct value *value) {
    for (uint32_t i = 0; i < value->peer_count; i++)
        if (value->peers[i].lead_count)
            return value->peers[i].leads[0].call;
    return CALL_NONE;
}

uint32_t wait_or_step_call(const struct value *value) {
    uint32_t call = wait_first_call(value);
    for (uint32_t i = 0; i < value->peer_count && call == CALL_NONE; i++)
        if (value->peers[i].step)
            call = value->peers[i].step->call;
    return call;
}
