/* Decides how options are written and what values they take. Tests: tests/integration/test_cli.py */
#include "base/attr.h"
#include "base/log.h"
#include "base/suggest.h"
#include "cmd/command.h"
#include "model/latency.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_JOBS = 1024, HELP_COLUMN = 28, CODE_OF_LONG = 256 };
#define MOST_UNIT_SECONDS 86400.0

struct option_row {
    char letter;          /* 0: none */
    const char *name;     /* NULL: none */
    const char *argument; /* what --help calls it; NULL: takes none */
    const char *help;
    bool (*set)(struct command_line *line, const char *value);
};

/* Says that `value` is none of the words, and which there are. */
static bool refuse_word(const char *what, const char *value, const char *const words[], uint32_t count) {
    struct buffer hint = {0};
    struct buffer all = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&all, "%s%s", i > 0 ? ", " : "", words[i]);
    log_error("%s '%s' is not one of: %s%s", what, value, buffer_text(&all),
              output_suggestion(&hint, value, words, count));
    buffer_finish(&all);
    buffer_finish(&hint);
    return false;
}

static bool read_word(const char *what, const char *value, const char *const words[], uint32_t count, uint32_t *out) {
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return true;
        }
    }
    return refuse_word(what, value, words, count);
}

static bool set_commands(struct command_line *line, const char *value) {
    line->driver.compile_commands = value;
    return true;
}

static bool set_db(struct command_line *line, const char *value) {
    line->driver.database = value;
    return true;
}

static bool set_config(struct command_line *line, const char *value) {
    line->driver.config = value;
    return true;
}

/* The options are read in order, so the list is only ever one longer. */
static bool set_rules(struct command_line *line, const char *value) {
    uint32_t count = line->driver.rule_count;
    const char **rules = ARENA_ARRAY(line->arena, const char *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        rules[i] = line->driver.rules[i];
    rules[count] = value;
    line->driver.rules = rules;
    line->driver.rule_count = count + 1;
    return true;
}

static bool set_jobs(struct command_line *line, const char *value) {
    char *end = NULL;
    errno = 0;
    long jobs = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || jobs < 1 || jobs > MOST_JOBS) {
        log_error("-j takes a number from 1 to %d, not '%s'", MOST_JOBS, value);
        return false;
    }
    line->driver.jobs = (uint32_t)jobs;
    return true;
}

static bool set_timeout(struct command_line *line, const char *value) {
    char *end = NULL;
    double seconds = strtod(value, &end);
    if (end == value || *end != '\0' || !(seconds > 0) || seconds > MOST_UNIT_SECONDS) {
        log_error("--unit-timeout takes seconds, more than 0 and at most a day, not '%s'", value);
        return false;
    }
    line->driver.unit_seconds = seconds;
    return true;
}

static bool set_format(struct command_line *line, const char *value) {
    line->format = value;
    return true;
}

static bool set_output(struct command_line *line, const char *value) {
    line->output = value;
    return true;
}

static bool set_confidence(struct command_line *line, const char *value) {
    const char *words[CONFIDENCE_HIGH + 1];
    uint32_t index;
    for (uint32_t i = 0; i < ARRAY_COUNT(words); i++)
        words[i] = confidence_name((enum confidence)i);
    if (!read_word("--min-confidence", value, words, ARRAY_COUNT(words), &index))
        return false;
    line->min_confidence = (enum confidence)index;
    return true;
}

static bool set_latency(struct command_line *line, const char *value) {
    const char *words[LATENCY_COUNT];
    uint32_t index;
    for (unsigned i = 0; i < LATENCY_COUNT; i++)
        words[i] = latency_profile(i)->name;
    line->driver.latency = value;
    return read_word("--latency", value, words, LATENCY_COUNT, &index);
}

static bool set_fail_on(struct command_line *line, const char *value) {
    const char *words[SEVERITY_ERROR + 1];
    uint32_t index;
    for (uint32_t i = 0; i < ARRAY_COUNT(words); i++)
        words[i] = severity_name((enum severity)i);
    if (!read_word("--fail-on", value, words, ARRAY_COUNT(words), &index))
        return false;
    line->has_fail_on = true;
    line->fail_on = (enum severity)index;
    return true;
}

static bool set_all(struct command_line *line, const char *value) {
    (void)value;
    line->shows_all = true;
    return true;
}

static bool set_costs(struct command_line *line, const char *value) {
    (void)value;
    line->shows_costs = true;
    return true;
}

static bool set_why_not(struct command_line *line, const char *value) {
    line->why_not = value;
    return true;
}

static bool read_when(const char *what, const char *value, enum when *out) {
    static const char *const words[] = {"auto", "always", "never"};
    uint32_t index;
    if (!read_word(what, value, words, ARRAY_COUNT(words), &index))
        return false;
    *out = (enum when)index;
    return true;
}

static bool set_color(struct command_line *line, const char *value) {
    return read_when("--color", value, &line->color);
}

static bool set_progress(struct command_line *line, const char *value) {
    return read_when("--progress", value, &line->progress_when);
}

static bool set_timing(struct command_line *line, const char *value) {
    (void)value;
    line->shows_timing = true;
    return true;
}

static bool set_quiet(struct command_line *line, const char *value) {
    (void)value;
    line->is_quiet = true;
    return true;
}

static bool set_verbose(struct command_line *line, const char *value) {
    (void)value;
    line->is_verbose = true;
    return true;
}

static bool set_help(struct command_line *line, const char *value) {
    (void)value;
    line->wants_help = true;
    return true;
}

/* In the order of enum option_bit. */
static const struct option_row rows[] = {
    {'p', NULL, "DIR", "where compile_commands.json is (looked for upward, and in build*/)", set_commands},
    {0, "db", "FILE", "the database (.tripcount/tripcount.db below the root)", set_db},
    {0, "config", "FILE", "the project's facts (.tripcount.yaml, looked for upward)", set_config},
    {0, "rules", "DIR", "more rule packs; may be given several times", set_rules},
    {'j', NULL, "N", "units read at the same time (one per core)", set_jobs},
    {0, "unit-timeout", "SECONDS", "stop reading a unit after this time (120)", set_timeout},
    {0, "format", "FORMAT", "how to write the result (text)", set_format},
    {'o', NULL, "FILE", "write the result there instead of to standard output", set_output},
    {0, "min-confidence", "LEVEL", "show no finding below: low, medium or high (medium)", set_confidence},
    {0, "latency", "PROFILE", "time of a round trip: host, unix, x11, dbus, dc, az, region, wan (dc)", set_latency},
    {0, "fail-on", "SEVERITY", "exit code 1 for a finding this bad: note, warning or error", set_fail_on},
    {0, "all", NULL, "every finding, also those of low confidence", set_all},
    {0, "costs", NULL, "the costs of functions beside the findings", set_costs},
    {0, "why-not", "FILE:LINE", "why nothing is reported there", set_why_not},
    {0, "color", "WHEN", "auto, always or never", set_color},
    {0, "progress", "WHEN", "a bar on standard error: auto, always or never", set_progress},
    {0, "timing", NULL, "how long each stage took", set_timing},
    {'q', "quiet", NULL, "findings and what could not be read, nothing else", set_quiet},
    {'v', "verbose", NULL, "tell what is done", set_verbose},
    {'h', "help", NULL, "this text", set_help},
};
#define ROW_COUNT ARRAY_COUNT(rows)

void options_write_help(struct buffer *out, uint32_t options) {
    for (uint32_t i = 0; i < ROW_COUNT; i++) {
        if ((options & 1U << i) == 0)
            continue;
        size_t start = out->size;
        buffer_add_text(out, "  ");
        if (rows[i].letter != 0)
            buffer_printf(out, "-%c", rows[i].letter);
        if (rows[i].name != NULL)
            buffer_printf(out, "%s--%s", rows[i].letter != 0 ? ", " : "", rows[i].name);
        if (rows[i].argument != NULL)
            buffer_printf(out, " %s", rows[i].argument);
        do
            buffer_add_char(out, ' ');
        while (out->size - start < HELP_COLUMN);
        buffer_printf(out, "%s\n", rows[i].help);
    }
}

struct getopt_tables {
    char letters[2 * ROW_COUNT + 3];
    struct option names[ROW_COUNT + 1];
    const char *known[ROW_COUNT]; /* for suggestions */
    uint32_t known_count;
};

static void fill_tables(struct getopt_tables *tables, uint32_t options) {
    uint32_t length = 0, name_count = 0;
    *tables = (struct getopt_tables){0};
    tables->letters[length++] = ':'; /* a missing value is told apart from an unknown option */
    for (uint32_t i = 0; i < ROW_COUNT; i++) {
        if ((options & 1U << i) == 0)
            continue;
        if (rows[i].letter != 0) {
            tables->letters[length++] = rows[i].letter;
            if (rows[i].argument != NULL)
                tables->letters[length++] = ':';
        }
        if (rows[i].name != NULL) {
            tables->names[name_count++] = (struct option){
                .name = rows[i].name,
                .has_arg = rows[i].argument != NULL ? required_argument : no_argument,
                .val = CODE_OF_LONG + (int)i,
            };
            tables->known[tables->known_count++] = rows[i].name;
        }
    }
}

static const struct option_row *row_of_code(int code) {
    if (code >= CODE_OF_LONG)
        return &rows[code - CODE_OF_LONG];
    for (uint32_t i = 0; i < ROW_COUNT; i++)
        if (rows[i].letter == code)
            return &rows[i];
    return NULL;
}

/* What getopt_long did not take: `optopt` is 0 for an unknown long option (then the word before `optind` is it), the
 * option's code for one that takes no value, else the letter. */
static void refuse_option(const struct command_line *line, const struct getopt_tables *tables, const char *last) {
    struct buffer name = {0};
    struct buffer hint = {0};
    if (optopt == 0) {
        buffer_add(&name, last + 2, strcspn(last + 2, "="));
        const char *nearest = suggest_nearest(buffer_text(&name), tables->known, tables->known_count);
        if (nearest != NULL)
            buffer_printf(&hint, "; did you mean '--%s'?", nearest);
        log_error("'%s' has no option '--%s'%s", line->command->name, buffer_text(&name), buffer_text(&hint));
    } else if (optopt >= CODE_OF_LONG) {
        log_error("option '--%s' takes no value", rows[optopt - CODE_OF_LONG].name);
    } else {
        log_error("'%s' has no option '-%c'", line->command->name, optopt);
    }
    output_hint("see: tripcount %s --help", line->command->name);
    buffer_finish(&name);
    buffer_finish(&hint);
}

static bool read_options(struct command_line *line, int count, char *arguments[]) {
    struct getopt_tables tables;
    fill_tables(&tables, line->command->options);
    optind = 1;
    opterr = 0;
    for (;;) {
        int code = getopt_long(count, arguments, tables.letters, tables.names, NULL);
        if (code == -1)
            return true;
        if (code == ':') {
            log_error("option '%s' needs a value", arguments[optind - 1]);
            return false;
        }
        if (code == '?') {
            refuse_option(line, &tables, arguments[optind - 1]);
            return false;
        }
        if (!row_of_code(code)->set(line, optarg))
            return false;
    }
}

static bool is_shown(enum when when, bool is_terminal) {
    return when == WHEN_ALWAYS || (when == WHEN_AUTO && is_terminal);
}

static void apply_levels(struct command_line *line) {
    if (line->is_verbose)
        log_set_level(LOG_INFO);
    else if (line->is_quiet)
        log_set_level(LOG_ERROR);
    line->driver.is_verbose = line->is_verbose;
    progress_init(&line->progress, is_shown(line->progress_when, !line->is_quiet && isatty(STDERR_FILENO) == 1));
}

bool command_line_read(struct command_line *line, const struct command *command, int count, char *arguments[]) {
    line->command = command;
    line->format = "text";
    line->min_confidence = CONFIDENCE_MEDIUM;
    /* getopt would move operands behind "--", and they would be taken for flags. */
    int before = 1;
    while (before < count && strcmp(arguments[before], "--") != 0)
        before++;
    if (before < count) {
        line->has_flags = true;
        line->flags = (const char *const *)(arguments + before + 1);
        line->flag_count = (uint32_t)(count - before - 1);
    }
    if (!read_options(line, before, arguments))
        return false;
    line->operands = (const char *const *)(arguments + optind);
    line->operand_count = (uint32_t)(before - optind);
    if (line->has_flags && !command->takes_flags && !line->wants_help) {
        log_error("'%s' takes no compiler flags behind '--'", command->name);
        return false;
    }
    apply_levels(line);
    return true;
}

void command_line_take_files(struct command_line *line) {
    line->driver.files = line->operands;
    line->driver.file_count = line->operand_count;
    line->driver.flags = line->flags;
    line->driver.flag_count = line->flag_count;
}

void command_line_finish(struct command_line *line) {
    progress_erase(&line->progress);
    driver_run_finish(&line->run);
}
