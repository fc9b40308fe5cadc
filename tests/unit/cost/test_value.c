/* Values and exit maps: sequence, join, turns. Waits: test_wait.c, programs: testdata/_cost. */
#include "unit/value/values.h"

#include "cost/exits.h"

/* `count` round trips made by `call`. */
static const struct value *trips(struct fixture *f, uint32_t call, int64_t count) {
    struct value *value = ARENA_NEW(&f->arena, struct value);
    value->trips = poly_trips(&f->atoms, count, "p", CONFIDENCE_HIGH);
    value->sites = site_tree_of(&f->arena, (struct site_count){call, poly_constant(&f->atoms, 1), value->trips});
    return value;
}

static const struct value *sending(struct fixture *f, const char *name) {
    struct value *value = ARENA_NEW(&f->arena, struct value);
    struct peer_state *state = ARENA_NEW(&f->arena, struct peer_state);
    *state = (struct peer_state){.peer = name, .fresh = SEND_UNNAMED};
    value->peers = state;
    value->peer_count = 1;
    return value;
}

static int64_t count_of(const struct poly *poly) {
    int64_t value;
    assert_true(poly_is_constant(poly, &value));
    return value;
}

static int64_t trips_at(const struct value *value, uint32_t call) {
    const struct site_count *site = site_tree_find(value->sites, call);
    return site ? count_of(site->trips) : 0;
}

static void sequence_adds(void **state) {
    struct fixture *f = *state;
    const struct value *a = trips(f, 0, 1), *b = trips(f, 1, 2);
    const struct value *both = value_sequence(&f->algebra, a, b);
    assert_int_equal(count_of(both->trips), 3);
    assert_int_equal(trips_at(both, 0), 1);
    assert_int_equal(trips_at(both, 1), 2);
    assert_ptr_equal(value_sequence(&f->algebra, &value_zero, a), a);
    assert_ptr_equal(value_sequence(&f->algebra, a, &value_zero), a);
    /* The same call before and after, as the condition of a loop is. */
    assert_int_equal(trips_at(value_sequence(&f->algebra, both, a), 0), 2);
}

static void join_is_the_larger_and_keeps_both_sites(void **state) {
    struct fixture *f = *state;
    const struct value *a = trips(f, 0, 1), *b = trips(f, 1, 2), *join = value_join(&f->algebra, a, b);
    assert_int_equal(count_of(join->trips), 2);
    assert_false(poly_is_exact(join->trips));
    assert_int_equal(trips_at(join, 0), 1);
    assert_int_equal(trips_at(join, 1), 2);
    assert_ptr_equal(value_join(&f->algebra, a, NULL), a);
    assert_ptr_equal(value_join(&f->algebra, NULL, a), a);
    assert_null(value_join(&f->algebra, NULL, NULL));
    assert_false(poly_is_exact(value_join(&f->algebra, a, &value_zero)->trips));
}

static void no_turns_cost_nothing(void **state) {
    struct fixture *f = *state;
    assert_ptr_equal(value_repeat(&f->algebra, trips(f, 0, 3), NULL, NULL, NULL), &value_zero);
    assert_true(value_is_free(value_repeat(&f->algebra, sending(f, "p"), NULL, NULL, NULL)));
    const struct value *twice = value_repeat(&f->algebra, trips(f, 0, 3), poly_constant(&f->atoms, 2), NULL, NULL);
    assert_int_equal(count_of(twice->trips), 6);
    assert_int_equal(count_of(site_tree_find(twice->sites, 0)->times), 2);
}

static void excess_drops_what_was_counted(void **state) {
    struct fixture *f = *state;
    const struct value *turn = value_sequence(&f->algebra, trips(f, 0, 1), trips(f, 1, 1));
    const struct value *last = value_sequence(&f->algebra, trips(f, 0, 1), trips(f, 2, 2));
    const struct value *more = value_excess(&f->algebra, last, turn);
    assert_int_equal(count_of(more->trips), 1);
    assert_null(site_tree_find(more->sites, 0));
    assert_int_equal(trips_at(more, 2), 2);
    assert_ptr_equal(value_excess(&f->algebra, last, NULL), last);
}

static void closed_values_keep_their_loops(void **state) {
    struct fixture *f = *state;
    struct value *loop = ARENA_NEW(&f->arena, struct value);
    loop->sites = site_tree_of(&f->arena, (struct site_count){SITE_LOOP | 4, poly_constant(&f->atoms, 1), NULL});
    const struct value *closed = value_closed(&f->algebra, value_sequence(&f->algebra, trips(f, 0, 3), loop));
    assert_null(poly_open(&f->atoms, closed->trips));
    assert_int_equal(count_of(closed->trips), 3);
    assert_null(site_tree_find(closed->sites, 0));
    assert_non_null(site_tree_find(closed->sites, SITE_LOOP | 4));
}

static void recursion_makes_everything_inexact(void **state) {
    struct fixture *f = *state;
    const struct value *value = value_sequence(&f->algebra, value_inexact(&f->algebra, &value_zero), trips(f, 0, 1));
    assert_true(poly_is_exact(value->trips));
    value = value_settled(&f->algebra, value_repeat(&f->algebra, value, poly_constant(&f->atoms, 2), NULL, NULL));
    assert_false(poly_is_exact(value->trips));
    assert_false(poly_is_exact(site_tree_find(value->sites, 0)->trips));
}

/* --- exits ------------------------------------------------------------------------------------------------------- */

static void a_list_goes_on_only_through_next(void **state) {
    struct fixture *f = *state;
    struct exits arm = exits_join(&f->algebra, exits_only(EXIT_RETURN, trips(f, 0, 1), &facts_none),
                                  exits_next(&value_zero, &facts_none));
    struct exits all = exits_sequence(&f->algebra, arm, exits_next(trips(f, 1, 2), &facts_none));
    assert_int_equal(count_of(all.by_kind[EXIT_RETURN].value->trips), 1);
    assert_int_equal(count_of(all.by_kind[EXIT_NEXT].value->trips), 2);
    all = exits_sequence(&f->algebra, exits_only(EXIT_BREAK, trips(f, 0, 1), &facts_none),
                         exits_next(trips(f, 1, 2), &facts_none));
    assert_null(all.by_kind[EXIT_NEXT].value);
    assert_int_equal(count_of(all.by_kind[EXIT_BREAK].value->trips), 1);
}

static void gotos_are_kept_by_label(void **state) {
    struct fixture *f = *state;
    struct exits all = exits_join(&f->algebra, exits_goto(&f->algebra, 7, trips(f, 0, 1), &facts_none),
                                  exits_goto(&f->algebra, 3, trips(f, 1, 2), &facts_none));
    all = exits_join(&f->algebra, all, exits_goto(&f->algebra, 7, trips(f, 2, 4), &facts_none));
    assert_int_equal(all.goto_count, 2);
    assert_int_equal(all.gotos[0].label, 3);
    assert_null(exits_take_goto(&f->algebra, &all, 5).value);
    assert_int_equal(count_of(exits_take_goto(&f->algebra, &all, 7).value->trips), 4);
    assert_int_equal(all.goto_count, 1);
    struct exits after = exits_sequence(&f->algebra, exits_next(trips(f, 9, 1), &facts_none), all);
    assert_int_equal(count_of(exits_take_goto(&f->algebra, &after, 3).value->trips), 3);
    assert_int_equal(after.goto_count, 0);
    /* A computed goto has a label, too. */
    struct exits computed = exits_join(&f->algebra, exits_goto(&f->algebra, UINT32_MAX, &value_zero, &facts_none),
                                       exits_goto(&f->algebra, 1, &value_zero, &facts_none));
    assert_int_equal(computed.goto_count, 2);
    assert_int_equal(computed.gotos[1].label, UINT32_MAX);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(sequence_adds),
        TEST(join_is_the_larger_and_keeps_both_sites),
        TEST(no_turns_cost_nothing),
        TEST(excess_drops_what_was_counted),
        TEST(closed_values_keep_their_loops),
        TEST(recursion_makes_everything_inexact),
        TEST(a_list_goes_on_only_through_next),
        TEST(gotos_are_kept_by_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
