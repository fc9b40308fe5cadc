/* The algebra of values and exit maps. Tests: tests/unit/cost/test_value.c */
#include "value/value.h"

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

typedef const struct poly *both_counts(struct atom_table *table, const struct poly *a, const struct poly *b);

struct joining {
    struct atom_table *atoms;
    both_counts *join;
};

static struct site_count larger_of_sites(struct site_count a, struct site_count b, void *context) {
    const struct joining *joining = context;
    return (struct site_count){a.call, joining->join(joining->atoms, a.times, b.times),
                               joining->join(joining->atoms, a.trips, b.trips)};
}

static const struct site_tree *sites_in_sequence(const struct algebra *algebra, const struct site_tree *a,
                                                 const struct site_tree *b) {
    return site_tree_merge(algebra->scratch, a, b, sum_of_sites, false, algebra->atoms);
}

static const struct site_tree *sites_joined(const struct algebra *algebra, const struct site_tree *a,
                                            const struct site_tree *b, both_counts *join) {
    struct joining joining = {algebra->atoms, join};
    return site_tree_merge(algebra->scratch, a, b, larger_of_sites, true, &joining);
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
    site->times = poly_repeat(change->atoms, change->turns, site->times, change->is_once, change->context);
    site->trips = poly_repeat(change->atoms, change->turns, site->trips, change->is_once, change->context);
    return true;
}

static enum guard_fate fate_without(const struct guard *guard, const struct guard **out, void *context) {
    const struct change *change = context;
    *out = guard;
    return change->is_once(guard, change->context) ? GUARD_FAILS : GUARD_BECOMES;
}

static bool switch_site_off(struct site_count *site, void *context) {
    const struct change *change = context;
    const struct poly *before = site->trips;
    site->trips = poly_change_guards(change->atoms, before, fate_without, context);
    return !before || site->trips;
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

/* --- few conditions ----------------------------------------------------------------------------------------------- */

static void few_of_both(const struct algebra *algebra, struct value *out, const struct value *a, const struct value *b,
                        both_counts *both) {
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] =
            a->few[i] == a->trips && b->few[i] == b->trips ? out->trips : both(algebra->atoms, a->few[i], b->few[i]);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

void value_add_site(const struct algebra *algebra, struct value *value, struct site_count site) {
    value->trips = poly_add(algebra->atoms, value->trips, site.trips);
    for (int i = 0; i < VALUE_FEW; i++)
        value->few[i] = poly_add(algebra->atoms, value->few[i], site.trips);
    value->sites = sites_in_sequence(algebra, value->sites, site_tree_of(algebra->scratch, site));
}

bool value_is_free(const struct value *value) { return !value->trips && !value->sends && value->peer_count == 0; }

const struct value *value_sequence(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (a == &value_zero || b == &value_zero)
        return a == &value_zero ? b : a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_add(algebra->atoms, a->trips, b->trips);
    few_of_both(algebra, out, a, b, poly_add);
    out->sends = poly_add(algebra->atoms, a->sends, b->sends);
    out->sites = sites_in_sequence(algebra, a->sites, b->sites);
    out->is_inexact |= b->is_inexact;
    wait_sequence(algebra, out, a, b);
    return out;
}

static const struct value *join_by(const struct algebra *algebra, const struct value *a, const struct value *b,
                                   both_counts *join) {
    if (!a || !b || a == b)
        return a ? a : b;
    struct value *out = copy_of(algebra, a);
    out->trips = join(algebra->atoms, a->trips, b->trips);
    few_of_both(algebra, out, a, b, join);
    out->sends = join(algebra->atoms, a->sends, b->sends);
    out->sites = sites_joined(algebra, a->sites, b->sites, join);
    out->is_inexact |= b->is_inexact;
    wait_join(algebra, out, a, b);
    return out;
}

const struct value *value_join(const struct algebra *algebra, const struct value *a, const struct value *b) {
    return join_by(algebra, a, b, poly_join);
}

const struct value *value_join_targets(const struct algebra *algebra, const struct value *a, const struct value *b) {
    return join_by(algebra, a, b, poly_join_targets);
}

const struct value *value_repeat(const struct algebra *algebra, const struct value *a, const struct poly *turns,
                                 guard_test *is_once, void *context) {
    if (a == &value_zero || !turns)
        return &value_zero;
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms, .turns = turns, .is_once = is_once, .context = context};
    out->trips = poly_repeat(algebra->atoms, turns, a->trips, is_once, context);
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] =
            a->few[i] == a->trips ? out->trips : poly_repeat(algebra->atoms, turns, a->few[i], is_once, context);
    out->sends = poly_repeat(algebra->atoms, turns, a->sends, is_once, context);
    out->sites = site_tree_change(algebra->scratch, a->sites, multiply_site, &change);
    int64_t count;
    wait_times(algebra, out, poly_is_constant(turns, &count) && poly_is_exact(turns));
    return out;
}

bool value_is_paid_once(const struct algebra *algebra, const struct value *a, const struct value *repeated) {
    const struct poly *one = poly_unguarded(algebra->atoms, poly_open(algebra->atoms, a->trips));
    const struct poly *all = poly_unguarded(algebra->atoms, poly_open(algebra->atoms, repeated->trips));
    return poly_is_equal(poly_inexact(algebra->atoms, one), poly_inexact(algebra->atoms, all));
}

const struct value *value_without(const struct algebra *algebra, const struct value *a, guard_test *is_off,
                                  void *context) {
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms, .is_once = is_off, .context = context};
    out->trips = poly_change_guards(algebra->atoms, a->trips, fate_without, &change);
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] =
            a->few[i] == a->trips ? out->trips : poly_change_guards(algebra->atoms, a->few[i], fate_without, &change);
    out->sends = poly_change_guards(algebra->atoms, a->sends, fate_without, &change);
    out->sites = site_tree_change(algebra->scratch, a->sites, switch_site_off, &change);
    return out;
}

static bool drop_guesses(struct site_count *site, void *context) {
    const struct change *change = context;
    if (!site->trips)
        return true;
    site->trips = poly_confident(change->atoms, site->trips);
    return poly_confidence(site->trips) > CONFIDENCE_LOW;
}

const struct value *value_confident(const struct algebra *algebra, const struct value *a) {
    const struct poly *trips = poly_confident(algebra->atoms, a->trips);
    if (trips == a->trips)
        return a;
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms};
    out->trips = trips;
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] = poly_confident(algebra->atoms, a->few[i]);
    out->sites = site_tree_change(algebra->scratch, a->sites, drop_guesses, &change);
    return out;
}

const struct value *value_guarded(const struct algebra *algebra, const struct value *a, const struct guards *guards) {
    if (!guards || a == &value_zero)
        return a;
    struct value *out = copy_of(algebra, a);
    struct change change = {.atoms = algebra->atoms, .guards = guards};
    out->trips = poly_guarded(algebra->atoms, a->trips, guards);
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] = a->few[i] == a->trips ? out->trips : poly_guarded(algebra->atoms, a->few[i], guards);
    out->sends = poly_guarded(algebra->atoms, a->sends, guards);
    out->sites = site_tree_change(algebra->scratch, a->sites, guard_site, &change);
    wait_guarded(algebra, out, guards);
    return out;
}

const struct value *value_excess(const struct algebra *algebra, const struct value *a, const struct value *b) {
    if (!a || !b || a == &value_zero || b == &value_zero)
        return a;
    struct value *out = copy_of(algebra, a);
    out->trips = poly_excess(algebra->atoms, a->trips, b->trips);
    few_of_both(algebra, out, a, b, poly_excess);
    out->sends = poly_excess(algebra->atoms, a->sends, b->sends);
    out->sites = changed(algebra, a->sites, subtract_site, b->sites);
    return out;
}

const struct value *value_closed(const struct algebra *algebra, const struct value *a) {
    struct value *out = copy_of(algebra, a);
    out->trips = poly_closed(algebra->atoms, a->trips);
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] = a->few[i] == a->trips ? out->trips : poly_closed(algebra->atoms, a->few[i]);
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
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] = a->few[i] == a->trips ? out->trips : poly_inexact(algebra->atoms, a->few[i]);
    out->sends = poly_inexact(algebra->atoms, a->sends);
    out->sites = changed(algebra, a->sites, settle_site, NULL);
    return out;
}

const struct value *value_turn(const struct algebra *algebra, const struct value *a) {
    if (a->peer_count == 0)
        return a;
    struct value *out = copy_of(algebra, a);
    wait_turn(algebra, out);
    return out;
}

const struct value *value_run(const struct algebra *algebra, const struct value *a) {
    if (a->peer_count == 0)
        return a;
    struct value *out = copy_of(algebra, a);
    wait_own(algebra, out);
    return value_turn(algebra, out);
}
