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
};

static bool multiply_site(struct site_count *site, void *context) {
    const struct change *change = context;
    site->times = poly_multiply(change->atoms, change->turns, site->times);
    site->trips = poly_multiply(change->atoms, change->turns, site->trips);
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
    return (site->call & SITE_LOOP) != 0;
}

static bool settle_site(struct site_count *site, void *context) {
    const struct change *change = context;
    site->times = poly_inexact(change->atoms, site->times);
    site->trips = poly_inexact(change->atoms, site->trips);
    return true;
}

static const struct site_tree *changed(const struct algebra *algebra, const struct site_tree *sites,
                                       site_change *change, const struct poly *turns, const struct site_tree *less) {
    struct change context = {algebra->atoms, turns, less};
    return site_tree_change(algebra->scratch, sites, change, &context);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

void value_add_site(const struct algebra *algebra, struct value *value, struct site_count site) {
    value->trips = poly_add(algebra->atoms, value->trips, site.trips);
    value->sites = sites_in_sequence(algebra, value->sites, site_tree_of(algebra->scratch, site));
}

bool value_is_free(const struct value *value) { return !value->trips && !value->sends && value->peer_count == 0; }

const struct value *value_sequence(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (a == &value_zero || b == &value_zero)
        return a == &value_zero ? b : a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_add(algebra->atoms, a->trips, b->trips);
    out->sends = poly_add(algebra->atoms, a->sends, b->sends);
    out->sites = sites_in_sequence(algebra, a->sites, b->sites);
    out->is_inexact |= b->is_inexact;
    wait_sequence(algebra, out, a, b);
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
    wait_join(algebra, out, a, b);
    return out;
}

const struct value *value_times(const struct algebra *algebra, const struct value *a, const struct poly *turns) {
    if (a == &value_zero || !turns)
        return &value_zero;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_multiply(algebra->atoms, turns, a->trips);
    out->sends = poly_multiply(algebra->atoms, turns, a->sends);
    out->sites = changed(algebra, a->sites, multiply_site, turns, NULL);
    int64_t count;
    wait_times(algebra, out, poly_is_constant(turns, &count) && poly_is_exact(turns));
    return out;
}

const struct value *value_excess(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (!a || !b || a == &value_zero || b == &value_zero)
        return a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_excess(algebra->atoms, a->trips, b->trips);
    out->sends = poly_excess(algebra->atoms, a->sends, b->sends);
    out->sites = changed(algebra, a->sites, subtract_site, NULL, b->sites);
    return out;
}

const struct value *value_closed(const struct algebra *algebra, const struct value *a) {
    struct value *out = copy_of(algebra, a);
    out->trips = poly_closed(algebra->atoms, a->trips);
    out->sites = changed(algebra, a->sites, close_site, NULL, NULL);
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
    out->sites = changed(algebra, a->sites, settle_site, NULL, NULL);
    return out;
}

const struct value *value_turn(const struct algebra *algebra, const struct value *a) {
    if (a->peer_count == 0)
        return a;
    struct value *out = copy_of(algebra, a);
    wait_turn(algebra, out);
    return out;
}

/* --- exits ------------------------------------------------------------------------------------------------------- */

struct exits exits_next(const struct value *value) {
    return exits_only(EXIT_NEXT, value);
}

struct exits exits_only(enum exit_kind kind, const struct value *value) {
    struct exits exits = {0};
    exits.by_kind[kind] = value;
    return exits;
}

struct exits exits_goto(const struct algebra *algebra, uint32_t label, const struct value *value) {
    struct goto_exit *one = ARENA_NEW(algebra->scratch, struct goto_exit);
    *one = (struct goto_exit){label, value};
    return (struct exits){.gotos = one, .goto_count = 1};
}

static void merge_gotos(const struct algebra *algebra, struct exits *out, const struct exits *a,
                        const struct exits *b) {
    if (a->goto_count == 0 || b->goto_count == 0) {
        const struct exits *whole = a->goto_count ? a : b;
        out->gotos = whole->gotos;
        out->goto_count = whole->goto_count;
        return;
    }
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, a->goto_count + b->goto_count);
    uint32_t count = 0, i = 0, k = 0;
    while (i < a->goto_count || k < b->goto_count) {
        uint64_t x = i < a->goto_count ? a->gotos[i].label : UINT64_MAX;
        uint64_t y = k < b->goto_count ? b->gotos[k].label : UINT64_MAX;
        struct goto_exit one = {(uint32_t)(x < y ? x : y), NULL};
        if (x <= y)
            one.value = a->gotos[i++].value;
        if (y <= x)
            one.value = value_join(algebra, one.value, b->gotos[k++].value);
        gotos[count++] = one;
    }
    out->gotos = gotos;
    out->goto_count = count;
}

struct exits exits_join(const struct algebra *algebra, struct exits a, struct exits b) {
    struct exits out = {0};
    for (int i = 0; i < EXIT_COUNT; i++)
        out.by_kind[i] = value_join(algebra, a.by_kind[i], b.by_kind[i]);
    merge_gotos(algebra, &out, &a, &b);
    return out;
}

struct exits exits_sequence(const struct algebra *algebra, struct exits a, struct exits b) {
    const struct value *before = a.by_kind[EXIT_NEXT];
    if (!before)
        return a;
    struct exits after = {0};
    for (int i = 0; i < EXIT_COUNT; i++)
        if (b.by_kind[i])
            after.by_kind[i] = value_sequence(algebra, before, b.by_kind[i]);
    struct goto_exit *gotos = ARENA_ARRAY(algebra->scratch, struct goto_exit, b.goto_count);
    for (uint32_t i = 0; i < b.goto_count; i++)
        gotos[i] = (struct goto_exit){b.gotos[i].label, value_sequence(algebra, before, b.gotos[i].value)};
    after.gotos = gotos;
    after.goto_count = b.goto_count;
    a.by_kind[EXIT_NEXT] = NULL;
    return exits_join(algebra, a, after);
}

const struct value *exits_take_goto(const struct algebra *algebra, struct exits *exits, uint32_t label) {
    for (uint32_t i = 0; i < exits->goto_count; i++) {
        if (exits->gotos[i].label != label)
            continue;
        const struct value *value = exits->gotos[i].value;
        struct goto_exit *rest = ARENA_ARRAY(algebra->scratch, struct goto_exit, exits->goto_count);
        memcpy(rest, exits->gotos, i * sizeof *rest);
        memcpy(rest + i, exits->gotos + i + 1, (exits->goto_count - i - 1) * sizeof *rest);
        exits->gotos = rest;
        exits->goto_count--;
        return value;
    }
    return NULL;
}
