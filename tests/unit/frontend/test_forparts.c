#include "frontend/forparts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *text, bool has_init, bool has_condition, bool has_step) {
    struct for_parts parts;

    assert_true(for_parts_read(text, strlen(text), &parts));
    assert_int_equal(parts.has_init, has_init);
    assert_int_equal(parts.has_condition, has_condition);
    assert_int_equal(parts.has_step, has_step);
}

static void test_all_eight(void **state) {
    (void)state;
    check("for (;;) f();", false, false, false);
    check("for (a;;) f();", true, false, false);
    check("for (;b;) f();", false, true, false);
    check("for (;;c) f();", false, false, true);
    check("for (a;b;) f();", true, true, false);
    check("for (a;;c) f();", true, false, true);
    check("for (;b;c) f();", false, true, true);
    check("for (a;b;c) f();", true, true, true);
}

static void test_semicolons_elsewhere(void **state) {
    (void)state;
    check("for (/* a; */ ; b /* ; */; // ;\n c)", false, true, true);
    check("for (x = ';'; s[i] != \";;\"[0];)", true, true, false);
    check("for (i = ({ f(); g(); }); ;)", true, false, false);
    check("for(\\\n;\\\n b;\\\n)", false, true, false);
    check("for (\"a\\\";\";;)", true, false, false);
    check("for (;'\\'';)", false, true, false);
}

static void test_not_a_head(void **state) {
    struct for_parts parts;

    (void)state;
    assert_false(for_parts_read("forever (;;)", 12, &parts));
    assert_false(for_parts_read("while (a)", 9, &parts));
    assert_false(for_parts_read("for x (;;)", 10, &parts));
    assert_false(for_parts_read("for (;", 6, &parts));
    assert_false(for_parts_read("for (a : b)", 11, &parts));
    assert_false(for_parts_read("for (;;;)", 9, &parts));
    assert_false(for_parts_read("for (/* ", 8, &parts));
    assert_false(for_parts_read("for (\"", 6, &parts));
    assert_false(for_parts_read("", 0, &parts));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_eight),
        cmocka_unit_test(test_semicolons_elsewhere),
        cmocka_unit_test(test_not_a_head),
    };

    return cmocka_run_group_tests_name("frontend forparts", tests, NULL, NULL);
}
