#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_ends(void **state) {
    (void)state;
    assert_true(text_ends_with("pack.yaml", ".yaml"));
    assert_true(text_ends_with(".yaml", ".yaml"));
    assert_true(text_ends_with("pack", ""));
    assert_false(text_ends_with("pack.yaml.bak", ".yaml"));
    assert_false(text_ends_with("yaml", ".yaml"));
}

static void test_own_names(void **state) {
    (void)state;
    assert_string_equal(text_own_name("std::vector::size"), "size");
    assert_string_equal(text_own_name("walker::fn"), "fn");
    assert_string_equal(text_own_name("fn"), "fn");
    assert_string_equal(text_own_name("a::operator=="), "operator==");
    assert_string_equal(text_own_name(""), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_own_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
