/* Interning of guards. Tests: tests/unit/cost/test_guard.c */
#include "algebra/guard.h"

#include "algebra/known.h"
#include "algebra/poly.h"

#include "base/buffer.h"

/* --- guards ------------------------------------------------------------------------------------------------------ */

static const struct guard *guard_intern(struct atom_table *table, struct guard wanted) {
    const struct atom *atom = atom_path(table, ATOM_VALUE, wanted.path, false); /* equal paths have one atom */
    struct buffer key = {0};
    buffer_add_unsigned(&key, wanted.kind);
    buffer_add_unsigned(&key, wanted.op);
    buffer_add_unsigned(&key, wanted.is_negated);
    buffer_add_signed(&key, wanted.constant);
    buffer_add_unsigned(&key, atom->id);
    const char *address = intern_bytes(&table->keys, key.data, key.size);
    buffer_finish(&key);
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

const struct guard *guard_changed(struct atom_table *table, const struct expr *function) {
    return guard_intern(table, (struct guard){.kind = GUARD_CHANGED, .path = function});
}

const struct guard *guard_cached(struct atom_table *table, const struct expr *call) {
    return guard_intern(table, (struct guard){.kind = GUARD_CACHED, .path = call});
}

/* --- sets -------------------------------------------------------------------------------------------------------- */

static const struct guards *guards_intern(struct atom_table *table, const struct guard *const *items, uint32_t count) {
    uint64_t key = map_key_pair(items[0]->id, count > 1 ? items[1]->id : UINT32_MAX);
    uint32_t known = map_get_or_put(&table->guard_set_by_key, key, table->guard_sets.count);
    if (known != MAP_NONE)
        return table->guard_sets.items[known];
    struct guards *guards = ARENA_NEW(table->arena, struct guards);
    guards->id = table->guard_sets.count;
    guards->count = count;
    for (uint32_t i = 0; i < count; i++)
        guards->items[i] = items[i];
    vec_push(&table->guard_sets, guards);
    return guards;
}

/* Of guards that are too many, the lowest goes. */
static int rank_of(const struct guard *guard) {
    switch (guard->kind) {
    case GUARD_MODE:
        return 0;
    case GUARD_CACHED:
        return 1;
    case GUARD_CHANGED:
        return 2;
    case GUARD_MEMO:
        break;
    }
    return 3;
}

const struct guards *guards_with(struct atom_table *table, const struct guards *guards, const struct guard *guard) {
    if (!guards)
        return guards_intern(table, &guard, 1);
    const struct guard *items[GUARD_LIMIT] = {guards->items[0], guards->count > 1 ? guards->items[1] : guard};
    if (items[0] == guard || (guards->count > 1 && items[1] == guard))
        return guards;
    if (guards->count == GUARD_LIMIT) {
        uint32_t weakest = rank_of(items[0]) <= rank_of(items[1]) ? 0 : 1;
        if (guard->kind == GUARD_CACHED || rank_of(guard) <= rank_of(items[weakest]))
            return guards;
        items[weakest] = guard;
    }
    if (items[0]->id > items[1]->id) {
        const struct guard *first = items[0];
        items[0] = items[1];
        items[1] = first;
    }
    return guards_intern(table, items, GUARD_LIMIT);
}

const struct guards *guards_union(struct atom_table *table, const struct guards *a, const struct guards *b) {
    if (!a || !b || a == b)
        return a ? a : b;
    for (uint32_t i = 0; i < b->count; i++)
        a = guards_with(table, a, b->items[i]);
    return a;
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
    for (uint32_t i = 0; a && b && i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (guard_excludes(a->items[i], b->items[k]))
                return true;
    return false;
}
