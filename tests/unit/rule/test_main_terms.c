/* Of a sum that is too long to print, what people are shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "unit/algebra/random_poly.h"

#include "rule/main_terms.h"

/* n is a value, t a number of turns that nothing bounds. */
struct sums {
    struct algebra_case c;
    const struct poly *n, *m, *t;
};

static void sums_init(struct sums *sums) {
    algebra_case_init(&sums->c, 1);
    struct atom_table *table = &sums->c.table;
    sums->n = poly_atom(table, sums->c.leaves[0], true);
    sums->m = poly_atom(table, sums->c.leaves[1], true);
    sums->t = poly_atom(table, atom_unknown(table, 0, 1, false), true);
}

static int compare(const struct poly *a, const struct poly *b, const struct poly *path) {
    return main_terms_compare(&a->items[0], &b->items[0], path);
}

static void a_higher_degree_comes_first(void **state) {
    struct sums s;
    (void)state;
    sums_init(&s);
    const struct poly *square = poly_multiply(&s.c.table, s.n, s.m);
    assert_true(compare(square, s.t, NULL) < 0);
    assert_true(compare(s.t, square, s.t) > 0);
    algebra_case_finish(&s.c);
}

static void the_data_comes_before_sizes(void **state) {
    struct sums s;
    (void)state;
    sums_init(&s);
    assert_true(compare(s.t, s.n, NULL) < 0);
    assert_true(compare(s.n, s.t, NULL) > 0);
    assert_int_equal(compare(s.n, s.m, NULL), 0);
    algebra_case_finish(&s.c);
}

static void the_printed_path_comes_before_all(void **state) {
    struct sums s;
    (void)state;
    sums_init(&s);
    const struct poly *path = poly_multiply(&s.c.table, s.n, s.m);
    assert_true(compare(s.m, s.t, path) < 0);
    assert_true(compare(s.t, s.m, path) > 0);
    /* what the path costs besides is not what it is about */
    path = poly_add(&s.c.table, poly_multiply(&s.c.table, s.m, s.m), s.n);
    assert_true(compare(s.t, s.n, path) < 0);
    algebra_case_finish(&s.c);
}

static void of_equals_the_larger_comes_first(void **state) {
    struct sums s;
    (void)state;
    sums_init(&s);
    assert_true(compare(poly_add(&s.c.table, s.m, s.m), s.n, NULL) < 0);
    algebra_case_finish(&s.c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_higher_degree_comes_first),
        cmocka_unit_test(the_data_comes_before_sizes),
        cmocka_unit_test(the_printed_path_comes_before_all),
        cmocka_unit_test(of_equals_the_larger_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
