/* Tests: testdata/call-in-loop/good_keyed_cache.cpp, bad_keyed_cache.cpp */
#include "cost/keyed.h"

#include "base/text.h"
#include "cost/evaluate_internal.h"
#include "cost/kept.h"
#include "turns/bound.h"
#include "turns/path.h"

#include <string.h>

struct look {
    const struct expr *container;
    const struct expr *key;
};

static bool is_named(const struct scope *scope, const struct call *call, const char *const names[], size_t count) {
    const char *name = call->symbol == SYMBOL_NONE ? "" : text_own_name(scope->unit->symbols[call->symbol].name);
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* `c.find(key)`, `c.contains(key)` */
static bool looks_up(const struct scope *scope, const struct expr *expr, const char *const names[], size_t count,
                     struct look *out) {
    const struct call *call = expr ? scope_call(scope, expr) : NULL;
    if (!call || !call->receiver || call->argument_count != 1 || !is_named(scope, call, names, count))
        return false;
    *out = (struct look){call->receiver, call->arguments[0].value};
    return true;
}

/* `c.find(key)`, or a variable that was set to it. */
static bool is_found_by(const struct scope *scope, const struct expr *expr, struct position position,
                        struct look *out) {
    static const char *const finds[] = {"find"};
    const struct assignment *set = expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, position) : NULL;
    return looks_up(scope, set ? set->assign->value : expr, finds, ARRAY_COUNT(finds), out);
}

/* `it == c.end()` holds, or does not. */
static bool is_at_end(const struct scope *scope, const struct expr *a, const struct expr *b, struct position position,
                      struct look *out) {
    const struct expr *ended = bound_ended(scope, b);
    return ended && is_found_by(scope, a, position, out) && expr_is_equal(ended, out->container);
}

/* The condition holds, or does not, where the key is not there. */
static bool is_miss(const struct scope *scope, const struct expr *condition, bool holds, struct position position,
                    struct look *out) {
    static const char *const tests[] = {"contains", "count"};
    int64_t zero;
    for (; condition->kind == EXPR_UNARY && condition->op == OP_NOT; condition = condition->a)
        holds = !holds;
    const struct call *call = scope_call(scope, condition);
    bool is_equal = condition->kind == EXPR_BINARY && condition->op == OP_EQUAL;
    if (is_equal || (condition->kind == EXPR_BINARY && condition->op == OP_NOT_EQUAL)) {
        if (holds != is_equal)
            return false;
        if (expr_is_constant(condition->b, &zero) && zero == 0)
            return looks_up(scope, condition->a, tests, ARRAY_COUNT(tests), out);
        return is_at_end(scope, condition->a, condition->b, position, out) ||
               is_at_end(scope, condition->b, condition->a, position, out);
    }
    if (!call)
        return false;
    if (!holds && looks_up(scope, condition, tests, ARRAY_COUNT(tests), out))
        return true;
    static const char *const same[] = {"operator=="}, *const other[] = {"operator!="};
    if (call->argument_count != 2 || !is_named(scope, call, holds ? same : other, 1))
        return false;
    return is_at_end(scope, call->arguments[0].value, call->arguments[1].value, position, out) ||
           is_at_end(scope, call->arguments[1].value, call->arguments[0].value, position, out);
}

/* --- putting in --------------------------------------------------------------------------------------------------- */

/* The key itself, or a pair that begins with it. */
static bool is_of_key(const struct scope *scope, const struct expr *value, const struct expr *key) {
    const struct call *call = scope_call(scope, value);
    if (expr_is_equal(value, key))
        return true;
    if (value->kind == EXPR_LIST)
        return value->item_count > 0 && value->items[0] && is_of_key(scope, value->items[0], key);
    return call && call->argument_count > 0 && is_of_key(scope, call->arguments[0].value, key);
}

/* Something is put in under the key, and nothing taken out. */
static bool is_put_in(const struct scope *scope, const struct look *look, uint32_t first, uint32_t last) {
    static const char *const puts[] = {"insert",      "emplace",    "insert_or_assign",
                                       "try_emplace", "operator[]", "emplace_hint"};
    static const char *const takes[] = {"erase", "clear", "extract", "swap"};
    bool is_in = false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        const struct call *call = place->region ? place->region->call : NULL;
        if (!call || !call->receiver || !expr_is_equal(call->receiver, look->container) ||
            scope->is_dead[place->number])
            continue;
        if (is_named(scope, call, takes, ARRAY_COUNT(takes)))
            return false;
        bool is_inside = place->number >= first && place->number <= last;
        for (uint32_t k = 0; is_inside && k < call->argument_count && k < 2; k++)
            is_in |=
                is_named(scope, call, puts, ARRAY_COUNT(puts)) && is_of_key(scope, call->arguments[k].value, look->key);
    }
    return is_in;
}

bool keyed_is(const struct guard *guard) {
    const struct expr *path = guard->path;
    return guard->kind == GUARD_MEMO && guard->op == OP_NONE && path->kind == EXPR_ELEMENT &&
           path->a->kind == EXPR_ADDRESS;
}

const struct guard *keyed_cache(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                struct position position, uint32_t first, uint32_t last) {
    const struct scope *scope = evaluation->scope;
    struct look look;
    if (!is_miss(scope, condition, holds, position, &look) || !kept_outlives_call(scope, look.container) ||
        !is_put_in(scope, &look, first, last))
        return NULL;
    const struct expr *container = expr_address(scope->scratch, look.container);
    const struct expr *place = expr_element(scope->scratch, container, look.key);
    bool is_told_apart = container->kind == EXPR_ADDRESS; /* from elements of arrays: see keyed_is() */
    return is_told_apart && path_can_be(place) ? guard_memo(scope->atoms, path_convert(scope, place), false) : NULL;
}
