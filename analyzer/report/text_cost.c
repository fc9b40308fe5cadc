/* Decides the table of functions and what they cost. Tests: tests/unit/report/test_cost.c */
#include "report/printable.h"
#include "report/text.h"

#include <string.h>

enum {
    GAP = 2,
    FORMULA_COLUMNS = 40, /* on a terminal; into a pipe a formula is never cut */
    FUNCTION_COLUMNS = 40,
};

enum column { COLUMN_ROUNDTRIPS, COLUMN_SENDS, COLUMN_FUNCTION, COLUMN_COUNT };

static bool formula_is_zero(const struct formula *formula) {
    return formula->expr == NULL || strcmp(formula->expr, "0") == 0;
}

static void add_cell(struct buffer *out, const struct function_cost *cost, enum column column) {
    if (column == COLUMN_ROUNDTRIPS)
        formula_add(out, &cost->roundtrips);
    else if (column == COLUMN_FUNCTION)
        printable_add(out, cost->function);
    else if (formula_is_zero(&cost->sends))
        buffer_add_char(out, '-');
    else
        formula_add(out, &cost->sends);
}

/* 0 for the column of sends where nothing is sent without waiting: it is left out then. */
static uint32_t column_width(const struct result *result, enum column column, uint32_t heading_columns,
                             const struct report_options *options) {
    struct buffer cell = {0};
    uint32_t widest = heading_columns;
    bool is_used = column != COLUMN_SENDS;
    for (uint32_t i = 0; i < result->cost_count; i++) {
        buffer_clear(&cell);
        add_cell(&cell, &result->costs[i], column);
        uint32_t columns = printable_columns(buffer_text(&cell));
        widest = columns > widest ? columns : widest;
        is_used = is_used || !formula_is_zero(&result->costs[i].sends);
    }
    buffer_finish(&cell);
    uint32_t most = column == COLUMN_FUNCTION ? FUNCTION_COLUMNS : FORMULA_COLUMNS;
    if (options->is_terminal && widest > most)
        widest = most;
    return is_used ? widest : 0;
}

static void write_cell(struct buffer *out, const char *text, uint32_t width) {
    if (width == 0)
        return;
    struct buffer cut = {0};
    printable_add_cut(&cut, text, width);
    buffer_add_text(out, buffer_text(&cut));
    printable_add_spaces(out, width - printable_columns(buffer_text(&cut)) + GAP);
    buffer_finish(&cut);
}

void costs_write(struct buffer *out, const struct result *result, const struct report_options *options) {
    static const char *const headings[COLUMN_COUNT] = {"round trips", "sends", "function"};
    if (result->cost_count == 0) {
        buffer_add_text(out, "no function waits for another process, as far as the rule packs know\n");
        return;
    }
    uint32_t widths[COLUMN_COUNT];
    style_begin(out, options, STYLE_BOLD);
    for (int column = 0; column < COLUMN_COUNT; column++) {
        widths[column] = column_width(result, (enum column)column, (uint32_t)strlen(headings[column]), options);
        write_cell(out, headings[column], widths[column]);
    }
    buffer_add_text(out, "where");
    style_end(out, options);
    buffer_add_char(out, '\n');
    struct buffer cell = {0};
    for (uint32_t i = 0; i < result->cost_count; i++) {
        for (int column = 0; column < COLUMN_COUNT; column++) {
            buffer_clear(&cell);
            add_cell(&cell, &result->costs[i], (enum column)column);
            write_cell(out, buffer_text(&cell), widths[column]);
        }
        place_add_line(out, &result->costs[i].place);
        buffer_add_char(out, '\n');
    }
    buffer_finish(&cell);
}
