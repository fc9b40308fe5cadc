/* Decides the first screen: what was read, the worst ten, what is kept back and why, what to do next.
 * Tests: tests/unit/report/test_overview.c */
#include "base/error.h"
#include "report/number.h"
#include "report/printable.h"
#include "report/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS_SHOWN = 10,
    GAP = 2,
    TERMINAL_COLUMNS = 80,       /* when its width is not known */
    TERMINAL_COLUMNS_LEAST = 40, /* narrower ones break the lines themselves */
    FORMULA_COLUMNS = 24,        /* while the place stands in the same line */
    BREAK_EVEN_COLUMNS = 24,
    CHAIN_COLUMNS = 34,       /* that a chain keeps beside a long place */
    WHERE_COLUMNS_LEAST = 56, /* less is not worth standing in the same line */
    NEXT_COLUMNS = 100,       /* what the two ways to go on take beside each other */
    BELOW_INDENT = 6,         /* of the place and the chain in a line of their own */
};

enum column { COLUMN_NUMBER, COLUMN_ROUNDTRIPS, COLUMN_BREAK_EVEN, COLUMN_REACHED, COLUMN_PLACE, COLUMN_COUNT };

struct row {
    struct buffer cells[COLUMN_COUNT]; /* printable */
    const struct finding *finding;
};

/* One table, from the findings to the screen. */
struct table {
    struct row *rows;
    uint32_t row_count;
    uint32_t widths[COLUMN_COUNT];
    uint32_t width;         /* of the terminal */
    uint32_t where_columns; /* room for place, gap and chain */
    uint32_t chain_start;   /* of it, where chains begin unless the place is longer; 0: right behind the place */
    bool where_is_below;    /* place and chain stand in a line of their own */
};

/* What the overview keeps back, each finding in one class. */
struct hidden {
    uint32_t phases[PHASE_TEST + 1];
    uint32_t unsure;
};

static bool is_kept_back(const struct finding *finding, const struct report_options *options) {
    return !options->show_all && (finding->phase != PHASE_REQUEST || finding->confidence < options->min_confidence);
}

static struct hidden hidden_of(const struct result *result, const struct report_options *options) {
    struct hidden hidden = {0};
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const struct finding *finding = &result->findings[i];
        if (!is_kept_back(finding, options))
            continue;
        if (finding->phase != PHASE_REQUEST)
            hidden.phases[finding->phase]++;
        else
            hidden.unsure++;
    }
    return hidden;
}

/* The time that the column "100 ms from" speaks of: the first finding's. Others say theirs. */
static double table_break_even_ms(const struct table *table) {
    for (uint32_t i = 0; i < table->row_count; i++)
        if (table->rows[i].finding->roundtrips.break_even_atom != NULL)
            return table->rows[i].finding->roundtrips.break_even_ms;
    return 0;
}

static void fill_row(struct row *row, uint32_t number, double break_even_ms, bool is_first) {
    const struct finding *finding = row->finding;
    buffer_printf(&row->cells[COLUMN_NUMBER], "%u", number);
    formula_add(&row->cells[COLUMN_ROUNDTRIPS], &finding->roundtrips);

    struct buffer *cell = &row->cells[COLUMN_BREAK_EVEN];
    break_even_add(cell, &finding->roundtrips);
    if (cell->size > 0 && finding->roundtrips.break_even_ms != break_even_ms) {
        buffer_add_text(cell, " (");
        number_add_given(cell, finding->roundtrips.break_even_ms);
        buffer_add_text(cell, " ms)");
    }
    if (cell->size == 0)
        buffer_add_char(cell, '-');

    cell = &row->cells[COLUMN_REACHED];
    if (finding->reached_from_count == 0)
        buffer_add_char(cell, '-');
    else if (is_first)
        number_add_counted(cell, finding->reached_from_count, "entry point", "entry points");
    else
        number_add(cell, finding->reached_from_count);
    place_add_line(&row->cells[COLUMN_PLACE], &finding->place);
}

/* What `tripcount explain` takes. */
static uint32_t number_of(const struct finding *finding, const struct result *result) {
    return finding->number != 0 ? finding->number : (uint32_t)(finding - result->findings) + 1;
}

static void collect_rows(struct table *table, const struct result *result, const struct report_options *options) {
    table->rows = checked_alloc(result->finding_count + 1, sizeof *table->rows);
    for (uint32_t i = 0; i < result->finding_count; i++) {
        if (is_kept_back(&result->findings[i], options))
            continue;
        if (table->row_count == ROWS_SHOWN && !options->show_all)
            break;
        table->rows[table->row_count++] = (struct row){.finding = &result->findings[i]};
    }
    double break_even_ms = table_break_even_ms(table);
    for (uint32_t i = 0; i < table->row_count; i++)
        fill_row(&table->rows[i], number_of(table->rows[i].finding, result), break_even_ms, i == 0);
}

static uint32_t smaller(uint32_t a, uint32_t b) { return a < b ? a : b; }
static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

static uint32_t widest_chain(const struct table *table) {
    uint32_t widest = 0;
    struct buffer text = {0};
    for (uint32_t i = 0; i < table->row_count; i++) {
        buffer_clear(&text);
        chain_add(&text, table->rows[i].finding);
        widest = larger(widest, printable_columns(buffer_text(&text)));
    }
    buffer_finish(&text);
    return widest;
}

/* Columns take what their content needs, formulas up to a limit. The place and the chain get what is left, or, on a
 * narrow terminal, a line of their own: then a formula may take the rest of the first. */
static void lay_out(struct table *table, const uint32_t heading_columns[COLUMN_COUNT]) {
    uint32_t *widths = table->widths;
    for (int column = 0; column < COLUMN_COUNT; column++) {
        widths[column] = heading_columns[column];
        for (uint32_t i = 0; i < table->row_count; i++)
            widths[column] = larger(widths[column], printable_columns(buffer_text(&table->rows[i].cells[column])));
    }
    widths[COLUMN_BREAK_EVEN] = smaller(widths[COLUMN_BREAK_EVEN], BREAK_EVEN_COLUMNS);
    uint32_t others = widths[COLUMN_NUMBER] + widths[COLUMN_BREAK_EVEN] + widths[COLUMN_REACHED] + 3 * GAP;
    uint32_t formula = smaller(widths[COLUMN_ROUNDTRIPS], FORMULA_COLUMNS);
    uint32_t used = others + formula + GAP;
    uint32_t room = table->width > used ? table->width - used : 0;
    table->where_is_below = room < WHERE_COLUMNS_LEAST && room < widths[COLUMN_PLACE] + GAP + widest_chain(table);
    if (table->where_is_below) {
        formula = table->width > others ? table->width - others : 1;
        formula = smaller(widths[COLUMN_ROUNDTRIPS], formula);
        room = table->width - BELOW_INDENT;
    }
    widths[COLUMN_ROUNDTRIPS] = formula;
    table->where_columns = room;
    /* One long place does not move all the others' chains away. */
    for (uint32_t i = 0; i < table->row_count && !table->where_is_below; i++) {
        uint32_t columns = printable_columns(buffer_text(&table->rows[i].cells[COLUMN_PLACE])) + GAP;
        if (columns <= room - smaller(room, CHAIN_COLUMNS))
            table->chain_start = larger(table->chain_start, columns);
    }
}

/* "length(ord... = 200": of a long name the number stays. */
static void add_cut_name(struct buffer *out, const char *text, uint32_t width) {
    const char *number = text;
    for (const char *next = strstr(text, " = "); next != NULL; next = strstr(next + 1, " = "))
        number = next;
    uint32_t columns = printable_columns(number);
    if (number == text || printable_columns(text) <= width || columns >= width) {
        printable_add_cut(out, text, width);
        return;
    }
    struct buffer name = {0};
    buffer_add(&name, text, (size_t)(number - text));
    printable_add_cut(out, buffer_text(&name), width - columns);
    buffer_add_text(out, number);
    buffer_finish(&name);
}

/* `text` in its column and the gap behind it; numbers stand at the right. */
static void write_cell(struct buffer *out, const struct table *table, enum column column, const char *text) {
    struct buffer cut = {0};
    uint32_t width = table->widths[column];
    if (column == COLUMN_BREAK_EVEN)
        add_cut_name(&cut, text, width);
    else
        printable_add_cut(&cut, text, width);
    uint32_t columns = printable_columns(buffer_text(&cut));
    uint32_t padding = width > columns ? width - columns : 0;
    printable_add_spaces(out, column == COLUMN_NUMBER ? padding : 0);
    buffer_add_text(out, buffer_text(&cut));
    printable_add_spaces(out, (column == COLUMN_NUMBER ? 0 : padding) + GAP);
    buffer_finish(&cut);
}

/* The place, and the chain in what it leaves: both are whole where there is room, else the chain gives way first, down
 * to CHAIN_COLUMNS. */
static void write_where(struct buffer *out, const struct table *table, const struct row *row) {
    struct buffer chain = {0};
    struct buffer place = {0};
    chain_add(&chain, row->finding);
    uint32_t room = table->where_columns;
    uint32_t kept = smaller(printable_columns(buffer_text(&chain)), CHAIN_COLUMNS) + GAP;
    printable_add_cut_front(&place, buffer_text(&row->cells[COLUMN_PLACE]), room > 2 * kept ? room - kept : room / 2);
    uint32_t start = larger(printable_columns(buffer_text(&place)) + GAP, table->chain_start);
    buffer_add_text(out, buffer_text(&place));
    printable_add_spaces(out, start - printable_columns(buffer_text(&place)));
    chain_add_cut(out, row->finding, room > start ? room - start : 1);
    buffer_finish(&place);
    buffer_finish(&chain);
}

static void write_row(struct buffer *out, const struct table *table, const struct row *row,
                      const struct report_options *options) {
    const struct finding *finding = row->finding;
    for (int column = 0; column < COLUMN_PLACE; column++) {
        if (column == COLUMN_ROUNDTRIPS)
            style_begin(out, options, style_of_severity(finding->severity));
        write_cell(out, table, (enum column)column, buffer_text(&row->cells[column]));
        if (column == COLUMN_ROUNDTRIPS)
            style_end(out, options);
    }
    if (table->where_is_below) {
        printable_trim(out);
        buffer_add_char(out, '\n');
        printable_add_spaces(out, BELOW_INDENT);
    }
    write_where(out, table, row);
    if (finding->phase != PHASE_REQUEST)
        buffer_printf(out, " (%s)", phase_name(finding->phase));
    if (finding->confidence < options->min_confidence)
        buffer_printf(out, " (%s confidence)", confidence_name(finding->confidence));
    buffer_add_char(out, '\n');
}

static void write_table(struct buffer *out, const struct result *result, const struct report_options *options,
                        struct table *table) {
    collect_rows(table, result, options);
    if (table->row_count == 0)
        return;
    struct buffer break_even = {0};
    double break_even_ms = table_break_even_ms(table);
    number_add_given(&break_even, break_even_ms > 0 ? break_even_ms : 100);
    buffer_add_text(&break_even, " ms from");
    const char *const headings[COLUMN_COUNT] = {"#", "round trips", buffer_text(&break_even), "reached from", "where"};
    uint32_t heading_columns[COLUMN_COUNT];
    for (int column = 0; column < COLUMN_COUNT; column++)
        heading_columns[column] = printable_columns(headings[column]);
    lay_out(table, heading_columns);

    buffer_add_char(out, '\n');
    style_begin(out, options, STYLE_BOLD);
    for (int column = 0; column < COLUMN_PLACE; column++)
        write_cell(out, table, (enum column)column, headings[column]);
    if (table->where_is_below)
        printable_trim(out);
    else
        buffer_add_text(out, headings[COLUMN_PLACE]);
    style_end(out, options);
    buffer_add_char(out, '\n');
    for (uint32_t i = 0; i < table->row_count; i++)
        write_row(out, table, &table->rows[i], options);
    buffer_finish(&break_even);
}

/* " ... 10 of 71 (--all). Not shown: 12 at start-up, 9 in tests, 6 low confidence" */
static void write_rest(struct buffer *out, const struct result *result, uint32_t shown, uint32_t width,
                       const struct report_options *options) {
    static const char *const places[] = {
        [PHASE_STARTUP] = "at start-up", [PHASE_SHUTDOWN] = "at shutdown", [PHASE_TEST] = "in tests"};
    if (shown == result->finding_count)
        return;
    struct hidden hidden = hidden_of(result, options);
    struct buffer text = {0};
    buffer_add_text(&text, " ... ");
    number_add(&text, shown);
    buffer_add_text(&text, " of ");
    number_add_counted(&text, result->finding_count, "finding", "findings");
    buffer_add_text(&text, " (--all).");
    const char *separator = " Not shown: ";
    for (int phase = PHASE_STARTUP; phase <= PHASE_TEST; phase++)
        if (hidden.phases[phase] > 0) {
            buffer_add_text(&text, separator);
            number_add(&text, hidden.phases[phase]);
            buffer_printf(&text, " %s", places[phase]);
            separator = ", ";
        }
    if (hidden.unsure > 0) {
        buffer_add_text(&text, separator);
        number_add(&text, hidden.unsure);
        buffer_add_text(&text,
                        options->min_confidence == CONFIDENCE_HIGH ? " below high confidence" : " low confidence");
    }
    printable_add_wrapped(out, buffer_text(&text), 0, 5, width);
    buffer_add_char(out, '\n');
    buffer_finish(&text);
}

static void write_next(struct buffer *out, const struct table *table, const struct result *result,
                       const struct report_options *options) {
    if (options->is_quiet || options->is_not_stored)
        return;
    style_begin(out, options, STYLE_BOLD);
    buffer_add_text(out, "next:");
    style_end(out, options);
    if (table->row_count == 0) {
        buffer_add_text(out, "  tripcount explain --why-not FILE:LINE   (why nothing is reported there)\n");
        return;
    }
    buffer_printf(out, "  tripcount explain %u", number_of(table->rows[0].finding, result));
    buffer_add_text(out, table->width < NEXT_COLUMNS ? "\n       " : "     |     ");
    buffer_add_text(out, "tripcount report -o all.txt   (every finding with its path)\n");
}

void overview_write(struct buffer *out, const struct result *result, const struct report_options *options) {
    struct table table = {.width = options->width > 0 ? options->width : TERMINAL_COLUMNS};
    table.width = larger(table.width, TERMINAL_COLUMNS_LEAST);
    coverage_write(out, result, options);
    write_table(out, result, options, &table);
    write_rest(out, result, table.row_count, table.width, options);
    if (options->with_costs) {
        buffer_add_char(out, '\n');
        costs_write(out, result, options);
    }
    write_next(out, &table, result, options);
    for (uint32_t i = 0; i < table.row_count; i++)
        for (int column = 0; column < COLUMN_COUNT; column++)
            buffer_finish(&table.rows[i].cells[column]);
    free(table.rows);
}
