/* The algebra of algebra/poly.h: normal form, limits, arithmetic. Knows nothing of regions and of programs.
 * Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

#include <stdlib.h>
#include <string.h>

/* --- normal form ------------------------------------------------------------------------------------------------- */

uint32_t monomial_degree(const struct monomial *m) { return m->degree; }

int product_compare(const struct monomial *a, const struct monomial *b) {
    if (a->factors == b->factors)
        return 0;
    if (a->degree != b->degree)
        return a->degree > b->degree ? -1 : 1;
    if (a->factor_count != b->factor_count)
        return a->factor_count > b->factor_count ? -1 : 1;
    for (uint32_t i = 0; i < a->factor_count; i++)
        if (a->factors[i]->id != b->factors[i]->id)
            return a->factors[i]->id < b->factors[i]->id ? -1 : 1;
    return 0;
}

int monomial_compare(const struct monomial *a, const struct monomial *b) {
    int order = product_compare(a, b);
    if (order)
        return order;
    if (a->peer != b->peer) {
        if (!a->peer || !b->peer)
            return a->peer ? 1 : -1;
        order = strcmp(a->peer, b->peer);
        if (order)
            return order;
    }
    if (a->guards != b->guards) {
        if (!a->guards || !b->guards)
            return a->guards ? 1 : -1;
        return a->guards->id < b->guards->id ? -1 : 1;
    }
    if (a->confidence != b->confidence)
        return a->confidence > b->confidence ? -1 : 1;
    return (int)b->is_open - (int)a->is_open;
}

/* Products of two polynomials may have more. */
#define SORTED_IN_PLACE (2 * POLY_MONOMIALS)

static int compare_for_sort(const void *a, const void *b) { return monomial_compare(a, b); }

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash ^= value;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_of(const struct monomial *items, uint32_t count, bool is_exact) {
    uint64_t hash = mix(count, is_exact);
    for (uint32_t i = 0; i < count; i++) {
        hash = mix(hash, (uint64_t)items[i].coefficient);
        hash = mix(hash, map_key(items[i].factors));
        hash = mix(hash, map_key(items[i].peer));
        hash = mix(hash, items[i].guards ? (uint64_t)items[i].guards->id + 1 : 0);
        hash = mix(hash, (uint64_t)items[i].factor_count << 8 | (uint64_t)items[i].confidence << 1 | items[i].is_open);
    }
    return hash;
}

static bool holds_items(const struct poly *poly, const struct monomial *items, uint32_t count, bool is_exact) {
    if (poly->count != count || poly->is_exact != is_exact)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (poly->items[i].coefficient != items[i].coefficient || poly->items[i].peer != items[i].peer ||
            monomial_compare(&poly->items[i], &items[i]) != 0)
            return false;
    return true;
}

/* The polynomial with these items in the pool, or NULL; then `*place` is the key under which to put it. */
static const struct poly *find_poly(const struct poly_pool *pool, const struct poly *wanted, uint64_t *place) {
    for (uint64_t hash = *place;; hash++) { /* hash + 1 where two have one hash */
        uint32_t known = map_get(&pool->by_hash, hash);
        *place = hash;
        if (known == MAP_NONE)
            return NULL;
        if (holds_items(pool->polys.items[known], wanted->items, wanted->count, wanted->is_exact))
            return pool->polys.items[known];
    }
}

static const struct poly *put_poly(struct poly_pool *pool, struct arena *arena, uint64_t place, struct poly poly) {
    struct monomial *items = ARENA_ARRAY(arena, struct monomial, poly.count);
    memcpy(items, poly.items, poly.count * sizeof *items);
    poly.items = items;
    poly.id = pool->polys.count;
    struct poly *stored = ARENA_NEW(arena, struct poly);
    *stored = poly;
    map_put(&pool->by_hash, place, poly.id);
    vec_push(&pool->polys, stored);
    return stored;
}

/* What was looked up since the last time that polynomials were forgotten is in the small pool, kept or not: the large
 * one is asked once for each. */
const struct poly *poly_intern(struct atom_table *table, const struct monomial *items, uint32_t count, bool is_exact) {
    struct poly wanted = {.items = items, .count = count, .is_exact = is_exact};
    if (count == 0)
        return NULL;
    uint64_t hash = hash_of(items, count, is_exact), place = hash, kept_place = hash;
    const struct poly *known = find_poly(&table->passing, &wanted, &place);
    if (known)
        return known;
    known = find_poly(&table->kept, &wanted, &kept_place);
    if (!known)
        return put_poly(&table->passing, &table->passing_arena, place, wanted);
    map_put(&table->passing.by_hash, place, table->passing.polys.count);
    vec_push(&table->passing.polys, known);
    return known;
}

bool poly_is_equal(const struct poly *a, const struct poly *b) {
    if (a == b)
        return true;
    return a && b && holds_items(a, b->items, b->count, a->is_exact);
}

const struct poly *poly_current(const struct atom_table *table, const struct poly *poly) {
    if (!poly || poly->is_kept || poly->id >= table->passing.polys.count)
        return poly;
    const struct poly *now = table->passing.polys.items[poly->id];
    return now->is_exact == poly->is_exact && poly_is_equal(now, poly) ? now : poly;
}

const struct poly *poly_keep(struct atom_table *table, const struct poly *poly) {
    if (!poly || poly->is_kept)
        return poly;
    const struct poly *now = poly_current(table, poly);
    if (now->is_kept)
        return now;
    uint64_t place = hash_of(poly->items, poly->count, poly->is_exact);
    const struct poly *known = find_poly(&table->kept, poly, &place);
    struct poly kept = *poly;
    kept.is_kept = true;
    now = known ? known : put_poly(&table->kept, table->arena, place, kept);
    if (poly->id < table->passing.polys.count && table->passing.polys.items[poly->id] == poly)
        table->passing.polys.items[poly->id] = now; /* from here on, it is found as the kept one */
    return now;
}

void atom_table_forget(struct atom_table *table) {
    if (table->passing.by_hash.capacity > 16 * (table->passing.by_hash.count + 256))
        map_finish(&table->passing.by_hash); /* one large function must not make every later one slow */
    map_clear(&table->passing.by_hash);
    table->passing.polys.count = 0;
    table->memo_generation++;
    arena_reset(&table->passing_arena);
}

/* --- drafts ------------------------------------------------------------------------------------------------------ */

struct draft draft_of(struct atom_table *table, bool is_exact) {
    return (struct draft){.table = table, .is_exact = is_exact};
}

void draft_add(struct draft *draft, struct monomial m) {
    struct atom_table *table = draft->table;
    if (m.coefficient <= 0)
        return;
    if (!draft->items.items && table->spare_drafts.count > 0) {
        draft->items.items = table->spare_drafts.items[--table->spare_drafts.count].items;
        draft->items.capacity = table->spare_drafts.items[table->spare_drafts.count].capacity;
    }
    if (draft->items.count < draft->items.capacity)
        draft->items.items[draft->items.count++] = m;
    else
        vec_push(&draft->items, m);
}

void draft_add_poly(struct draft *draft, const struct poly *poly) {
    if (!poly)
        return;
    draft->is_exact &= poly->is_exact;
    for (uint32_t i = 0; i < poly->count; i++)
        draft_add(draft, poly->items[i]);
}

void draft_drop(struct draft *draft) {
    if (draft->items.items)
        vec_push(&draft->table->spare_drafts, (struct spare_draft){draft->items.items, draft->items.capacity});
    draft->items.items = NULL;
    draft->items.count = draft->items.capacity = 0;
}

/* Where the item behind `count` sorted ones belongs: behind those that are not larger. */
static uint32_t place_among(const struct monomial *items, uint32_t count) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (monomial_compare(&items[middle], &items[count]) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Most drafts are short, and in order. */
static void sort_items(struct monomial *items, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        if (monomial_compare(&items[i - 1], &items[i]) <= 0)
            continue;
        uint32_t place = place_among(items, i);
        struct monomial m = items[i];
        memmove(items + place + 1, items + place, (i - place) * sizeof *items);
        items[place] = m;
    }
}

void draft_merge(struct draft *draft) {
    if (draft->items.count < 2)
        return;
    struct monomial *items = draft->items.items;
    if (draft->items.count <= SORTED_IN_PLACE)
        sort_items(items, draft->items.count);
    else
        qsort(items, draft->items.count, sizeof *items, compare_for_sort);
    uint32_t kept = 0;
    for (uint32_t i = 1; i < draft->items.count; i++) {
        if (monomial_compare(&items[kept], &items[i]) == 0)
            items[kept].coefficient = saturating_add(items[kept].coefficient, items[i].coefficient);
        else if (++kept != i)
            items[kept] = items[i];
    }
    draft->items.count = kept + 1;
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

/* One group of folded monomials: all of one degree and openness. */
struct fold {
    struct ceiling ceiling;
    struct monomial key;
    bool is_used;
};

static uint32_t fold_tail(const struct draft *draft, uint32_t first, struct fold folds[(POLY_DEGREE + 1) * 2]) {
    uint32_t used = 0;
    memset(folds, 0, sizeof *folds * (POLY_DEGREE + 1) * 2);
    for (uint32_t i = first; i < draft->items.count; i++) {
        const struct monomial *m = &draft->items.items[i];
        struct fold *fold = &folds[monomial_degree(m) * 2 + m->is_open];
        struct ceiling one = ceiling_of_monomial(m);
        if (!fold->is_used)
            fold->key = *m;
        if (m->confidence < fold->key.confidence)
            fold->key.confidence = m->confidence;
        used += !fold->is_used;
        fold->is_used = true;
        fold->ceiling.scale = saturating_add(fold->ceiling.scale, one.scale);
        if (one.power > fold->ceiling.power)
            fold->ceiling.power = one.power;
        if (one.inner_power > fold->ceiling.inner_power)
            fold->ceiling.inner_power = one.inner_power;
    }
    return used;
}

/* The surplus of low degree becomes one monomial for each degree. */
static void keep_monomial_limit(struct draft *draft) {
    struct fold folds[(POLY_DEGREE + 1) * 2];
    uint32_t first = POLY_MONOMIALS - 1;
    while (first + fold_tail(draft, first, folds) > POLY_MONOMIALS)
        first--;
    draft->items.count = first;
    for (size_t i = 0; i < ARRAY_COUNT(folds); i++)
        if (folds[i].is_used)
            draft_add(draft, ceiling_monomial(draft->table, folds[i].ceiling, &folds[i].key));
    draft->is_exact = false;
    draft_merge(draft);
}

static bool has_guarded_item(const struct draft *draft) {
    for (uint32_t i = 0; i < draft->items.count; i++)
        if (draft->items.items[i].guards)
            return true;
    return false;
}

const struct poly *draft_finish(struct draft *draft) {
    draft_merge(draft);
    if (draft->items.count > POLY_MONOMIALS)
        forget_options(draft);
    if (draft->items.count > POLY_MONOMIALS)
        forget_closed_guards(draft);
    for (int all = 0; all < 2 && draft->items.count > POLY_MONOMIALS; all++)
        forget_modes(draft, all);
    if (draft->items.count > POLY_MONOMIALS && has_guarded_item(draft)) { /* they are the first to go */
        const struct poly *out = unguarded_items(draft->table, draft->items.items, draft->items.count);
        draft_drop(draft);
        return out;
    }
    if (draft->items.count > POLY_MONOMIALS)
        keep_monomial_limit(draft);
    const struct poly *out = poly_intern(draft->table, draft->items.items, draft->items.count, draft->is_exact);
    draft_drop(draft);
    return out;
}

/* --- products ---------------------------------------------------------------------------------------------------- */

/* `product` ends with NULL. */
static bool is_product(const struct atom *const *product, const struct atom *const *factors, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (product[i] != factors[i])
            return false;
    return !product[count];
}

/* The product of more than one atom, as it is kept. */
static const struct atom *const *product_intern(struct atom_table *table, const struct atom *const *factors,
                                                uint32_t count) {
    uint64_t hash = count;
    for (uint32_t i = 0; i < count; i++)
        hash = mix(hash, (uint64_t)factors[i]->id + 1);
    for (;; hash++) { /* hash + 1 where two have one hash */
        uint32_t known = map_get_or_put(&table->product_by_hash, hash, table->products.count);
        if (known == MAP_NONE)
            break;
        if (is_product(table->products.items[known], factors, count))
            return table->products.items[known];
    }
    const struct atom **product = ARENA_ARRAY(table->arena, const struct atom *, count + 1);
    memcpy(product, factors, count * sizeof *factors);
    vec_push(&table->products, product);
    return product;
}

void monomial_set_factors(struct atom_table *table, struct monomial *m, const struct atom *const *factors,
                          uint32_t count) {
    m->factors = count == 0 ? NULL : count == 1 ? &factors[0]->self : product_intern(table, factors, count);
    m->factor_count = (uint8_t)count;
    m->degree = 0;
    for (uint32_t i = 0; i < count; i++)
        m->degree = (uint8_t)(m->degree + factors[i]->degree);
}

void monomial_copy_factors(struct monomial *m, const struct monomial *from) {
    m->factors = from->factors;
    m->factor_count = from->factor_count;
    m->degree = from->degree;
}

/* --- construction ------------------------------------------------------------------------------------------------ */

const struct poly *poly_constant(struct atom_table *table, int64_t value) {
    struct monomial m = {.coefficient = value, .confidence = CONFIDENCE_HIGH};
    return value > 0 ? poly_intern(table, &m, 1, true) : NULL;
}

const struct poly *poly_atom(struct atom_table *table, const struct atom *atom, bool is_exact) {
    struct monomial m = {.coefficient = 1, .confidence = CONFIDENCE_HIGH};
    monomial_set_factors(table, &m, &atom, 1);
    return poly_intern(table, &m, 1, is_exact);
}

const struct poly *poly_trips(struct atom_table *table, int64_t value, const char *peer, enum confidence confidence) {
    struct monomial m = {.coefficient = value, .peer = peer, .confidence = confidence, .is_open = true};
    return value > 0 ? poly_intern(table, &m, 1, true) : NULL;
}

/* --- sums and products ------------------------------------------------------------------------------------------- */

/* Both are sorted: so is their merge. */
static uint32_t merge_items(const struct poly *a, const struct poly *b, struct monomial *out) {
    uint32_t i = 0, k = 0, count = 0;
    while (i < a->count && k < b->count) {
        int order = monomial_compare(&a->items[i], &b->items[k]);
        out[count] = order <= 0 ? a->items[i] : b->items[k];
        if (order == 0)
            out[count].coefficient = saturating_add(a->items[i].coefficient, b->items[k].coefficient);
        i += order <= 0;
        k += order >= 0;
        count++;
    }
    while (i < a->count)
        out[count++] = a->items[i++];
    while (k < b->count)
        out[count++] = b->items[k++];
    return count;
}

static const struct poly *add_anew(struct atom_table *table, const struct poly *a, const struct poly *b) {
    struct monomial items[2 * POLY_MONOMIALS]; /* none has more than the limit */
    uint32_t count = merge_items(a, b, items);
    if (count <= POLY_MONOMIALS)
        return poly_intern(table, items, count, a->is_exact && b->is_exact);
    struct draft draft = draft_of(table, a->is_exact && b->is_exact);
    for (uint32_t i = 0; i < count; i++)
        draft_add(&draft, items[i]);
    return draft_finish(&draft);
}

const struct poly *poly_add(struct atom_table *table, const struct poly *a, const struct poly *b) {
    if (!a || !b)
        return a ? a : b;
    const struct poly *sum;
    if (poly_memo_find(table, MEMO_ADD, a, b, &sum))
        return sum;
    return poly_memo_note(table, MEMO_ADD, a, b, add_anew(table, a, b));
}

static struct ceiling ceiling_product(struct ceiling a, struct ceiling b) {
    return (struct ceiling){saturating_multiply(a.scale, b.scale), a.power + b.power, a.inner_power + b.inner_power};
}

bool multiply_products(struct atom_table *table, const struct monomial *a, const struct monomial *b,
                       struct monomial *out, const struct atom **factors) {
    *out = (struct monomial){.coefficient = saturating_multiply(a->coefficient, b->coefficient)};
    out->peer = a->peer ? a->peer : b->peer;
    out->guards = guards_union(table, a->guards, b->guards);
    out->confidence = a->confidence < b->confidence ? a->confidence : b->confidence;
    out->is_open = a->is_open || b->is_open;
    if (a->factor_count + b->factor_count > POLY_FACTORS || monomial_degree(a) + monomial_degree(b) > POLY_DEGREE) {
        *out = ceiling_monomial(table, ceiling_product(ceiling_of_monomial(a), ceiling_of_monomial(b)), out);
        return false;
    }
    uint32_t i = 0, k = 0, count = 0;
    if (a->factor_count == 0 || b->factor_count == 0) {
        monomial_copy_factors(out, a->factor_count ? a : b);
        return true;
    }
    while (i < a->factor_count || k < b->factor_count) {
        bool takes_a = k == b->factor_count || (i < a->factor_count && a->factors[i]->id <= b->factors[k]->id);
        factors[count++] = takes_a ? a->factors[i++] : b->factors[k++];
    }
    out->factors = factors;
    out->factor_count = (uint8_t)count;
    out->degree = (uint8_t)(a->degree + b->degree);
    return true;
}

static bool multiply_monomials(struct atom_table *table, const struct monomial *a, const struct monomial *b,
                               struct monomial *out) {
    const struct atom *factors[POLY_FACTORS];
    bool is_exact = multiply_products(table, a, b, out, factors);
    if (out->factors == factors)
        monomial_set_factors(table, out, factors, out->factor_count);
    return is_exact;
}

static const struct poly *multiply_anew(struct atom_table *table, const struct poly *a, const struct poly *b) {
    struct draft draft = draft_of(table, a->is_exact && b->is_exact);
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t k = 0; k < b->count; k++) {
            struct monomial m;
            draft.is_exact &= multiply_monomials(table, &a->items[i], &b->items[k], &m);
            draft_add(&draft, m);
        }
    }
    return draft_finish(&draft);
}

const struct poly *poly_multiply(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *product;
    if (!a || !b)
        return NULL;
    if (poly_memo_find(table, MEMO_MULTIPLY, a, b, &product))
        return product;
    return poly_memo_note(table, MEMO_MULTIPLY, a, b, multiply_anew(table, a, b));
}

/* --- turns ------------------------------------------------------------------------------------------------------- */

/* The atom that the polynomial is, when it is nothing else. */
static const struct atom *lone_atom(const struct poly *poly) {
    const struct monomial *m = poly && poly->count == 1 ? &poly->items[0] : NULL;
    return m && m->coefficient == 1 && m->factor_count == 1 ? m->factors[0] : NULL;
}

const struct poly *poly_subtract(struct atom_table *table, const struct poly *a, const struct poly *b) {
    if (!a || !b)
        return a;
    if (!b->is_exact) /* it may be less than it says */
        return poly_inexact(table, a);
    a = a->is_exact ? poly_bare(table, a) : poly_inexact(table, poly_bare(table, a));
    const struct poly *more_a = poly_excess(table, a, b), *more_b = poly_bare(table, poly_excess(table, b, a));
    if (!more_a || !more_b)
        return more_a;
    const struct atom *inside = lone_atom(more_a);
    bool is_exact = more_a->is_exact;
    if (inside && inside->kind == ATOM_DIFF) /* (n - 1) - 1 */
        return poly_subtract(table, is_exact ? inside->a : poly_inexact(table, inside->a),
                             poly_add(table, inside->b, more_b));
    struct atom wanted = {.kind = ATOM_DIFF, .a = poly_bare(table, more_a), .b = more_b};
    return poly_composed(table, &wanted, is_exact);
}

static bool has_divisor(const struct poly *poly, int64_t divisor) {
    for (uint32_t i = 0; i < poly->count; i++)
        if (poly->items[i].coefficient % divisor != 0 || poly->items[i].coefficient == INT64_MAX)
            return false;
    return true;
}

const struct poly *poly_divide(struct atom_table *table, const struct poly *a, int64_t divisor) {
    int64_t value;
    if (!a || divisor <= 1)
        return a;
    if (poly_is_constant(a, &value)) {
        const struct poly *quotient = poly_constant(table, value / divisor + (value % divisor != 0));
        return a->is_exact ? quotient : poly_inexact(table, quotient);
    }
    const struct poly *bare = poly_bare(table, a);
    if (has_divisor(bare, divisor)) {
        struct draft draft = draft_of(table, a->is_exact);
        for (uint32_t i = 0; i < bare->count; i++) {
            struct monomial m = bare->items[i];
            m.coefficient /= divisor;
            draft_add(&draft, m);
        }
        return draft_finish(&draft);
    }
    const struct atom *inside = lone_atom(bare);
    int64_t inner;
    if (inside && inside->kind == ATOM_CEIL && poly_is_constant(inside->b, &inner)) {
        bare = inside->a;
        divisor = saturating_multiply(inner, divisor);
    }
    struct atom wanted = {.kind = ATOM_CEIL, .a = bare, .b = poly_constant(table, divisor)};
    return poly_composed(table, &wanted, a->is_exact);
}

const struct poly *poly_log(struct atom_table *table, const struct poly *a) {
    int64_t value;
    if (poly_is_constant(a, &value)) {
        int64_t turns = 0;
        for (; value > 0; value >>= 1)
            turns++;
        return poly_inexact(table, poly_constant(table, turns));
    }
    return poly_composed(table, &(struct atom){.kind = ATOM_LOG, .a = poly_bare(table, a)}, false);
}
