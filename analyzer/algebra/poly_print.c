/* Polynomials as text, in the canonical form of JSON. Tests: tests/unit/algebra/test_poly_print.c */
#include "algebra/poly.h"

#include "base/error.h"
#include "base/vec.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct printer {
    atom_printer *print_leaf;
    void *context;
};

/* One product ready to print: "m*n" with its degree and the sum of coefficients over all peers. */
struct term {
    char *text;
    uint32_t degree;
    uint32_t factor_count;
    int64_t coefficient;
};

static int compare_texts(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int compare_terms(const void *a, const void *b) {
    const struct term *x = a, *y = b;
    if (x->degree != y->degree)
        return x->degree > y->degree ? -1 : 1;
    if ((x->factor_count > 0) != (y->factor_count > 0))
        return x->factor_count > 0 ? -1 : 1;
    return strcmp(x->text, y->text);
}

static void print_sum(const struct printer *printer, const struct poly *poly, struct buffer *out);

static char *text_of_poly(const struct printer *printer, const struct poly *poly) {
    struct buffer text = {0};
    print_sum(printer, poly, &text);
    return text.data;
}

/* A difference and nothing else: printed without its parentheses where it stands alone. */
static bool is_difference(const struct poly *poly) {
    const struct monomial *m = poly && poly->count == 1 ? &poly->items[0] : NULL;
    return m && m->coefficient == 1 && m->factor_count == 1 && m->factors[0]->kind == ATOM_DIFF;
}

/* In parentheses where it is a sum or a difference. */
static void print_operand(const struct printer *printer, const struct poly *poly, struct buffer *out) {
    bool is_sum = poly && (poly->count > 1 || is_difference(poly));
    buffer_add_text(out, is_sum ? "(" : "");
    print_sum(printer, poly, out);
    buffer_add_text(out, is_sum ? ")" : "");
}

/* Sorted by text, constants last: the order inside the atom is that in which atoms were made. */
static void print_alternatives(const struct printer *printer, const struct atom *atom, struct buffer *out) {
    char *texts[POLY_ALTERNATIVES];
    uint32_t count = 0;
    const struct poly *constant = NULL;
    int64_t value;
    for (uint32_t i = 0; i < atom->item_count && count < POLY_ALTERNATIVES; i++) {
        if (poly_is_constant(atom->items[i], &value))
            constant = atom->items[i];
        else
            texts[count++] = text_of_poly(printer, atom->items[i]);
    }
    qsort(texts, count, sizeof texts[0], compare_texts);
    if (constant)
        texts[count++] = text_of_poly(printer, constant);
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(out, "%s%s", i ? ", " : "max{", texts[i]);
        free(texts[i]);
    }
    buffer_add_char(out, '}');
}

static void print_power(const struct printer *printer, const struct poly *base, uint32_t power, struct buffer *out) {
    print_sum(printer, base, out);
    if (power > 1)
        buffer_printf(out, "^%" PRIu32, power);
}

static void print_difference(const struct printer *printer, const struct atom *atom, struct buffer *out) {
    print_sum(printer, atom->a, out);
    buffer_add_text(out, " - ");
    print_operand(printer, atom->b, out);
}

/* `2*s` behind "/" needs brackets, as sums do. */
static void print_divisor(const struct printer *printer, const struct poly *poly, struct buffer *out) {
    int64_t value;
    const struct monomial *m = poly && poly->count == 1 ? &poly->items[0] : NULL;
    bool is_product = m && !poly_is_constant(poly, &value) && (m->coefficient > 1 || m->factor_count > 1);
    buffer_add_text(out, is_product ? "(" : "");
    print_operand(printer, poly, out);
    buffer_add_text(out, is_product ? ")" : "");
}

static void print_atom(const struct printer *printer, const struct atom *atom, struct buffer *out) {
    switch (atom->kind) {
    case ATOM_LOG:
        buffer_add_text(out, "log(");
        print_sum(printer, atom->a, out);
        buffer_add_char(out, ')');
        break;
    case ATOM_DIFF:
        buffer_add_char(out, '(');
        print_difference(printer, atom, out);
        buffer_add_char(out, ')');
        break;
    case ATOM_CEIL:
        buffer_add_text(out, "ceil(");
        print_operand(printer, atom->a, out);
        buffer_add_char(out, '/');
        print_divisor(printer, atom->b, out);
        buffer_add_char(out, ')');
        break;
    case ATOM_REST:
        if (atom->power > 0)
            print_power(printer, atom->a, atom->power, out);
        if (atom->power > 0 && atom->inner_power > 0)
            buffer_add_char(out, '*');
        if (atom->inner_power > 0)
            print_power(printer, atom->b, atom->inner_power, out);
        break;
    case ATOM_MAX:
        print_alternatives(printer, atom, out);
        break;
    default:
        printer->print_leaf(atom, out, printer->context);
    }
}

static struct term term_of(const struct printer *printer, const struct monomial *m) {
    char *names[POLY_FACTORS];
    struct term term = {.factor_count = m->factor_count, .coefficient = m->coefficient};
    for (uint32_t i = 0; i < m->factor_count; i++) {
        struct buffer name = {0};
        print_atom(printer, m->factors[i], &name);
        buffer_add_text(&name, "");
        names[i] = name.data;
        term.degree += m->factors[i]->degree;
    }
    qsort(names, m->factor_count, sizeof names[0], compare_texts);
    struct buffer text = {0};
    buffer_add_text(&text, "");
    for (uint32_t i = 0; i < m->factor_count; i++) {
        buffer_printf(&text, "%s%s", i ? "*" : "", names[i]);
        free(names[i]);
    }
    term.text = text.data;
    return term;
}

/* Products that print the same are one: they differ in peer, confidence or openness. */
static uint32_t merge_terms(struct term *terms, uint32_t count) {
    uint32_t kept = 0;
    qsort(terms, count, sizeof *terms, compare_terms);
    for (uint32_t i = 1; i < count; i++) {
        if (compare_terms(&terms[kept], &terms[i]) != 0) {
            terms[++kept] = terms[i];
            continue;
        }
        if (__builtin_add_overflow(terms[kept].coefficient, terms[i].coefficient, &terms[kept].coefficient))
            terms[kept].coefficient = INT64_MAX;
        free(terms[i].text);
    }
    return kept + 1;
}

static void print_sum(const struct printer *printer, const struct poly *poly, struct buffer *out) {
    if (poly_is_zero(poly)) {
        buffer_add_char(out, '0');
        return;
    }
    if (is_difference(poly)) {
        print_difference(printer, poly->items[0].factors[0], out);
        return;
    }
    struct term *terms = checked_alloc(poly->count, sizeof *terms);
    for (uint32_t i = 0; i < poly->count; i++)
        terms[i] = term_of(printer, &poly->items[i]);
    uint32_t count = merge_terms(terms, poly->count);
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            buffer_add_text(out, " + ");
        if (terms[i].coefficient != 1 || terms[i].factor_count == 0)
            buffer_printf(out, "%" PRId64 "%s", terms[i].coefficient, terms[i].factor_count ? "*" : "");
        buffer_add_text(out, terms[i].text);
        free(terms[i].text);
    }
    free(terms);
}

void poly_print(const struct poly *poly, atom_printer *print_leaf, void *context, struct buffer *out) {
    struct printer printer = {print_leaf, context};
    print_sum(&printer, poly, out);
}
