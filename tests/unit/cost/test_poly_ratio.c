/* Division by a count. */
#include "unit/cost/counted.h"

#define CASE                                                                                                           \
    "(unit \"a.c\" (symbols (query function (header \"demo.h\" 1)) (f function) (g function) (h function) "            \
    "(k function) (l function))"                                                                                       \
    " (function f (parameters c n step) (locals i) (body (assign i 0)"                                                 \
    " (loop for (condition (< i n)) (step (assign i += step)) (body (call query (c \"one\"))))))"                      \
    " (function g (parameters c m) (body (call f (c (* 10 m) 10))))"                                                   \
    " (function h (parameters c m) (body (call f (c m m))))"                                                           \
    " (function k (parameters c m s) (body (call f (c (+ m 1) (* 2 s)))))"                                             \
    " (function l (parameters c m s) (body (branch if (> s 8) (then (assign s 8))) (call f (c m s)))))"

static void callers_put_their_arguments_in(void **state) {
    struct counted c = {0};
    (void)state;
    counted_make(&c, CASE);
    assert_string_equal(counted_trips(&c, "f"), "ceil(n/step)");
    assert_string_equal(counted_trips(&c, "g"), "m");
    assert_string_equal(counted_trips(&c, "h"), "1");
    assert_string_equal(counted_trips(&c, "k"), "ceil((m + 1)/(2*s))");
    assert_string_equal(counted_trips(&c, "l"), "up to m"); /* 8 is the most that s is: it may be 1 */
    counted_finish(&c);
}

static double value_of(const char *name) {
    struct counted c = {0};
    counted_make(&c, CASE);
    double value =
        poly_value(c.costs.functions[linked_function(&c.linked, NULL, name)].value.trips, turns_assumed, NULL);
    counted_finish(&c);
    return value;
}

/* A thousand, ten at a time. */
static void a_step_is_taken_for_small(void **state) {
    (void)state;
    double value = value_of("f");
    if (value < 100 || value > 100)
        fail_msg("%g", value);
}

static void dividing(void **state) {
    struct counted c = {0};
    (void)state;
    counted_make(&c, CASE);
    struct atom_table *table = &c.costs.atoms;
    const struct poly *n = poly_atom(table, atom_unknown(table, 0, 0, false), true);
    const struct poly *s = poly_atom(table, atom_unknown(table, 0, 1, false), true);
    assert_true(poly_is_zero(poly_divide_by(table, NULL, s)));
    assert_true(poly_is_equal(poly_divide_by(table, n, NULL), poly_inexact(table, n)));
    assert_true(poly_is_equal(poly_divide_by(table, n, poly_constant(table, 1)), n));
    assert_true(poly_is_equal(poly_divide_by(table, n, poly_inexact(table, s)), poly_inexact(table, n)));
    assert_false(poly_is_exact(poly_divide_by(table, poly_inexact(table, n), n)));
    assert_true(poly_is_equal(poly_divide_by(table, n, n), poly_constant(table, 1)));
    assert_int_equal(poly_degree(poly_divide_by(table, poly_multiply(table, n, n), s)), 2);
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callers_put_their_arguments_in),
        cmocka_unit_test(a_step_is_taken_for_small),
        cmocka_unit_test(dividing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
