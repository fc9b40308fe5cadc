/* Decides how the text format says what was looked at, what was not and why, and what nobody taught tripcount yet.
 * A run that could not read a file must never look like a clean one. Tests: tests/unit/report/test_coverage.c */
#include "model/latency.h"
#include "report/number.h"
#include "report/printable.h"
#include "report/text.h"

#include <string.h>

enum {
    INDENT = 4,
    UNITS_ON_TERMINAL = 5, /* of the failed, and of the partial */
    LIBRARIES_ON_TERMINAL = 5,
    UNKNOWN_ON_TERMINAL = 3,
    UNKNOWN_SHOWN = 10,
    UNKNOWN_NAME_COLUMNS = 40,
    TERMINAL_COLUMNS = 80,   /* when its width is not known */
    TIME_COLUMNS_MOST = 120, /* a time further to the right is not seen */
    TIME_GAP = 3,
};

static uint32_t line_width(const struct report_options *options) {
    if (!options->is_terminal)
        return 0;
    return options->width > 0 ? options->width : TERMINAL_COLUMNS;
}

/* One printable line of any length, broken at the width of a terminal. */
static void write_line(struct buffer *out, const char *text, const struct report_options *options) {
    printable_add_wrapped(out, text, 0, INDENT, line_width(options));
    buffer_add_char(out, '\n');
}

/* What differs from run to run has no place in output that is compared. */
static bool shows_timing(const struct report_options *options) { return options->is_terminal || options->show_timing; }

/* Behind the last line of `text`, at the right edge of a terminal. */
static void write_time(struct buffer *out, const struct buffer *text, const struct run *run,
                       const struct report_options *options) {
    struct buffer time = {0};
    number_add_duration(&time, run->seconds);
    uint32_t width = line_width(options);
    const char *newline = strrchr(buffer_text(text), '\n');
    uint32_t used = printable_columns(newline != NULL ? newline + 1 : buffer_text(text));
    uint32_t needed = used + TIME_GAP + (uint32_t)time.size;
    uint32_t edge = needed > TIME_COLUMNS_MOST ? needed : TIME_COLUMNS_MOST;
    edge = edge < width ? edge : width;
    if (width == 0) {
        buffer_add_text(out, ", ");
    } else if (needed <= edge) {
        printable_add_spaces(out, edge - used - (uint32_t)time.size);
    } else {
        buffer_add_char(out, '\n');
        printable_add_spaces(out, INDENT);
    }
    buffer_add_text(out, buffer_text(&time));
    buffer_finish(&time);
}

void coverage_write_head(struct buffer *out, const struct run *run, const struct report_options *options) {
    struct buffer text = {0};
    if (options->is_terminal) {
        printable_add(&text, run->tool);
        buffer_add_text(&text, ": ");
    }
    buffer_add_text(&text, "analysed ");
    number_add(&text, run->analysed_count);
    buffer_add_text(&text, " of ");
    number_add(&text, run->unit_count);
    buffer_add_text(&text, run->unit_count == 1 ? " translation unit" : " translation units");
    if (run->line_count > 0) {
        buffer_add_text(&text, ", ");
        number_add_short(&text, run->line_count);
        buffer_add_text(&text, run->line_count == 1 ? " line" : " lines");
    }
    if (!options->is_terminal && run->function_count > 0) {
        buffer_add_text(&text, ", ");
        number_add_counted(&text, run->function_count, "function", "functions");
    }
    if (run->failed_count > 0) {
        buffer_add_text(&text, ", ");
        number_add(&text, run->failed_count);
        buffer_add_text(&text, PRINTABLE_HARD_SPACE "failed (tripcount" PRINTABLE_HARD_SPACE "doctor)");
    }
    if (run->partial_count > 0) {
        buffer_add_text(&text, ", ");
        number_add(&text, run->partial_count);
        buffer_add_text(&text, PRINTABLE_HARD_SPACE "partial");
    }
    if (shows_timing(options) && run->reused_count > 0) {
        buffer_add_text(&text, ", ");
        number_add(&text, run->reused_count);
        buffer_add_text(&text, PRINTABLE_HARD_SPACE "unchanged");
    }
    struct buffer wrapped = {0};
    printable_add_wrapped(&wrapped, buffer_text(&text), 0, INDENT, line_width(options));
    bool is_incomplete = run->analysed_count < run->unit_count;
    if (is_incomplete)
        style_begin(out, options, STYLE_BOLD);
    buffer_add_text(out, buffer_text(&wrapped));
    if (is_incomplete)
        style_end(out, options);
    if (shows_timing(options))
        write_time(out, &wrapped, run, options);
    buffer_add_char(out, '\n');
    buffer_finish(&wrapped);
    buffer_finish(&text);
}

/* Whether the message of a partial unit begins with "FILE:". */
static bool unit_is_named(const struct unit_report *unit) {
    if (unit->file == NULL || unit->message == NULL || unit_status_is_failure(unit->status))
        return false;
    size_t length = strlen(unit->file);
    return strncmp(unit->message, unit->file, length) == 0 && unit->message[length] == ':';
}

/* `label` stands in front of each, so that a line found by grep says what it is. */
static void write_unit_list(struct buffer *out, const char *label, const struct unit_report *units, uint32_t count,
                            const struct report_options *options) {
    uint32_t shown = count;
    if (options->is_terminal && !options->show_all && count > UNITS_ON_TERMINAL)
        shown = UNITS_ON_TERMINAL;
    struct buffer text = {0};
    for (uint32_t i = 0; i < shown; i++) {
        buffer_clear(&text);
        buffer_printf(&text, "%s: ", label);
        /* The first error of a unit mostly stands in the unit. */
        bool names_itself = unit_is_named(&units[i]);
        if (!names_itself)
            printable_add(&text, units[i].file);
        if (unit_status_is_failure(units[i].status))
            buffer_printf(&text, ": %s", unit_status_name(units[i].status));
        if (units[i].message != NULL) {
            buffer_add_text(&text, names_itself ? "" : ": ");
            printable_add(&text, units[i].message);
        }
        printable_add_spaces(out, INDENT);
        printable_add_wrapped(out, buffer_text(&text), INDENT, 2 * INDENT, line_width(options));
        buffer_add_char(out, '\n');
    }
    if (shown < count)
        buffer_printf(out, "    %s: %u more (--all)\n", label, count - shown);
    buffer_finish(&text);
}

void coverage_write_units(struct buffer *out, const struct run *run, const struct report_options *options) {
    write_unit_list(out, "failed", run->failed, run->failed_count, options);
    write_unit_list(out, "partial", run->partial, run->partial_count, options);
}

static void add_libraries(struct buffer *text, const struct run *run, const struct report_options *options) {
    buffer_add_text(text, "libraries known: ");
    if (run->library_count == 0)
        buffer_add_text(text, "none is called (tripcount rules list)");
    for (uint32_t i = 0; i < run->library_count; i++) {
        if (options->is_terminal && !options->show_all && i == LIBRARIES_ON_TERMINAL) {
            buffer_printf(text, " + %u more", run->library_count - i);
            return;
        }
        buffer_add_text(text, i > 0 ? ", " : "");
        printable_add(text, run->libraries[i].library);
        buffer_add_char(text, ' ');
        if (i == 0)
            number_add_counted(text, run->libraries[i].call_count, "call", "calls");
        else
            number_add(text, run->libraries[i].call_count);
    }
}

static void add_loops(struct buffer *text, const struct run *run) {
    buffer_add_text(text, "loops around a round trip: ");
    number_add(text, run->remote_loop_count);
    if (run->remote_loop_count > 0) {
        buffer_add_text(text, ", turns known for ");
        number_add(text, run->named_loop_count);
    }
}

/* Libraries and loops side by side where a terminal has the room. */
static void write_libraries_and_loops(struct buffer *out, const struct run *run, const struct report_options *options) {
    struct buffer libraries = {0};
    struct buffer loops = {0};
    add_libraries(&libraries, run, options);
    add_loops(&loops, run);
    uint32_t columns = printable_columns(buffer_text(&libraries)) + 6 + (uint32_t)loops.size;
    if (options->is_terminal && columns <= line_width(options)) {
        buffer_printf(out, "%s      %s\n", buffer_text(&libraries), buffer_text(&loops));
    } else {
        write_line(out, buffer_text(&libraries), options);
        write_line(out, buffer_text(&loops), options);
    }
    buffer_finish(&loops);
    buffer_finish(&libraries);
}

/* What every time in the output rests on. */
static void write_latency(struct buffer *out, const struct run *run, const struct report_options *options) {
    if (run->latency == NULL)
        return;
    struct buffer text = {0};
    buffer_add_text(&text, "times: latency profile ");
    printable_add(&text, run->latency);
    const struct latency_profile *profile = latency_find(run->latency);
    if (profile != NULL)
        buffer_printf(&text, ", %g ms for a round trip", profile->milliseconds);
    write_line(out, buffer_text(&text), options);
    buffer_finish(&text);
}

static void write_indirect_calls(struct buffer *out, const struct run *run, const struct report_options *options) {
    struct buffer text = {0};
    buffer_add_text(&text, "calls through pointers: ");
    number_add(&text, run->indirect_call_count);
    buffer_add_text(&text, ", resolved ");
    number_add(&text, run->resolved_call_count);
    write_line(out, buffer_text(&text), options);
    for (uint32_t i = 0; i < run->unresolved_count && options->show_all; i++) {
        const struct unresolved_call *call = &run->unresolved[i];
        buffer_clear(&text);
        buffer_add_text(&text, "    not known: ");
        printable_add(&text, call->place.file);
        buffer_printf(&text, ":%u: ", call->place.line);
        printable_add(&text, call->text);
        buffer_add_text(&text, " in ");
        printable_add(&text, call->function);
        buffer_add_text(&text, "()");
        write_line(out, buffer_text(&text), options);
    }
    buffer_finish(&text);
}

/* What the numbers above do not hold. */
static void write_gaps(struct buffer *out, const struct run *run, const struct report_options *options) {
    struct buffer text = {0};
    if (run->incomplete_function_count > 0) {
        number_add_counted(&text, run->incomplete_function_count, "function holds", "functions hold");
        buffer_add_text(&text, " errors: their costs may be too low");
        write_line(out, buffer_text(&text), options);
        buffer_clear(&text);
    }
    if (run->left_out_count > 0) {
        buffer_add_text(&text, "left out: ");
        number_add_counted(&text, run->left_out_count, "entry", "entries");
        buffer_add_text(&text, " of the compilation database that compile no C or C++");
        write_line(out, buffer_text(&text), options);
    }
    buffer_finish(&text);
}

static uint32_t unknown_name_columns(const struct run *run, uint32_t shown) {
    uint32_t widest = 0;
    struct buffer name = {0};
    for (uint32_t i = 0; i < shown; i++) {
        buffer_clear(&name);
        printable_add(&name, run->unknown[i].name);
        uint32_t columns = printable_columns(buffer_text(&name));
        widest = columns > widest ? columns : widest;
    }
    buffer_finish(&name);
    return widest < UNKNOWN_NAME_COLUMNS ? widest : UNKNOWN_NAME_COLUMNS;
}

static void write_unknown_row(struct buffer *out, const struct unknown_function *function, uint32_t name_columns,
                              const struct report_options *options) {
    struct buffer text = {0};
    printable_add(&text, function->name);
    uint32_t columns = printable_columns(buffer_text(&text));
    printable_add_spaces(&text, columns < name_columns ? name_columns - columns : 0);
    buffer_add_text(&text, "   ");
    number_add_counted(&text, function->call_count, "call", "calls");
    buffer_add_text(&text, " in ");
    number_add_counted(&text, function->loop_count, "loop", "loops");
    if (function->evidence != NULL) {
        buffer_add_text(&text, ", ");
        printable_add(&text, function->evidence);
    }
    printable_add_spaces(out, INDENT);
    printable_add_wrapped(out, buffer_text(&text), INDENT, 2 * INDENT, line_width(options));
    buffer_add_char(out, '\n');
    buffer_finish(&text);
}

/* What to write into .tripcount.yaml. A name that is no C identifier (ns::f, operator()) is quoted; the escapes of
 * printable text mean the same there. */
static void write_lesson(struct buffer *out, const struct unknown_function *function,
                         const struct report_options *options) {
    struct buffer name = {0};
    printable_add(&name, function->name);
    const char *text = buffer_text(&name);
    bool is_plain = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == name.size;
    write_line(out, "if one of them waits for another process, say so in .tripcount.yaml and run again:", options);
    buffer_printf(out, "    models:\n      - {name: %s", is_plain ? "" : "\"");
    for (const char *c = text; *c != '\0'; c++)
        buffer_printf(out, *c == '"' ? "\\%c" : "%c", *c);
    buffer_printf(out, "%s, effect: roundtrip, peer: NAME}\n", is_plain ? "" : "\"");
    buffer_finish(&name);
}

static void write_unknown(struct buffer *out, const struct run *run, bool teaches,
                          const struct report_options *options) {
    uint32_t total = run->unknown_total > run->unknown_count ? run->unknown_total : run->unknown_count;
    if (total == 0)
        return;
    uint32_t limit = options->is_terminal && !teaches ? UNKNOWN_ON_TERMINAL : UNKNOWN_SHOWN;
    uint32_t shown = options->show_all || run->unknown_count < limit ? run->unknown_count : limit;
    struct buffer text = {0};
    buffer_add_text(&text, "not known: ");
    number_add_counted(&text, total, "outside function", "outside functions");
    buffer_add_text(&text, " called in loops.");
    if (shown > 0)
        buffer_add_text(&text, " Most likely to wait:");
    write_line(out, buffer_text(&text), options);
    uint32_t columns = unknown_name_columns(run, shown);
    for (uint32_t i = 0; i < shown; i++)
        write_unknown_row(out, &run->unknown[i], columns, options);
    if (teaches && shown > 0)
        write_lesson(out, &run->unknown[0], options);
    else if (shown > 0)
        write_line(out, "    does one wait for another process? name it under models: in .tripcount.yaml", options);
    buffer_finish(&text);
}

/* No findings may mean that the code is good, that its libraries are not known, or that nothing was read. */
static void write_why_nothing(struct buffer *out, const struct run *run, const struct report_options *options) {
    const char *why;
    if (run->unit_count == 0)
        why = "there was no translation unit to analyse";
    else if (run->analysed_count == 0)
        why = "no translation unit could be analysed";
    else if (run->remote_loop_count > 0)
        why = "the loops around a round trip stay below what is reported";
    else if (run->library_count > 0)
        why = "known libraries are called, but not on each turn of a loop";
    else
        why = "no function that is known to wait for another process is called";
    struct buffer text = {0};
    buffer_add_text(&text, "nothing found");
    if (run->partial_count > 0) {
        buffer_add_text(&text, ", but ");
        number_add(&text, run->partial_count);
        buffer_add_text(&text, " of ");
        number_add_counted(&text, run->unit_count, "unit", "units");
        buffer_add_text(&text, run->partial_count == 1 ? " was read in part" : " were read in part");
        buffer_add_text(&text, ". Of what was read");
    }
    buffer_printf(&text, ": %s", why);
    write_line(out, buffer_text(&text), options);
    buffer_finish(&text);
}

void coverage_write_knowledge(struct buffer *out, const struct result *result, const struct report_options *options) {
    bool is_empty = options->costs_only ? result->cost_count == 0 : result->finding_count == 0;
    if (options->costs_only && !is_empty) {
        write_gaps(out, &result->run, options);
        return;
    }
    if (is_empty)
        write_why_nothing(out, &result->run, options);
    write_libraries_and_loops(out, &result->run, options);
    if (!options->is_terminal || options->show_all)
        write_indirect_calls(out, &result->run, options);
    if (!is_empty)
        write_latency(out, &result->run, options);
    write_gaps(out, &result->run, options);
    write_unknown(out, &result->run, is_empty, options);
}

void coverage_write(struct buffer *out, const struct result *result, const struct report_options *options) {
    coverage_write_head(out, &result->run, options);
    coverage_write_units(out, &result->run, options);
    if (!options->is_quiet)
        coverage_write_knowledge(out, result, options);
}
