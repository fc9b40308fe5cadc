/* What is known of numbers: values, statuses, signs. */
#include "algebra/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct known nothing = {0};
static const struct known nonzero = {.kind = KNOWN_NONZERO};
static const struct known not_negative = {.kind = KNOWN_NOT_NEGATIVE};
static const struct known one_or_two = {.kind = KNOWN_VALUES, .count = 2, .values = {1, 2}};
static const struct known status = {.kind = KNOWN_VALUES, .is_status = true, .count = 2, .values = {1, 2}};

static void comparisons(void **state) {
    (void)state;
    static const struct {
        const struct known *known;
        enum expr_op op;
        int64_t value;
        enum truth truth;
    } rows[] = {
        {&nothing, OP_EQUAL, 0, TRUTH_UNKNOWN},
        {&nonzero, OP_EQUAL, 0, TRUTH_NO},
        {&nonzero, OP_NOT_EQUAL, 0, TRUTH_YES},
        {&nonzero, OP_EQUAL, 5, TRUTH_UNKNOWN},
        {&nonzero, OP_LESS, 0, TRUTH_UNKNOWN},
        {&not_negative, OP_LESS, 0, TRUTH_NO},
        {&not_negative, OP_LESS, 1, TRUTH_UNKNOWN},
        {&not_negative, OP_LESS_EQUAL, -1, TRUTH_NO},
        {&not_negative, OP_GREATER_EQUAL, 0, TRUTH_YES},
        {&not_negative, OP_GREATER, 0, TRUTH_UNKNOWN},
        {&not_negative, OP_EQUAL, -1, TRUTH_NO},
        {&not_negative, OP_NOT_EQUAL, -1, TRUTH_YES},
        {&not_negative, OP_EQUAL, 0, TRUTH_UNKNOWN},
        {&one_or_two, OP_EQUAL, 3, TRUTH_NO},
        {&one_or_two, OP_EQUAL, 1, TRUTH_UNKNOWN},
        {&one_or_two, OP_NOT_EQUAL, 1, TRUTH_UNKNOWN},
        {&one_or_two, OP_GREATER, 0, TRUTH_YES},
        {&one_or_two, OP_BIT_AND, 4, TRUTH_NO},
        {&one_or_two, OP_BIT_AND, 3, TRUTH_YES},
        /* A test for one success is the test for success. */
        {&status, OP_EQUAL, 1, TRUTH_YES},
        {&status, OP_NOT_EQUAL, 2, TRUTH_NO},
        {&status, OP_EQUAL, 7, TRUTH_NO},
        {&status, OP_NOT_EQUAL, 7, TRUTH_YES},
        {&status, OP_GREATER, 1, TRUTH_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (known_compare(rows[i].known, rows[i].op, rows[i].value) != rows[i].truth)
            fail_msg("row %zu", i);
}

static void joins(void **state) {
    (void)state;
    struct known both = known_join(known_value(1), known_value(2));
    assert_true(known_is_equal(&both, &one_or_two));
    both = known_join(known_value(0), nonzero);
    assert_int_equal(both.kind, KNOWN_NOTHING);
    both = known_join(known_value(4), nonzero);
    assert_int_equal(both.kind, KNOWN_NONZERO);
    both = known_join(known_value(0), not_negative);
    assert_int_equal(both.kind, KNOWN_NOT_NEGATIVE);
    both = known_join(known_value(-1), not_negative);
    assert_int_equal(both.kind, KNOWN_NOTHING);
    both = known_join(status, known_value(1));
    assert_false(both.is_status);
    for (int64_t i = 0; i <= KNOWN_LIMIT; i++) /* too many to keep apart: what they have in common */
        both = i == 0 ? known_value(1) : known_join(both, known_value(i + 1));
    assert_int_equal(both.kind, KNOWN_NONZERO);
}

static void refinements(void **state) {
    (void)state;
    struct known known = known_refined(one_or_two, OP_NOT_EQUAL, 1);
    assert_true(known_is_equal(&known, &(struct known){.kind = KNOWN_VALUES, .count = 1, .values = {2}}));
    known = known_refined(nothing, OP_NOT_EQUAL, 0);
    assert_int_equal(known.kind, KNOWN_NONZERO);
    known = known_refined(nothing, OP_GREATER_EQUAL, 0);
    assert_int_equal(known.kind, KNOWN_NOT_NEGATIVE);
    known = known_refined(nothing, OP_GREATER, -1);
    assert_int_equal(known.kind, KNOWN_NOT_NEGATIVE);
    known = known_refined(nothing, OP_LESS, 5);
    assert_int_equal(known.kind, KNOWN_NOTHING);
    known = known_refined(nonzero, OP_EQUAL, 3);
    assert_int_equal(known_compare(&known, OP_EQUAL, 3), TRUTH_YES);
}

static void truths(void **state) {
    (void)state;
    assert_int_equal(truth_and(TRUTH_NO, TRUTH_UNKNOWN), TRUTH_NO);
    assert_int_equal(truth_and(TRUTH_YES, TRUTH_UNKNOWN), TRUTH_UNKNOWN);
    assert_int_equal(truth_or(TRUTH_YES, TRUTH_UNKNOWN), TRUTH_YES);
    assert_int_equal(truth_or(TRUTH_NO, TRUTH_UNKNOWN), TRUTH_UNKNOWN);
    assert_int_equal(truth_not(TRUTH_UNKNOWN), TRUTH_UNKNOWN);
    for (int op = OP_EQUAL; op <= OP_GREATER_EQUAL; op++) {
        assert_int_equal(comparison_negated(comparison_negated((enum expr_op)op)), op);
        assert_int_equal(comparison_mirrored(comparison_mirrored((enum expr_op)op)), op);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(comparisons), cmocka_unit_test(joins),
                                       cmocka_unit_test(refinements), cmocka_unit_test(truths)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
