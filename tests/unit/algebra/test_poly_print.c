/* Printed formulas are canonical: they do not depend on the order in which anything was made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/algebra/random_poly.h"

static const struct poly *leaf(struct algebra_case *c, char name) {
    return poly_atom(&c->table, leaf_of(c, (uint32_t)(name - 'a')), true);
}

static const struct poly *number(struct algebra_case *c, int64_t value) { return poly_constant(&c->table, value); }

static void prints_sums_and_products(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 1);
    const struct poly *m = leaf(&c, 'm'), *n = leaf(&c, 'n');
    const struct poly *sum = poly_add(&c.table, number(&c, 1), n);
    sum = poly_add(&c.table, sum, poly_multiply(&c.table, number(&c, 2), poly_multiply(&c.table, n, m)));
    assert_string_equal(text_of(&c, sum), "2*m*n + n + 1");
    assert_string_equal(text_of(&c, NULL), "0");
    assert_string_equal(text_of(&c, number(&c, 12)), "12");
    assert_string_equal(text_of(&c, poly_multiply(&c.table, n, n)), "n*n");
    algebra_case_finish(&c);
}

static void prints_composed_atoms(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 2);
    const struct poly *m = leaf(&c, 'm'), *n = leaf(&c, 'n'), *less = poly_subtract(&c.table, n, number(&c, 1));
    assert_string_equal(text_of(&c, less), "n - 1");
    assert_string_equal(text_of(&c, poly_multiply(&c.table, m, less)), "(n - 1)*m");
    assert_string_equal(text_of(&c, poly_add(&c.table, m, less)), "(n - 1) + m");
    assert_string_equal(text_of(&c, poly_divide(&c.table, less, 2)), "ceil((n - 1)/2)");
    assert_string_equal(text_of(&c, poly_subtract(&c.table, n, poly_add(&c.table, m, number(&c, 2)))), "n - (m + 2)");
    assert_string_equal(text_of(&c, poly_log(&c.table, poly_add(&c.table, m, n))), "log(m + n)");
    assert_string_equal(text_of(&c, poly_at_least(&c.table, less, 1)), "max{n - 1, 1}");
    assert_string_equal(text_of(&c, poly_join(&c.table, n, poly_add(&c.table, m, number(&c, 1)))), "max{m + 1, n}");
    algebra_case_finish(&c);
}

/* One product with two peers is one term to a reader. */
static void peers_are_added_up(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 3);
    const struct poly *n = leaf(&c, 'n');
    const struct poly *a = poly_multiply(&c.table, n, poly_trips(&c.table, 1, "postgresql", CONFIDENCE_HIGH));
    const struct poly *b = poly_multiply(&c.table, n, poly_trips(&c.table, 2, "redis", CONFIDENCE_HIGH));
    const struct poly *sum = poly_add(&c.table, a, b);
    assert_int_equal(sum->count, 2);
    assert_string_equal(text_of(&c, sum), "3*n");
    algebra_case_finish(&c);
}

static void folded_counts_have_names(void **state) {
    struct algebra_case c;
    (void)state;
    algebra_case_init(&c, 4);
    const struct poly *product = number(&c, 3);
    for (char name = 'a'; name < 'f'; name++)
        product = poly_multiply(&c.table, product, leaf(&c, name));
    assert_string_equal(text_of(&c, product), "3*others^5");
    product = poly_multiply(&c.table, product, poly_atom(&c.table, leaf_of(&c, LEAF_COUNT - 1), true));
    assert_string_equal(text_of(&c, product), "3*others^5*inner");
    assert_int_equal(poly_degree(product), POLY_DEGREE);
    algebra_case_finish(&c);
}

/* The same sums and joins, made in two orders in two tables whose atoms have other numbers. */
static void text_does_not_depend_on_order(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 40; seed++) {
        struct algebra_case first, second;
        algebra_case_init(&first, seed);
        arena_init(&second.arena);
        atom_table_init(&second.table, &second.arena);
        for (uint32_t i = LEAF_COUNT; i-- > 0;)
            second.leaves[i] = leaf_of(&second, i);
        const struct poly *a = NULL, *b = NULL;
        uint32_t drawn[6];
        for (int i = 0; i < 6; i++)
            drawn[i] = random_below(&first, 20);
        for (int i = 0; i < 6; i++) {
            const struct poly *x = poly_atom(&first.table, first.leaves[drawn[i]], true);
            const struct poly *y = poly_atom(&second.table, second.leaves[drawn[5 - i]], true);
            bool is_sum = drawn[0] % 2 == 0;
            a = is_sum || !a ? poly_add(&first.table, a, x) : poly_join(&first.table, a, x);
            b = is_sum || !b ? poly_add(&second.table, b, y) : poly_join(&second.table, b, y);
        }
        assert_string_equal(text_of(&first, a), text_of(&second, b));
        algebra_case_finish(&first);
        algebra_case_finish(&second);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_sums_and_products),
        cmocka_unit_test(prints_composed_atoms),
        cmocka_unit_test(peers_are_added_up),
        cmocka_unit_test(folded_counts_have_names),
        cmocka_unit_test(text_does_not_depend_on_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
