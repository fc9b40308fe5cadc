/* Random polynomials and valuations, the same on every run. */
#ifndef TRIPCOUNT_TESTS_UNIT_COST_RANDOM_POLY_H
#define TRIPCOUNT_TESTS_UNIT_COST_RANDOM_POLY_H

#include "algebra/poly.h"
#include "base/buffer.h"

#include <stdint.h>

#define LEAF_COUNT 40 /* the last ten are nested: small counts */

struct algebra_case {
    struct arena arena;
    struct atom_table table;
    const struct atom *leaves[LEAF_COUNT];
    double values[LEAF_COUNT];
    uint64_t seed;
};

static inline uint32_t random_below(struct algebra_case *c, uint32_t limit) {
    c->seed = c->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(c->seed >> 33) % limit;
}

static inline const struct atom *leaf_of(struct algebra_case *c, uint32_t index) {
    struct expr *path = expr_indexed(&c->arena, EXPR_LOCAL, index);
    return atom_path(&c->table, ATOM_VALUE, path, index >= LEAF_COUNT - 10);
}

static inline void algebra_case_init(struct algebra_case *c, uint64_t seed) {
    arena_init(&c->arena);
    atom_table_init(&c->table, &c->arena);
    c->seed = seed;
    for (uint32_t i = 0; i < LEAF_COUNT; i++)
        c->leaves[i] = leaf_of(c, i);
}

static inline void algebra_case_finish(struct algebra_case *c) {
    atom_table_finish(&c->table);
    arena_finish(&c->arena);
}

/* Counts of 0 to 60, nested ones of 0 to 9. */
static inline void draw_values(struct algebra_case *c) {
    for (uint32_t i = 0; i < LEAF_COUNT; i++)
        c->values[i] = random_below(c, i >= LEAF_COUNT - 10 ? 10 : 61);
}

/* What folding is made of is as large as anything it stands for: 60 counts, 10 for nested ones and logarithms. */
static inline double drawn_value(const struct atom *atom, void *context) {
    const struct algebra_case *c = context;
    if (atom->kind == ATOM_UNKNOWN)
        return atom->is_nested ? 10 : 60;
    return c->values[atom->path->index];
}

static inline double value_of(struct algebra_case *c, const struct poly *poly) {
    return poly_value(poly, drawn_value, c);
}

/* A sum of up to `terms` products of up to `factors` of the first `leaves` leaves. */
static inline const struct poly *random_poly(struct algebra_case *c, uint32_t terms, uint32_t factors,
                                             uint32_t leaves) {
    const struct poly *sum = NULL;
    for (uint32_t i = random_below(c, terms + 1); i > 0; i--) {
        const struct poly *product = poly_constant(&c->table, 1 + random_below(c, 4));
        for (uint32_t k = random_below(c, factors + 1); k > 0; k--)
            product = poly_multiply(&c->table, product, poly_atom(&c->table, c->leaves[random_below(c, leaves)], true));
        sum = poly_add(&c->table, sum, product);
    }
    return sum;
}

/* With differences, quotients, logarithms and maxima inside. */
static inline const struct poly *random_composed(struct algebra_case *c, int depth) {
    if (depth == 0)
        return random_poly(c, 3, 2, LEAF_COUNT);
    const struct poly *a = random_composed(c, depth - 1), *b = random_composed(c, depth - 1);
    switch (random_below(c, 6)) {
    case 0:
        return poly_subtract(&c->table, a, b);
    case 1:
        return poly_divide(&c->table, a, 1 + random_below(c, 5));
    case 2:
        return a ? poly_log(&c->table, a) : NULL;
    case 3:
        return poly_join(&c->table, a, b);
    case 4:
        return poly_multiply(&c->table, a, b);
    default:
        return poly_add(&c->table, a, b);
    }
}

static inline void print_leaf(const struct atom *atom, struct buffer *out, void *context) {
    (void)context;
    if (atom->kind == ATOM_UNKNOWN)
        buffer_add_text(out, atom->is_nested ? "inner" : "others");
    else
        buffer_printf(out, "%c", 'a' + (int)atom->path->index);
}

static inline const char *text_of(struct algebra_case *c, const struct poly *poly) {
    struct buffer text = {0};
    poly_print(poly, print_leaf, NULL, &text);
    const char *kept = arena_text(&c->arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return kept;
}

#endif
