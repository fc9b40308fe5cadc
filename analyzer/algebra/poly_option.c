/* What is only paid under options, apart from what is sure. Tests: tests/unit/algebra/test_guard.c */
#include "algebra/poly_internal.h"

void forget_options(struct draft *draft) {
    for (uint32_t i = 0; i < draft->items.count; i++) {
        struct monomial *m = &draft->items.items[i];
        const struct guard *one = guards_option(m->guards);
        if (one)
            m->guards =
                guards_with_option(draft->table, m->guards, guard_some_option(draft->table, guard_is_of_elements(one)));
    }
    draft_merge(draft);
}

void forget_closed_guards(struct draft *draft) {
    struct draft closed = draft_of(draft->table, true);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < draft->items.count; i++) {
        if (draft->items.items[i].is_open || !draft->items.items[i].guards)
            draft->items.items[kept++] = draft->items.items[i];
        else
            draft_add(&closed, draft->items.items[i]);
    }
    draft->items.count = kept;
    if (closed.items.count > 0)
        draft_add_poly(draft, unguarded_items(draft->table, closed.items.items, closed.items.count));
    draft_drop(&closed);
    draft_merge(draft);
}

const struct poly *poly_sure(struct atom_table *table, const struct poly *poly, guard_test *is_given, void *context,
                             const struct guard **option) {
    *option = NULL;
    if (!has_guards(poly))
        return poly;
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        const struct guard *one = guards_option(m.guards);
        if (!one || is_given(one, context))
            draft_add(&draft, m);
        else if (!*option || *option == one)
            *option = one;
        else
            *option = guard_some_option(table, guard_is_of_elements(one) && guard_is_of_elements(*option));
    }
    return draft_finish(&draft);
}

/* --- two ways ---------------------------------------------------------------------------------------------------- */

static bool never(const struct guard *guard, void *context) {
    (void)guard;
    (void)context;
    return false;
}

/* What has options, with no other guards. */
static const struct poly *part_with_options(struct atom_table *table, const struct poly *poly) {
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        const struct guard *option = guards_option(m.guards);
        m.guards = option ? guards_with(table, NULL, option) : NULL;
        if (option)
            draft_add(&draft, m);
    }
    return draft_finish(&draft);
}

const struct poly *join_options(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *x = part_with_options(table, a), *y = part_with_options(table, b);
    const struct guard *option, *other;
    if (!x || !y)
        return NULL;
    const struct poly *sure = poly_sure(table, a, never, NULL, &option);
    sure = poly_join(table, sure, poly_sure(table, b, never, NULL, &other));
    if (x != y) {
        if (option != other)
            option = guard_some_option(table, guard_is_of_elements(option) && guard_is_of_elements(other));
        x = poly_join(table, poly_unguarded(table, x), poly_unguarded(table, y));
        x = poly_guarded(table, x, guards_with(table, NULL, option));
    }
    return poly_inexact(table, poly_add(table, sure, x));
}
