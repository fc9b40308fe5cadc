/* From polynomials to printed formulas. Tests: tests/unit/rule/test_formula.c */
#include "rule/formula.h"

#include "rule/atom_name.h"

#include "turns/turns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BREAK_EVEN_MS    100
#define BREAK_EVEN_ATOMS 3
#define COUNT_LIMIT      1e9 /* what is fast enough up to here never gets slow */

double latency_of_peer(const struct latency *latency, const char *peer) {
    for (uint32_t i = 0; peer && i < latency->peer_count; i++)
        if (strcmp(latency->peers[i].peer, peer) == 0)
            return latency->peers[i].milliseconds;
    return latency->milliseconds;
}

static const char *keep(const struct costs *costs, struct buffer *text) {
    const char *kept = arena_text(costs->program->arena, buffer_text(text), text->size);
    buffer_finish(text);
    return kept;
}

const char *formula_text(const struct costs *costs, const struct poly *poly, uint32_t viewer) {
    struct atom_view view = {costs, viewer};
    struct buffer text = {0};
    poly_print(poly, atom_name_print, &view, &text);
    return keep(costs, &text);
}

/* --- assumptions ------------------------------------------------------------------------------------------------- */

/* A leaf of the formula, and which of its assumptions it is. */
struct leaf {
    const struct atom *atom;
    const char *name;
    uint32_t assumption;
};

struct leaves {
    VEC(struct leaf) items;
};

static uint32_t leaf_index(const struct leaves *leaves, const struct atom *atom) {
    uint32_t i = 0;
    while (i < leaves->items.count && leaves->items.items[i].atom != atom)
        i++;
    return i;
}

static void collect_atom(const struct atom *atom, void *context) {
    struct leaves *leaves = context;
    if (leaf_index(leaves, atom) == leaves->items.count)
        vec_push(&leaves->items, (struct leaf){.atom = atom});
}

static int compare_leaves(const void *a, const void *b) {
    return strcmp(((const struct leaf *)a)->name, ((const struct leaf *)b)->name);
}

/* Each name once, by name: two loops may walk the same iterator. */
static void set_assumptions(struct atom_view view, struct formula *formula, struct leaves *leaves) {
    uint32_t count = leaves->items.count;
    struct leaf *items = leaves->items.items;
    formula->assumed = ARENA_ARRAY(view.costs->program->arena, struct assumption, count);
    for (uint32_t i = 0; i < count; i++) {
        struct buffer name = {0};
        atom_name_print(items[i].atom, &name, &view);
        items[i].name = keep(view.costs, &name);
    }
    if (count)
        qsort(items, count, sizeof *items, compare_leaves);
    for (uint32_t i = 0; i < count; i++) {
        struct assumption *last = i ? &formula->assumed[formula->assumed_count - 1] : NULL;
        double value = turns_assumed(items[i].atom, NULL);
        if (!last || strcmp(last->atom, items[i].name) != 0)
            formula->assumed[formula->assumed_count++] = (struct assumption){items[i].name, value, "default"};
        else if (last->value < value)
            last->value = value;
        items[i].assumption = formula->assumed_count - 1;
    }
}

/* --- break-even -------------------------------------------------------------------------------------------------- */

#define ALL_FREE UINT32_MAX

/* What the atoms are taken to be: those that nobody but a default speaks of vary, the others stay. */
struct sizes {
    const struct formula *formula;
    const struct leaves *leaves;
    uint32_t varied; /* the assumption that is `value`, or ALL_FREE */
    double value;
    double others; /* what the free ones are that are not varied */
};

static double size_of(const struct atom *atom, void *context) {
    const struct sizes *sizes = context;
    uint32_t index = sizes->leaves->items.items[leaf_index(sizes->leaves, atom)].assumption;
    if (!assumption_is_free(&sizes->formula->assumed[index]))
        return sizes->formula->assumed[index].value;
    return sizes->varied == ALL_FREE || sizes->varied == index ? sizes->value : sizes->others;
}

/* The atom with which the formula grows fastest; of equals the first by name. */
static const char *dominant_atom(struct sizes sizes, const struct poly *poly) {
    const char *best = NULL;
    double most = 0;
    sizes.value = 1e6;
    sizes.others = 2;
    for (sizes.varied = 0; sizes.varied < sizes.formula->assumed_count; sizes.varied++) {
        const struct assumption *assumption = &sizes.formula->assumed[sizes.varied];
        double grown = assumption_is_free(assumption) ? poly_value(poly, size_of, &sizes) : 0;
        if (assumption_is_free(assumption) && (!best || grown > most)) {
            best = assumption->atom;
            most = grown;
        }
    }
    return best;
}

static bool takes_long(struct sizes sizes, const struct poly *poly, double milliseconds, double value) {
    sizes.value = value;
    return poly_value(poly, size_of, &sizes) * milliseconds >= BREAK_EVEN_MS;
}

/* The least count of all free atoms at which the time reaches BREAK_EVEN_MS. */
static void set_break_even(struct formula *formula, const struct leaves *leaves, const struct poly *poly,
                           double milliseconds) {
    struct sizes sizes = {formula, leaves, ALL_FREE, 0, 0};
    uint32_t free_count = 0;
    double low = 0, high = COUNT_LIMIT;
    for (uint32_t i = 0; i < formula->assumed_count; i++)
        free_count += assumption_is_free(&formula->assumed[i]);
    if (milliseconds <= 0 || free_count == 0 || free_count > BREAK_EVEN_ATOMS ||
        takes_long(sizes, poly, milliseconds, low) || !takes_long(sizes, poly, milliseconds, high))
        return;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (takes_long(sizes, poly, milliseconds, middle))
            high = middle;
        else
            low = middle;
    }
    formula->break_even_atom = dominant_atom(sizes, poly);
    formula->break_even_ms = BREAK_EVEN_MS;
    formula->break_even_value = high;
}

/* --- the formula ------------------------------------------------------------------------------------------------- */

static double nothing(const struct atom *atom, void *context) {
    (void)atom;
    (void)context;
    return 0;
}

struct formula formula_of(const struct costs *costs, const struct poly *poly, uint32_t viewer, double milliseconds) {
    struct formula formula = {.expr = formula_text(costs, poly, viewer),
                              .people = formula_people(costs, poly, &(struct formula_view){.viewer = viewer}),
                              .degree = poly_degree(poly),
                              .value = poly_value(poly, turns_assumed, NULL),
                              .is_exact = poly_is_exact(poly)};
    struct leaves leaves = {0};
    if (formula.is_exact)
        formula.lower = poly_value(poly, nothing, NULL);
    poly_visit_atoms(poly, collect_atom, &leaves);
    set_assumptions((struct atom_view){costs, viewer}, &formula, &leaves);
    set_break_even(&formula, &leaves, poly, milliseconds);
    vec_finish(&leaves.items);
    return formula;
}
