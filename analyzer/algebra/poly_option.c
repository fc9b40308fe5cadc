/* What is only paid under options, apart from what is sure. Tests: tests/unit/algebra/test_guard.c */
#include "algebra/poly_internal.h"

#include "base/error.h"

#include <stdlib.h>

void forget_options(struct draft *draft) {
    for (uint32_t i = 0; i < draft->items.count; i++) {
        struct monomial *m = &draft->items.items[i];
        const struct guard *one = guards_option(m->guards);
        if (one && !guard_seldom_reasons(one))
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

static const struct guards *without_modes(struct atom_table *table, const struct guards *guards) {
    const struct guards *kept = NULL;
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind != GUARD_MODE)
            kept = guards_with(table, kept, guards->items[i]);
    return kept;
}

/* All that has the same guards as the item, apart from MODEs, once with these only. */
static void merge_modes(struct draft *draft, const struct monomial *items, uint32_t count, uint32_t index) {
    struct atom_table *table = draft->table;
    const struct guards *guards = without_modes(table, items[index].guards);
    struct monomial *group = checked_alloc(count, sizeof *group);
    uint32_t group_count = 0;
    bool is_first = true;
    for (uint32_t i = 0; i < count && is_first; i++) {
        if (without_modes(table, items[i].guards) != guards)
            continue;
        is_first = i >= index;
        group[group_count++] = items[i];
    }
    if (is_first)
        draft_add_poly(draft, poly_guarded(table, unguarded_items(table, group, group_count), guards));
    free(group);
}

static bool group_has_modes(const struct draft *draft, const struct guards *guards) {
    for (uint32_t i = 0; i < draft->items.count; i++)
        if (draft->items.items[i].guards != guards &&
            without_modes(draft->table, draft->items.items[i].guards) == guards)
            return true;
    return false;
}

void forget_modes(struct draft *draft, bool is_all) {
    struct draft merged = draft_of(draft->table, draft->is_exact);
    for (uint32_t i = 0; i < draft->items.count; i++) {
        const struct guards *guards = without_modes(draft->table, draft->items.items[i].guards);
        if ((is_all || guards) && group_has_modes(draft, guards))
            merge_modes(&merged, draft->items.items, draft->items.count, i);
        else
            draft_add(&merged, draft->items.items[i]);
    }
    draft_drop(draft);
    *draft = merged;
    draft_merge(draft);
}

/* The option, or that a setting is to change; NULL: neither. */
static const struct guard *condition_of_rest(struct atom_table *table, const struct guards *guards) {
    const struct guard *option = guards_option(guards);
    for (uint32_t i = 0; guards && i < guards->count && !option; i++)
        if (guard_seldom_reasons(guards->items[i]))
            option = guard_seldom(table, guard_seldom_reasons(guards->items[i]));
    return option;
}

const struct guard *guard_either(struct atom_table *table, const struct guard *a, const struct guard *b) {
    if (!a || a == b)
        return b;
    uint32_t x = guard_seldom_reasons(a), y = guard_seldom_reasons(b);
    return x && y ? guard_seldom(table, x | y)
                  : guard_some_option(table, guard_is_of_elements(a) && guard_is_of_elements(b));
}

const struct poly *poly_sure(struct atom_table *table, const struct poly *poly, guard_test *is_given, void *context,
                             const struct guard **option) {
    *option = NULL;
    if (!has_guards(poly))
        return poly;
    struct draft draft = draft_of(table, poly->is_exact);
    for (uint32_t i = 0; i < poly->count; i++) {
        struct monomial m = poly->items[i];
        const struct guard *one = condition_of_rest(table, m.guards);
        if (!one || is_given(one, context))
            draft_add(&draft, m);
        else
            *option = guard_either(table, *option, one);
    }
    return draft_finish(&draft);
}

/* --- two ways ---------------------------------------------------------------------------------------------------- */

/* That a setting is to change is no option. */
static bool is_no_option(const struct guard *guard, void *context) {
    (void)context;
    return guard_seldom_reasons(guard) == SELDOM_CHANGED;
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

/* `sum` where it is no more than the dearer way. Else what that one costs more than `sure`, where no condition decides
 * about that; NULL: the parts cannot be told apart. */
static const struct poly *no_more_than_either(struct atom_table *table, const struct poly *a, const struct poly *b,
                                              const struct poly *sure, const struct poly *sum,
                                              const struct guard *seldom) {
    const struct poly *most = poly_join(table, poly_unguarded(table, a), poly_unguarded(table, b));
    if (covers(poly_bare(table, most), poly_bare(table, poly_unguarded(table, sum))))
        return poly_inexact(table, sum);
    if (has_guards(sure))
        return NULL;
    const struct poly *rest = poly_excess(table, most, sure);
    rest = poly_guarded(table, rest, guards_with(table, NULL, seldom));
    return poly_inexact(table, poly_add(table, sure, rest));
}

const struct poly *join_options(struct atom_table *table, const struct poly *a, const struct poly *b) {
    const struct poly *x = part_with_options(table, a), *y = part_with_options(table, b);
    const struct guard *option, *other;
    if (!x || !y)
        return NULL;
    const struct poly *sure = poly_sure(table, a, is_no_option, NULL, &option);
    sure = poly_join(table, sure, poly_sure(table, b, is_no_option, NULL, &other));
    if (x != y) {
        option = guard_either(table, option, other);
        x = poly_join(table, poly_unguarded(table, x), poly_unguarded(table, y));
        x = poly_guarded(table, x, guards_with(table, NULL, option));
    }
    const struct poly *sum = poly_add(table, sure, x);
    return guard_seldom_reasons(option) ? no_more_than_either(table, a, b, sure, sum, option)
                                        : poly_inexact(table, sum);
}
