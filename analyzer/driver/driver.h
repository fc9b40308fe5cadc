/* The pipeline: which unit is read anew, by which worker, and what happens to the results - the only code that knows
 * the order of the stages.
 *
 * Nothing here prints or exits: progress and warnings go through the callbacks of `struct driver_options`. Nothing here
 * loads libclang: that is the worker's (a process of its own), so that a run with nothing to read does not pay for it.
 * Tests: tests/unit/driver, tests/integration */
#ifndef TRIPCOUNT_DRIVER_DRIVER_H
#define TRIPCOUNT_DRIVER_DRIVER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/result.h"

#include <stdbool.h>
#include <stdint.h>

struct driver_progress {
    uint32_t done;
    uint32_t total; /* units to parse; reused ones are not in it */
    uint32_t failed;
    const char *current; /* file, from the root; NULL when nothing is being read */
    double seconds;      /* since the first unit */
    double seconds_left; /* negative: not known yet */
};

struct driver_options {
    const char *directory;        /* where the command runs; NULL: the current directory */
    const char *compile_commands; /* -p DIR, or NULL: looked for */
    const char *database;         /* --db FILE, or NULL: .tripcount/tripcount.db below the root */
    const char *config;           /* --config FILE, or NULL: looked for */
    const char *const *rules;     /* --rules DIR: more packs   [rule_count] */
    uint32_t rule_count;
    const char *const *files; /* `analyze FILE... -- FLAGS...`: units without a compilation database   [file_count] */
    uint32_t file_count;
    const char *const *flags;
    uint32_t flag_count;
    const char *latency; /* --latency PROFILE, or NULL: dc */
    uint32_t jobs;       /* 0: one per core */
    double unit_seconds; /* time limit for one unit; 0: the default of 120 */
    bool is_verbose;     /* what workers say on standard error is let through */
    void (*on_progress)(const struct driver_progress *progress, void *context); /* may be NULL */
    void (*on_warning)(const char *message, void *context);                     /* may be NULL */
    bool (*is_cancelled)(void *context); /* asked between units, functions and stages; Ctrl-C. May be NULL */
    void *context;
};

enum driver_stage { STAGE_COMMANDS, STAGE_COMPARE, STAGE_PARSE, STAGE_LINK, STAGE_COUNT, STAGE_STORE };
#define DRIVER_STAGE_COUNT 6

const char *driver_stage_name(enum driver_stage stage); /* "commands" "compare" "parse" "link" "count" "store" */

struct driver_run {
    struct result result;
    const char *root;                  /* absolute */
    const char *database;              /* absolute */
    uint32_t parsed_count;             /* units that a worker was asked to read */
    uint32_t unexpected_failures;      /* failed units that `allow_failed` does not name: exit code 3 */
    bool is_result_reused;             /* nothing had changed: the stored result was taken */
    double stages[DRIVER_STAGE_COUNT]; /* seconds */
    struct driver_memory *memory;      /* what the texts of `result` stand on; NULL: only on the arena */
};

/* Frees what the arena does not hold; also after a failure. The result is gone with it. */
void driver_run_finish(struct driver_run *run);

/* analyze: find what changed, parse it, link, count, store. `out` lives in `arena`. A cancelled run is an error and
 * leaves what was parsed in the database, and the results of the run before. `out` must be finished. With `files`,
 * units of other files stay in the database but are not part of the result, and the result itself is not stored: what
 * report and explain load is of the whole project. That none of the files exists is an error. */
NODISCARD bool driver_analyze(const struct driver_options *options, struct arena *arena, struct driver_run *out,
                              struct error *err);

/* The two halves of it. `out->result` of driver_summarize only has its `run`: units and what became of them;
 * driver_link takes every unit that the database holds, and needs no compile commands. */
NODISCARD bool driver_summarize(const struct driver_options *options, struct arena *arena, struct driver_run *out,
                                struct error *err);
NODISCARD bool driver_link(const struct driver_options *options, struct arena *arena, struct driver_run *out,
                           struct error *err);

/* report, explain: what the database holds; only reads. */
NODISCARD bool driver_load(const struct driver_options *options, struct arena *arena, struct result *out,
                           struct error *err);

/* explain --why-not: links what the database holds, parses nothing, stores nothing. `file` is relative to
 * `options->directory` or absolute. Appends text to `out`. */
NODISCARD bool driver_why_not(const struct driver_options *options, const char *file, uint32_t line, struct buffer *out,
                              struct error *err);

/* cost: whether a function of what the database holds has that name, or matches it as a pattern. Else `*nearest` is the
 * most similar name, in `arena`, or NULL. Links, parses nothing, stores nothing. */
NODISCARD bool driver_find_function(const struct driver_options *options, const char *name, struct arena *arena,
                                    bool *is_found, const char **nearest, struct error *err);

/* dump: one stage of one file as text, parsed now; the database is not touched. `stage` is one of driver_dump_stages.
 * A file that ends in .region holds units as text (ir/text.h) and needs no worker. */
NODISCARD bool driver_dump(const struct driver_options *options, const char *stage, const char *file,
                           struct buffer *out, struct error *err);

#define DRIVER_DUMP_STAGE_COUNT 6
extern const char *const driver_dump_stages[DRIVER_DUMP_STAGE_COUNT]; /* "argv" "ast" "region" ... */

/* ---- doctor ---- */

enum health { HEALTH_GOOD, HEALTH_DOUBTFUL, HEALTH_BAD };

/* One thing that was looked at. */
struct driver_check {
    const char *name; /* "libclang" */
    enum health health;
    const char *found;  /* what is there, or what is wrong */
    const char *advice; /* what to do; NULL when good. May have several lines */
};

/* Looks at everything that an analysis needs. `*checks` lives in `arena`. Never fails: a failure is a check. */
void driver_examine(const struct driver_options *options, struct arena *arena, struct driver_check **checks,
                    uint32_t *check_count);

/* ---- packs ---- */

struct pack_set;

/* The folder of packs and check pages that belongs to the running executable: ../share/tripcount/rules from its own.
 * NULL when it is not there. */
const char *driver_rules_directory(struct arena *arena);

/* All packs that a run with these options has in force: the own ones, --rules and config's models. The caller destroys
 * `*out`; `arena` holds what it points to. */
NODISCARD bool driver_load_packs(const struct driver_options *options, struct arena *arena, struct pack_set **out,
                                 struct error *err);

#endif
