/* Polynomials taken apart: substitution, visiting, values. Recursion is as deep as POLY_SIZE allows.
 * Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

#include <math.h>

static const struct poly *rebuild_atom(struct atom_table *table, const struct atom *atom, struct poly_replacement *r) {
    const struct poly *out = NULL;
    switch (atom->kind) {
    case ATOM_LOG:
        return poly_log(table, poly_replaced(table, atom->a, r));
    case ATOM_DIFF:
        return poly_subtract(table, poly_replaced(table, atom->a, r), poly_replaced(table, atom->b, r));
    case ATOM_CEIL:
        return poly_divide_by(table, poly_replaced(table, atom->a, r), poly_replaced(table, atom->b, r));
    case ATOM_MAX:
        for (uint32_t i = 0; i < atom->item_count; i++)
            out = poly_largest(table, out, poly_replaced(table, atom->items[i], r));
        return out;
    case ATOM_REST: /* stands for what is no longer known */
        return poly_atom(table, atom, false);
    default:
        return r->replace(atom, r->context);
    }
}

const struct poly *poly_replaced_atom(struct atom_table *table, const struct atom *atom, struct poly_replacement *r) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->atoms[i] == atom)
            return r->polys[i];
    const struct poly *by = rebuild_atom(table, atom, r);
    if (r->count < POLY_REPLACED) {
        r->atoms[r->count] = atom;
        r->polys[r->count++] = by;
    }
    return by;
}

/* Where each factor becomes a product, so does the whole; false: it does not, and `*out` is of no use. Coefficient 0:
 * one factor is 0. */
static bool replace_product(struct atom_table *table, const struct monomial *m, struct poly_replacement *r,
                            struct monomial *out, bool *is_exact) {
    *out = *m;
    const struct atom *factors[2][POLY_FACTORS]; /* products on the way are not worth keeping */
    monomial_set_factors(table, out, NULL, 0);
    for (uint32_t i = 0; i < m->factor_count; i++) {
        const struct poly *by = poly_replaced_atom(table, m->factors[i], r);
        struct monomial before = *out;
        if (by && by->count > 1)
            return false;
        if (!by || before.coefficient == 0) {
            out->coefficient = 0;
            continue;
        }
        *is_exact &= by->is_exact;
        *is_exact &= multiply_products(table, &before, &by->items[0], out, factors[before.factors == factors[0]]);
    }
    if (out->coefficient > 0)
        monomial_set_factors(table, out, out->factors, out->factor_count);
    return true;
}

static const struct poly *replace_sum(struct atom_table *table, const struct monomial *m, struct poly_replacement *r,
                                      bool is_exact) {
    struct monomial key = *m;
    monomial_set_factors(table, &key, NULL, 0);
    const struct poly *product = poly_intern(table, &key, 1, is_exact);
    for (uint32_t i = 0; i < m->factor_count; i++)
        product = poly_multiply(table, product, poly_replaced_atom(table, m->factors[i], r));
    return product;
}

const struct poly *poly_replaced(struct atom_table *table, const struct poly *poly, struct poly_replacement *r) {
    struct draft products = draft_of(table, true); /* no more of them than the polynomial has: no limit is met */
    uint32_t i = 0;
    for (; poly && i < poly->count; i++) {
        struct monomial m;
        bool is_exact = poly->is_exact;
        if (!replace_product(table, &poly->items[i], r, &m, &is_exact))
            break;
        products.is_exact &= is_exact || m.coefficient == 0;
        draft_add(&products, m);
    }
    const struct poly *sum = draft_finish(&products);
    for (; poly && i < poly->count; i++)
        sum = poly_add(table, sum, replace_sum(table, &poly->items[i], r, poly->is_exact));
    return sum;
}

const struct poly *poly_substitute(struct atom_table *table, const struct poly *poly, poly_replace *replace,
                                   void *context) {
    struct poly_replacement replacement;
    replacement.replace = replace;
    replacement.context = context;
    replacement.count = 0;
    return poly_replaced(table, poly, &replacement);
}

static void visit_atom(const struct atom *atom, void (*visit)(const struct atom *atom, void *context), void *context) {
    switch (atom->kind) {
    case ATOM_LOG:
    case ATOM_DIFF:
    case ATOM_CEIL:
        poly_visit_atoms(atom->a, visit, context);
        poly_visit_atoms(atom->b, visit, context);
        break;
    case ATOM_REST:
        if (atom->power > 0)
            poly_visit_atoms(atom->a, visit, context);
        if (atom->inner_power > 0)
            poly_visit_atoms(atom->b, visit, context);
        break;
    case ATOM_MAX:
        for (uint32_t i = 0; i < atom->item_count; i++)
            poly_visit_atoms(atom->items[i], visit, context);
        break;
    default:
        visit(atom, context);
    }
}

void poly_visit_atoms(const struct poly *poly, void (*visit)(const struct atom *atom, void *context), void *context) {
    for (uint32_t i = 0; poly && i < poly->count; i++)
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            visit_atom(poly->items[i].factors[k], visit, context);
}

static double atom_value(const struct atom *atom, double (*value_of)(const struct atom *atom, void *context),
                         void *context) {
    double a, b;
    switch (atom->kind) {
    case ATOM_LOG:
        a = poly_value(atom->a, value_of, context);
        return a < 2 ? 1 : floor(log2(a)) + 1;
    case ATOM_DIFF:
        a = poly_value(atom->a, value_of, context) - poly_value(atom->b, value_of, context);
        return a > 0 ? a : 0;
    case ATOM_CEIL:
        b = poly_value(atom->b, value_of, context);
        return ceil(poly_value(atom->a, value_of, context) / (b < 1 ? 1 : b));
    case ATOM_REST:
        a = atom->power ? pow(poly_value(atom->a, value_of, context), atom->power) : 1;
        b = atom->inner_power ? pow(poly_value(atom->b, value_of, context), atom->inner_power) : 1;
        return a * b;
    case ATOM_MAX:
        a = 0;
        for (uint32_t i = 0; i < atom->item_count; i++) {
            b = poly_value(atom->items[i], value_of, context);
            a = b > a ? b : a;
        }
        return a;
    default:
        return value_of(atom, context);
    }
}

double poly_value(const struct poly *poly, double (*value_of)(const struct atom *atom, void *context), void *context) {
    double sum = 0;
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        double product = (double)poly->items[i].coefficient;
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            product *= atom_value(poly->items[i].factors[k], value_of, context);
        sum += product;
    }
    return sum;
}
