/* Decides how a formula reads to people: factored, few terms, few digits. Works on the polynomial, never on its
 * canonical text. Tests: tests/unit/rule/test_formula_people.c */
#include "rule/formula.h"

#include "base/text.h"
#include "rule/atom_name.h"
#include "rule/main_terms.h"
#include "rule/short_name.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE_TERMS      3
#define WORD_SMALLER      "smaller" /* the degree of all that is left out is lower than that of all that is shown */
#define WORD_MORE         "more"
#define NUMBER_LIMIT      1000000000 /* beyond, nobody counts digits */
#define ALTERNATIVES_MOST 2          /* of a max{} that are written out */

struct people {
    struct atom_view view;
    uint32_t case_count;     /* of the switch behind the only long max{}; 0: not known */
    const struct poly *path; /* round trips of the printed path, or NULL */
};

/* One product and its canonical text, by which terms and factors are ordered. */
struct term {
    struct monomial product;
    uint32_t degree;
    char *key;
};

struct terms {
    struct term items[POLY_MONOMIALS];
    uint32_t count;
    const struct atom *factors[POLY_MONOMIALS + 1][POLY_FACTORS]; /* of products that something was taken out of */
};

/* True: it needs parentheses where something stands around it. */
static bool add_poly(const struct people *people, const struct poly *poly, struct buffer *out);

/* --- numbers ----------------------------------------------------------------------------------------------------- */

static void add_grouped(struct buffer *out, int64_t value) {
    if (value >= 1000)
        add_grouped(out, value / 1000);
    buffer_printf(out, value >= 1000 ? ",%03" PRId64 : "%" PRId64, value % 1000);
}

/* Numbers of a formula come from the source, or are counted: they are never rounded. */
static void add_number(int64_t value, struct buffer *out) {
    if (value > NUMBER_LIMIT)
        buffer_add_text(out, "more than 10^9");
    else
        add_grouped(out, value);
}

/* --- atoms ------------------------------------------------------------------------------------------------------- */

static void add_operand(const struct people *people, const struct poly *poly, struct buffer *out) {
    struct buffer text = {0};
    bool is_sum = add_poly(people, poly, &text);
    buffer_printf(out, is_sum ? "(%s)" : "%s", text.data);
    buffer_finish(&text);
}

/* A product behind "/" needs parentheses, as a sum does. */
static void add_divisor(const struct people *people, const struct poly *poly, struct buffer *out) {
    int64_t value;
    const struct monomial *m = poly && poly->count == 1 ? &poly->items[0] : NULL;
    bool is_product = m && !poly_is_constant(poly, &value) && (m->coefficient > 1 || m->factor_count > 1);
    buffer_add_text(out, is_product ? "(" : "");
    add_operand(people, poly, out);
    buffer_add_text(out, is_product ? ")" : "");
}

static bool is_long_max(const struct atom *atom) {
    return atom->kind == ATOM_MAX && atom->item_count > ALTERNATIVES_MOST;
}

static int compare_texts(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* What can be told by its alternatives; a constant stands last. */
static void add_alternatives(const struct people *people, const struct atom *atom, struct buffer *out) {
    char *texts[ALTERNATIVES_MOST];
    uint32_t count = 0;
    int64_t constant = 0, value;
    for (uint32_t i = 0; i < atom->item_count; i++) {
        struct buffer text = {0};
        if (poly_is_constant(atom->items[i], &value)) {
            constant = value;
            continue;
        }
        add_poly(people, atom->items[i], &text);
        texts[count++] = text.data;
    }
    qsort(texts, count, sizeof texts[0], compare_texts);
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(out, "%s%s", i ? ", " : "max{", texts[i]);
        free(texts[i]);
    }
    if (constant) {
        buffer_add_text(out, ", ");
        add_number(constant, out);
    }
    buffer_add_char(out, '}');
}

static void add_cases(const struct people *people, const struct atom *atom, struct buffer *out) {
    bool is_known = people->case_count >= atom->item_count;
    uint32_t count = is_known ? people->case_count : atom->item_count;
    bool is_folded = !is_known && count == POLY_ALTERNATIVES;
    buffer_printf(out, "the costliest of %" PRIu32 "%s cases", count, is_folded ? " or more" : "");
}

static void add_power(const struct people *people, const struct poly *base, uint32_t power, struct buffer *out) {
    add_poly(people, base, out);
    if (power > 1)
        buffer_printf(out, "^%" PRIu32, power);
}

static void add_name(const struct people *people, const struct atom *atom, struct buffer *out) {
    struct atom_view view = people->view;
    struct buffer name = {0};
    atom_name_print(atom, &name, &view);
    short_name_add(out, buffer_text(&name));
    buffer_finish(&name);
}

static void add_atom(const struct people *people, const struct atom *atom, struct buffer *out) {
    switch (atom->kind) {
    case ATOM_LOG:
        buffer_add_text(out, "log(");
        add_poly(people, atom->a, out);
        buffer_add_char(out, ')');
        break;
    case ATOM_DIFF:
        add_poly(people, atom->a, out);
        buffer_add_text(out, " - ");
        add_operand(people, atom->b, out);
        break;
    case ATOM_CEIL:
        buffer_add_text(out, "ceil(");
        add_operand(people, atom->a, out);
        buffer_add_text(out, " / ");
        add_divisor(people, atom->b, out);
        buffer_add_char(out, ')');
        break;
    case ATOM_REST:
        if (atom->power > 0)
            add_power(people, atom->a, atom->power, out);
        buffer_add_text(out, atom->power > 0 && atom->inner_power > 0 ? " * " : "");
        if (atom->inner_power > 0)
            add_power(people, atom->b, atom->inner_power, out);
        break;
    case ATOM_MAX:
        if (is_long_max(atom))
            add_cases(people, atom, out);
        else
            add_alternatives(people, atom, out);
        break;
    default:
        add_name(people, atom, out);
    }
}

/* --- terms ------------------------------------------------------------------------------------------------------- */

/* Without its coefficient. */
static char *canonical_text(const struct people *people, const struct monomial *m) {
    struct atom_view view = people->view;
    struct monomial bare = *m;
    struct buffer text = {0};
    bare.coefficient = 1;
    poly_print(&(struct poly){.items = &bare, .count = 1}, atom_name_print, &view, &text);
    return text.data;
}

static int compare_terms(const void *a, const void *b) {
    const struct term *x = a, *y = b;
    if (x->degree != y->degree)
        return x->degree > y->degree ? -1 : 1;
    if ((x->product.factor_count > 0) != (y->product.factor_count > 0))
        return x->product.factor_count > 0 ? -1 : 1;
    return strcmp(x->key, y->key);
}

/* In the canonical order, products that read the same made one: they differ in peer, confidence or openness. */
static void finish_terms(const struct people *people, struct terms *terms) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < terms->count; i++) {
        struct term *term = &terms->items[i];
        term->key = canonical_text(people, &term->product);
        term->degree = monomial_degree(&term->product);
    }
    qsort(terms->items, terms->count, sizeof terms->items[0], compare_terms);
    for (uint32_t i = 1; i < terms->count; i++) {
        struct monomial *last = &terms->items[kept].product;
        if (compare_terms(&terms->items[kept], &terms->items[i]) != 0) {
            terms->items[++kept] = terms->items[i];
            continue;
        }
        if (__builtin_add_overflow(last->coefficient, terms->items[i].product.coefficient, &last->coefficient))
            last->coefficient = INT64_MAX;
        free(terms->items[i].key);
    }
    terms->count = terms->count ? kept + 1 : 0;
}

static void free_terms(struct terms *terms) {
    for (uint32_t i = 0; i < terms->count; i++)
        free(terms->items[i].key);
}

/* --- products ---------------------------------------------------------------------------------------------------- */

/* Names in front of what stands in parentheses, each in the order of its text. */
static int compare_factors(const void *a, const void *b) {
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    if ((*x == '(') != (*y == '('))
        return *x == '(' ? 1 : -1;
    return strcmp(x, y);
}

/* `is_only`: no other factor and no number stand beside it; `is_alone`: no other term either. */
static char *factor_text(const struct people *people, const struct atom *atom, uint32_t power, bool is_only,
                         bool is_alone) {
    struct buffer text = {0};
    bool is_open = atom->kind == ATOM_DIFF ? !is_only || !is_alone : is_long_max(atom) && !is_only;
    buffer_add_text(&text, is_open ? "(" : "");
    add_atom(people, atom, &text);
    buffer_add_text(&text, is_open ? ")" : "");
    if (power > 1)
        buffer_printf(&text, "^%" PRIu32, power);
    return text.data;
}

/* "2 * n^2 * (m - 1)". `is_alone`: nothing stands around it. */
static void add_product(const struct people *people, const struct monomial *m, bool is_alone, struct buffer *out) {
    char *texts[POLY_FACTORS];
    uint32_t count = 0;
    bool has_number = m->coefficient != 1 || m->factor_count == 0;
    for (uint32_t i = 0, power; i < m->factor_count; i += power) {
        for (power = 1; i + power < m->factor_count && m->factors[i + power] == m->factors[i];)
            power++;
        bool is_only = !has_number && power == 1 && m->factor_count == 1;
        texts[count++] = factor_text(people, m->factors[i], power, is_only, is_alone);
    }
    qsort(texts, count, sizeof texts[0], compare_factors);
    if (has_number)
        add_number(m->coefficient, out);
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(out, "%s%s", i || has_number ? " * " : "", texts[i]);
        free(texts[i]);
    }
}

/* --- sums -------------------------------------------------------------------------------------------------------- */

static uint32_t count_of(const struct monomial *m, const struct atom *atom) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < m->factor_count; i++)
        count += m->factors[i] == atom;
    return count;
}

/* `kept`: room for what is left. */
static void remove_factors(struct monomial *m, const struct monomial *shared, const struct atom **kept) {
    uint32_t count = 0;
    struct monomial left = {.factors = kept};
    for (uint32_t i = 0; i < m->factor_count; i++) {
        left.factor_count = (uint8_t)count;
        /* The first of equal ones stay: as many as the product has more of them. */
        if (count_of(m, m->factors[i]) - count_of(shared, m->factors[i]) <= count_of(&left, m->factors[i]))
            continue;
        left.degree = (uint8_t)(left.degree + m->factors[i]->degree);
        kept[count++] = m->factors[i];
    }
    m->factors = kept;
    m->factor_count = (uint8_t)count;
    m->degree = left.degree;
}

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Takes what all products of `terms` share out of them; constants, which stand last, stay behind. False: too little to
 * make it easier to read. */
static bool take_shared(struct terms *terms, struct monomial *shared, int64_t *constant) {
    uint32_t count = terms->count;
    *constant =
        count && terms->items[count - 1].product.factor_count == 0 ? terms->items[--count].product.coefficient : 0;
    const struct atom **factors = terms->factors[POLY_MONOMIALS];
    *shared = (struct monomial){.coefficient = 1, .factors = factors};
    if (count < 2)
        return false;
    const struct monomial *first = &terms->items[0].product;
    int64_t divisor = first->coefficient;
    for (uint32_t i = 0; i < first->factor_count; i++) {
        uint32_t wanted = count_of(shared, first->factors[i]) + 1, k = 1;
        while (k < count && count_of(&terms->items[k].product, first->factors[i]) >= wanted)
            k++;
        if (k == count) {
            factors[shared->factor_count++] = first->factors[i];
            shared->degree = (uint8_t)(shared->degree + first->factors[i]->degree);
        }
    }
    for (uint32_t i = 1; i < count; i++)
        divisor = common_divisor(divisor, terms->items[i].product.coefficient);
    if (shared->factor_count == 0)
        return false;
    shared->coefficient = divisor;
    free_terms(terms);
    terms->count = count;
    for (uint32_t i = 0; i < count; i++) {
        terms->items[i].product.coefficient /= divisor;
        remove_factors(&terms->items[i].product, shared, terms->factors[i]);
    }
    return true;
}

/* Puts the `room` terms that are shown of too many to the front. */
static void choose_terms(const struct people *people, struct terms *terms, uint32_t room) {
    for (uint32_t i = 0; i < room; i++) {
        uint32_t best = i;
        for (uint32_t k = i + 1; k < terms->count; k++)
            if (main_terms_compare(&terms->items[k].product, &terms->items[best].product, people->path) < 0)
                best = k;
        struct term term = terms->items[best];
        memmove(terms->items + i + 1, terms->items + i, (best - i) * sizeof terms->items[0]);
        terms->items[i] = term;
    }
}

/* A single term that is left takes no more room than the words that would stand for it. */
static void add_sum(const struct people *people, struct terms *terms, uint32_t room, struct buffer *out) {
    uint32_t shown = terms->count <= room + 1 ? terms->count : room;
    if (shown < terms->count)
        choose_terms(people, terms, room);
    for (uint32_t i = 0; i < shown; i++) {
        buffer_add_text(out, i ? " + " : "");
        add_product(people, &terms->items[i].product, terms->count == 1, out);
    }
    if (shown == terms->count)
        return;
    bool is_smaller = terms->items[shown].degree < terms->items[shown - 1].degree;
    buffer_printf(out, " + %" PRIu32 " %s", terms->count - shown, is_smaller ? WORD_SMALLER : WORD_MORE);
}

/* A product of one factor that is no name. */
static bool is_compound(const struct terms *terms) {
    const struct monomial *m = &terms->items[0].product;
    return terms->count == 1 && m->coefficient == 1 && m->factor_count == 1 &&
           (m->factors[0]->kind == ATOM_DIFF || is_long_max(m->factors[0]));
}

static bool add_terms(const struct people *people, struct terms *terms, struct buffer *out) {
    struct monomial shared;
    int64_t constant;
    finish_terms(people, terms);
    bool is_shared = take_shared(terms, &shared, &constant), is_sum = is_shared ? constant > 0 : terms->count > 1;
    if (is_shared) {
        finish_terms(people, terms);
        add_product(people, &shared, false, out);
        buffer_add_text(out, " * (");
    }
    is_sum |= !is_shared && is_compound(terms);
    add_sum(people, terms, PEOPLE_TERMS, out);
    free_terms(terms);
    if (is_shared)
        buffer_add_char(out, ')');
    if (is_shared && constant) {
        buffer_add_text(out, " + ");
        add_number(constant, out);
    }
    return is_sum;
}

static bool add_poly(const struct people *people, const struct poly *poly, struct buffer *out) {
    struct terms terms = {.count = poly ? poly->count : 0};
    for (uint32_t i = 0; i < terms.count; i++)
        terms.items[i].product = poly->items[i];
    if (poly)
        return add_terms(people, &terms, out);
    buffer_add_char(out, '0');
    return false;
}

/* --- the front door ---------------------------------------------------------------------------------------------- */

static struct people people_of(const struct costs *costs, const struct formula_view *view) {
    return (struct people){{costs, view->viewer}, view->case_count, view->path};
}

static const char *keep(const struct costs *costs, struct buffer *text) {
    const char *kept = arena_text(costs->program->arena, buffer_text(text), text->size);
    buffer_finish(text);
    return kept;
}

const char *formula_people(const struct costs *costs, const struct poly *poly, const struct formula_view *view) {
    struct people people = people_of(costs, view);
    struct buffer text = {0};
    add_poly(&people, poly, &text);
    return keep(costs, &text);
}

/* Takes the numbers in front of the factors out of them; a factor that was nothing else is left out. */
static uint32_t take_numbers(const struct poly *const *factors, uint32_t count, int64_t *number, struct poly *rest,
                             struct monomial *products) {
    uint32_t kept = 0;
    *number = 1;
    for (uint32_t i = 0; i < count; i++) {
        int64_t value = 1;
        rest[kept] = *factors[i];
        if (!poly_is_constant(factors[i], &value) && factors[i]->count == 1) {
            products[kept] = factors[i]->items[0];
            value = products[kept].coefficient;
            products[kept].coefficient = 1;
            rest[kept].items = &products[kept];
        }
        int64_t constant;
        bool is_number = poly_is_constant(factors[i], &constant);
        kept += !is_number;
        if ((is_number || factors[i]->count == 1) && __builtin_mul_overflow(*number, value, number))
            *number = INT64_MAX;
    }
    return kept;
}

const char *formula_product(const struct costs *costs, const struct poly *const *factors, uint32_t count,
                            const struct formula_view *view) {
    struct people people = people_of(costs, view);
    struct poly rest[FORMULA_FACTORS];
    struct monomial products[FORMULA_FACTORS];
    struct buffer text = {0};
    int64_t number;
    count = take_numbers(factors, count, &number, rest, products);
    if (number != 1 || count == 0)
        add_number(number, &text);
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_text(&text, text.size ? " * " : "");
        if (count == 1 && number == 1)
            add_poly(&people, &rest[i], &text);
        else
            add_operand(&people, &rest[i], &text);
    }
    return keep(costs, &text);
}

const char *formula_break_even_text(const struct costs *costs, const struct formula *formula) {
    struct buffer text = {0};
    buffer_printf(&text, "%.0f ms from ", formula->break_even_ms);
    short_name_add(&text, formula->break_even_atom);
    for (uint32_t i = 0; i < formula->assumed_count; i++)
        if (formula_breaks_even_with(formula, &formula->assumed[i])) {
            buffer_add_text(&text, " = ");
            short_name_add(&text, formula->assumed[i].atom);
        }
    buffer_add_text(&text, " = ");
    add_grouped(&text, (int64_t)formula_break_even(formula));
    return keep(costs, &text);
}

const char *formula_counted(const struct costs *costs, const char *people, const char *one, const char *many) {
    struct buffer text = {0};
    if (strncmp(people, "the costliest", strlen("the costliest")) == 0)
        buffer_printf(&text, "the %s of %s", many, people);
    else if (text_ends_with(people, " " WORD_SMALLER) || text_ends_with(people, " " WORD_MORE))
        buffer_printf(&text, "(%s) %s", people, many);
    else
        buffer_printf(&text, "%s %s", people, strcmp(people, "1") == 0 ? one : many);
    return keep(costs, &text);
}

/* The long max{} of a formula when it is the only one. */
struct search {
    const struct atom *found;
    uint32_t count;
};

static void search_poly(const struct poly *poly, struct search *search);

static void search_atom(const struct atom *atom, struct search *search) {
    if (is_long_max(atom)) {
        search->count += search->found != atom;
        search->found = atom;
        return;
    }
    search_poly(atom->a, search);
    search_poly(atom->b, search);
    for (uint32_t i = 0; i < atom->item_count; i++)
        search_poly(atom->items[i], search);
}

static void search_poly(const struct poly *poly, struct search *search) {
    for (uint32_t i = 0; poly && i < poly->count; i++)
        for (uint32_t k = 0; k < poly->items[i].factor_count; k++)
            search_atom(poly->items[i].factors[k], search);
}

uint32_t formula_alternatives(const struct poly *poly) {
    struct search search = {0};
    search_poly(poly, &search);
    return search.count == 1 ? search.found->item_count : 0;
}
