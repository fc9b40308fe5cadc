/* What only runs after the program has crashed. */
#include "unit/rule/checked.h"

#define SYMBOLS                                                                                                        \
    " (symbols " DEMO_SYMBOLS " (handler function address-taken) (setup function) (other function)"                    \
    " (signal function (header \"signal.h\" 1)) (sigaction function (header \"signal.h\" 2))"                          \
    " (sigaction::sa_handler field) (register function (header \"ev.h\" 1)) (limit variable))"

#define HANDLER     " (function handler @10:1 (locals i) (body " FOR("10", "i", "@limit", "(call query @10:9 (i))") "))"
#define SETUP(body) " (function setup @20:1 (locals a b) (body " body "))"
#define ACTION(a)   "(assign (field " a " sigaction::sa_handler) &handler)"

static void check(const char *functions, enum phase expected) {
    struct checked c = {0};
    struct buffer text = {0};
    buffer_printf(&text, "(unit \"a.c\"" SYMBOLS HANDLER "%s)", functions);
    checked_make(&c, text.data);
    const struct finding *finding = finding_at(&c, "a.c", 10);
    if (finding->phase != expected)
        fail_msg("%s, not %s: %s", phase_name(finding->phase), phase_name(expected), functions);
    assert_int_equal(finding->severity, expected == PHASE_SHUTDOWN ? SEVERITY_NOTE : SEVERITY_WARNING);
    buffer_finish(&text);
    checked_finish(&c);
}

static void registered_for_a_crash(void **state) {
    (void)state;
    check(SETUP("(call signal (11 &handler))"), PHASE_SHUTDOWN);
    check(SETUP(ACTION("a") " (call sigaction (11 (address a) 0)) (call sigaction (6 (address a) 0))"), PHASE_SHUTDOWN);
    check(SETUP("(assign a (list &handler 0)) (call sigaction (8 (address a) 0))"), PHASE_REQUEST); /* no declaration */
}

static void registered_for_something_else(void **state) {
    (void)state;
    check(SETUP("(call signal (1 &handler))"), PHASE_REQUEST);
    check(SETUP("(call signal (a &handler))"), PHASE_REQUEST);
    check(SETUP("(call signal (11 &handler)) (call signal (15 &handler))"), PHASE_REQUEST);
    check(SETUP(ACTION("a") " (call sigaction (11 (address a) 0)) (call sigaction (12 (address a) 0))"), PHASE_REQUEST);
    check(SETUP(ACTION("a") " (call sigaction (11 (address b) 0))"), PHASE_REQUEST);
    check(SETUP("(call signal (11 &handler)) (call register (a &handler))"), PHASE_REQUEST);
}

static void somebody_else_runs_it(void **state) {
    (void)state;
    check(SETUP("(call signal (11 &handler))") " (function other (body (call register (1 &handler))))", PHASE_REQUEST);
    check(SETUP("(call signal (11 &handler))") " (function other (body (call handler)))", PHASE_REQUEST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registered_for_a_crash),
        cmocka_unit_test(registered_for_something_else),
        cmocka_unit_test(somebody_else_runs_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
