/* What is known of a number: its possible values, or that it is not 0, or not negative.
 *
 * Pure data; the smallest domain in which "it did not fail" can be told of results, statuses and flags.
 * Tests: tests/unit/cost/test_known.c */
#ifndef TRIPCOUNT_COST_KNOWN_H
#define TRIPCOUNT_COST_KNOWN_H

#include "ir/expr.h"

#include <stdbool.h>
#include <stdint.h>

#define KNOWN_LIMIT 16

enum known_kind {
    KNOWN_NOTHING,
    KNOWN_VALUES,  /* one of `values` */
    KNOWN_NONZERO, /* a pointer that is not NULL */
    KNOWN_NOT_NEGATIVE,
};

struct known {
    enum known_kind kind;
    /* The values are those by which an answer says that it is a success. A test for one of them is taken to be the test
     * for success: `PQresultStatus(r) != PGRES_TUPLES_OK` is false, though there are other values of success. */
    bool is_status;
    bool is_guess; /* no model says so: facts/convention.h */
    uint32_t count;
    int64_t values[KNOWN_LIMIT];
};

enum truth { TRUTH_UNKNOWN, TRUTH_YES, TRUTH_NO };

struct known known_value(int64_t value);
struct known known_truth(enum truth truth); /* as the number that a comparison gives */
/* Any of either. */
struct known known_join(struct known a, struct known b);
bool known_is_equal(const struct known *a, const struct known *b);

enum truth known_is_true(const struct known *known); /* other than 0 */
/* `op` is a comparison, or OP_BIT_AND: (known & value) != 0. */
enum truth known_compare(const struct known *known, enum expr_op op, int64_t value);
/* What is left of it when the comparison holds. Unchanged where that cannot be said. */
struct known known_refined(struct known known, enum expr_op op, int64_t value);

enum truth truth_not(enum truth truth);
enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);

/* The comparison that holds exactly when `op` does not; OP_NONE: it is none. */
enum expr_op comparison_negated(enum expr_op op);
/* The comparison of b with a that says what `op` says of a and b. */
enum expr_op comparison_mirrored(enum expr_op op);

#endif
