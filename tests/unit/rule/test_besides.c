/* What a message says of round trips that another finding tells of. */
#include "unit/rule/checked.h"

#define UNIT(functions)                                                                                                \
    "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (f function) (g function) (h function) (k function)) " functions ")"
#define F(body) "(function f @10:5 (parameters n m x) (locals i j) (body " body "))"
#define LOOP_OF_G                                                                                                      \
    "(function g @30:5 (parameters n) (locals i) (body " FOR("31", "i", "n", "(call query @32:5 (i))") "))"

static void assert_message(const char *program, uint32_t line, const char *expected) {
    struct checked c;
    checked_make(&c, program);
    assert_string_equal(finding_at(&c, "a.c", line)->message, expected);
    checked_finish(&c);
}

static void loops_inside(void **state) {
    (void)state;
    assert_message(UNIT(F(FOR("11", "i", "n", "(call query @12:5 (i))" FOR("13", "j", "m", "(call query @14:5 (j))")))),
                   12,
                   "query() waits for demo on each of n turns: n round trips, 100 ms from n = 200, besides what is "
                   "reported at a.c:14");
    /* Too little to be left out: it is part of the count. */
    assert_message(UNIT(F(FOR("11", "i", "n", "(call query @12:5 (i))" FOR("13", "j", "8", "(call query @14:5 (j))")))),
                   14, "query() waits for demo on each of n turns: 9 * n round trips, 100 ms from n = 23");
}

static void loops_in_callees(void **state) {
    (void)state;
    assert_message(
        UNIT(LOOP_OF_G "(function h @40:5 (parameters n) (body (call g @41:5 (n)) (call query @42:5 (1))))" //
             F(FOR("11", "i", "n", "(call h @12:5 (m))"))),
        12,
        "h() waits for demo on each of n turns: n round trips, 100 ms from n = 200, besides what is reported "
        "at a.c:32");
    /* Behind the loop, it is none of its round trips. */
    assert_message(UNIT(LOOP_OF_G F(FOR("11", "i", "n", "(call query @12:5 (i))") "(call g @14:5 (m))")), 12,
                   "query() waits for demo on each of n turns: n round trips, 100 ms from n = 200");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loops_inside),
        cmocka_unit_test(loops_in_callees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
