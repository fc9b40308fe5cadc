/* Chains of tests of one answer. Tests: testdata/call-in-loop/good_status_left.c, testdata/_cost/failures.region */
#include "facts/assume.h"

/* What a status was got by: of two with the same, one is the other or tells the same way. */
struct teller {
    enum expr_kind kind;
    uint32_t index;
};

#define NAMED_LIMIT 8

/* The successes that a condition asks for. */
struct named {
    struct teller tellers[NAMED_LIMIT];
    int64_t values[NAMED_LIMIT];
    uint32_t count;
};

static struct teller teller_of(const struct scope *scope, const struct expr *operand) {
    const struct call *call = scope_call(scope, operand);
    for (const struct assignment *a = NULL;
         !call && operand->kind == EXPR_LOCAL && (a = scope_next(scope, operand, a)) != NULL;)
        call = scope_call(scope, a->assign->value);
    if (call)
        return (struct teller){EXPR_CALL, call->symbol};
    return (struct teller){(enum expr_kind)operand->kind, operand->index};
}

static void find_named(const struct assumptions *assumptions, const struct facts *facts, const struct expr *condition,
                       struct named *out) {
    const struct expr *operand;
    enum expr_op op;
    int64_t value;
    bool is_pair = condition->kind == EXPR_BINARY && (condition->op == OP_AND || condition->op == OP_OR);
    if (is_pair || condition->kind == EXPR_UNARY) {
        find_named(assumptions, facts, condition->a, out);
        if (is_pair)
            find_named(assumptions, facts, condition->b, out);
        return;
    }
    if (!assume_comparison(condition, &operand, &op, &value))
        return;
    struct known known = assume_value(assumptions, facts, operand);
    for (uint32_t i = 0; known.is_status && i < known.count && out->count < NAMED_LIMIT; i++)
        if (known.values[i] == value) {
            out->tellers[out->count] = teller_of(assumptions->scope, operand);
            out->values[out->count++] = value;
        }
}

/* Something that `first` asks about is asked again, for a success that it does not name. */
static bool asks_for_another(const struct named *first, const struct named *again) {
    for (uint32_t i = 0; i < again->count; i++) {
        bool is_same = first->count == 0, is_named = false;
        for (uint32_t k = 0; k < first->count; k++) {
            bool is_of_one =
                first->tellers[k].kind == again->tellers[i].kind && first->tellers[k].index == again->tellers[i].index;
            is_same |= is_of_one;
            is_named |= is_of_one && first->values[k] == again->values[i];
        }
        if (is_same && !is_named)
            return true;
    }
    return false;
}

bool assume_is_tested_again(const struct assumptions *assumptions, const struct facts *facts,
                            const struct expr *condition, const struct region *list) {
    struct named first = {.count = 0};
    find_named(assumptions, facts, condition, &first);
    for (const struct region *region = list; region; region = region->next) {
        struct named again = {.count = 0};
        if (region->kind != REGION_BRANCH)
            continue;
        find_named(assumptions, facts, region->branch.condition, &again);
        if (asks_for_another(&first, &again))
            return true;
    }
    return false;
}
