/* Formulas as JSON and people read them, values, break-even. */
#include "unit/rule/checked.h"

#include "rule/formula.h"

static struct formula formula_of_function(struct checked *c, const char *name) {
    uint32_t function = linked_function(&c->counted.linked, NULL, name);
    return formula_of(&c->counted.costs, c->counted.costs.functions[function].trips, function, 0.5);
}

#define PROGRAM(body)                                                                                                  \
    "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (s record) (s::n field (record s)) (times function) (f function))"        \
    " (function times (parameters n) (locals i) (body " FOR(                                                           \
        "2", "i", "n",                                                                                                 \
        "(call query (i))") "))"                                                                                       \
                            " (function f (parameters a b d e g x (p \"struct s *\")) (locals i j) (body " body ")))"

static void a_linear_count(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM("(call times ((field (deref p) s::n))) (call query (1))"));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "p->n + 1");
    assert_string_equal(f.people, "p->n + 1");
    assert_int_equal(f.degree, 1);
    assert_true(f.value > 1000.5 && f.value < 1001.5);
    assert_true(f.lower > 0.5 && f.lower < 1.5);
    assert_true(f.is_exact);
    assert_int_equal(f.assumed_count, 1);
    assert_string_equal(f.assumed[0].atom, "p->n");
    assert_true(f.assumed[0].value > 999 && f.assumed[0].value < 1001);
    assert_string_equal(f.assumed[0].from, "default");
    assert_string_equal(f.break_even_atom, "p->n");
    assert_true(f.break_even_value > 198 && f.break_even_value < 200); /* 199 and the one */
    checked_finish(&c);
}

static void two_counts_break_even_together(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM(FOR("5", "i", "b", "(call times (a))")));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "a*b");
    assert_string_equal(f.people, "a * b");
    assert_int_equal(f.degree, 2);
    assert_string_equal(f.break_even_atom, "a"); /* b, as large, follows */
    assert_true(formula_breaks_even_with(&f, &f.assumed[1]) && !formula_breaks_even_with(&f, &f.assumed[0]));
    assert_true(f.break_even_value > 14 && f.break_even_value < 16);
    assert_true(f.value > 999999 && f.value < 1000001);
    checked_finish(&c);
}

static void what_holds_an_operator_has_brackets(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM(FOR("5", "i", "(& (>> a 31) 7)", "(call times (b))") "(call query (1))"));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "(a >> 31 & 7)*b + 1");
    assert_string_equal(f.people, "b * (a >> 31 & 7) + 1");
    checked_finish(&c);
}

static void constants_have_no_break_even(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM("(call query (1)) (call query_twice)"));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "3");
    assert_null(f.break_even_atom);
    assert_int_equal(f.assumed_count, 0);
    assert_int_equal(f.degree, 0);
    assert_true(f.lower > 2.5 && f.is_exact);
    checked_finish(&c);
}

static void three_terms_at_most_for_people(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM("(call times (a)) (call times (b)) (call times (d)) (call times (e)) (call query (1))"));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "a + b + d + e + 1");
    assert_string_equal(f.people, "a + b + d + 2 more");
    assert_null(f.break_even_atom); /* four unknowns at once tell nobody anything */
    checked_finish(&c);
}

static void alternatives_for_people(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, PROGRAM("(switch x (case (1) (call times (a)) (break)) (case (2) (call times (b)) (break))"
                             " (case () default (call times (d)))) (call query (1))"));
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "max{a, b, d} + 1");
    assert_string_equal(f.people, "the costliest of 3 cases + 1");
    assert_false(f.is_exact);
    assert_true(f.lower < 0.5);
    checked_finish(&c);
    checked_make(&c, PROGRAM("(branch if x (then (call times (a))) (else (call times (b))))"));
    assert_string_equal(formula_of_function(&c, "f").people, "max{a, b}");
    checked_finish(&c);
}

static void names_of_other_functions_say_so(void **state) {
    struct checked c;
    (void)state;
    checked_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (g function) (f function) (limit variable))"
                     " (function g (locals i k) (body (assign k (opaque \"a\")) (assign k (opaque \"b\")) " FOR(
                         "2", "i", "k", "(call query (i))")
                         FOR("3", "i", "@limit",
                             "(call query (i))") "))"
                                                 " (function f (body (call g) (loop for (body (call query (1)))))))");
    struct formula f = formula_of_function(&c, "f");
    assert_string_equal(f.expr, "k@g + limit + turns@f:1");
    assert_string_equal(formula_of_function(&c, "g").expr, "k + limit");
    checked_finish(&c);
}

static void latencies_are_per_peer(void **state) {
    struct peer_time times[] = {{"redis", 0.03}, {"core", 4}};
    struct latency latency = {.profile = "dc", .milliseconds = 0.5, .peers = times, .peer_count = 2};
    (void)state;
    assert_true(latency_of_peer(&latency, "core") > 3.9);
    assert_true(latency_of_peer(&latency, "redis") < 0.04);
    assert_true(latency_of_peer(&latency, "other") > 0.49 && latency_of_peer(&latency, "other") < 0.51);
    assert_true(latency_of_peer(&latency, NULL) > 0.49);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_linear_count),
        cmocka_unit_test(two_counts_break_even_together),
        cmocka_unit_test(what_holds_an_operator_has_brackets),
        cmocka_unit_test(constants_have_no_break_even),
        cmocka_unit_test(three_terms_at_most_for_people),
        cmocka_unit_test(alternatives_for_people),
        cmocka_unit_test(names_of_other_functions_say_so),
        cmocka_unit_test(latencies_are_per_peer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
