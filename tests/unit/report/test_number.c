/* How many digits people get to see. */
#include "unit/report/sample.h"

#include "report/number.h"

#include <math.h>

#define CHECK(call, expected)                                                                                          \
    do {                                                                                                               \
        struct buffer out = {0};                                                                                       \
        call;                                                                                                          \
        assert_string_equal(buffer_text(&out), expected);                                                              \
        buffer_finish(&out);                                                                                           \
    } while (0)

static void groups_thousands(void **state) {
    (void)state;
    CHECK(number_add(&out, 0), "0");
    CHECK(number_add(&out, 999), "999");
    CHECK(number_add(&out, 1000), "1,000");
    CHECK(number_add(&out, 123456), "123,456");
    CHECK(number_add(&out, UINT64_MAX), "18,446,744,073,709,551,615");
    CHECK(number_add_counted(&out, 1, "call", "calls"), "1 call");
    CHECK(number_add_counted(&out, 0, "call", "calls"), "0 calls");
    CHECK(number_add_counted(&out, 4812, "call", "calls"), "4,812 calls");
}

static void shortens_large_counts(void **state) {
    (void)state;
    CHECK(number_add_short(&out, 0), "0");
    CHECK(number_add_short(&out, 9999), "9,999");
    CHECK(number_add_short(&out, 10000), "10 k");
    CHECK(number_add_short(&out, 85210), "85 k");
    CHECK(number_add_short(&out, 999499), "999 k");
    CHECK(number_add_short(&out, 999500), "1.0 M");
    CHECK(number_add_short(&out, 2104000), "2.1 M");
    CHECK(number_add_short(&out, 9960000), "10 M");
    CHECK(number_add_short(&out, UINT64_MAX), "18446744074 G");
}

static void gives_two_digits_of_a_value(void **state) {
    (void)state;
    CHECK(number_add_value(&out, 0), "0");
    CHECK(number_add_value(&out, 1), "1");
    CHECK(number_add_value(&out, 0.251), "0.25");
    CHECK(number_add_value(&out, 1.5), "1.5");
    CHECK(number_add_value(&out, 9.96), "10");
    CHECK(number_add_value(&out, 14.142), "14");
    CHECK(number_add_value(&out, 99.4), "99");
    CHECK(number_add_value(&out, 99.6), "100");
    CHECK(number_add_value(&out, 200), "200");
    CHECK(number_add_value(&out, 994), "990");
    CHECK(number_add_value(&out, 996), "1,000");
    CHECK(number_add_value(&out, 123456), "120,000");
    CHECK(number_add_value(&out, 1e9), "1,000,000,000");
    CHECK(number_add_value(&out, 1.1e9), "more than 10^9");
    CHECK(number_add_value(&out, 1e300), "more than 10^9");
    CHECK(number_add_value(&out, (double)INFINITY), "more than 10^9");
    CHECK(number_add_value(&out, (double)NAN), "unknown");
    CHECK(number_add_value(&out, -3), "-3");
}

static void keeps_what_was_given(void **state) {
    (void)state;
    CHECK(number_add_given(&out, 1234), "1,234");
    CHECK(number_add_given(&out, 0.5), "0.5");
    CHECK(number_add_given(&out, 1e10), "more than 10^9");
    CHECK(number_add_given(&out, (double)NAN), "unknown");
}

static void writes_durations(void **state) {
    (void)state;
    CHECK(number_add_duration(&out, 0), "0.0 s");
    CHECK(number_add_duration(&out, 0.83), "0.8 s");
    CHECK(number_add_duration(&out, 9.97), "10 s");
    CHECK(number_add_duration(&out, 59.6), "1 min 0 s");
    CHECK(number_add_duration(&out, 400.2), "6 min 40 s");
    CHECK(number_add_duration(&out, 3599.7), "1 h 0 min");
    CHECK(number_add_duration(&out, 7500), "2 h 5 min");
    CHECK(number_add_duration(&out, -1), "unknown time");
    CHECK(number_add_duration(&out, (double)NAN), "unknown time");
    CHECK(number_add_duration(&out, (double)INFINITY), "unknown time");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_thousands),
        cmocka_unit_test(shortens_large_counts),
        cmocka_unit_test(gives_two_digits_of_a_value),
        cmocka_unit_test(keeps_what_was_given),
        cmocka_unit_test(writes_durations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
