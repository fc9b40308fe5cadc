/* Decides how places, formulas and chains of calls are written. Tests: tests/unit/report/test_text.c */
#include "report/number.h"
#include "report/printable.h"
#include "report/text.h"

#include <string.h>

enum { NAME_COLUMNS_LEAST = 8 }; /* less of a function's name says nothing */

void style_begin(struct buffer *out, const struct report_options *options, enum style style) {
    static const char *const codes[] = {
        [STYLE_BOLD] = "1",     [STYLE_NOTE] = "1;36",  [STYLE_WARNING] = "1;35",
        [STYLE_ERROR] = "1;31", [STYLE_CARET] = "1;32", [STYLE_DIM] = "2",
    };
    if (options->use_color)
        buffer_printf(out, "\x1b[%sm", codes[style]);
}

void style_end(struct buffer *out, const struct report_options *options) {
    if (options->use_color)
        buffer_add_text(out, "\x1b[0m");
}

enum style style_of_severity(enum severity severity) {
    static const enum style styles[] = {
        [SEVERITY_NOTE] = STYLE_NOTE, [SEVERITY_WARNING] = STYLE_WARNING, [SEVERITY_ERROR] = STYLE_ERROR};
    return (unsigned)severity < ARRAY_COUNT(styles) ? styles[severity] : STYLE_BOLD;
}

bool finding_is_shown(const struct finding *finding, const struct report_options *options) {
    return options->show_all || finding->confidence >= options->min_confidence;
}

void place_add_line(struct buffer *out, const struct place *place) {
    printable_add(out, place->file);
    if (place->line != 0)
        buffer_printf(out, ":%u", place->line);
}

void place_add(struct buffer *out, const struct place *place) {
    place_add_line(out, place);
    if (place->line != 0 && place->column != 0)
        buffer_printf(out, ":%u", place->column);
}

uint32_t sites_calls(const struct finding *finding) {
    uint32_t calls = 0;
    for (uint32_t i = 0; i < finding->site_count; i++)
        calls += finding->sites[i].call_count > 1 ? finding->sites[i].call_count : 1;
    return calls;
}

void formula_add(struct buffer *out, const struct formula *formula) {
    const char *text = formula->people != NULL ? formula->people : formula->expr;
    buffer_add_text(out, formula_limit(formula));
    printable_add(out, text != NULL ? text : "0");
}

static bool names_are_equal(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void break_even_add(struct buffer *out, const struct formula *formula) {
    if (formula->break_even_atom == NULL)
        return;
    printable_add(out, formula->break_even_atom);
    for (uint32_t i = 0; i < formula->assumed_count; i++)
        if (formula_breaks_even_with(formula, &formula->assumed[i])) {
            buffer_add_text(out, " = ");
            printable_add(out, formula->assumed[i].atom);
        }
    buffer_add_text(out, " = ");
    number_add_given(out, formula_break_even(formula));
}

bool finding_has_loop(const struct finding *finding) {
    for (uint32_t i = 0; i < finding->step_count; i++)
        if (finding->steps[i].kind == STEP_LOOP)
            return true;
    return false;
}

bool step_is_at(const struct step *step, const struct place *place) {
    return step->place.line == place->line && step->place.column == place->column && step->place.file != NULL &&
           place->file != NULL && strcmp(step->place.file, place->file) == 0;
}

uint32_t finding_path(const struct finding *finding, uint32_t *end) {
    uint32_t first = 0;
    while (first < finding->step_count &&
           !(finding->steps[first].kind != STEP_LOOP && step_is_at(&finding->steps[first], &finding->place)))
        first++;
    first = first < finding->step_count ? first : 0;
    for (*end = first; *end < finding->step_count && finding->steps[*end].kind != STEP_ROUNDTRIP;)
        ++*end;
    *end += *end < finding->step_count;
    return first;
}

/* The functions from the finding to the library, each once in a row; gives how many. With `skip_count` > 0 so many
 * names in the middle are written as one "...". */
static uint32_t write_chain(struct buffer *out, const struct finding *finding, uint32_t skip_from,
                            uint32_t skip_count) {
    const char *last = NULL;
    uint32_t end, first = finding_path(finding, &end), step_count = end - first, count = 0;
    for (uint32_t i = 0; i <= step_count + 1; i++) {
        bool is_step = i > 0 && i <= step_count;
        const struct step *step = is_step ? &finding->steps[first + i - 1] : NULL;
        const char *name = i == 0 ? finding->function : is_step ? step->function : finding->callee;
        if (name == NULL || (is_step && step->kind == STEP_LOOP) || names_are_equal(name, last))
            continue;
        last = name;
        uint32_t index = count++;
        if (index > skip_from && index < skip_from + skip_count)
            continue;
        if (index > 0)
            buffer_add_text(out, " -> ");
        if (skip_count > 0 && index == skip_from)
            buffer_add_text(out, "...");
        else
            printable_add(out, name);
    }
    return count;
}

void chain_add(struct buffer *out, const struct finding *finding) { write_chain(out, finding, 0, 0); }

void chain_add_cut(struct buffer *out, const struct finding *finding, uint32_t columns) {
    struct buffer chain = {0};
    uint32_t count = write_chain(&chain, finding, 0, 0);
    /* The first and the last say most: where it is and what it waits with. */
    for (uint32_t skipped = 1; printable_columns(buffer_text(&chain)) > columns && skipped + 2 <= count; skipped++) {
        buffer_clear(&chain);
        write_chain(&chain, finding, (count - skipped) / 2, skipped);
    }
    /* Of two long names the first gives way: the last is short, a library's. */
    const char *tail = buffer_text(&chain);
    for (const char *arrow = strstr(tail, " -> "); arrow != NULL; arrow = strstr(arrow + 1, " -> "))
        tail = arrow;
    uint32_t tail_columns = printable_columns(tail);
    if (tail != buffer_text(&chain) && printable_columns(buffer_text(&chain)) > columns &&
        tail_columns + NAME_COLUMNS_LEAST <= columns) {
        struct buffer name = {0};
        buffer_add(&name, buffer_text(&chain), strcspn(buffer_text(&chain), " "));
        printable_add_cut(out, buffer_text(&name), columns - tail_columns);
        buffer_add_text(out, tail);
        buffer_finish(&name);
    } else {
        printable_add_cut(out, buffer_text(&chain), columns);
    }
    buffer_finish(&chain);
}
