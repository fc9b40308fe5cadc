/* The database: a cache of what was read of each translation unit, and the result of the last run.
 *
 * One SQLite file in WAL mode; its tables, which people may query, are in schema.sql. All that is written in one call
 * is one transaction: whoever reads sees the state before or after it, also when the process is killed. Several
 * processes may hold it open at once: writers wait for each other up to STORE_BUSY_MS. One `struct store` belongs to
 * one thread, must not be carried over a fork, and is the only one for its file in the process (closing a file drops
 * all locks that a process has on it).
 *
 * Paths go in and come out absolute for units and their dependencies, and are stored relative to the root where they
 * lie within it, so that a database serves any checkout of the same tree. Paths of results are stored as they are.
 *
 * A file that is no database of ours (or of a newer version) is refused and not touched. One of an older version is
 * emptied when it is opened for writing (with a warning in the log) and refused when opened for reading. A damaged one
 * is found where the damage is met, by any of the calls; the error says what to do, the file stays as it is.
 * Tests: tests/unit/store */
#ifndef TRIPCOUNT_STORE_STORE_H
#define TRIPCOUNT_STORE_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "model/dependency.h"
#include "model/result.h"
#include "model/unit_status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_BUSY_MS 30000

struct store;

enum store_mode {
    STORE_WRITE, /* made when there is none */
    STORE_READ,  /* must exist */
};

/* ROOT/.tripcount/tripcount.db */
const char *store_default_path(struct arena *arena, const char *root);

/* `root` is absolute and normalised. A folder named .tripcount is made with a .gitignore of its own when it is not
 * there; any other folder must exist. */
NODISCARD bool store_open(const char *path, const char *root, enum store_mode mode, struct store **out,
                          struct error *err);
void store_close(struct store *store); /* accepts NULL */

/* ---- Units: what was read before ---- */

struct store_unit {
    int64_t id;
    const char *file;       /* absolute */
    uint32_t command_index; /* among the commands of this file, from 0 */
    struct digest command_digest;
    struct digest content_key;
    enum unit_status status;
    const char *message; /* NULL when ok */
    uint64_t line_count;
    int64_t parse_ns;             /* processor time of the last parse: dear units go first */
    uint64_t summary_size;        /* bytes */
    const uint32_t *dependencies; /* indices into `files`, in the order in which they were saved [dependency_count] */
    uint32_t dependency_count;
};

/* A file stands here once for each content that some unit has seen: the digest is what the unit was made from, the
 * stamp is the last one known to belong to that digest. Equal paths are one address. */
struct store_units {
    struct store_unit *units; /* by file (bytes), then command_index */
    uint32_t unit_count;
    struct dependency *files;
    uint32_t file_count;
};

/* All units without their summaries, in `arena`. */
NODISCARD bool store_load_units(struct store *store, struct arena *arena, struct store_units *out, struct error *err);

/* The summary of `unit` in `arena`. `*found` is false when another run has replaced or removed the unit since it was
 * loaded: it has to be parsed again. */
NODISCARD bool store_load_summary(struct store *store, const struct store_unit *unit, struct arena *arena,
                                  const void **data, size_t *size, bool *found, struct error *err);

/* A unit that was read now. */
struct store_new_unit {
    const char *file; /* absolute */
    uint32_t command_index;
    struct digest command_digest;
    struct digest content_key;
    enum unit_status status;
    const char *message; /* NULL when ok */
    uint64_t line_count;
    int64_t parse_ns;
    const void *summary; /* NULL when there is none */
    size_t summary_size;
    const struct dependency *dependencies; /* [dependency_count] */
    uint32_t dependency_count;
};

/* One transaction; units of the same file and command_index are replaced. A batch should hold many units or a second's
 * work: each call waits for the disk once. */
NODISCARD bool store_save_units(struct store *store, const struct store_new_unit *units, uint32_t unit_count,
                                struct error *err);

/* Files whose stamp changed and whose digest did not: stores the stamps. One that is no longer known is left out. */
NODISCARD bool store_save_stamps(struct store *store, const struct dependency *files, uint32_t file_count,
                                 struct error *err);

struct store_unit_name {
    const char *file; /* absolute */
    uint32_t command_index;
};

/* Removes all other units, and the files that no unit is made from any longer. */
NODISCARD bool store_remove_units_not_in(struct store *store, const struct store_unit_name *names, uint32_t name_count,
                                         struct error *err);

/* ---- Results ---- */

/* Functions that reach the wire, with their calls and loops: only stored for people and their queries. */
struct store_function {
    const char *name;
    const char *usr;
    const char *file;
    uint32_t line;
    uint32_t end_line;
    const char *unit;       /* source file of the unit that it was read in */
    const char *roundtrips; /* of one execution, as in struct formula's expr */
    const char *sends;
};

struct store_call_site {
    uint32_t function; /* index into `functions`: holds the call */
    const char *callee;
    struct place place;
    const char *library; /* NULL for a function of the project */
    const char *effect;  /* NULL likewise */
    bool is_in_loop;
};

struct store_loop {
    uint32_t function; /* index into `functions` */
    const char *file;
    uint32_t line;
    uint32_t end_line;
    const char *form;  /* "for", "while", "do", "range-for", "goto", "recursion" */
    const char *turns; /* formula */
    bool is_named;
    const char *roundtrips; /* of one execution of the loop; NULL: not known */
};

struct store_program {
    const struct store_function *functions;
    uint32_t function_count;
    const struct store_call_site *call_sites;
    uint32_t call_site_count;
    const struct store_loop *loops;
    uint32_t loop_count;
};

/* One transaction: replaces the result before. `key` is the digest of all that the result depends on; `program` may be
 * NULL. `run.root` is not stored. */
NODISCARD bool store_save_result(struct store *store, struct digest key, const struct result *result,
                                 const struct store_program *program, struct error *err);

/* The result as it was saved, in `arena`, if it was saved under `key`; `run.root` is the root that the store was opened
 * with. */
NODISCARD bool store_load_result(struct store *store, struct digest key, struct arena *arena, struct result *out,
                                 bool *found, struct error *err);

/* Whatever its key. `*found` is false before the first run has ended. */
NODISCARD bool store_load_last_result(struct store *store, struct arena *arena, struct result *out, bool *found,
                                      struct error *err);

#endif
