/* The profiles: found by name, in order, with their figures. */
#include "model/latency.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_find(void **state) {
    (void)state;
    for (unsigned i = 0; i < LATENCY_COUNT; i++)
        assert_ptr_equal(latency_find(latency_profile(i)->name), latency_profile(i));
    assert_null(latency_find("DC"));
    assert_null(latency_find(""));
    assert_true(latency_find(LATENCY_DEFAULT)->milliseconds == 0.5);
    assert_true(latency_find("wan")->milliseconds == 150);
}

static void test_order(void **state) {
    (void)state;
    for (unsigned i = 1; i < LATENCY_COUNT; i++)
        assert_true(latency_profile(i - 1)->milliseconds < latency_profile(i)->milliseconds);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
