/* Loops over pages. Tests: testdata/_cost/pages.region */
#include "cost/evaluate_internal.h"

struct paging {
    struct evaluation *evaluation;
    uint32_t loop;
    const struct poly *pages;
    bool keeps; /* an atom of the page's items becomes one of all items; else it becomes 0 */
};

/* A count that is another one on each page: rooted in something that the loop sets. */
static bool is_of_page(const struct paging *paging, const struct atom *atom) {
    const struct scope *scope = paging->evaluation->scope;
    if (!atom->is_nested || !atom->path)
        return false;
    const struct expr *root = expr_root(atom->path);
    if (root->kind != EXPR_LOCAL || (uint32_t)root->value != scope->function)
        return false;
    for (const struct assignment *a = NULL; (a = scope_next(scope, root, a)) != NULL;)
        if (scope_is_inside(scope, a->number, paging->loop))
            return true;
    return false;
}

static const struct poly *replace_atom(const struct atom *atom, void *context) {
    const struct paging *paging = context;
    struct atom_table *atoms = paging->evaluation->algebra.atoms;
    if (!is_of_page(paging, atom))
        return poly_atom(atoms, atom, true);
    if (!paging->keeps)
        return NULL;
    return poly_atom(atoms, atom_path(atoms, atom->kind, atom->path, false), false);
}

static const struct poly *replaced(const struct paging *paging, const struct poly *poly, bool keeps) {
    struct paging one = *paging;
    int64_t constant;
    one.keeps = keeps;
    if (poly_is_constant(poly, &constant))
        return poly;
    return poly_substitute(paging->evaluation->algebra.atoms, poly, replace_atom, &one);
}

static const struct poly *over_pages(const struct paging *paging, const struct poly *poly) {
    struct atom_table *atoms = paging->evaluation->algebra.atoms;
    const struct poly *of_page = replaced(paging, poly, false);
    const struct poly *of_items = poly_excess(atoms, poly, of_page);
    return poly_add(atoms, poly_multiply(atoms, paging->pages, of_page), replaced(paging, of_items, true));
}

/* The loop that is reported walks over the items of a page: its count becomes that of all items. */
static bool widen_loop(const struct paging *paging, uint32_t index) {
    struct evaluation *evaluation = paging->evaluation;
    for (uint32_t i = 0; i < evaluation->loops.count; i++) {
        struct loop_cost *loop = &evaluation->loops.items[i];
        if (loop->loop != index || poly_is_equal(replaced(paging, loop->turns, false), loop->turns))
            continue;
        struct site_count *sites = ARENA_ARRAY(evaluation->algebra.scratch, struct site_count, loop->site_count);
        for (uint32_t k = 0; k < loop->site_count; k++)
            sites[k] = (struct site_count){loop->sites[k].call, replaced(paging, loop->sites[k].times, true),
                                           replaced(paging, loop->sites[k].trips, true)};
        loop->sites = sites;
        loop->turns = replaced(paging, loop->turns, true);
        loop->trips = replaced(paging, loop->trips, true);
        loop->per_turn = replaced(paging, loop->per_turn, true);
        loop->is_of_pages = true;
        return true;
    }
    return false;
}

static bool change_site(struct site_count *site, void *context) {
    const struct paging *paging = context;
    bool is_widened = (site->call & SITE_LOOP) && widen_loop(paging, site->call & ~SITE_LOOP);
    if (!is_widened)
        site->times = over_pages(paging, site->times);
    site->trips = over_pages(paging, site->trips);
    return true;
}

const struct value *page_total(struct evaluation *evaluation, uint32_t loop, const struct value *turn,
                               const struct poly *pages, const struct value *total) {
    const struct algebra *algebra = &evaluation->algebra;
    struct paging paging = {evaluation, loop, pages, false};
    struct value *out = ARENA_NEW(algebra->scratch, struct value);
    *out = *total;
    out->trips = over_pages(&paging, turn->trips);
    for (int i = 0; i < VALUE_FEW; i++)
        out->few[i] = turn->few[i] == turn->trips ? out->trips : over_pages(&paging, turn->few[i]);
    out->sends = over_pages(&paging, turn->sends);
    out->sites = site_tree_change(algebra->scratch, turn->sites, change_site, &paging);
    return out;
}
