#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void test_digest_is_the_published_one(void **state) {
    (void)state;
    char text[DIGEST_TEXT_SIZE];
    digest_print(digest_of(NULL, 0), text);
    assert_string_equal(text, "99aa06d3014798d86001c324468d497f"); /* of no bytes, seed 0: xxhash's own test vector */
    digest_print(digest_of("", 0), text);
    assert_string_equal(text, "99aa06d3014798d86001c324468d497f");
}

static void test_print_and_parse_are_inverse(void **state) {
    (void)state;
    static const struct digest values[] = {{0, 0}, {1, 0}, {0, 1}, {UINT64_MAX, UINT64_MAX}, {0xabcdef, 0x123456789}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[DIGEST_TEXT_SIZE];
        struct digest parsed = {7, 7};
        digest_print(values[i], text);
        assert_int_equal(strlen(text), 32);
        assert_true(digest_parse(text, &parsed));
        assert_true(digest_is_equal(parsed, values[i]));
    }
    struct digest upper;
    assert_true(digest_parse("00000000000000AF0000000000000000", &upper));
    assert_true(upper.high == 0xaf && upper.low == 0);
}

static void test_parse_refuses_what_is_not_a_digest(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",
        "0",
        "0000000000000000",
        "0000000000000000000000000000000",   /* 31 */
        "000000000000000000000000000000000", /* 33 */
        "0000000000000000000000000000000g",
        "0x000000000000000000000000000000",
        " 0000000000000000000000000000000",
        "-0000000000000000000000000000000",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct digest digest = {1, 2};
        assert_false(digest_parse(wrong[i], &digest));
        assert_true(digest.high == 1 && digest.low == 2);
    }
}

static void test_combination_depends_on_order_and_both(void **state) {
    (void)state;
    struct digest a = digest_of("a", 1);
    struct digest b = digest_of("b", 1);
    assert_false(digest_is_equal(a, b));
    struct digest ab = digest_combine(a, b);
    assert_false(digest_is_equal(ab, digest_combine(b, a)));
    assert_false(digest_is_equal(ab, digest_combine(a, a)));
    assert_true(digest_is_equal(ab, digest_combine(digest_of("a", 1), digest_of("b", 1))));
    struct digest one_bit = {b.high, b.low ^ 1};
    assert_false(digest_is_equal(ab, digest_combine(a, one_bit)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digest_is_the_published_one),
        cmocka_unit_test(test_print_and_parse_are_inverse),
        cmocka_unit_test(test_parse_refuses_what_is_not_a_digest),
        cmocka_unit_test(test_combination_depends_on_order_and_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
