/* Decides how the whole story of one finding, or of one function, is told. Tests: tests/unit/report/test_explain.c */
#include "base/error.h"
#include "report/number.h"
#include "report/printable.h"
#include "report/text.h"

#include <string.h>

enum {
    LABEL_COLUMNS = 14,
    STEP_INDENT = 4,
    WRAP_COLUMNS_LEAST = 40,
};

static uint32_t wrap_width(const struct report_options *options) {
    return options->width >= WRAP_COLUMNS_LEAST ? options->width : 0;
}

/* "confidence:   high", broken at the width of a terminal. `text` is printable. */
static void write_field(struct buffer *out, const char *label, const char *text, const struct report_options *options) {
    style_begin(out, options, STYLE_BOLD);
    buffer_add_text(out, label);
    style_end(out, options);
    uint32_t used = (uint32_t)strlen(label);
    uint32_t column = used < LABEL_COLUMNS ? LABEL_COLUMNS : used + 1;
    printable_add_spaces(out, column - used);
    printable_add_wrapped(out, text, column, LABEL_COLUMNS, wrap_width(options));
    buffer_add_char(out, '\n');
}

static void write_plain_field(struct buffer *out, const char *label, const char *text,
                              const struct report_options *options) {
    if (text == NULL || text[0] == '\0')
        return;
    struct buffer printable = {0};
    printable_add(&printable, text);
    write_field(out, label, buffer_text(&printable), options);
    buffer_finish(&printable);
}

/* The count, what it comes to under which assumptions, and from where on it hurts: never a bare number. */
static void write_formula(struct buffer *out, const char *label, const char *example_label,
                          const struct formula *formula, const struct report_options *options) {
    struct buffer text = {0};
    buffer_add_text(&text, formula->is_exact ? "= " : "");
    formula_add(&text, formula);
    if (!formula->is_exact && formula->lower > 0) {
        buffer_add_text(&text, ", never fewer than ");
        number_add_value(&text, formula->lower);
    }
    write_field(out, label, buffer_text(&text), options);
    if (formula->assumed_count > 0) {
        buffer_clear(&text);
        number_add_value(&text, formula->value);
        buffer_add_text(&text, " with ");
        for (uint32_t i = 0; i < formula->assumed_count; i++) {
            buffer_add_text(&text, i > 0 ? ", " : "");
            printable_add(&text, formula->assumed[i].atom);
            buffer_add_text(&text, " = ");
            number_add_given(&text, formula->assumed[i].value);
            buffer_add_text(&text, " (");
            printable_add(&text, formula->assumed[i].from);
            buffer_add_char(&text, ')');
        }
        write_field(out, example_label, buffer_text(&text), options);
    }
    if (formula->break_even_atom != NULL) {
        buffer_clear(&text);
        number_add_given(&text, formula->break_even_ms);
        buffer_add_text(&text, " ms are reached from ");
        break_even_add(&text, formula);
        buffer_add_text(&text, " on");
        write_field(out, "break-even:", buffer_text(&text), options);
    }
    buffer_finish(&text);
}

static void write_names(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < finding->reached_from_count; i++) {
        buffer_add_text(&text, i > 0 ? ", " : "");
        printable_add(&text, finding->reached_from[i]);
    }
    bool is_itself = finding->reached_from_count == 1 && finding->function != NULL &&
                     strcmp(finding->reached_from[0], finding->function) == 0;
    const char *names = text.size > 0 ? buffer_text(&text) : "no entry point that is known";
    write_field(out, "reached from:", is_itself ? "an entry point itself" : names, options);
    buffer_finish(&text);
}

static const char *source_line(const struct report_options *options, const struct place *place) {
    if (options->source.line == NULL || place->file == NULL || place->line == 0)
        return NULL;
    return options->source.line(options->source.context, place->file, place->line);
}

static void write_steps(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    if (finding->step_count == 0)
        return;
    style_begin(out, options, STYLE_BOLD);
    buffer_add_text(out, finding_has_loop(finding) ? "\nfrom the loop to the wire:" : "\nstep by step:");
    style_end(out, options);
    buffer_add_char(out, '\n');
    struct buffer text = {0};
    for (uint32_t i = 0; i < finding->step_count; i++) {
        const struct step *step = &finding->steps[i];
        buffer_clear(&text);
        buffer_printf(&text, "%3u. ", i + 1);
        place_add(&text, &step->place);
        if (step->function != NULL) {
            buffer_add_text(&text, ", ");
            printable_add(&text, step->function);
        }
        if (step->text != NULL) {
            buffer_add_text(&text, ": ");
            printable_add(&text, step->text);
        }
        printable_add_wrapped(out, buffer_text(&text), 0, STEP_INDENT + 1, wrap_width(options));
        buffer_add_char(out, '\n');
        source_write(out, source_line(options, &step->place), &step->place, 0, STEP_INDENT, options);
    }
    buffer_finish(&text);
}

static void write_sites(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    if (sites_calls(finding) < 2)
        return;
    struct buffer text = {0};
    number_add(&text, sites_calls(finding));
    buffer_add_text(&text, " calls wait in this loop, the dearest first:");
    style_begin(out, options, STYLE_BOLD);
    buffer_printf(out, "\n%s", buffer_text(&text));
    style_end(out, options);
    buffer_add_char(out, '\n');
    for (uint32_t i = 0; i < finding->site_count; i++) {
        const struct site *site = &finding->sites[i];
        buffer_clear(&text);
        place_add(&text, &site->place);
        buffer_add_text(&text, ", ");
        printable_add(&text, site->function);
        buffer_add_text(&text, ": ");
        if (site->call_count > 1)
            buffer_printf(&text, "%u calls of ", site->call_count);
        printable_add(&text, site->callee);
        if (site->library != NULL) {
            buffer_add_text(&text, " (");
            printable_add(&text, site->library);
            buffer_add_char(&text, ')');
        }
        buffer_add_text(&text, ": ");
        formula_add(&text, &site->roundtrips);
        printable_add_spaces(out, STEP_INDENT);
        printable_add_wrapped(out, buffer_text(&text), STEP_INDENT, 2 * STEP_INDENT, wrap_width(options));
        buffer_add_char(out, '\n');
    }
    buffer_finish(&text);
}

static void write_way_out(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    struct buffer text = {0};
    if (finding->verdict != NULL) {
        printable_add(&text, finding->verdict);
        if (finding->after_fix != NULL) {
            buffer_add_text(&text, " (after the fix: ");
            formula_add(&text, finding->after_fix);
            buffer_add_char(&text, ')');
        }
        write_field(out, "verdict:", buffer_text(&text), options);
        buffer_clear(&text);
    }
    write_plain_field(out, "fix:", finding->fix, options);
    if (finding->cause.file != NULL) {
        place_add_line(&text, &finding->cause);
        write_field(out, "to change:", buffer_text(&text), options);
    }
    buffer_finish(&text);
}

/* Where to read on, and what the reader could add. */
static void write_answers(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    struct buffer text = {0};
    write_plain_field(out, "bound:", finding->bound, options);
    buffer_add_text(&text, "tripcount rules show ");
    printable_add(&text, finding->rule);
    write_field(out, "rule:", buffer_text(&text), options);
    write_plain_field(out, "fingerprint:", finding->fingerprint, options);
    buffer_finish(&text);
}

/* A story about a part of the program is read as one about all of it, unless it says otherwise. */
static void write_warning(struct buffer *out, const struct result *result, const struct report_options *options) {
    const struct run *run = &result->run;
    if (run->analysed_count == run->unit_count && run->failed_count == 0 && run->partial_count == 0)
        return;
    struct report_options plain = *options;
    plain.is_terminal = false;
    plain.show_timing = false;
    buffer_add_char(out, '\n');
    coverage_write_head(out, run, &plain);
}

void report_explain(struct buffer *out, const struct result *result, uint32_t index,
                    const struct report_options *options) {
    if (index >= result->finding_count)
        BUG("finding %u of %u", index, result->finding_count);
    const struct finding *finding = &result->findings[index];
    finding_write_head(out, finding, options);
    bool is_one_line = finding->end_line == 0 || finding->end_line == finding->place.line;
    const char *source = finding->source != NULL ? finding->source : source_line(options, &finding->place);
    source_write(out, source, &finding->place, is_one_line ? finding->end_column : UINT32_MAX, 0, options);
    buffer_add_char(out, '\n');

    struct buffer text = {0};
    chain_add(&text, finding);
    write_field(out, "path:", buffer_text(&text), options);
    buffer_clear(&text);
    printable_add(&text, finding->peer);
    if (finding->library != NULL) {
        buffer_add_text(&text, " through ");
        printable_add(&text, finding->library);
    }
    write_field(out, "waits for:", buffer_text(&text), options);
    write_formula(out, "round trips:", "for example:", &finding->roundtrips, options);
    write_field(out, "confidence:", confidence_name(finding->confidence), options);
    write_field(out, "phase:", phase_name(finding->phase), options);
    write_names(out, finding, options);

    write_steps(out, finding, options);
    write_sites(out, finding, options);
    buffer_add_char(out, '\n');
    write_way_out(out, finding, options);
    write_answers(out, finding, options);
    write_warning(out, result, options);
    buffer_finish(&text);
}

static bool finding_is_in(const struct finding *finding, const struct function_cost *cost) {
    if (finding->usr != NULL && cost->usr != NULL)
        return strcmp(finding->usr, cost->usr) == 0;
    return finding->function != NULL && cost->function != NULL && strcmp(finding->function, cost->function) == 0;
}

void report_explain_function(struct buffer *out, const struct result *result, uint32_t index,
                             const struct report_options *options) {
    if (index >= result->cost_count)
        BUG("function %u of %u", index, result->cost_count);
    const struct function_cost *cost = &result->costs[index];
    struct buffer text = {0};
    place_add(&text, &cost->place);
    buffer_add_text(&text, ": ");
    printable_add(&text, cost->function);
    style_begin(out, options, STYLE_BOLD);
    buffer_add_text(out, buffer_text(&text));
    style_end(out, options);
    buffer_add_char(out, '\n');
    source_write(out, source_line(options, &cost->place), &cost->place, 0, 0, options);
    write_formula(out, "round trips:", "for example:", &cost->roundtrips, options);
    if (cost->sends.expr != NULL && strcmp(cost->sends.expr, "0") != 0)
        write_formula(out, "sends:", "sends, for example:", &cost->sends, options);
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        if (!finding_is_in(&result->findings[i], cost))
            continue;
        buffer_add_text(out, count++ == 0 ? "\nfindings in it (tripcount explain NUMBER):\n" : "");
        buffer_printf(out, "%4u  ", i + 1);
        finding_write_head(out, &result->findings[i], options);
    }
    if (count == 0)
        buffer_add_text(out, "\nno finding stands in it\n");
    write_warning(out, result, options);
    buffer_finish(&text);
}
