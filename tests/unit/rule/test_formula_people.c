/* Formulas as people read them: factored, few terms, few digits, words that fit. */
#include "unit/rule/checked.h"

#include "rule/formula.h"

#define TIMES(function, line, bound)                                                                                   \
    " (function " function " (parameters n m) (locals i j) (body " FOR(line, "i", bound, "(call query (i))") "))"

/* f is filled in. */
#define PROGRAM                                                                                                        \
    "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (times function) (square function) (f function))" TIMES(                  \
        "times", "2",                                                                                                  \
        "n") " (function square (parameters n m) (locals i j) (body " FOR("3", "i", "n",                               \
                                                                          FOR("4", "j", "m",                           \
                                                                              "(call query (j))")) "))"                \
                                                                                                   " (function f "     \
                                                                                                   "(parameters a b "  \
                                                                                                   "d e g x) (locals " \
                                                                                                   "i j k) (body "     \
                                                                                                   "%s)))"

static void assert_people(const char *body, const char *expected) {
    struct checked c;
    struct buffer text = {0};
    buffer_printf(&text, PROGRAM, body);
    checked_make(&c, text.data);
    buffer_finish(&text);
    uint32_t f = linked_function(&c.counted.linked, NULL, "f");
    struct formula formula = formula_of(&c.counted.costs, c.counted.costs.functions[f].trips, f, 0.5);
    assert_string_equal(formula.people, expected);
    checked_finish(&c);
}

static void what_terms_share_stands_in_front(void **state) {
    (void)state;
    assert_people("(call square (a b)) (call times (a))", "a * (b + 1)");
    assert_people("(call square (a b)) (call times (a)) (call query (1))", "a * (b + 1) + 1");
    assert_people("(call square (a b)) (call square (a d)) (call times (a)) (call times (a))", "a * (b + d + 2)");
    assert_people("(call times (a)) (call times (b))", "a + b");
    assert_people("(call square (a a)) (call times (a))", "a * (a + 1)");
    assert_people("(call square (a a))", "a^2");
    assert_people("(call times (a)) (call times (a)) (call query (1))", "2 * a + 1");
    /* a number alone is no reason for parentheses */
    assert_people("(call times (a)) (call times (a)) (call times (b)) (call times (b))", "2 * a + 2 * b");
}

static void differences_and_quotients(void **state) {
    (void)state;
    assert_people("(call times ((- a 1)))", "a - 1");
    assert_people("(call square ((- a 1) b))", "b * (a - 1)");
    assert_people("(call times ((- a b))) (call query (1))", "(a - b) + 1");
}

static void few_terms(void **state) {
    (void)state;
    assert_people("(call times (a)) (call times (b)) (call times (d))", "a + b + d");
    assert_people("(call times (a)) (call times (b)) (call times (d)) (call times (e)) (call query (1))",
                  "a + b + d + 2 more");
    assert_people("(call square (a b)) (call times (a)) (call times (b)) (call query (1))", "a * b + a + b + 1");
}

static void numbers(void **state) {
    (void)state;
    assert_people(FOR("5", "i", "4", "(call query (i))"), "4");
    assert_people(FOR("5", "i", "12345", "(call query (i))"), "12,345");
    /* a number of the source is never rounded, be it a bound */
    assert_people("(branch if x (then " FOR("5", "i", "16384", "(call query (i))") "))", "16,384");
    assert_people(FOR("5", "i", "100000", FOR("6", "j", "100000", "(call query (j))")), "more than 10^9");
    assert_people(FOR("5", "i", "100000", FOR("6", "j", "100000", "(call times (a))")), "more than 10^9 * a");
}

static void alternatives(void **state) {
    (void)state;
    assert_people("(branch if x (then (call times (a))) (else (call times (b))))", "max{a, b}");
    assert_people("(assign i 0) (loop do (condition (< i a)) (body (call query (i)) (assign i += 1)))", "max{a, 1}");
    assert_people("(switch x (case (1) (call times (a)) (break)) (case (2) (call times (b)) (break))"
                  " (case () default (call times (d)))) (call query (1))",
                  "the costliest of 3 cases + 1");
    assert_people("(switch x (case (1) (call square (a e)) (break)) (case (2) (call square (b e)) (break))"
                  " (case () default (call square (d e)))) (call square (g e))",
                  "e * g + the costliest of 3 cases");
}

/* --- whole messages ---------------------------------------------------------------------------------------------- */

static void assert_message(const char *text, uint32_t line, const char *expected) {
    struct checked c;
    checked_make(&c, text);
    assert_string_equal(finding_at(&c, "a.c", line)->message, expected);
    checked_finish(&c);
}

#define LOOPS(body)                                                                                                    \
    "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function))"                                                            \
    " (function f (parameters numObjs args a x) (locals i j k) (body " body ")))"

static void loops_from_outside_to_inside(void **state) {
    (void)state;
    /* Three turns are silent: what they cost is part of a turn around them. */
    assert_message(
        LOOPS(FOR("3", "i", "numObjs",
                  "(call query @4:7 (i)) (call query @5:7 (i))" FOR("6", "j", "3", "(call query @7:9 (j))"))),
        7, "query() waits for demo on each of numObjs turns: 5 * numObjs round trips, 100 ms from numObjs = 40");
    assert_message(LOOPS(FOR("3", "i", "x", FOR("4", "j", "a", "(call query @5:7 (i))"))), 5,
                   "query() waits for demo on each of a turns: x * a round trips, 100 ms from a = x = 15");
    assert_message(LOOPS(FOR("3", "i", "(- x 1)", FOR("4", "j", "a", "(call query @5:7 (i)) (call query @6:7 (i))"))),
                   5, "query() waits for demo on each of a turns: 2 * (x - 1) * a round trips, 100 ms from x = a = 11");
}

static void constants_read_well(void **state) {
    (void)state;
    assert_message(LOOPS(FOR("3", "i", "4", "(call query @4:7 (i))")), 4,
                   "query() waits for demo on each of 4 turns: 4 round trips");
    assert_message(LOOPS(FOR("3", "i", "1500", "(call query @4:7 (i))")), 4,
                   "query() waits for demo on each of 1,500 turns: 1,500 round trips");
}

static void unknown_turns_say_so(void **state) {
    (void)state;
    assert_message(LOOPS("(loop for @3:3 (body (call query @4:7 (1)) (branch if x (then (break)))))"), 4,
                   "query() waits for demo on each of an unknown number of turns: up to turns@f:1 round trips, 100 ms "
                   "from turns@f:1 = 200");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_terms_share_stands_in_front),
        cmocka_unit_test(differences_and_quotients),
        cmocka_unit_test(few_terms),
        cmocka_unit_test(numbers),
        cmocka_unit_test(alternatives),
        cmocka_unit_test(loops_from_outside_to_inside),
        cmocka_unit_test(constants_read_well),
        cmocka_unit_test(unknown_turns_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
