/* Guards, and polynomials under them. */
#include "algebra/poly.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

struct fixture {
    struct arena arena;
    struct atom_table atoms;
    struct expr a;
    struct expr b;
};

static int start(void **state) {
    struct fixture *f = checked_alloc(1, sizeof *f);
    *f = (struct fixture){.a = {.kind = EXPR_PARAMETER, .index = 0}, .b = {.kind = EXPR_PARAMETER, .index = 1}};
    arena_init(&f->arena);
    atom_table_init(&f->atoms, &f->arena);
    *state = f;
    return 0;
}

static int stop(void **state) {
    struct fixture *f = *state;
    atom_table_finish(&f->atoms);
    arena_finish(&f->arena);
    free(f);
    return 0;
}

static const struct guard *when(struct fixture *f, const struct expr *path, enum expr_op op, int64_t value) {
    return guard_mode(&f->atoms, path, op, false, value);
}

static const struct guards *only(struct fixture *f, const struct guard *guard) {
    return guards_with(&f->atoms, NULL, guard);
}

static const struct poly *trips(struct fixture *f, int64_t count, const struct guard *guard) {
    const struct poly *poly = poly_trips(&f->atoms, count, "p", CONFIDENCE_HIGH);
    return guard ? poly_guarded(&f->atoms, poly, only(f, guard)) : poly;
}

static int64_t sum_of(const struct poly *poly) {
    int64_t value;
    assert_true(poly_is_constant(poly, &value));
    return value;
}

static void equal_guards_are_one(void **state) {
    struct fixture *f = *state;
    const struct guard *one = when(f, &f->a, OP_EQUAL, 1), *two = when(f, &f->a, OP_EQUAL, 2);
    assert_ptr_equal(one, when(f, &f->a, OP_EQUAL, 1));
    assert_ptr_not_equal(one, two);
    assert_ptr_not_equal(one, when(f, &f->b, OP_EQUAL, 1));
    assert_ptr_not_equal(guard_memo(&f->atoms, &f->a, false), guard_memo(&f->atoms, &f->a, true));
    assert_ptr_equal(guards_with(&f->atoms, only(f, one), two), guards_with(&f->atoms, only(f, two), one));
    assert_ptr_equal(guards_with(&f->atoms, only(f, one), one), only(f, one));
}

/* What is kept stays, then conditions on what is passed itself. */
static void sets_have_a_limit(void **state) {
    struct fixture *f = *state;
    struct expr field = {.kind = EXPR_FIELD, .index = 3, .a = &f->a};
    const struct guard *weak = when(f, &field, OP_EQUAL, 1), *memo = guard_memo(&f->atoms, &f->a, false);
    const struct guards *full = guards_with(&f->atoms, only(f, when(f, &f->a, OP_EQUAL, 1)), weak);
    for (int64_t i = 0; full->count < GUARD_LIMIT; i++)
        full = guards_with(&f->atoms, full, when(f, &f->b, OP_LESS, 9 + i));
    assert_ptr_equal(guards_with(&f->atoms, full, when(f, &field, OP_EQUAL, 2)), full);
    const struct guards *kept = guards_with(&f->atoms, full, when(f, &f->b, OP_EQUAL, 1));
    assert_int_equal(kept->count, GUARD_LIMIT);
    assert_false(guards_hold(kept, weak));
    assert_ptr_equal(guards_with(&f->atoms, kept, when(f, &f->a, OP_NOT_EQUAL, 7)), kept);
    kept = guards_with(&f->atoms, kept, memo);
    assert_int_equal(kept->count, GUARD_LIMIT);
    assert_true(guards_hold(kept, memo));
    for (uint32_t i = 1; i < kept->count; i++)
        assert_true(kept->items[i - 1]->id < kept->items[i]->id);
}

static void some_exclude_each_other(void **state) {
    struct fixture *f = *state;
    const struct guard *bit = guard_mode(&f->atoms, &f->a, OP_BIT_AND, false, 4);
    const struct guard *no_bit = guard_mode(&f->atoms, &f->a, OP_BIT_AND, true, 4);
    const struct {
        const struct guard *x;
        const struct guard *y;
        bool excludes;
    } rows[] = {
        {when(f, &f->a, OP_EQUAL, 1), when(f, &f->a, OP_EQUAL, 2), true},
        {when(f, &f->a, OP_EQUAL, 1), when(f, &f->b, OP_EQUAL, 2), false},
        {when(f, &f->a, OP_EQUAL, 0), when(f, &f->a, OP_NOT_EQUAL, 0), true},
        {when(f, &f->a, OP_EQUAL, 1), when(f, &f->a, OP_NOT_EQUAL, 0), false},
        {when(f, &f->a, OP_LESS, 3), when(f, &f->a, OP_GREATER_EQUAL, 3), true},
        {when(f, &f->a, OP_LESS, 3), when(f, &f->a, OP_GREATER_EQUAL, 2), false},
        {when(f, &f->a, OP_EQUAL, 4), when(f, &f->a, OP_LESS, 3), true},
        {bit, no_bit, true},
        {when(f, &f->a, OP_EQUAL, 3), bit, true},
        {when(f, &f->a, OP_EQUAL, 4), no_bit, true},
        {guard_memo(&f->atoms, &f->a, false), when(f, &f->a, OP_EQUAL, 1), false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(guards_exclude(only(f, rows[i].x), only(f, rows[i].y)), rows[i].excludes);
        assert_int_equal(guards_exclude(only(f, rows[i].y), only(f, rows[i].x)), rows[i].excludes);
    }
    assert_false(guards_exclude(NULL, only(f, bit)));
}

static void one_may_imply_another(void **state) {
    struct fixture *f = *state;
    const struct guard *one = when(f, &f->a, OP_EQUAL, 1), *not_zero = when(f, &f->a, OP_NOT_EQUAL, 0);
    assert_true(guards_imply(only(f, one), not_zero));
    assert_true(guards_imply(only(f, one), one));
    assert_false(guards_imply(only(f, not_zero), one));
    assert_false(guards_imply(only(f, one), when(f, &f->b, OP_NOT_EQUAL, 0)));
    assert_false(guards_imply(only(f, one), guard_mode(&f->atoms, &f->a, OP_BIT_AND, true, 1)));
    assert_true(guards_imply(only(f, one), guard_mode(&f->atoms, &f->a, OP_BIT_AND, false, 1)));
    assert_false(guards_imply(NULL, one));
    assert_ptr_equal(guard_opposite(&f->atoms, one), when(f, &f->a, OP_NOT_EQUAL, 1));
    assert_ptr_equal(guard_opposite(&f->atoms, guard_mode(&f->atoms, &f->a, OP_BIT_AND, false, 4)),
                     guard_mode(&f->atoms, &f->a, OP_BIT_AND, true, 4));
    assert_null(guard_opposite(&f->atoms, guard_memo(&f->atoms, &f->a, false)));
}

static void joins_keep_or_drop(void **state) {
    struct fixture *f = *state;
    const struct guard *on = when(f, &f->a, OP_NOT_EQUAL, 0), *off = when(f, &f->a, OP_EQUAL, 0);
    const struct guard *other = when(f, &f->b, OP_NOT_EQUAL, 0);
    /* One way only: the condition stays. */
    const struct poly *joined = poly_join(&f->atoms, trips(f, 2, on), NULL);
    assert_non_null(joined->items[0].guards);
    /* The same on both ways: no condition is left, and nothing is uncertain. */
    joined = poly_join(&f->atoms, trips(f, 2, on), trips(f, 2, off));
    assert_null(joined->items[0].guards);
    assert_true(poly_is_exact(joined));
    /* Opposite conditions are kept apart; shown, they are the larger. */
    joined = poly_join(&f->atoms, trips(f, 2, on), trips(f, 5, off));
    assert_int_equal(joined->count, 2);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, joined)), 5);
    /* Conditions that have nothing to do with each other: the cheaper way where the dearer one is not paid. */
    joined = poly_join(&f->atoms, trips(f, 2, on), trips(f, 5, other));
    assert_int_equal(joined->count, 2);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, joined)), 5);
    /* What is paid in any case is enough for the other way. */
    joined = poly_join(&f->atoms, trips(f, 2, on), trips(f, 5, NULL));
    assert_int_equal(joined->count, 1);
    assert_null(joined->items[0].guards);
    /* In sequence, both may be paid. */
    const struct poly *sum = poly_add(&f->atoms, trips(f, 2, on), trips(f, 5, other));
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, sum)), 7);
    assert_false(poly_is_exact(poly_unguarded(&f->atoms, sum)));
}

/* More cases than a polynomial holds: the largest of them, never their sum. */
static void many_cases_fold(void **state) {
    struct fixture *f = *state;
    const struct poly *all = NULL;
    for (int64_t i = 1; i <= POLY_MONOMIALS * 2; i++)
        all = poly_join(&f->atoms, all, trips(f, i, when(f, &f->a, OP_EQUAL, i)));
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, all)), POLY_MONOMIALS * 2);
}

static enum guard_fate decide(const struct guard *guard, const struct guard **out, void *context) {
    (void)out;
    (void)context;
    return guard->op == OP_EQUAL ? GUARD_FAILS : guard->op == OP_LESS ? GUARD_LOST : GUARD_HOLDS;
}

static bool is_memo(const struct guard *guard, void *context) {
    (void)context;
    return guard->kind == GUARD_MEMO;
}

static void guards_are_decided(void **state) {
    struct fixture *f = *state;
    const struct poly *sum =
        poly_add(&f->atoms, trips(f, 1, when(f, &f->a, OP_EQUAL, 1)), trips(f, 2, when(f, &f->b, OP_NOT_EQUAL, 0)));
    const struct poly *decided = poly_change_guards(&f->atoms, sum, decide, NULL);
    assert_int_equal(sum_of(decided), 2);
    assert_null(decided->items[0].guards);
    assert_true(poly_is_exact(decided));
    decided = poly_change_guards(&f->atoms, trips(f, 4, when(f, &f->a, OP_LESS, 1)), decide, NULL);
    assert_false(poly_is_exact(decided));
}

static void what_is_kept_is_paid_once(void **state) {
    struct fixture *f = *state;
    const struct poly *ten = poly_constant(&f->atoms, 10);
    const struct poly *turn = poly_add(&f->atoms, trips(f, 1, NULL), trips(f, 3, guard_memo(&f->atoms, &f->a, false)));
    assert_int_equal(sum_of(poly_repeat(&f->atoms, ten, turn, is_memo, NULL)), 13);
    assert_int_equal(sum_of(poly_repeat(&f->atoms, ten, trips(f, 2, NULL), is_memo, NULL)), 20);
    assert_null(poly_repeat(&f->atoms, NULL, turn, is_memo, NULL));
}

static bool is_given_option(const struct guard *guard, void *context) { return guard == context; }

static const struct guard *option_of(struct fixture *f, int64_t value) {
    return guard_option(&f->atoms, &f->a, OP_EQUAL, value);
}

/* An option takes no other guard's place, and is told apart from what is paid for sure. */
static void options_stand_apart(void **state) {
    struct fixture *f = *state;
    const struct guard *one = option_of(f, 1), *two = option_of(f, 2), *found;
    const struct guards *full =
        guards_with(&f->atoms, only(f, when(f, &f->a, OP_EQUAL, 1)), when(f, &f->b, OP_LESS, 9));
    const struct guards *more = guards_with(&f->atoms, full, one);
    assert_int_equal(more->count, 3);
    assert_ptr_equal(guards_with(&f->atoms, more, two), more);
    assert_ptr_equal(guards_option(more), one);
    assert_null(guards_option(full));
    const struct poly *sum = poly_add(&f->atoms, trips(f, 1, NULL), trips(f, 4, one));
    assert_int_equal(sum_of(poly_sure(&f->atoms, sum, is_given_option, NULL, &found)), 1);
    assert_ptr_equal(found, one);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, poly_sure(&f->atoms, sum, is_given_option, (void *)one, &found))),
                     5);
    assert_null(found);
    sum = poly_add(&f->atoms, sum, trips(f, 2, two));
    assert_int_equal(sum_of(poly_sure(&f->atoms, sum, is_given_option, NULL, &found)), 1);
    assert_true(guard_is_some_option(found) && !guard_is_of_elements(found));
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, sum)), 7);
}

/* Two ways with the same option keep it, whatever else decides. */
static void ways_keep_their_options(void **state) {
    struct fixture *f = *state;
    const struct guard *one = option_of(f, 1), *found;
    const struct poly *a = poly_guarded(&f->atoms, trips(f, 4, one), only(f, when(f, &f->b, OP_EQUAL, 1)));
    const struct poly *b = poly_add(&f->atoms, trips(f, 4, one), trips(f, 1, NULL));
    const struct poly *both = poly_join(&f->atoms, a, b);
    assert_int_equal(sum_of(poly_sure(&f->atoms, both, is_given_option, NULL, &found)), 1);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, both)), 5);
    /* one way only has it: the dearer way */
    both = poly_join(&f->atoms, trips(f, 4, one), trips(f, 1, NULL));
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, both)), 4);
}

/* What is done for few items, or where a setting changes, is told apart; two such ways cost the dearer. */
static void few_stand_apart(void **state) {
    struct fixture *f = *state;
    const struct guard *kind = guard_seldom(&f->atoms, SELDOM_KIND), *changed = guard_changed(&f->atoms, &f->a), *found;
    assert_int_equal(guard_seldom_reasons(kind), SELDOM_KIND);
    assert_int_equal(guard_seldom_reasons(changed), SELDOM_CHANGED);
    assert_int_equal(guard_seldom_reasons(option_of(f, 1)), 0);
    assert_int_equal(guard_seldom_reasons(guard_some_option(&f->atoms, false)), 0);
    assert_false(guard_is_some_option(kind));
    const struct poly *sum = poly_add(&f->atoms, trips(f, 1, NULL), trips(f, 4, kind));
    assert_int_equal(sum_of(poly_sure(&f->atoms, sum, is_given_option, NULL, &found)), 1);
    assert_ptr_equal(found, kind);
    sum = poly_add(&f->atoms, sum, trips(f, 2, changed));
    assert_int_equal(sum_of(poly_sure(&f->atoms, sum, is_given_option, NULL, &found)), 1);
    assert_int_equal(guard_seldom_reasons(found), SELDOM_KIND | SELDOM_CHANGED);
    sum = poly_add(&f->atoms, sum, trips(f, 1, option_of(f, 1)));
    assert_int_equal(sum_of(poly_sure(&f->atoms, sum, is_given_option, NULL, &found)), 1);
    assert_true(guard_is_some_option(found));
    /* 5 + 1 or 1 + 4: never 5 + 4; and what changes is still there */
    const struct poly *a = poly_add(&f->atoms, trips(f, 5, NULL), trips(f, 1, kind));
    const struct poly *b = poly_add(&f->atoms, trips(f, 1, NULL), trips(f, 4, kind));
    const struct poly *both = poly_join(&f->atoms, a, b);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, both)), 6);
    assert_int_equal(sum_of(poly_sure(&f->atoms, both, is_given_option, NULL, &found)), 5);
    both = poly_join(&f->atoms, poly_add(&f->atoms, a, trips(f, 3, changed)), b);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, both)), 9);
}

/* Where conditions are too many, those go first that say how the function was called. */
static void few_outlast_modes(void **state) {
    struct fixture *f = *state;
    const struct guard *kind = guard_seldom(&f->atoms, SELDOM_KIND), *changed = guard_changed(&f->atoms, &f->a), *found;
    const struct poly *sum = poly_add(&f->atoms, trips(f, 7, kind), trips(f, 5, changed));
    for (int64_t i = 0; i <= POLY_MONOMIALS; i++) {
        const struct guards *mode = only(f, when(f, &f->b, OP_LESS, 9 + i));
        sum = poly_add(&f->atoms, sum, poly_guarded(&f->atoms, trips(f, 1, NULL), mode));
        sum = poly_add(&f->atoms, sum, poly_guarded(&f->atoms, trips(f, 1, changed), mode));
    }
    assert_true(sum->count <= POLY_MONOMIALS);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, sum)), 7 + 5 + 2 * (POLY_MONOMIALS + 1));
    const struct poly *sure = poly_sure(&f->atoms, sum, is_given_option, NULL, &found);
    assert_int_equal(sum_of(poly_unguarded(&f->atoms, sure)), POLY_MONOMIALS + 1);
    assert_int_equal(guard_seldom_reasons(found), SELDOM_KIND | SELDOM_CHANGED);
}

/* That something is neither this nor that gives way to a condition on something else, not that it is not this. */
static void one_of_two_others_goes(void **state) {
    struct fixture *f = *state;
    struct expr x = {.kind = EXPR_FIELD, .index = 3, .a = &f->a}, y = {.kind = EXPR_FIELD, .index = 4, .a = &f->a};
    struct expr z = {.kind = EXPR_FIELD, .index = 5, .a = &f->a};
    const struct guard *on = when(f, &y, OP_NOT_EQUAL, 0), *off = when(f, &z, OP_EQUAL, 0);
    const struct guards *full = only(f, when(f, &f->a, OP_EQUAL, 1)); /* stronger than those that follow */
    while (full->count < GUARD_LIMIT - 3)
        full = guards_with(&f->atoms, full, when(f, &f->b, OP_LESS, full->count));
    const struct guards *two = guards_with(&f->atoms, guards_with(&f->atoms, full, when(f, &x, OP_NOT_EQUAL, 1)), on);
    two = guards_with(&f->atoms, two, when(f, &x, OP_NOT_EQUAL, 2));
    assert_true(guards_hold(guards_with(&f->atoms, two, off), off));
    assert_true(guards_hold(guards_with(&f->atoms, two, off), on));
    assert_ptr_equal(guards_with(&f->atoms, two, when(f, &x, OP_NOT_EQUAL, 3)), two);
    const struct guards *one = guards_with(&f->atoms, guards_with(&f->atoms, full, when(f, &x, OP_NOT_EQUAL, 1)), on);
    one = guards_with(&f->atoms, one, when(f, &y, OP_NOT_EQUAL, 2));
    assert_ptr_equal(guards_with(&f->atoms, one, off), one);
}

static bool is_under(const struct guards *guards, void *context) { return guards_hold(guards, context); }

static bool is_without(const struct guards *guards, void *context) {
    (void)context;
    return guards == NULL;
}

static void parts_by_their_guards(void **state) {
    struct fixture *f = *state;
    const struct guard *on = when(f, &f->a, OP_EQUAL, 1);
    const struct poly *free = poly_trips(&f->atoms, 2, "x", CONFIDENCE_HIGH);
    const struct poly *part = poly_guarded(&f->atoms, poly_trips(&f->atoms, 3, "y", CONFIDENCE_HIGH), only(f, on));
    const struct poly *both = poly_add(&f->atoms, free, part);
    assert_true(poly_is_equal(poly_where(&f->atoms, both, is_under, (void *)on), part));
    assert_true(poly_is_equal(poly_where(&f->atoms, both, is_without, NULL), free));
    assert_true(poly_is_zero(poly_where(&f->atoms, part, is_without, NULL)));
    assert_true(poly_is_zero(poly_where(&f->atoms, NULL, is_without, NULL)));
}

#define GUARD_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        GUARD_TEST(few_stand_apart),           GUARD_TEST(few_outlast_modes),       GUARD_TEST(one_of_two_others_goes),
        GUARD_TEST(options_stand_apart),       GUARD_TEST(ways_keep_their_options), GUARD_TEST(equal_guards_are_one),
        GUARD_TEST(sets_have_a_limit),         GUARD_TEST(one_may_imply_another),   GUARD_TEST(some_exclude_each_other),
        GUARD_TEST(joins_keep_or_drop),        GUARD_TEST(many_cases_fold),         GUARD_TEST(guards_are_decided),
        GUARD_TEST(what_is_kept_is_paid_once), GUARD_TEST(parts_by_their_guards)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
