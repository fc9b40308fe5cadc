#include "base/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"roundtrips", "severity", "call-in-loop", "models", "model", "include", "id"};
enum { NAME_COUNT = 7 };

static void test_near_names_are_found(void **state) {
    (void)state;
    assert_string_equal(suggest_nearest("roundtrip", names, NAME_COUNT), "roundtrips");
    assert_string_equal(suggest_nearest("severty", names, NAME_COUNT), "severity");
    assert_string_equal(suggest_nearest("call_in_loop", names, NAME_COUNT), "call-in-loop");
    assert_string_equal(suggest_nearest("inlcude", names, NAME_COUNT), "include");
    assert_string_equal(suggest_nearest("model", names, NAME_COUNT), "model");
    assert_string_equal(suggest_nearest("id", names, NAME_COUNT), "id");
}

static void test_far_names_are_not(void **state) {
    (void)state;
    assert_null(suggest_nearest("colour", names, NAME_COUNT));
    assert_null(suggest_nearest("", names, NAME_COUNT));
    assert_null(suggest_nearest("ix", names, NAME_COUNT)); /* one of two letters is more than a third */
    assert_null(suggest_nearest("model", names, 0));
    assert_null(suggest_nearest("roundtripsroundtripsroundtrips", names, NAME_COUNT));
}

static void test_limit_is_a_third_of_the_name(void **state) {
    (void)state;
    static const char *const six[] = {"abcdef"};
    assert_string_equal(suggest_nearest("abcdxx", six, 1), "abcdef");
    assert_null(suggest_nearest("abcxxx", six, 1));
    static const char *const five[] = {"abcde"};
    assert_string_equal(suggest_nearest("abcdx", five, 1), "abcde");
    assert_null(suggest_nearest("abcxx", five, 1));
}

static void test_first_of_equals_wins(void **state) {
    (void)state;
    static const char *const equals[] = {"mode-a", "mode-b"};
    assert_string_equal(suggest_nearest("mode-c", equals, 2), "mode-a");
    assert_string_equal(suggest_nearest("mode-b", equals, 2), "mode-b");
}

static void test_swap_of_neighbours_is_one_edit(void **state) {
    (void)state;
    static const char *const swapped[] = {"abc"};
    assert_string_equal(suggest_nearest("acb", swapped, 1), "abc");
    assert_string_equal(suggest_nearest("bac", swapped, 1), "abc");
    assert_null(suggest_nearest("cba", swapped, 1));
}

/* The distance by its definition, on the ends of both words. */
static int slow_distance(const char *a, int a_length, const char *b, int b_length) {
    if (a_length == 0 || b_length == 0)
        return a_length + b_length;
    bool is_same = a[a_length - 1] == b[b_length - 1];
    int best = slow_distance(a, a_length - 1, b, b_length - 1) + !is_same;
    if (is_same)
        return best;
    int shorter_a = slow_distance(a, a_length - 1, b, b_length) + 1;
    int shorter_b = slow_distance(a, a_length, b, b_length - 1) + 1;
    best = shorter_a < best ? shorter_a : best;
    best = shorter_b < best ? shorter_b : best;
    if (a_length > 1 && b_length > 1 && a[a_length - 1] == b[b_length - 2] && a[a_length - 2] == b[b_length - 1]) {
        int swapped = slow_distance(a, a_length - 2, b, b_length - 2) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void spell(unsigned number, int length, char *out) {
    for (int i = 0; i < length; i++, number /= 3)
        out[i] = (char)('a' + number % 3);
    out[length] = '\0';
}

static void test_distance_is_the_defined_one(void **state) {
    (void)state;
    int found = 0;
    unsigned number = 1;
    for (int i = 0; i < 4000; i++) {
        char word[8], name[8];
        number = number * 1103515245 + 12345;
        spell(number >> 8, 5 + i % 3, word);
        number = number * 1103515245 + 12345;
        spell(number >> 8, 6, name);
        const char *const list[] = {name};
        bool is_near = slow_distance(word, (int)strlen(word), name, 6) <= 2;
        if ((suggest_nearest(word, list, 1) != NULL) != is_near)
            fail_msg("%s against %s", word, name);
        found += is_near;
    }
    assert_in_range(found, 200, 3800);
}

static void test_very_long_words_do_no_harm(void **state) {
    (void)state;
    enum { LENGTH = 4000 };
    char *word = malloc(LENGTH + 1);
    char *name = malloc(LENGTH + 1);
    memset(word, 'a', LENGTH);
    memset(name, 'a', LENGTH);
    word[LENGTH] = name[LENGTH] = '\0';
    name[7] = 'b';
    const char *const list[] = {name};
    assert_ptr_equal(suggest_nearest(word, list, 1), name);
    free(word);
    free(name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_names_are_found),           cmocka_unit_test(test_far_names_are_not),
        cmocka_unit_test(test_limit_is_a_third_of_the_name),   cmocka_unit_test(test_first_of_equals_wins),
        cmocka_unit_test(test_swap_of_neighbours_is_one_edit), cmocka_unit_test(test_distance_is_the_defined_one),
        cmocka_unit_test(test_very_long_words_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
