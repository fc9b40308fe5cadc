#include "base/intern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void test_equal_texts_have_one_address(void **state) {
    (void)state;
    struct interner interner;
    interner_init(&interner);
    char first[] = "PQexec";
    char second[] = "PQexec";
    const char *one = intern(&interner, first);
    first[0] = 'x';
    assert_string_equal(one, "PQexec");
    assert_ptr_equal(one, intern(&interner, second));
    assert_ptr_equal(one, intern_bytes(&interner, "PQexecParams", 6));
    assert_ptr_not_equal(one, intern(&interner, "PQexe"));
    assert_int_equal(interner.count, 2);
    interner_finish(&interner);
}

static void test_null_empty_and_zero_bytes_are_apart(void **state) {
    (void)state;
    struct interner interner;
    interner_init(&interner);
    assert_null(intern(&interner, NULL));
    assert_null(intern_bytes(&interner, NULL, 0));
    const char *empty = intern(&interner, "");
    assert_string_equal(empty, "");
    const char *short_text = intern_bytes(&interner, "a\0b", 1);
    const char *long_text = intern_bytes(&interner, "a\0b", 3);
    assert_ptr_not_equal(short_text, long_text);
    assert_ptr_not_equal(intern_bytes(&interner, "\0", 1), empty);
    assert_memory_equal(long_text, "a\0b", 4);
    interner_finish(&interner);
}

static void test_addresses_survive_growth(void **state) {
    (void)state;
    enum { TEXT_COUNT = 20000 };
    static const char *texts[TEXT_COUNT];
    struct interner interner;
    interner_init(&interner);
    char name[32];
    for (int i = 0; i < TEXT_COUNT; i++) {
        snprintf(name, sizeof name, "function_%d", i);
        texts[i] = intern(&interner, name);
    }
    assert_int_equal(interner.count, TEXT_COUNT);
    for (int i = 0; i < TEXT_COUNT; i++) {
        snprintf(name, sizeof name, "function_%d", i);
        assert_ptr_equal(intern(&interner, name), texts[i]);
        assert_string_equal(texts[i], name);
    }
    assert_int_equal(interner.count, TEXT_COUNT);
    interner_finish(&interner);
    assert_int_equal(interner.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_texts_have_one_address),
        cmocka_unit_test(test_null_empty_and_zero_bytes_are_apart),
        cmocka_unit_test(test_addresses_survive_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
