/* Interning of guards. Tests: tests/unit/cost/test_guard.c */
#include "algebra/guard.h"

#include "algebra/known.h"
#include "algebra/poly.h"

#include "base/buffer.h"

#include <string.h>

/* --- guards ------------------------------------------------------------------------------------------------------ */

static const struct guard *guard_intern(struct atom_table *table, struct guard wanted) {
    const struct atom *atom = atom_path(table, ATOM_VALUE, wanted.path, false); /* equal paths have one atom */
    struct buffer *key = &table->key;
    buffer_clear(key);
    buffer_add_unsigned(key, wanted.kind);
    buffer_add_unsigned(key, wanted.op);
    buffer_add_unsigned(key, wanted.is_negated);
    buffer_add_signed(key, wanted.constant);
    buffer_add_unsigned(key, atom->id);
    const char *address = intern_bytes(&table->keys, key->data, key->size);
    uint32_t known = map_get_or_put(&table->guard_by_key, map_key(address), table->guards.count);
    if (known != MAP_NONE)
        return table->guards.items[known];
    struct guard *guard = ARENA_NEW(table->arena, struct guard);
    *guard = wanted;
    guard->id = table->guards.count;
    guard->path = atom->path;
    vec_push(&table->guards, guard);
    return guard;
}

const struct guard *guard_mode(struct atom_table *table, const struct expr *path, enum expr_op op, bool is_negated,
                               int64_t constant) {
    return guard_intern(
        table,
        (struct guard){.kind = GUARD_MODE, .op = op, .is_negated = is_negated, .constant = constant, .path = path});
}

const struct guard *guard_memo(struct atom_table *table, const struct expr *path, bool is_flag) {
    return guard_intern(table, (struct guard){.kind = GUARD_MEMO, .is_negated = is_flag, .path = path});
}

const struct guard *guard_memo_of_negative(struct atom_table *table, const struct expr *path) {
    return guard_intern(table, (struct guard){.kind = GUARD_MEMO, .constant = -1, .path = path});
}

const struct guard *guard_of_path(struct atom_table *table, const struct guard *guard, const struct expr *path) {
    struct guard wanted = *guard;
    wanted.path = path;
    return guard_intern(table, wanted);
}

const struct guard *guard_memo_of_key(struct atom_table *table, const struct expr *key) {
    return guard_intern(table, (struct guard){.kind = GUARD_MEMO, .op = OP_EQUAL, .path = key});
}

const struct guard *guard_memo_of_rest(struct atom_table *table, const struct expr *index) {
    return guard_intern(table, (struct guard){.kind = GUARD_MEMO, .op = OP_LESS, .path = index});
}

bool guard_is_rest(const struct guard *guard) { return guard->kind == GUARD_MEMO && guard->op == OP_LESS; }

const struct guard *guard_memo_of_state(struct atom_table *table, const struct expr *path, bool is_flag,
                                        int64_t state) {
    return guard_intern(
        table,
        (struct guard){.kind = GUARD_MEMO, .op = OP_NOT_EQUAL, .is_negated = is_flag, .constant = state, .path = path});
}

bool guard_is_state(const struct guard *guard) { return guard->kind == GUARD_MEMO && guard->op == OP_NOT_EQUAL; }

const struct guard *guard_changed(struct atom_table *table, const struct expr *path) {
    return guard_intern(table, (struct guard){.kind = GUARD_CHANGED, .path = path});
}

const struct guard *guard_cached(struct atom_table *table, const struct expr *call) {
    return guard_intern(table, (struct guard){.kind = GUARD_CACHED, .path = call});
}

const struct guard *guard_option(struct atom_table *table, const struct expr *path, enum expr_op op, int64_t constant) {
    return guard_intern(table, (struct guard){.kind = GUARD_OPTION, .op = op, .constant = constant, .path = path});
}

const struct guard *guard_some_option(struct atom_table *table, bool is_of_elements) {
    struct expr any = {.kind = EXPR_CONSTANT};
    struct expr element = {.kind = EXPR_ELEMENT, .a = &any, .b = &any};
    return guard_option(table, is_of_elements ? &element : &any, OP_NONE, 0);
}

const struct guard *guard_seldom(struct atom_table *table, uint32_t reasons) {
    struct expr path = {.kind = EXPR_CONSTANT, .value = reasons};
    return guard_option(table, &path, OP_NONE, 0);
}

uint32_t guard_seldom_reasons(const struct guard *guard) {
    if (guard->kind == GUARD_CHANGED)
        return SELDOM_CHANGED;
    bool is_option = guard->kind == GUARD_OPTION && guard->op == OP_NONE && guard->path->kind == EXPR_CONSTANT;
    return is_option ? (uint32_t)guard->path->value : 0;
}

bool guard_is_some_option(const struct guard *guard) {
    return guard->kind == GUARD_OPTION && guard->op == OP_NONE && !guard_seldom_reasons(guard);
}

bool guard_is_of_elements(const struct guard *guard) {
    return guard->kind == GUARD_OPTION && guard->path->kind == EXPR_ELEMENT;
}

const struct guard *guard_opposite(struct atom_table *table, const struct guard *guard) {
    bool is_bits = guard->op == OP_BIT_AND;
    if (guard->kind != GUARD_MODE)
        return NULL;
    return guard_mode(table, guard->path, is_bits ? guard->op : comparison_negated(guard->op),
                      is_bits && !guard->is_negated, guard->constant);
}

/* --- sets -------------------------------------------------------------------------------------------------------- */

static const struct guards *guards_intern(struct atom_table *table, const struct guard *const *items, uint32_t count) {
    struct buffer *key = &table->key;
    buffer_clear(key);
    for (uint32_t i = 0; i < count; i++)
        buffer_add_unsigned(key, items[i]->id);
    const char *address = intern_bytes(&table->keys, key->data, key->size);
    uint32_t known = map_get_or_put(&table->guard_set_by_key, map_key(address), table->guard_sets.count);
    if (known != MAP_NONE)
        return table->guard_sets.items[known];
    struct guards *guards = ARENA_NEW(table->arena, struct guards);
    guards->id = table->guard_sets.count;
    guards->count = count;
    for (uint32_t i = 0; i < count; i++) {
        guards->items[i] = items[i];
        guards->has_mode |= items[i]->kind == GUARD_MODE;
    }
    vec_push(&table->guard_sets, guards);
    return guards;
}

const struct guard *guards_option(const struct guards *guards) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind == GUARD_OPTION)
            return guards->items[i];
    return NULL;
}

const struct guards *guards_with_option(struct atom_table *table, const struct guards *guards,
                                        const struct guard *option) {
    const struct guards *out = NULL;
    if (!guards_option(guards))
        return guards;
    for (uint32_t i = 0; i < guards->count; i++) {
        const struct guard *guard = guards->items[i]->kind == GUARD_OPTION ? option : guards->items[i];
        out = guard ? guards_with(table, out, guard) : out;
    }
    return out;
}

/* Of guards that are too many, the lowest goes. */
static int weight_of(const struct guard *guard) {
    switch (guard->kind) {
    case GUARD_MODE:
        return guard->path->kind == EXPR_PARAMETER ? 1 : 0;
    case GUARD_CACHED:
        return 1;
    case GUARD_CHANGED:
        return 2;
    case GUARD_MEMO:
        return 3;
    case GUARD_OPTION: /* has a place of its own */
        break;
    }
    return 4;
}

static bool is_other_value(const struct guard *guard) {
    return guard->kind == GUARD_MODE && guard->op == OP_NOT_EQUAL && guard->constant != 0;
}

/* Something is neither this nor that: which says less than two conditions on different things. */
static bool is_one_of_two(const struct guard *const *items, uint32_t count, uint32_t place) {
    for (uint32_t i = 0; i < count; i++)
        if (i != place && is_other_value(items[i]) && is_other_value(items[place]) &&
            items[i]->path == items[place]->path)
            return true;
    return false;
}

static uint32_t weakest_of(const struct guard *const *items, uint32_t count) {
    uint32_t weakest = 0;
    for (uint32_t i = 1; i < count; i++) {
        int more = weight_of(items[i]) - weight_of(items[weakest]);
        bool is_weaker = is_one_of_two(items, count, i) && !is_one_of_two(items, count, weakest);
        weakest = more < 0 || (more == 0 && is_weaker) ? i : weakest;
    }
    return weakest;
}

const struct guards *guards_with(struct atom_table *table, const struct guards *guards, const struct guard *guard) {
    const struct guard *items[GUARD_SLOTS];
    uint32_t count = 0;
    if (!guards)
        return guards_intern(table, &guard, 1);
    bool has_option = guards_option(guards) != NULL, is_option = guard->kind == GUARD_OPTION;
    if (guards_hold(guards, guard) || (has_option && is_option))
        return guards;
    count = guards->count;
    memcpy(items, guards->items, count * sizeof *items);
    if (!is_option && count - has_option == GUARD_LIMIT) {
        uint32_t weakest = weakest_of(items, count);
        int more = weight_of(guard) - weight_of(items[weakest]);
        if (more < 0 || (more == 0 && (is_other_value(guard) || !is_one_of_two(items, count, weakest))))
            return guards;
        memmove(items + weakest, items + weakest + 1, (--count - weakest) * sizeof *items);
    }
    uint32_t place = count++;
    for (; place > 0 && items[place - 1]->id > guard->id; place--)
        items[place] = items[place - 1];
    items[place] = guard;
    return guards_intern(table, items, count);
}

const struct guards *guards_union(struct atom_table *table, const struct guards *a, const struct guards *b) {
    if (!a || !b || a == b)
        return a ? a : b;
    for (uint32_t i = 0; i < b->count; i++)
        a = guards_with(table, a, b->items[i]);
    return a;
}

bool guards_hold(const struct guards *guards, const struct guard *guard) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i] == guard)
            return true;
    return false;
}

static bool guard_implies(const struct guard *a, const struct guard *b) {
    if (a == b)
        return true;
    if (a->kind != GUARD_MODE || b->kind != GUARD_MODE || a->path != b->path || a->op != OP_EQUAL)
        return false;
    struct known value = known_value(a->constant);
    return known_compare(&value, b->op, b->constant) == (b->is_negated ? TRUTH_NO : TRUTH_YES);
}

bool guards_imply(const struct guards *guards, const struct guard *guard) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guard_implies(guards->items[i], guard))
            return true;
    return false;
}

static bool guard_excludes(const struct guard *a, const struct guard *b) {
    if (a->kind != GUARD_MODE || b->kind != GUARD_MODE || a->path != b->path)
        return false;
    if (a->op == OP_EQUAL) {
        struct known value = known_value(a->constant);
        return known_compare(&value, b->op, b->constant) == (b->is_negated ? TRUTH_YES : TRUTH_NO);
    }
    if (b->op == OP_EQUAL)
        return guard_excludes(b, a);
    if (a->constant != b->constant)
        return false;
    return a->op == OP_BIT_AND ? b->op == OP_BIT_AND && a->is_negated != b->is_negated
                               : comparison_negated(a->op) == b->op;
}

bool guards_exclude(const struct guards *a, const struct guards *b) {
    if (!a || !b || !a->has_mode || !b->has_mode)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (a->items[i]->path == b->items[k]->path && guard_excludes(a->items[i], b->items[k]))
                return true;
    return false;
}
