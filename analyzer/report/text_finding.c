/* Decides the block of one finding: the line that editors parse, the source with a mark, what explains it.
 * Tests: tests/unit/report/test_text.c */
#include "report/number.h"
#include "report/printable.h"
#include "report/text.h"

#include <stdio.h>
#include <string.h>

enum {
    ELLIPSIS_COLUMNS = 3,
    GUTTER_COLUMNS = 8, /* "   33 | " */
    NOTE_INDENT = 13,   /* "   = bound?  " */
    LABEL_COLUMNS = 8,  /* "loop:   " */
    SITES_SHOWN = 5,
    SOURCE_COLUMNS = 160,      /* of a line into a pipe: generated code has lines of 100 kB */
    SOURCE_COLUMNS_LEAST = 20, /* on however narrow a terminal */
    WRAP_COLUMNS_LEAST = 40,   /* of a terminal that is worth breaking lines for */
};

void finding_write_head(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    style_begin(out, options, STYLE_BOLD);
    place_add(out, &finding->place);
    buffer_add_text(out, ": ");
    style_end(out, options);
    style_begin(out, options, style_of_severity(finding->severity));
    buffer_printf(out, "%s: ", severity_name(finding->severity));
    style_end(out, options);
    style_begin(out, options, STYLE_BOLD);
    printable_add(out, finding->message);
    style_end(out, options);
    buffer_add_text(out, " [");
    printable_add(out, finding->rule);
    buffer_add_text(out, "]\n");
}

static void write_mark(struct buffer *out, uint32_t from, uint32_t columns, const struct report_options *options) {
    printable_add_spaces(out, from);
    style_begin(out, options, STYLE_CARET);
    buffer_add_char(out, '^');
    for (uint32_t i = 1; i < columns; i++)
        buffer_add_char(out, '~');
    style_end(out, options);
    buffer_add_char(out, '\n');
}

void source_write(struct buffer *out, const char *source, const struct place *place, uint32_t end_column,
                  uint32_t indent, const struct report_options *options) {
    if (source == NULL)
        return;
    struct buffer line = {0};
    size_t start = place->column > 0 ? place->column - 1 : 0;
    size_t end = end_column > place->column ? end_column - 1 : start + 1;
    struct source_span span = printable_add_source(&line, source, start, end);
    if (span.end <= span.start)
        span.end = span.start + 1;

    uint32_t room = SOURCE_COLUMNS;
    if (options->width > 0)
        room = options->width > GUTTER_COLUMNS + indent + SOURCE_COLUMNS_LEAST
                   ? options->width - GUTTER_COLUMNS - indent
                   : SOURCE_COLUMNS_LEAST;
    uint32_t columns = printable_columns(buffer_text(&line));
    /* The window [from, to) of the line that is shown: moved only when the mark would fall out of it. */
    uint32_t from = 0;
    if (columns > room && span.end + ELLIPSIS_COLUMNS > room) {
        from = span.start > room / 3 ? span.start - room / 3 : 0;
        from = from < columns - room ? from : columns - room;
    }
    uint32_t to = columns - from > room ? from + room : columns;

    printable_add_spaces(out, indent);
    buffer_printf(out, "%5u | ", place->line);
    uint32_t cut_front = from > 0 ? ELLIPSIS_COLUMNS : 0;
    uint32_t cut_back = to < columns ? ELLIPSIS_COLUMNS : 0;
    buffer_add_text(out, cut_front > 0 ? "..." : "");
    printable_add_slice(out, buffer_text(&line), from + cut_front, to - cut_back);
    buffer_add_text(out, cut_back > 0 ? "..." : "");
    buffer_add_char(out, '\n');
    if (place->column > 0) {
        printable_add_spaces(out, indent);
        buffer_add_text(out, "      | ");
        uint32_t limit = to > span.start ? to : span.start + 1;
        write_mark(out, span.start - from, (span.end < limit ? span.end : limit) - span.start, options);
    }
    buffer_finish(&line);
}

/* "   = fix:    text", broken at the width of a terminal. `text` is printable. */
static void write_note(struct buffer *out, const char *label, const char *text, const struct report_options *options) {
    buffer_printf(out, "   = %-*s ", LABEL_COLUMNS - 1, label);
    uint32_t width = options->width >= WRAP_COLUMNS_LEAST ? options->width : 0;
    printable_add_wrapped(out, text, NOTE_INDENT, NOTE_INDENT, width);
    buffer_add_char(out, '\n');
}

static void write_plain_note(struct buffer *out, const char *label, const char *text,
                             const struct report_options *options) {
    if (text == NULL || text[0] == '\0')
        return;
    struct buffer printable = {0};
    printable_add(&printable, text);
    write_note(out, label, buffer_text(&printable), options);
    buffer_finish(&printable);
}

static void write_loops(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < finding->step_count; i++) {
        const struct step *step = &finding->steps[i];
        if (step->kind != STEP_LOOP)
            continue;
        buffer_clear(&text);
        place_add(&text, &step->place);
        if (step->text != NULL) {
            buffer_add_char(&text, ' ');
            printable_add(&text, step->text);
        }
        write_note(out, "loop:", buffer_text(&text), options);
    }
    buffer_finish(&text);
}

/* The calls behind the one that the finding stands at: with none the source line has said it all. */
static void write_path(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    struct buffer text = {0};
    uint32_t end, first = finding_path(finding, &end);
    for (uint32_t i = first; i < end; i++) {
        const struct step *step = &finding->steps[i];
        if (step->kind == STEP_LOOP || step_is_at(step, &finding->place))
            continue;
        printable_add(&text, step->function);
        buffer_add_char(&text, ' ');
        place_add_line(&text, &step->place);
        buffer_add_text(&text, " -> ");
    }
    if (text.size > 0) {
        printable_add(&text, finding->callee);
        write_note(out, "path:", buffer_text(&text), options);
    }
    buffer_finish(&text);
}

static void write_sites(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    if (sites_calls(finding) < 2)
        return;
    struct buffer text = {0};
    number_add(&text, sites_calls(finding));
    buffer_add_text(&text, finding_has_loop(finding) ? " calls wait in this loop: " : " calls wait: ");
    for (uint32_t i = 0; i < finding->site_count && i < SITES_SHOWN; i++) {
        const struct site *site = &finding->sites[i];
        buffer_add_text(&text, i > 0 ? ", " : "");
        if (site->call_count > 1)
            buffer_printf(&text, "%u calls of ", site->call_count);
        printable_add(&text, site->callee);
        buffer_add_text(&text, site->call_count > 1 ? " at " : " ");
        place_add_line(&text, &site->place);
        buffer_add_text(&text, " (");
        formula_add(&text, &site->roundtrips);
        buffer_add_char(&text, ')');
    }
    if (finding->site_count > SITES_SHOWN)
        buffer_printf(&text, " + %u more", finding->site_count - SITES_SHOWN);
    write_note(out, "sites:", buffer_text(&text), options);
    buffer_finish(&text);
}

void finding_write_block(struct buffer *out, const struct finding *finding, const struct report_options *options) {
    finding_write_head(out, finding, options);
    bool is_one_line = finding->end_line == 0 || finding->end_line == finding->place.line;
    /* What goes on below the line is marked to the end of the line. */
    source_write(out, finding->source, &finding->place, is_one_line ? finding->end_column : UINT32_MAX, 0, options);
    write_loops(out, finding, options);
    write_path(out, finding, options);
    write_sites(out, finding, options);
    write_plain_note(out, "fix:", finding->fix, options);
    write_plain_note(out, "bound?", finding->bound, options);
}
