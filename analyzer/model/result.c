/* Names of the enumerations of a result, as JSON and the database write them, and what follows from its formulas.
 * Tests: tests/unit/report/test_json.c, tests/unit/report/test_text.c */
#include "model/result.h"

#include "base/attr.h"

#include <string.h>

bool assumption_is_free(const struct assumption *assumption) {
    return assumption->from != NULL && strcmp(assumption->from, "default") == 0;
}

bool formula_breaks_even_with(const struct formula *formula, const struct assumption *assumption) {
    return formula->break_even_atom != NULL && assumption->atom != NULL && assumption_is_free(assumption) &&
           strcmp(assumption->atom, formula->break_even_atom) != 0;
}

double formula_break_even(const struct formula *formula) {
    double step = 1;
    if (!(formula->break_even_value > 99 && formula->break_even_value < 1e12))
        return formula->break_even_value;
    while (formula->break_even_value / step > 99)
        step *= 10;
    double digits = (double)(int64_t)(formula->break_even_value / step);
    return (digits * step < formula->break_even_value ? digits + 1 : digits) * step;
}

/* "more than 10^9" is the upper bound of nothing. */
const char *formula_limit(const struct formula *formula) {
    const char *text = formula->people != NULL ? formula->people : formula->expr;
    bool is_limited = !formula->is_exact && text != NULL && strncmp(text, "more than ", strlen("more than ")) != 0;
    return is_limited ? "up to " : "";
}

const char *severity_name(enum severity severity) {
    static const char *const names[] = {"note", "warning", "error"};
    return (unsigned)severity < ARRAY_COUNT(names) ? names[severity] : "unknown";
}

const char *confidence_name(enum confidence confidence) {
    static const char *const names[] = {"low", "medium", "high"};
    return (unsigned)confidence < ARRAY_COUNT(names) ? names[confidence] : "unknown";
}

const char *phase_name(enum phase phase) {
    static const char *const names[] = {"request", "startup", "shutdown", "test"};
    return (unsigned)phase < ARRAY_COUNT(names) ? names[phase] : "unknown";
}

const char *step_kind_name(enum step_kind kind) {
    static const char *const names[] = {"loop", "call", "roundtrip"};
    return (unsigned)kind < ARRAY_COUNT(names) ? names[kind] : "unknown";
}
