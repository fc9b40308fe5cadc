/* Decides what the text format holds and in which order; how each part looks is in the other text_*.c files.
 * Tests: tests/unit/report/test_text.c, test_overview.c */
#include "report/text.h"
#include "report/number.h"

/* "71 findings: 3 errors, 60 warnings, 8 notes" and what the options keep back. */
static void write_totals(struct buffer *out, const struct result *result, const struct report_options *options) {
    static const struct {
        const char *one, *many;
    } names[] = {{"note", "notes"}, {"warning", "warnings"}, {"error", "errors"}};
    uint64_t counts[ARRAY_COUNT(names)] = {0};
    uint64_t shown = 0;
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (finding_is_shown(&result->findings[i], options)) {
            counts[result->findings[i].severity]++;
            shown++;
        }
    number_add_counted(out, shown, "finding", "findings");
    const char *separator = ": ";
    for (size_t severity = ARRAY_COUNT(names); severity-- > 0;)
        if (counts[severity] > 0) {
            buffer_add_text(out, separator);
            number_add_counted(out, counts[severity], names[severity].one, names[severity].many);
            separator = ", ";
        }
    if (shown < result->finding_count) {
        buffer_add_text(out, "; not shown: ");
        number_add(out, result->finding_count - shown);
        buffer_printf(out, " below %s confidence (--min-confidence low)", confidence_name(options->min_confidence));
    }
    buffer_add_char(out, '\n');
}

static void write_everything(struct buffer *out, const struct result *result, const struct report_options *options) {
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (finding_is_shown(&result->findings[i], options)) {
            finding_write_block(out, &result->findings[i], options);
            buffer_add_char(out, '\n');
        }
    if (options->with_costs) {
        costs_write(out, result, options);
        buffer_add_char(out, '\n');
    }
    if (!options->is_quiet)
        write_totals(out, result, options);
    coverage_write(out, result, options);
}

static void write_text(struct buffer *out, const struct result *result, const struct report_options *options) {
    if (options->costs_only) {
        costs_write(out, result, options);
        buffer_add_char(out, '\n');
        coverage_write(out, result, options);
    } else if (options->is_terminal) {
        overview_write(out, result, options);
    } else {
        write_everything(out, result, options);
    }
}

const struct report_writer report_writer_text = {
    .name = "text", .summary = "for people; the worst ten on a terminal, everything into a pipe", .write = write_text};
