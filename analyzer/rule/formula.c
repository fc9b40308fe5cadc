/* From polynomials to printed formulas. Tests: tests/unit/rule/test_formula.c */
#include "rule/formula.h"

#include "cost/path.h"
#include "cost/turns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BREAK_EVEN_MS    100
#define BREAK_EVEN_ATOMS 3
#define PEOPLE_TERMS     3

double latency_of_peer(const struct latency *latency, const char *peer) {
    for (uint32_t i = 0; peer && i < latency->peer_count; i++)
        if (strcmp(latency->peers[i].peer, peer) == 0)
            return latency->peers[i].milliseconds;
    return latency->milliseconds;
}

struct view {
    const struct costs *costs;
    uint32_t viewer;
};

static void print_atom(const struct atom *atom, struct buffer *out, void *context) {
    static const char *const functions[] = {[ATOM_LENGTH] = "length",
                                            [ATOM_ROWS] = "rows",
                                            [ATOM_SIZE] = "size",
                                            [ATOM_ITEMS] = "items",
                                            [ATOM_NODES] = "nodes"};
    const struct view *view = context;
    const struct program *program = view->costs->program;
    if (atom->kind == ATOM_UNKNOWN && atom->function == ATOM_NOWHERE) { /* what the limits folded */
        buffer_add_text(out, atom->is_nested ? "inner" : "others");
    } else if (atom->kind == ATOM_UNKNOWN) {
        buffer_printf(out, "turns@%s:%u", program_function_name(program, atom->function), atom->index + 1);
    } else if (atom->kind == ATOM_VALUE) {
        path_print(program, atom->path, view->viewer, out);
    } else {
        buffer_printf(out, "%s(", functions[atom->kind]);
        path_print(program, atom->path, view->viewer, out);
        buffer_add_char(out, ')');
    }
}

static const char *keep(const struct costs *costs, struct buffer *text) {
    const char *kept = arena_text(costs->program->arena, buffer_text(text), text->size);
    buffer_finish(text);
    return kept;
}

const char *formula_text(const struct costs *costs, const struct poly *poly, uint32_t viewer) {
    struct view view = {costs, viewer};
    struct buffer text = {0};
    poly_print(poly, print_atom, &view, &text);
    return keep(costs, &text);
}

/* --- for people -------------------------------------------------------------------------------------------------- */

/* Behind the bracket that closes what `c` stands in; counts the commas on the way. */
static const char *skip_alternatives(const char *c, uint32_t *count) {
    uint32_t depth = 1;
    for (*count = 1; *c && depth > 0; c++) {
        depth += *c == '{' || *c == '(' || *c == '[';
        depth -= *c == '}' || *c == ')' || *c == ']';
        *count += depth == 1 && *c == ',';
    }
    return c;
}

/* One term: spaces around "*", a long max{} by the number of its cases. */
static const char *add_term(struct buffer *out, const char *c) {
    uint32_t depth = 0, cases;
    const char *begin = c;
    for (; *c && (depth > 0 || strncmp(c, " + ", 3) != 0); c++) {
        const char *end = strncmp(c, "max{", 4) == 0 ? skip_alternatives(c + 4, &cases) : NULL;
        if (end && cases > 2) {
            buffer_printf(out, "the costliest of %u%s cases", cases, cases < POLY_ALTERNATIVES ? "" : " or more");
            c = end - 1;
            continue;
        }
        depth += *c == '{' || *c == '(' || *c == '[';
        depth -= *c == '}' || *c == ')' || *c == ']';
        if (*c == '*' && depth == 0 && c > begin && c[-1] != ' ')
            buffer_add_text(out, " * ");
        else
            buffer_add_char(out, *c);
    }
    return c;
}

const char *formula_people(const struct costs *costs, const struct poly *poly, uint32_t viewer) {
    struct buffer text = {0}, dropped = {0};
    const char *c = formula_text(costs, poly, viewer);
    uint32_t terms = 0;
    for (; *c; terms++) {
        if (terms > 0)
            c += strlen(" + ");
        if (terms > 0 && terms < PEOPLE_TERMS)
            buffer_add_text(&text, " + ");
        c = add_term(terms < PEOPLE_TERMS ? &text : &dropped, c);
    }
    if (terms > PEOPLE_TERMS)
        buffer_printf(&text, " + %u smaller", terms - PEOPLE_TERMS);
    buffer_finish(&dropped);
    return keep(costs, &text);
}

const char *formula_product(const struct costs *costs, const struct poly *turns, const struct poly *per_turn,
                            uint32_t viewer) {
    struct buffer text = {0};
    int64_t constant, count;
    const char *first = formula_people(costs, turns, viewer), *second = formula_people(costs, per_turn, viewer);
    bool is_sum = strstr(first, " + ") != NULL || strstr(first, " - ") != NULL;
    if (poly_is_constant(per_turn, &constant) && constant == 1)
        return first;
    if (poly_is_constant(per_turn, &constant) && poly_is_constant(turns, &count))
        buffer_printf(&text, "%lld", (long long)(constant * count));
    else if (poly_is_constant(per_turn, &constant))
        buffer_printf(&text, is_sum ? "%s * (%s)" : "%s * %s", second, first);
    else
        buffer_printf(&text, is_sum ? "(%s) * (%s)" : "%s * (%s)", first, second);
    return keep(costs, &text);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

struct atom_list {
    const struct atom *items[64];
    uint32_t count;
    bool is_cut;
};

static void collect_atom(const struct atom *atom, void *context) {
    struct atom_list *list = context;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == atom)
            return;
    if (list->count == ARRAY_COUNT(list->items))
        list->is_cut = true;
    else
        list->items[list->count++] = atom;
}

static const char *atom_name(const struct costs *costs, const struct atom *atom, uint32_t viewer) {
    struct view view = {costs, viewer};
    struct buffer text = {0};
    print_atom(atom, &text, &view);
    return keep(costs, &text);
}

static double same_for_all(const struct atom *atom, void *context) {
    (void)atom;
    return *(const double *)context;
}

static int compare_assumptions(const void *a, const void *b) {
    return strcmp(((const struct assumption *)a)->atom, ((const struct assumption *)b)->atom);
}

/* The least count of every atom at which the time passes BREAK_EVEN_MS. */
static void set_break_even(const struct costs *costs, struct formula *formula, const struct poly *poly,
                           double milliseconds) {
    if (milliseconds <= 0 || formula->assumed_count == 0 || formula->assumed_count > BREAK_EVEN_ATOMS)
        return;
    double low = 0, high = 1e9;
    if (poly_value(poly, same_for_all, &high) * milliseconds < BREAK_EVEN_MS)
        return;
    while (high - low > 0.5) {
        double middle = floor((low + high) / 2);
        if (middle <= low)
            break;
        if (poly_value(poly, same_for_all, &middle) * milliseconds >= BREAK_EVEN_MS)
            high = middle;
        else
            low = middle;
    }
    struct buffer text = {0};
    for (uint32_t i = 0; i < formula->assumed_count; i++) /* two loops may walk the same iterator */
        if (i == 0 || strcmp(formula->assumed[i - 1].atom, formula->assumed[i].atom) != 0)
            buffer_printf(&text, "%s%s", i ? " = " : "", formula->assumed[i].atom);
    formula->break_even_atom = keep(costs, &text);
    formula->break_even_ms = BREAK_EVEN_MS;
    formula->break_even_value = high;
}

struct formula formula_of(const struct costs *costs, const struct poly *poly, uint32_t viewer, double milliseconds) {
    struct formula formula = {.expr = formula_text(costs, poly, viewer),
                              .people = formula_people(costs, poly, viewer),
                              .degree = poly_degree(poly),
                              .value = poly_value(poly, turns_assumed, NULL),
                              .is_exact = poly_is_exact(poly)};
    double nothing = 0;
    if (formula.is_exact)
        formula.lower = poly_value(poly, same_for_all, &nothing);
    struct atom_list atoms = {0};
    poly_visit_atoms(poly, collect_atom, &atoms);
    formula.assumed = ARENA_ARRAY(costs->program->arena, struct assumption, atoms.count);
    formula.assumed_count = atoms.count;
    for (uint32_t i = 0; i < atoms.count; i++)
        formula.assumed[i] = (struct assumption){.atom = atom_name(costs, atoms.items[i], viewer),
                                                 .value = turns_assumed(atoms.items[i], NULL),
                                                 .from = "default"};
    qsort(formula.assumed, atoms.count, sizeof *formula.assumed, compare_assumptions);
    set_break_even(costs, &formula, poly, milliseconds);
    return formula;
}
