/* Commands and their options: one row per command, one row per option, one file per command.
 *
 * Only this folder prints to standard output and decides exit codes. Adding a command: a file with its function and a
 * row in command_list.h. Tests: tests/integration/test_cli.py */
#ifndef TRIPCOUNT_CMD_COMMAND_H
#define TRIPCOUNT_CMD_COMMAND_H

#include "cmd/progress.h"
#include "driver/driver.h"
#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

enum exit_code { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_INCOMPLETE = 3, EXIT_DEFECT = 70 };

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

/* Bits in the order of the options' table; a command says which of them it takes. */
enum option_bit {
    OPTION_COMMANDS = 1 << 0,
    OPTION_DB = 1 << 1,
    OPTION_CONFIG = 1 << 2,
    OPTION_RULES = 1 << 3,
    OPTION_JOBS = 1 << 4,
    OPTION_TIMEOUT = 1 << 5,
    OPTION_FORMAT = 1 << 6,
    OPTION_OUTPUT = 1 << 7,
    OPTION_CONFIDENCE = 1 << 8,
    OPTION_LATENCY = 1 << 9,
    OPTION_FAIL_ON = 1 << 10,
    OPTION_ALL = 1 << 11,
    OPTION_COSTS = 1 << 12,
    OPTION_WHY_NOT = 1 << 13,
    OPTION_COLOR = 1 << 14,
    OPTION_PROGRESS = 1 << 15,
    OPTION_TIMING = 1 << 16,
    OPTION_QUIET = 1 << 17,
    OPTION_VERBOSE = 1 << 18,
    OPTION_HELP = 1 << 19,
};

/* What several commands have in common. */
#define OPTIONS_PLACE  (OPTION_DB | OPTION_CONFIG | OPTION_COMMANDS)
#define OPTIONS_COMMON (OPTION_QUIET | OPTION_VERBOSE | OPTION_HELP)
#define OPTIONS_RUN                                                                                                    \
    (OPTIONS_PLACE | OPTIONS_COMMON | OPTION_RULES | OPTION_JOBS | OPTION_TIMEOUT | OPTION_LATENCY | OPTION_PROGRESS | \
     OPTION_TIMING)
#define OPTIONS_OUTPUT (OPTION_FORMAT | OPTION_OUTPUT | OPTION_CONFIDENCE | OPTION_ALL | OPTION_COLOR)

struct command_line {
    const struct command *command;
    struct arena *arena;
    struct driver_options driver;
    const char *format;
    const char *output; /* -o, or NULL: standard output */
    enum confidence min_confidence;
    bool has_fail_on;
    enum severity fail_on;
    bool shows_all;
    bool shows_costs;
    const char *why_not; /* FILE:LINE, or NULL */
    enum when color;
    enum when progress_when;
    bool shows_timing;
    bool is_quiet;
    bool is_verbose;
    bool wants_help;
    const char *const *operands; /* [operand_count] */
    uint32_t operand_count;
    bool has_flags;           /* there was a "--" */
    const char *const *flags; /* behind it   [flag_count] */
    uint32_t flag_count;
    struct progress progress;
    struct driver_run run; /* of the commands that analyse */
};

struct command {
    const char *name;
    const char *arguments; /* behind the name: "[PATH...]" */
    const char *summary;   /* one line */
    const char *example;   /* stands first in its help; lines of a command and what it does */
    const char *notes;     /* further text of its help, or NULL */
    uint32_t options;      /* enum option_bit */
    bool takes_flags;      /* "-- FLAGS..." */
    bool is_hidden;        /* only in --help --all */
    int (*run)(struct command_line *line);
};

/* NULL behind the last. */
const struct command *command_at(uint32_t index);
const struct command *command_find(const char *name);

/* ---- options.c ---- */

/* Reads the arguments behind the command's name. False after having said what is wrong. */
bool command_line_read(struct command_line *line, const struct command *command, int count, char *arguments[]);
void command_line_finish(struct command_line *line);

/* FILE... -- FLAGS...: the operands are the units, in place of those of a compilation database. */
void command_line_take_files(struct command_line *line);

/* The options of a command as lines of help. */
void options_write_help(struct buffer *out, uint32_t options);

/* ---- usage.c ---- */

void help_write_all(struct buffer *out, bool with_hidden);
void help_write_command(struct buffer *out, const struct command *command);
/* Says that `word` is no command, and the nearest one. */
void help_refuse_command(const char *word);

/* ---- output.c ---- */

/* Writes to -o or standard output. Gives `code`, or EXIT_USAGE after having said why it cannot be written. A reader
 * that went away is no failure. */
int output_write(const struct command_line *line, const struct buffer *text, int code);

/* Options for a report writer: terminal, colours, width. */
struct report_options output_options(const struct command_line *line);
/* NULL after having said that there is no such format. */
const struct report_writer *output_writer(const struct command_line *line);

/* What to try, behind an error that was told: "tripcount: see: ...". */
PRINTF_LIKE(1, 2) void output_hint(const char *format, ...);

/* Prints the error, frees it, and gives EXIT_USAGE. */
int output_error(struct error *err);

/* Prints stages and their seconds to standard error when --timing asks for it. */
void output_timing(const struct command_line *line, const struct driver_run *run);

/* "; did you mean 'NAME'?" or "". `buffer` holds the text. */
const char *output_suggestion(struct buffer *buffer, const char *word, const char *const names[], uint32_t name_count);

/* ---- select.c ---- */

/* Leaves only the findings whose file is at or below one of the operands. False after having said which is not there.
 */
bool select_paths(const struct command_line *line, const char *root, struct result *result);

/* Splits FILE:LINE[:COLUMN]; false when `text` has no such form. `*file` lives in `arena`. */
bool select_place(struct arena *arena, const char *text, const char **file, uint32_t *line);

/* A path of the command line as results name it: from the root. */
const char *select_from_root(const struct command_line *line, const char *root, const char *path);

/* ---- source.c ---- */

struct source_lines;

struct source_lines *source_lines_create(const char *root);
void source_lines_destroy(struct source_lines *lines);
struct report_source source_lines_reader(struct source_lines *lines);

#endif
