/* Atoms: interning, and what is never exceeded by one. Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this, a count is past all meaning, and its value past what a double holds. */
#define POWER_LIMIT 60

void atom_table_init(struct atom_table *table, struct arena *arena) {
    *table = (struct atom_table){.arena = arena};
    interner_init(&table->keys);
    arena_init(&table->passing_arena);
}

void atom_table_finish(struct atom_table *table) {
    interner_finish(&table->keys);
    buffer_finish(&table->key);
    map_finish(&table->by_key);
    map_finish(&table->rest_by_powers);
    vec_finish(&table->atoms);
    map_finish(&table->guard_by_key);
    vec_finish(&table->guards);
    map_finish(&table->guard_set_by_key);
    vec_finish(&table->guard_sets);
    map_finish(&table->product_by_hash);
    vec_finish(&table->products);
    map_finish(&table->kept.by_hash);
    vec_finish(&table->kept.polys);
    map_finish(&table->passing.by_hash);
    vec_finish(&table->passing.polys);
    arena_finish(&table->passing_arena);
    free(table->memo);
    for (uint32_t i = 0; i < table->spare_drafts.count; i++)
        vec_free(table->spare_drafts.items[i].items);
    vec_finish(&table->spare_drafts);
    *table = (struct atom_table){0};
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

static void key_of_expr(const struct expr *expr, struct buffer *key) {
    if (!expr) {
        buffer_add_unsigned(key, UINT8_MAX);
        return;
    }
    buffer_add_unsigned(key, expr->kind);
    buffer_add_unsigned(key, expr->op);
    buffer_add_unsigned(key, expr->index);
    buffer_add_signed(key, expr->value);
    buffer_add_string(key, expr->text);
    buffer_add_unsigned(key, expr->item_count);
    for (uint32_t i = 0; i < expr->item_count; i++)
        key_of_expr(expr->items[i], key);
    key_of_expr(expr->a, key);
    key_of_expr(expr->b, key);
    key_of_expr(expr->c, key);
}

/* Polynomials inside atoms are bare and kept, so that their number says all about them. */
static void key_of_poly(const struct poly *poly, struct buffer *key) {
    buffer_add_unsigned(key, poly ? (uint64_t)poly->id + 1 : 0);
}

static const char *key_of_atom(struct atom_table *table, const struct atom *atom) {
    struct buffer *key = &table->key;
    buffer_clear(key);
    buffer_add_unsigned(key, atom->kind);
    buffer_add_unsigned(key, atom->is_nested);
    buffer_add_unsigned(key, atom->function);
    buffer_add_unsigned(key, atom->index);
    if (atom->kind == ATOM_REST) { /* elsewhere they follow from the rest */
        buffer_add_unsigned(key, atom->power);
        buffer_add_unsigned(key, atom->inner_power);
    }
    key_of_expr(atom->path, key);
    key_of_poly(atom->a, key);
    key_of_poly(atom->b, key);
    for (uint32_t i = 0; i < atom->item_count; i++)
        key_of_poly(atom->items[i], key);
    return intern_bytes(&table->keys, key->data, key->size);
}

static const struct expr *copy_expr(struct arena *arena, const struct expr *expr) {
    if (!expr)
        return NULL;
    struct expr *copy = ARENA_NEW(arena, struct expr);
    *copy = *expr;
    const struct expr **items = ARENA_ARRAY(arena, const struct expr *, expr->item_count);
    for (uint32_t i = 0; i < expr->item_count; i++)
        items[i] = copy_expr(arena, expr->items[i]);
    copy->items = items;
    copy->a = copy_expr(arena, expr->a);
    copy->b = copy_expr(arena, expr->b);
    copy->c = copy_expr(arena, expr->c);
    return copy;
}

/* --- ceilings ---------------------------------------------------------------------------------------------------- */

static uint32_t power_sum(uint32_t a, uint32_t b) { return a + b < POWER_LIMIT ? a + b : POWER_LIMIT; }

static void raise_ceiling(struct ceiling *ceiling, struct ceiling other) {
    ceiling->power = other.power > ceiling->power ? other.power : ceiling->power;
    ceiling->inner_power = other.inner_power > ceiling->inner_power ? other.inner_power : ceiling->inner_power;
}

struct ceiling ceiling_of_monomial(const struct monomial *m) {
    struct ceiling ceiling = {.scale = m->coefficient};
    for (uint32_t i = 0; i < m->factor_count; i++) {
        ceiling.scale = saturating_multiply(ceiling.scale, m->factors[i]->scale);
        ceiling.power = power_sum(ceiling.power, m->factors[i]->power);
        ceiling.inner_power = power_sum(ceiling.inner_power, m->factors[i]->inner_power);
    }
    return ceiling;
}

struct ceiling ceiling_of_poly(const struct poly *poly) {
    struct ceiling ceiling = {0};
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        struct ceiling one = ceiling_of_monomial(&poly->items[i]);
        ceiling.scale = saturating_add(ceiling.scale, one.scale);
        raise_ceiling(&ceiling, one);
    }
    return ceiling;
}

static uint8_t limited_degree(uint32_t degree) { return (uint8_t)(degree > POLY_DEGREE ? POLY_DEGREE : degree); }

static struct ceiling ceiling_of_atom(const struct atom *atom) {
    struct ceiling ceiling = {.scale = 1};
    switch (atom->kind) {
    case ATOM_LOG:
        ceiling.inner_power = 1;
        break;
    case ATOM_DIFF:
    case ATOM_CEIL:
        ceiling = ceiling_of_poly(atom->a);
        break;
    case ATOM_MAX:
        for (uint32_t i = 0; i < atom->item_count; i++) {
            struct ceiling one = ceiling_of_poly(atom->items[i]);
            ceiling.scale = one.scale > ceiling.scale ? one.scale : ceiling.scale;
            raise_ceiling(&ceiling, one);
        }
        break;
    case ATOM_REST:
        ceiling.power = atom->power;
        ceiling.inner_power = atom->inner_power;
        break;
    default:
        ceiling.power = !atom->is_nested;
        ceiling.inner_power = atom->is_nested;
    }
    return ceiling;
}

static uint32_t degree_of_atom(const struct atom *atom) {
    uint32_t degree = 0;
    switch (atom->kind) {
    case ATOM_LOG:
        return 0;
    case ATOM_DIFF:
    case ATOM_CEIL:
        return poly_degree(atom->a);
    case ATOM_MAX:
        for (uint32_t i = 0; i < atom->item_count; i++)
            degree = poly_degree(atom->items[i]) > degree ? poly_degree(atom->items[i]) : degree;
        return degree;
    case ATOM_REST:
        return (uint32_t)atom->power + atom->inner_power;
    default:
        return 1;
    }
}

static uint32_t size_of_poly(const struct poly *poly) {
    uint32_t size = 0;
    for (uint32_t i = 0; poly && i < poly->count; i++)
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            size += poly->items[i].factors[k]->size;
    return size;
}

static uint32_t size_of_atom(const struct atom *atom) {
    uint32_t size = 1 + size_of_poly(atom->a) + size_of_poly(atom->b);
    for (uint32_t i = 0; i < atom->item_count; i++)
        size += 1 + size_of_poly(atom->items[i]);
    return size;
}

/* --- interning --------------------------------------------------------------------------------------------------- */

static const struct atom *add_atom(struct atom_table *table, const struct atom *wanted) {
    struct atom *atom = ARENA_NEW(table->arena, struct atom);
    *atom = *wanted;
    atom->self = atom;
    atom->id = table->atoms.count;
    atom->path = copy_expr(table->arena, wanted->path);
    const struct poly **items = ARENA_ARRAY(table->arena, const struct poly *, wanted->item_count);
    if (wanted->item_count)
        memcpy(items, wanted->items, wanted->item_count * sizeof(const struct poly *));
    atom->items = items;
    struct ceiling ceiling = ceiling_of_atom(wanted);
    atom->scale = ceiling.scale;
    atom->power = (uint8_t)ceiling.power;
    atom->inner_power = (uint8_t)ceiling.inner_power;
    atom->degree = limited_degree(degree_of_atom(atom));
    atom->size = size_of_atom(atom);
    vec_push(&table->atoms, atom);
    return atom;
}

static const struct atom *atom_intern(struct atom_table *table, const struct atom *wanted) {
    const struct poly *items[POLY_ALTERNATIVES];
    struct atom kept = *wanted;
    kept.a = poly_keep(table, wanted->a);
    kept.b = poly_keep(table, wanted->b);
    for (uint32_t i = 0; i < wanted->item_count; i++)
        items[i] = poly_keep(table, wanted->items[i]);
    kept.items = items;
    const char *address = key_of_atom(table, &kept);
    uint32_t known = map_get_or_put(&table->by_key, map_key(address), table->atoms.count);
    return known == MAP_NONE ? add_atom(table, &kept) : table->atoms.items[known];
}

const struct atom *atom_path(struct atom_table *table, enum atom_kind kind, const struct expr *path, bool is_nested) {
    return atom_intern(table, &(struct atom){.kind = kind, .path = path, .is_nested = is_nested});
}

const struct atom *atom_unknown(struct atom_table *table, uint32_t function, uint32_t loop, bool is_nested) {
    return atom_intern(
        table, &(struct atom){.kind = ATOM_UNKNOWN, .function = function, .index = loop, .is_nested = is_nested});
}

const struct atom *atom_others(struct atom_table *table) { return atom_unknown(table, ATOM_NOWHERE, 0, false); }

const struct atom *atom_inner(struct atom_table *table) { return atom_unknown(table, ATOM_NOWHERE, 0, true); }

struct monomial ceiling_monomial(struct atom_table *table, struct ceiling ceiling, const struct monomial *key) {
    struct monomial m = {
        .coefficient = ceiling.scale, .peer = key->peer, .confidence = key->confidence, .is_open = key->is_open};
    if (ceiling.power + ceiling.inner_power == 0)
        return m;
    uint64_t powers = map_key_pair(ceiling.power, ceiling.inner_power);
    uint32_t known = map_get(&table->rest_by_powers, powers);
    if (known != MAP_NONE) { /* asked for whenever a limit is met */
        monomial_set_factors(table, &m, &table->atoms.items[known], 1);
        return m;
    }
    struct atom rest = {.kind = ATOM_REST,
                        .power = (uint8_t)ceiling.power,
                        .inner_power = (uint8_t)ceiling.inner_power,
                        .a = poly_atom(table, atom_others(table), true),
                        .b = poly_atom(table, atom_inner(table), true)};
    const struct atom *atom = atom_intern(table, &rest);
    map_put(&table->rest_by_powers, powers, atom->id);
    monomial_set_factors(table, &m, &atom, 1);
    return m;
}

const struct poly *poly_composed(struct atom_table *table, const struct atom *wanted, bool is_exact) {
    if (size_of_atom(wanted) <= POLY_SIZE)
        return poly_atom(table, atom_intern(table, wanted), is_exact);
    struct monomial key = {.confidence = CONFIDENCE_HIGH};
    struct monomial m = ceiling_monomial(table, ceiling_of_atom(wanted), &key);
    return poly_intern(table, &m, 1, false);
}
