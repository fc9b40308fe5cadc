/* Polynomials taken apart: substitution, visiting, values. Recursion is as deep as POLY_SIZE allows.
 * Tests: tests/unit/cost/test_poly.c */
#include "algebra/poly_internal.h"

#include <math.h>

static const struct poly *substitute_atom(struct atom_table *table, const struct atom *atom, poly_replace *replace,
                                          void *context) {
    const struct poly *out = NULL;
    switch (atom->kind) {
    case ATOM_LOG:
        return poly_log(table, poly_substitute(table, atom->a, replace, context));
    case ATOM_DIFF:
        return poly_subtract(table, poly_substitute(table, atom->a, replace, context),
                             poly_substitute(table, atom->b, replace, context));
    case ATOM_CEIL:
        return poly_divide_by(table, poly_substitute(table, atom->a, replace, context),
                              poly_substitute(table, atom->b, replace, context));
    case ATOM_MAX:
        for (uint32_t i = 0; i < atom->item_count; i++)
            out = poly_largest(table, out, poly_substitute(table, atom->items[i], replace, context));
        return out;
    case ATOM_REST: /* stands for what is no longer known */
        return poly_atom(table, atom, false);
    default:
        return replace(atom, context);
    }
}

const struct poly *poly_substitute(struct atom_table *table, const struct poly *poly, poly_replace *replace,
                                   void *context) {
    const struct poly *sum = NULL;
    for (uint32_t i = 0; poly && i < poly->count; i++) {
        struct monomial m = poly->items[i];
        m.factor_count = 0;
        const struct poly *product = poly_intern(table, &m, 1, poly->is_exact);
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            product =
                poly_multiply(table, product, substitute_atom(table, poly->items[i].factors[k], replace, context));
        sum = poly_add(table, sum, product);
    }
    return sum;
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
