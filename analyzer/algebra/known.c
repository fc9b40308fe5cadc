/* Facts about numbers. Tests: tests/unit/cost/test_known.c */
#include "algebra/known.h"

struct known known_value(int64_t value) {
    return (struct known){.kind = KNOWN_VALUES, .count = 1, .values = {value}};
}

struct known known_truth(enum truth truth) {
    if (truth == TRUTH_UNKNOWN)
        return (struct known){.kind = KNOWN_VALUES, .count = 2, .values = {0, 1}};
    return known_value(truth == TRUTH_YES);
}

static bool holds_value(const struct known *known, int64_t value) {
    for (uint32_t i = 0; i < known->count; i++)
        if (known->values[i] == value)
            return true;
    return false;
}

static bool all_hold(const struct known *known, enum expr_op op, int64_t value) {
    return known_compare(known, op, value) == TRUTH_YES;
}

static struct known join_values(struct known a, const struct known *b) {
    a.is_status &= b->is_status;
    for (uint32_t i = 0; i < b->count; i++) {
        if (holds_value(&a, b->values[i]))
            continue;
        if (a.count == KNOWN_LIMIT)
            return (struct known){0};
        a.values[a.count++] = b->values[i];
    }
    return a;
}

struct known known_join(struct known a, struct known b) {
    struct known both = {0};
    bool is_guess = a.is_guess || b.is_guess;
    a.is_status = b.is_status = a.is_status && b.is_status;
    a.is_guess = is_guess;
    if (a.kind == KNOWN_NOTHING || b.kind == KNOWN_NOTHING)
        return both;
    if (a.kind == KNOWN_VALUES && b.kind == KNOWN_VALUES)
        both = join_values(a, &b);
    if (both.kind != KNOWN_NOTHING)
        return both;
    if (known_is_true(&a) == TRUTH_YES && known_is_true(&b) == TRUTH_YES)
        return (struct known){.kind = KNOWN_NONZERO, .is_guess = is_guess};
    if (all_hold(&a, OP_GREATER_EQUAL, 0) && all_hold(&b, OP_GREATER_EQUAL, 0))
        return (struct known){.kind = KNOWN_NOT_NEGATIVE, .is_guess = is_guess};
    return (struct known){0};
}

bool known_is_equal(const struct known *a, const struct known *b) {
    if (a->kind != b->kind || a->count != b->count || a->is_status != b->is_status || a->is_guess != b->is_guess)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!holds_value(b, a->values[i]))
            return false;
    return true;
}

static bool compare(int64_t a, enum expr_op op, int64_t b) {
    switch (op) {
    case OP_EQUAL:
        return a == b;
    case OP_NOT_EQUAL:
        return a != b;
    case OP_LESS:
        return a < b;
    case OP_LESS_EQUAL:
        return a <= b;
    case OP_GREATER:
        return a > b;
    case OP_GREATER_EQUAL:
        return a >= b;
    default:
        return (a & b) != 0;
    }
}

static enum truth compare_values(const struct known *known, enum expr_op op, int64_t value) {
    uint32_t holding = 0;
    for (uint32_t i = 0; i < known->count; i++)
        holding += compare(known->values[i], op, value);
    if (holding == known->count)
        return TRUTH_YES;
    if (holding == 0)
        return TRUTH_NO;
    if (known->is_status && op == OP_NOT_EQUAL)
        return TRUTH_NO;
    return known->is_status && op == OP_EQUAL ? TRUTH_YES : TRUTH_UNKNOWN;
}

enum truth known_is_true(const struct known *known) {
    return known->kind == KNOWN_NONZERO ? TRUTH_YES : known_compare(known, OP_NOT_EQUAL, 0);
}

enum truth known_compare(const struct known *known, enum expr_op op, int64_t value) {
    switch (known->kind) {
    case KNOWN_VALUES:
        return compare_values(known, op, value);
    case KNOWN_NONZERO:
        if (value != 0 || (op != OP_EQUAL && op != OP_NOT_EQUAL))
            return TRUTH_UNKNOWN;
        return op == OP_NOT_EQUAL ? TRUTH_YES : TRUTH_NO;
    case KNOWN_NOT_NEGATIVE:
        if ((op == OP_LESS && value <= 0) || (op == OP_LESS_EQUAL && value < 0) || (op == OP_EQUAL && value < 0))
            return TRUTH_NO;
        if ((op == OP_GREATER_EQUAL && value <= 0) || (op == OP_GREATER && value < 0) ||
            (op == OP_NOT_EQUAL && value < 0))
            return TRUTH_YES;
        return TRUTH_UNKNOWN;
    case KNOWN_NOTHING:
        break;
    }
    return TRUTH_UNKNOWN;
}

struct known known_refined(struct known known, enum expr_op op, int64_t value) {
    if (op == OP_EQUAL)
        return known_value(value);
    if (known.kind == KNOWN_VALUES) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < known.count; i++)
            if (compare(known.values[i], op, value))
                known.values[kept++] = known.values[i];
        known.count = kept ? kept : known.count;
        return known;
    }
    if (known.kind == KNOWN_NOTHING && op == OP_NOT_EQUAL && value == 0)
        return (struct known){.kind = KNOWN_NONZERO};
    if (known.kind == KNOWN_NOTHING && ((op == OP_GREATER_EQUAL && value >= 0) || (op == OP_GREATER && value >= -1)))
        return (struct known){.kind = KNOWN_NOT_NEGATIVE};
    return known;
}

enum truth truth_not(enum truth truth) {
    return truth == TRUTH_UNKNOWN ? truth : truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

enum truth truth_and(enum truth a, enum truth b) {
    if (a == TRUTH_NO || b == TRUTH_NO)
        return TRUTH_NO;
    return a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
}

enum truth truth_or(enum truth a, enum truth b) { return truth_not(truth_and(truth_not(a), truth_not(b))); }

enum expr_op comparison_negated(enum expr_op op) {
    static const enum expr_op negated[EXPR_OP_COUNT] = {
        [OP_LESS] = OP_GREATER_EQUAL, [OP_GREATER] = OP_LESS_EQUAL, [OP_LESS_EQUAL] = OP_GREATER,
        [OP_GREATER_EQUAL] = OP_LESS, [OP_EQUAL] = OP_NOT_EQUAL,    [OP_NOT_EQUAL] = OP_EQUAL};
    return negated[op];
}

enum expr_op comparison_mirrored(enum expr_op op) {
    static const enum expr_op mirrored[EXPR_OP_COUNT] = {[OP_LESS] = OP_GREATER,
                                                         [OP_GREATER] = OP_LESS,
                                                         [OP_LESS_EQUAL] = OP_GREATER_EQUAL,
                                                         [OP_GREATER_EQUAL] = OP_LESS_EQUAL,
                                                         [OP_EQUAL] = OP_EQUAL,
                                                         [OP_NOT_EQUAL] = OP_NOT_EQUAL};
    return mirrored[op];
}
