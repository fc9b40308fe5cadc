/* Polynomials seen from one side: their open part, without peers, their degree. Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

#include <string.h>

/* --- views ------------------------------------------------------------------------------------------------------- */

static const struct poly *bare_anew(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, true);
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.peer = NULL;
        m.guards = NULL;
        m.confidence = CONFIDENCE_HIGH;
        m.is_open = false;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

static bool is_bare(const struct poly *poly) {
    bool is_bare = poly->is_exact;
    for (uint32_t i = 0; i < poly->count && is_bare; i++) {
        const struct monomial *m = &poly->items[i];
        is_bare = !m->peer && !m->guards && m->confidence == CONFIDENCE_HIGH && !m->is_open;
    }
    return is_bare;
}

const struct poly *poly_bare(struct atom_table *table, const struct poly *poly) {
    const struct poly *bare;
    if (!poly || is_bare(poly))
        return poly;
    if (poly_memo_find(table, MEMO_BARE, poly, NULL, &bare))
        return bare;
    return poly_memo_note(table, MEMO_BARE, poly, NULL, bare_anew(table, poly));
}

static const struct poly *part_of_openness(struct atom_table *table, const struct poly *poly, bool is_open) {
    struct draft draft = draft_of(table, poly_is_exact(poly));
    for (uint32_t i = 0; i < poly->count; i++)
        if (poly->items[i].is_open == is_open)
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

const struct poly *with_openness(struct atom_table *table, const struct poly *poly, bool is_open) {
    enum memo_operation operation = is_open ? MEMO_OPEN : MEMO_CLOSED_PART;
    const struct poly *part;
    if (!poly || poly_memo_find(table, operation, poly, NULL, &part))
        return poly ? part : NULL;
    return poly_memo_note(table, operation, poly, NULL, part_of_openness(table, poly, is_open));
}

const struct poly *poly_open(struct atom_table *table, const struct poly *poly) {
    return with_openness(table, poly, true);
}

const struct poly *poly_where(struct atom_table *table, const struct poly *poly, guards_test *is_kept, void *context) {
    struct draft draft = draft_of(table, poly_is_exact(poly));
    for (uint32_t i = 0; poly && i < poly->count; i++)
        if (is_kept(poly->items[i].guards, context))
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

const struct poly *poly_closed(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, poly_is_exact(poly));
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.is_open = false;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *poly_reopened(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, poly_is_exact(poly));
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.is_open = true;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *poly_of_item(struct atom_table *table, const struct poly *poly, uint32_t index) {
    return poly_intern(table, &poly->items[index], 1, poly->is_exact);
}

const struct poly *poly_inexact(struct atom_table *table, const struct poly *poly) {
    return poly && poly->is_exact ? poly_intern(table, poly->items, poly->count, false) : poly;
}

const struct poly *poly_confident(struct atom_table *table, const struct poly *poly) {
    bool is_known = false;
    for (uint32_t i = 0; poly && i < poly->count; i++)
        is_known |= poly->items[i].is_open && poly->items[i].confidence > CONFIDENCE_LOW;
    if (!is_known || poly_confidence(poly) > CONFIDENCE_LOW)
        return poly;
    struct draft draft = draft_of(table, false);
    for (uint32_t i = 0; i < poly->count; i++)
        if (poly->items[i].confidence > CONFIDENCE_LOW)
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

enum confidence confidence_through(enum confidence known, enum confidence call) {
    if (call == CONFIDENCE_HIGH)
        return known;
    return call == CONFIDENCE_MEDIUM && known == CONFIDENCE_HIGH ? CONFIDENCE_MEDIUM : CONFIDENCE_LOW;
}

const struct poly *poly_through(struct atom_table *table, const struct poly *poly, enum confidence confidence) {
    if (!poly || confidence == CONFIDENCE_HIGH)
        return poly;
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.confidence = confidence_through(m.confidence, confidence);
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *poly_limit_confidence(struct atom_table *table, const struct poly *poly, enum confidence most) {
    if (!poly || most == CONFIDENCE_HIGH)
        return poly;
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.confidence = m.confidence > most ? most : m.confidence;
        draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *poly_of_peer(struct atom_table *table, const struct poly *poly, const char *peer) {
    struct draft draft = draft_of(table, poly_is_exact(poly));
    for (uint32_t i = 0; poly && i < poly->count; i++)
        if (poly->items[i].peer && strcmp(poly->items[i].peer, peer) == 0)
            draft_add(&draft, poly->items[i]);
    return draft_finish(&draft);
}

/* --- questions --------------------------------------------------------------------------------------------------- */

bool poly_is_zero(const struct poly *poly) { return !poly; }

bool poly_is_constant(const struct poly *poly, int64_t *value) {
    *value = 0;
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        if (poly->items[i].factor_count > 0)
            return false;
        *value = saturating_add(*value, poly->items[i].coefficient);
    }
    return true;
}

bool poly_is_exact(const struct poly *poly) { return !poly || poly->is_exact; }

uint32_t poly_degree(const struct poly *poly) { /* the first monomial has the highest */
    return poly ? monomial_degree(&poly->items[0]) : 0;
}

enum confidence poly_confidence(const struct poly *poly) {
    enum confidence confidence = CONFIDENCE_HIGH;
    for (uint32_t i = 0; poly && i < poly->count; i++)
        if (poly->items[i].confidence < confidence)
            confidence = poly->items[i].confidence;
    return confidence;
}
