/* The algebra holds what it promises on random polynomials: laws, upper bounds, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "unit/algebra/random_poly.h"

#define ROUNDS 400
#define DRAWS  10
#define ALMOST 1e-9

static void assert_at_least(double large, double small) {
    if (large < small - small * ALMOST)
        fail_msg("%.17g is less than %.17g", large, small);
}

static void assert_near(double a, double b, double distance) {
    if (a - b > distance || b - a > distance)
        fail_msg("%.17g is not %.17g", a, b);
}

static void assert_same(const struct poly *a, const struct poly *b) {
    assert_true(poly_is_equal(a, b));
    assert_int_equal(poly_is_exact(a), poly_is_exact(b));
}

static void addition_is_commutative_and_associative(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 1);
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *a = random_poly(&c, 4, 3, 5), *b = random_poly(&c, 4, 3, 5), *d = random_poly(&c, 4, 3, 5);
        assert_same(poly_add(&c.table, a, b), poly_add(&c.table, b, a));
        assert_same(poly_add(&c.table, poly_add(&c.table, a, b), d), poly_add(&c.table, a, poly_add(&c.table, b, d)));
        assert_same(poly_add(&c.table, a, NULL), a);
        draw_values(&c);
        assert_near(value_of(&c, poly_add(&c.table, a, b)), value_of(&c, a) + value_of(&c, b), ALMOST);
    }
    algebra_case_finish(&c);
}

static void multiplication_is_that_of_numbers(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 2);
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *a = random_poly(&c, 2, 2, 4), *b = random_poly(&c, 2, 2, 4), *d = random_poly(&c, 2, 1, 4);
        const struct poly *product = poly_multiply(&c.table, a, b);
        assert_same(product, poly_multiply(&c.table, b, a));
        assert_same(poly_multiply(&c.table, d, poly_add(&c.table, a, b)),
                    poly_add(&c.table, poly_multiply(&c.table, d, a), poly_multiply(&c.table, d, b)));
        assert_null(poly_multiply(&c.table, a, NULL));
        draw_values(&c);
        assert_near(value_of(&c, product), value_of(&c, a) * value_of(&c, b), 1e-3);
    }
    algebra_case_finish(&c);
}

static void join_is_the_larger(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 3);
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *a = random_poly(&c, 4, 2, 6), *b = random_poly(&c, 4, 2, 6), *d = random_poly(&c, 4, 2, 6);
        const struct poly *join = poly_join(&c.table, a, b);
        assert_same(join, poly_join(&c.table, b, a));
        assert_same(poly_join(&c.table, a, a), a);
        const struct poly *left = poly_join(&c.table, join, d);
        const struct poly *right = poly_join(&c.table, a, poly_join(&c.table, b, d));
        for (int draw = 0; draw < DRAWS; draw++) {
            draw_values(&c);
            double x = value_of(&c, a), y = value_of(&c, b), z = value_of(&c, d), largest = x > y ? x : y;
            assert_at_least(value_of(&c, join), largest);
            largest = z > largest ? z : largest;
            assert_near(value_of(&c, left), largest, 1e-6);
            assert_near(value_of(&c, right), largest, 1e-6);
        }
    }
    algebra_case_finish(&c);
}

/* Fifty arms, each with a count of its own, are no sum. */
static void join_of_many_is_no_sum(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 4);
    const struct poly *join = NULL;
    for (uint32_t i = 0; i < LEAF_COUNT; i++)
        join = i ? poly_join(&c.table, join, poly_atom(&c.table, c.leaves[i], true))
                 : poly_atom(&c.table, c.leaves[i], true);
    assert_int_equal(join->count, 1);
    assert_int_equal(join->items[0].factors[0]->kind, ATOM_MAX);
    assert_int_equal(join->items[0].factors[0]->item_count, POLY_ALTERNATIVES);
    for (int draw = 0; draw < DRAWS; draw++) {
        double largest = 0;
        draw_values(&c);
        for (uint32_t i = 0; i < LEAF_COUNT; i++)
            largest = c.values[i] > largest ? c.values[i] : largest;
        assert_at_least(value_of(&c, join), largest);
    }
    algebra_case_finish(&c);
}

static void join_keeps_open_apart(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 5);
    const struct poly *open = poly_trips(&c.table, 2, "p", CONFIDENCE_HIGH);
    const struct poly *closed = poly_closed(&c.table, poly_trips(&c.table, 3, "p", CONFIDENCE_HIGH));
    const struct poly *join = poly_join(&c.table, open, closed);
    int64_t value;
    assert_true(poly_is_constant(poly_open(&c.table, join), &value));
    assert_int_equal(value, 2);
    assert_true(poly_is_constant(join, &value));
    assert_int_equal(value, 5);
    algebra_case_finish(&c);
}

static void join_of_peers_and_confidences(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 6);
    const struct poly *a = poly_trips(&c.table, 1, "postgresql", CONFIDENCE_HIGH);
    const struct poly *b = poly_trips(&c.table, 1, "redis", CONFIDENCE_MEDIUM);
    const struct poly *join = poly_join(&c.table, a, b);
    int64_t value;
    assert_same(join, poly_join(&c.table, b, a));
    assert_true(poly_is_constant(join, &value));
    assert_int_equal(value, 1);
    assert_false(poly_is_exact(join));
    assert_int_equal(poly_confidence(poly_add(&c.table, a, b)), CONFIDENCE_MEDIUM);
    assert_int_equal(poly_confidence(poly_limit_confidence(&c.table, a, CONFIDENCE_LOW)), CONFIDENCE_LOW);
    algebra_case_finish(&c);
}

static void the_second_medium_call_makes_a_guess(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 6);
    const struct poly *a = poly_trips(&c.table, 1, "postgresql", CONFIDENCE_HIGH);
    const struct poly *once = poly_through(&c.table, a, CONFIDENCE_MEDIUM);
    assert_same(poly_through(&c.table, a, CONFIDENCE_HIGH), a);
    assert_int_equal(poly_confidence(once), CONFIDENCE_MEDIUM);
    assert_same(poly_through(&c.table, once, CONFIDENCE_HIGH), once);
    assert_int_equal(poly_confidence(poly_through(&c.table, once, CONFIDENCE_MEDIUM)), CONFIDENCE_LOW);
    assert_int_equal(poly_confidence(poly_through(&c.table, a, CONFIDENCE_LOW)), CONFIDENCE_LOW);
    algebra_case_finish(&c);
}

static void guesses_stand_apart_from_what_is_known(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 6);
    const struct poly *known = poly_trips(&c.table, 2, "postgresql", CONFIDENCE_MEDIUM);
    const struct poly *guess = poly_trips(&c.table, 5, "postgresql", CONFIDENCE_LOW);
    const struct poly *closed = poly_closed(&c.table, known);
    assert_same(poly_confident(&c.table, known), known);
    assert_same(poly_confident(&c.table, guess), guess); /* all that is known is a guess */
    assert_same(poly_confident(&c.table, poly_add(&c.table, known, guess)), poly_inexact(&c.table, known));
    const struct poly *told = poly_add(&c.table, closed, guess); /* what is known is told of already */
    assert_same(poly_confident(&c.table, told), told);
    algebra_case_finish(&c);
}

static void excess_is_what_is_more(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 7);
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *a = random_poly(&c, 4, 2, 4), *b = random_poly(&c, 4, 2, 4);
        const struct poly *more = poly_excess(&c.table, a, b);
        for (int draw = 0; draw < DRAWS; draw++) {
            draw_values(&c);
            assert_at_least(value_of(&c, b) + value_of(&c, more), value_of(&c, a));
            assert_at_least(value_of(&c, a), value_of(&c, more));
        }
        assert_null(poly_excess(&c.table, a, a));
    }
    algebra_case_finish(&c);
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

static void assert_within_limits(const struct poly *poly) {
    if (!poly)
        return;
    assert_in_range(poly->count, 1, POLY_MONOMIALS);
    for (uint32_t i = 0; i < poly->count; i++) {
        uint32_t degree = 0;
        assert_true(poly->items[i].coefficient > 0);
        assert_in_range(poly->items[i].factor_count, 0, POLY_FACTORS);
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++) {
            degree += poly->items[i].factors[k]->degree;
            assert_in_range(poly->items[i].factors[k]->size, 1, POLY_SIZE + 4);
        }
        assert_in_range(degree, 0, POLY_DEGREE);
    }
}

static void limits_never_make_a_sum_smaller(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 8);
    for (int round = 0; round < ROUNDS / 4; round++) {
        const struct poly *sum = NULL;
        double exact = 0;
        draw_values(&c);
        for (int i = 0; i < 60; i++) {
            const struct poly *one = random_poly(&c, 2, 4, LEAF_COUNT);
            exact += value_of(&c, one);
            sum = poly_add(&c.table, sum, one);
            assert_within_limits(sum);
            assert_at_least(value_of(&c, sum), exact);
        }
        assert_false(poly_is_exact(sum));
    }
    algebra_case_finish(&c);
}

static void limits_never_make_a_product_smaller(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 9);
    for (int round = 0; round < ROUNDS; round++) {
        const struct poly *product = poly_constant(&c.table, 1);
        double exact = 1;
        draw_values(&c);
        for (int i = 0; i < 9; i++) {
            const struct poly *one = random_poly(&c, 2, 2, LEAF_COUNT);
            one = poly_add(&c.table, one, poly_constant(&c.table, 1));
            exact *= value_of(&c, one);
            product = poly_multiply(&c.table, product, one);
            assert_within_limits(product);
            assert_at_least(value_of(&c, product), exact);
        }
    }
    algebra_case_finish(&c);
}

static void composed_atoms_keep_the_limits(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 10);
    for (int round = 0; round < ROUNDS; round++)
        assert_within_limits(random_composed(&c, 4));
    algebra_case_finish(&c);
}

/* Thousands of different terms and levels end in a polynomial of a few monomials, in little memory. */
static void a_large_program_stays_small(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 11);
    const struct poly *sum = NULL, *nest = poly_constant(&c.table, 1);
    for (uint32_t i = 0; i < 20000; i++) {
        const struct poly *turns = poly_atom(&c.table, atom_unknown(&c.table, i, 0, false), false);
        sum = poly_add(&c.table, sum, turns);
        nest = poly_add(&c.table, poly_join(&c.table, nest, poly_multiply(&c.table, turns, nest)),
                        poly_constant(&c.table, 1));
    }
    assert_within_limits(sum);
    assert_within_limits(nest);
    assert_at_least(value_of(&c, sum), 20000.0 * 60);
    assert_true(c.arena.used_bytes < UINT64_C(200) * 1000 * 1000);
    algebra_case_finish(&c);
}

static void coefficients_saturate(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 12);
    const struct poly *huge = poly_constant(&c.table, INT64_MAX);
    int64_t value;
    assert_true(poly_is_constant(poly_add(&c.table, huge, huge), &value));
    assert_int_equal(value, INT64_MAX);
    assert_true(poly_is_constant(poly_multiply(&c.table, huge, huge), &value));
    assert_int_equal(value, INT64_MAX);
    assert_null(poly_constant(&c.table, 0));
    assert_null(poly_constant(&c.table, INT64_MIN));
    algebra_case_finish(&c);
}

/* --- turns ------------------------------------------------------------------------------------------------------- */

static void subtraction_stops_at_zero(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 13);
    const struct poly *n = poly_atom(&c.table, c.leaves[0], true), *one = poly_constant(&c.table, 1);
    const struct poly *less = poly_subtract(&c.table, n, one);
    c.values[0] = 0;
    assert_near(value_of(&c, less), 0, 0);
    c.values[0] = 5;
    assert_near(value_of(&c, less), 4, 0);
    assert_string_equal(text_of(&c, poly_subtract(&c.table, less, one)), "a - 2");
    assert_same(poly_subtract(&c.table, poly_add(&c.table, n, one), one), n);
    assert_null(poly_subtract(&c.table, n, n));
    assert_null(poly_subtract(&c.table, one, poly_constant(&c.table, 3)));
    assert_true(poly_is_exact(less));
    /* What is taken away may be less than it says: then it must not be taken away. */
    const struct poly *at_most = poly_inexact(&c.table, one);
    assert_same(poly_subtract(&c.table, n, at_most), poly_inexact(&c.table, n));
    algebra_case_finish(&c);
}

static void division_rounds_up(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 14);
    const struct poly *n = poly_atom(&c.table, c.leaves[0], true);
    int64_t value;
    assert_true(poly_is_constant(poly_divide(&c.table, poly_constant(&c.table, 7), 2), &value));
    assert_int_equal(value, 4);
    const struct poly *half = poly_divide(&c.table, n, 2);
    assert_string_equal(text_of(&c, half), "ceil(a/2)");
    assert_string_equal(text_of(&c, poly_divide(&c.table, half, 5)), "ceil(a/10)");
    assert_same(poly_divide(&c.table, poly_multiply(&c.table, n, poly_constant(&c.table, 6)), 6), n);
    assert_same(poly_divide(&c.table, n, 1), n);
    assert_same(poly_divide(&c.table, n, 0), n);
    assert_null(poly_divide(&c.table, NULL, 3));
    c.values[0] = 9;
    assert_near(value_of(&c, half), 5, 0);
    algebra_case_finish(&c);
}

/* for (i = 1; i < n; i *= 2) and while (n) n >>= 1 never run more often. */
static void logarithm_is_never_too_small(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 15);
    const struct poly *log_n = poly_log(&c.table, poly_atom(&c.table, c.leaves[0], true));
    for (int n = 0; n <= 60; n++) {
        int up = 0, down = 0;
        for (int i = 1; i < n; i *= 2)
            up++;
        for (int i = n; i > 0; i >>= 1)
            down++;
        c.values[0] = n;
        assert_at_least(value_of(&c, log_n), up);
        assert_at_least(value_of(&c, log_n), down);
        int64_t value;
        assert_true(poly_is_constant(poly_log(&c.table, poly_constant(&c.table, n)), &value));
        assert_int_equal(value, down);
    }
    assert_int_equal(poly_degree(log_n), 0);
    algebra_case_finish(&c);
}

static void at_least_is_exact(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 16);
    const struct poly *n = poly_atom(&c.table, c.leaves[0], true), *one = poly_constant(&c.table, 1);
    const struct poly *turns = poly_at_least(&c.table, n, 1);
    assert_string_equal(text_of(&c, turns), "max{a, 1}");
    assert_true(poly_is_exact(turns));
    assert_same(poly_at_least(&c.table, NULL, 1), one);
    assert_same(poly_at_least(&c.table, poly_add(&c.table, n, one), 1), poly_add(&c.table, n, one));
    assert_same(poly_at_least(&c.table, poly_constant(&c.table, 7), 1), poly_constant(&c.table, 7));
    assert_same(poly_at_least(&c.table, one, 3), poly_constant(&c.table, 3));
    algebra_case_finish(&c);
}

/* --- substitution ------------------------------------------------------------------------------------------------ */

struct replacing {
    struct algebra_case *c;
    const struct poly *by[LEAF_COUNT];
};

static const struct poly *replace_leaf(const struct atom *atom, void *context) {
    struct replacing *replacing = context;
    return atom->path ? replacing->by[atom->path->index] : poly_atom(&replacing->c->table, atom, false);
}

/* The value after substitution is the value with the substituted numbers, as long as no limit folds. */
static void substitution_commutes_with_evaluation(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 17);
    for (int round = 0; round < ROUNDS; round++) {
        struct replacing replacing = {.c = &c};
        for (uint32_t i = 0; i < LEAF_COUNT; i++)
            replacing.by[i] = random_poly(&c, 2, 1, 6);
        const struct poly *a = random_poly(&c, 3, 2, 6), *b = random_poly(&c, 2, 1, 6);
        switch (round % 4) {
        case 0:
            a = poly_subtract(&c.table, a, b);
            break;
        case 1:
            a = poly_divide(&c.table, a, 3);
            break;
        case 2:
            a = poly_join(&c.table, a, b);
            break;
        default:
            break;
        }
        const struct poly *after = poly_substitute(&c.table, a, replace_leaf, &replacing);
        draw_values(&c);
        double direct = value_of(&c, after), before[LEAF_COUNT];
        for (uint32_t i = 0; i < LEAF_COUNT; i++)
            before[i] = value_of(&c, replacing.by[i]);
        for (uint32_t i = 0; i < LEAF_COUNT; i++)
            c.values[i] = before[i];
        assert_at_least(direct, value_of(&c, a));
        if (poly_is_exact(after))
            assert_near(direct, value_of(&c, a), 1e-3);
    }
    algebra_case_finish(&c);
}

static void substitution_keeps_peer_and_openness(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 18);
    const struct poly *n = poly_atom(&c.table, c.leaves[0], true);
    const struct poly *trips = poly_multiply(&c.table, n, poly_trips(&c.table, 2, "redis", CONFIDENCE_MEDIUM));
    struct replacing replacing = {.c = &c};
    replacing.by[0] = poly_constant(&c.table, 7);
    const struct poly *after = poly_substitute(&c.table, trips, replace_leaf, &replacing);
    assert_same(after, poly_trips(&c.table, 14, "redis", CONFIDENCE_MEDIUM));
    replacing.by[0] = NULL; /* no turns, no trips */
    assert_null(poly_substitute(&c.table, trips, replace_leaf, &replacing));
    algebra_case_finish(&c);
}

static void making_a_polynomial_again_gives_the_same(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 19);
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t seed = c.seed;
        const struct poly *first = random_composed(&c, 3);
        c.seed = seed;
        assert_same(random_composed(&c, 3), first);
        if (first)
            assert_true(poly_is_equal(first, poly_inexact(&c.table, first)));
    }
    algebra_case_finish(&c);
}

/* What is kept survives; the rest makes room. */
static void forgetting_keeps_what_is_kept(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 20);
    const struct poly *kept[50];
    double values[50], drawn[LEAF_COUNT];
    draw_values(&c);
    memcpy(drawn, c.values, sizeof drawn);
    for (int i = 0; i < 50; i++) {
        kept[i] = poly_keep(&c.table, random_composed(&c, 3));
        assert_same(poly_keep(&c.table, kept[i]), kept[i]);
        values[i] = value_of(&c, kept[i]);
        atom_table_forget(&c.table);
    }
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < 20; i++)
            random_composed(&c, 3);
        atom_table_forget(&c.table);
    }
    memcpy(c.values, drawn, sizeof drawn);
    for (int i = 0; i < 50; i++)
        assert_near(value_of(&c, kept[i]), values[i], 0);
    assert_null(poly_keep(&c.table, NULL));
    algebra_case_finish(&c);
}

/* A result that is remembered is the one that making it anew would find: the kept one, once it is kept. */
static void what_is_kept_is_found_as_kept(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 21);
    const struct poly *a = poly_keep(&c.table, poly_atom(&c.table, c.leaves[0], true));
    const struct poly *b = poly_keep(&c.table, poly_atom(&c.table, c.leaves[1], true));
    const struct poly *sum = poly_add(&c.table, a, b), *kept = poly_keep(&c.table, sum);
    assert_ptr_not_equal(sum, kept);
    assert_ptr_equal(poly_add(&c.table, a, b), kept);
    assert_ptr_equal(poly_add(&c.table, b, a), kept);
    assert_ptr_equal(poly_keep(&c.table, sum), kept);
    atom_table_forget(&c.table);
    assert_ptr_equal(poly_add(&c.table, a, b), kept);
    algebra_case_finish(&c);
}

/* What one replacement knows of atoms changes nothing for the next polynomial. */
static void one_replacement_serves_many(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 22);
    for (int round = 0; round < ROUNDS; round++) {
        struct replacing replacing = {.c = &c};
        struct poly_replacement replacement = {.replace = replace_leaf, .context = &replacing};
        for (uint32_t i = 0; i < LEAF_COUNT; i++)
            replacing.by[i] = random_poly(&c, 1 + i % 2, 1, 6);
        for (int i = 0; i < 4; i++) {
            const struct poly *poly = random_composed(&c, 2);
            const struct poly *alone = poly_substitute(&c.table, poly, replace_leaf, &replacing);
            assert_same(poly_replaced(&c.table, poly, &replacement), alone);
        }
    }
    algebra_case_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addition_is_commutative_and_associative),
        cmocka_unit_test(multiplication_is_that_of_numbers),
        cmocka_unit_test(join_is_the_larger),
        cmocka_unit_test(join_of_many_is_no_sum),
        cmocka_unit_test(join_keeps_open_apart),
        cmocka_unit_test(join_of_peers_and_confidences),
        cmocka_unit_test(the_second_medium_call_makes_a_guess),
        cmocka_unit_test(guesses_stand_apart_from_what_is_known),
        cmocka_unit_test(excess_is_what_is_more),
        cmocka_unit_test(limits_never_make_a_sum_smaller),
        cmocka_unit_test(limits_never_make_a_product_smaller),
        cmocka_unit_test(composed_atoms_keep_the_limits),
        cmocka_unit_test(a_large_program_stays_small),
        cmocka_unit_test(coefficients_saturate),
        cmocka_unit_test(subtraction_stops_at_zero),
        cmocka_unit_test(division_rounds_up),
        cmocka_unit_test(logarithm_is_never_too_small),
        cmocka_unit_test(at_least_is_exact),
        cmocka_unit_test(substitution_commutes_with_evaluation),
        cmocka_unit_test(substitution_keeps_peer_and_openness),
        cmocka_unit_test(forgetting_keeps_what_is_kept),
        cmocka_unit_test(what_is_kept_is_found_as_kept),
        cmocka_unit_test(one_replacement_serves_many),
        cmocka_unit_test(making_a_polynomial_again_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
