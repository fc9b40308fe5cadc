/* The algebra of values and exit maps. Tests: tests/unit/cost/test_value.c */
#include "cost/value.h"

#include <string.h>

const struct value value_zero = {0};

static struct value *copy_of(const struct algebra *algebra, const struct value *a) {
    struct value *out = ARENA_NEW(algebra->scratch, struct value);
    *out = *a;
    return out;
}

/* --- sites ------------------------------------------------------------------------------------------------------- */

static struct site_count sum_of_sites(struct site_count a, struct site_count b, void *context) {
    struct atom_table *atoms = context;
    return (struct site_count){a.call, poly_add(atoms, a.times, b.times), poly_add(atoms, a.trips, b.trips)};
}

static struct site_count larger_of_sites(struct site_count a, struct site_count b, void *context) {
    struct atom_table *atoms = context;
    return (struct site_count){a.call, poly_join(atoms, a.times, b.times), poly_join(atoms, a.trips, b.trips)};
}

static const struct site_tree *sites_in_sequence(const struct algebra *algebra, const struct site_tree *a,
                                                 const struct site_tree *b) {
    return site_tree_merge(algebra->scratch, a, b, sum_of_sites, false, algebra->atoms);
}

static const struct site_tree *sites_joined(const struct algebra *algebra, const struct site_tree *a,
                                            const struct site_tree *b) {
    return site_tree_merge(algebra->scratch, a, b, larger_of_sites, true, algebra->atoms);
}

/* What the changes below need besides the site. */
struct change {
    struct atom_table *atoms;
    const struct poly *turns;
    const struct site_tree *less;
    const struct guards *guards;
    guard_test *is_once;
    void *context;
};

static bool multiply_site(struct site_count *site, void *context) {
    const struct change *change = context;
    site->times = poly_multiply(change->atoms, change->turns, site->times);
    site->trips = poly_repeat(change->atoms, change->turns, site->trips, change->is_once, change->context);
    return true;
}

static bool guard_site(struct site_count *site, void *context) {
    const struct change *change = context;
    site->trips = poly_guarded(change->atoms, site->trips, change->guards);
    return true;
}

static bool subtract_site(struct site_count *site, void *context) {
    const struct change *change = context;
    const struct site_count *less = site_tree_find(change->less, site->call);
    if (less) {
        site->times = poly_excess(change->atoms, site->times, less->times);
        site->trips = poly_excess(change->atoms, site->trips, less->trips);
    }
    return site->times || site->trips;
}

static bool close_site(struct site_count *site, void *context) {
    (void)context;
    return (site->call & SITE_NOTE) != 0;
}

static bool settle_site(struct site_count *site, void *context) {
    const struct change *change = context;
    site->times = poly_inexact(change->atoms, site->times);
    site->trips = poly_inexact(change->atoms, site->trips);
    return true;
}

static const struct site_tree *changed(const struct algebra *algebra, const struct site_tree *sites,
                                       site_change *change, const struct site_tree *less) {
    struct change context = {.atoms = algebra->atoms, .less = less};
    return site_tree_change(algebra->scratch, sites, change, &context);
}

/* --- peers ------------------------------------------------------------------------------------------------------- */

/* The states of both, one entry for each peer of either: `merge` gets an empty state where a side has none. */
static void merge_peers(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b,
                        struct peer_state (*merge)(const struct algebra *algebra, struct value *out,
                                                   struct peer_state first, struct peer_state second)) {
    if (a->peer_count + b->peer_count == 0)
        return;
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, a->peer_count + b->peer_count);
    uint32_t count = 0, i = 0, k = 0;
    while (i < a->peer_count || k < b->peer_count) {
        int order = i == a->peer_count ? 1 : k == b->peer_count ? -1 : strcmp(a->peers[i].peer, b->peers[k].peer);
        struct peer_state first = {.lead_call = CALL_NONE}, second = first;
        if (order <= 0)
            first = a->peers[i++];
        if (order >= 0)
            second = b->peers[k++];
        const char *peer = order <= 0 ? first.peer : second.peer;
        struct peer_state both = merge(algebra, out, first, second);
        both.peer = peer;
        peers[count++] = both;
    }
    out->peers = peers;
    out->peer_count = count;
}

static void count_wait(const struct algebra *algebra, struct value *out, const struct peer_state *waiting,
                       const char *peer) {
    const struct poly *trip = poly_trips(algebra->atoms, 1, peer, CONFIDENCE_HIGH);
    out->trips = poly_add(algebra->atoms, out->trips, trip);
    if (waiting->lead_call != CALL_NONE) { /* that it runs is noted where it stands */
        struct site_count site = {.call = waiting->lead_call, .trips = trip};
        out->sites = sites_in_sequence(algebra, out->sites, site_tree_of(algebra->scratch, site));
    }
}

/* A state without a peer is a side that has never touched it; one with a peer and no flags has sent and waited. */
static struct peer_state peers_in_sequence(const struct algebra *algebra, struct value *out, struct peer_state first,
                                           struct peer_state second) {
    struct peer_state both = first;
    if (!first.peer)
        return second;
    if (first.is_pending && second.is_led) {
        count_wait(algebra, out, &second, first.peer);
        both.is_pending = false;
    }
    both.is_pending |= second.is_pending;
    return both;
}

static struct peer_state peers_joined(const struct algebra *algebra, struct value *out, struct peer_state first,
                                      struct peer_state second) {
    (void)algebra;
    (void)out;
    struct peer_state both = first;
    both.is_led |= second.is_led;
    both.is_pending |= second.is_pending;
    if (both.lead_call == CALL_NONE)
        both.lead_call = second.lead_call;
    return both;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

bool value_is_free(const struct value *value) { return !value->trips && !value->sends && value->peer_count == 0; }

const struct value *value_sequence(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (a == &value_zero || b == &value_zero)
        return a == &value_zero ? b : a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_add(algebra->atoms, a->trips, b->trips);
    out->sends = poly_add(algebra->atoms, a->sends, b->sends);
    out->sites = sites_in_sequence(algebra, a->sites, b->sites);
    out->is_inexact |= b->is_inexact;
    merge_peers(algebra, out, a, b, peers_in_sequence);
    return out;
}

const struct value *value_join(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (!a || !b || a == b)
        return a ? a : b;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_join(algebra->atoms, a->trips, b->trips);
    out->sends = poly_join(algebra->atoms, a->sends, b->sends);
    out->sites = sites_joined(algebra, a->sites, b->sites);
    out->is_inexact |= b->is_inexact;
    merge_peers(algebra, out, a, b, peers_joined);
    return out;
}

const struct value *value_repeat(const struct algebra *algebra, const struct value *a, const struct poly *turns,
                                 guard_test *is_once, void *context) {
    if (a == &value_zero || !turns)
        return &value_zero;
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms, .turns = turns, .is_once = is_once, .context = context};
    out->trips = poly_repeat(algebra->atoms, turns, a->trips, is_once, context);
    out->sends = poly_repeat(algebra->atoms, turns, a->sends, is_once, context);
    out->sites = site_tree_change(algebra->scratch, a->sites, multiply_site, &change);
    return out;
}

const struct value *value_guarded(const struct algebra *algebra, const struct value *a, const struct guards *guards) {
    if (!guards || a == &value_zero)
        return a;
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms, .guards = guards};
    out->trips = poly_guarded(algebra->atoms, a->trips, guards);
    out->sends = poly_guarded(algebra->atoms, a->sends, guards);
    out->sites = site_tree_change(algebra->scratch, a->sites, guard_site, &change);
    return out;
}

const struct value *value_excess(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (!a || !b || a == &value_zero || b == &value_zero)
        return a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_excess(algebra->atoms, a->trips, b->trips);
    out->sends = poly_excess(algebra->atoms, a->sends, b->sends);
    out->sites = changed(algebra, a->sites, subtract_site, b->sites);
    return out;
}

const struct value *value_closed(const struct algebra *algebra, const struct value *a) {
    struct value *out = copy_of(algebra, a);
    out->trips = poly_closed(algebra->atoms, a->trips);
    out->sites = changed(algebra, a->sites, close_site, NULL);
    return out;
}

const struct value *value_inexact(const struct algebra *algebra, const struct value *a) {
    if (a->is_inexact)
        return a;
    struct value *out = copy_of(algebra, a);
    out->is_inexact = true;
    return out;
}

const struct value *value_settled(const struct algebra *algebra, const struct value *a) {
    if (!a->is_inexact)
        return a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_inexact(algebra->atoms, a->trips);
    out->sends = poly_inexact(algebra->atoms, a->sends);
    out->sites = changed(algebra, a->sites, settle_site, NULL);
    return out;
}

/* The wait at the start of the first turn may have nothing to wait for: it is counted all the same. */
const struct value *value_turn(const struct algebra *algebra, const struct value *a) {
    if (a->peer_count == 0)
        return a;
    struct value *out = copy_of(algebra, a);
    struct peer_state *peers = ARENA_ARRAY(algebra->scratch, struct peer_state, a->peer_count);
    for (uint32_t i = 0; i < a->peer_count; i++) {
        peers[i] = a->peers[i];
        if (!peers[i].is_pending || !peers[i].is_led)
            continue;
        count_wait(algebra, out, &peers[i], peers[i].peer);
        peers[i].is_led = false;
        out->is_inexact = true;
    }
    out->peers = peers;
    return out;
}
