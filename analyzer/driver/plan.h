/* Which units are as they were when they were last read, and which have to be read again.
 *
 * A unit is unchanged when its command, the version of tripcount and every file that it was made from are: sources,
 * headers, the worker and libclang itself, and the places where a header was looked for and not found. Files are
 * compared by stamp first and by content where the stamp differs; each is looked at once. Which units there are and in
 * which order comes from compdb; that order is the order of everything that is printed.
 * Tests: tests/unit/driver/test_plan.c */
#ifndef TRIPCOUNT_DRIVER_PLAN_H
#define TRIPCOUNT_DRIVER_PLAN_H

#include "base/map.h"
#include "base/vec.h"
#include "driver/project.h"
#include "store/store.h"

struct plan_unit {
    const struct compdb_unit *command; /* NULL when the plan was made from the database alone */
    const char *path;                  /* from the root */
    struct digest command_digest;
    const struct store_unit *stored; /* NULL: never read */
    bool is_reused;                  /* taken from the database as it is */
    bool is_awaited;                 /* a worker has to read it, and has not yet */
    double expected_ns;              /* processor time that reading it will take, as far as can be guessed */

    /* From the database for a reused unit, from the worker for one that was read now. */
    enum unit_status status;
    const char *message; /* NULL when ok */
    uint64_t line_count;
    struct digest content_key;
    const void *summary; /* NULL: not loaded, or there is none */
    size_t summary_size;
};

/* What is known of one path on the disk now. */
struct path_state {
    struct file_stamp stamp;
    struct digest digest;
    bool has_digest;
};

struct plan {
    const struct project *project;
    struct arena *arena;
    struct plan_unit *units;
    uint32_t unit_count;
    uint32_t awaited_count;
    uint32_t vanished_count; /* units of the database that are in no command any longer */

    struct store_units stored;
    struct map path_index; /* address of a stored path -> paths */
    VEC(struct path_state) paths;
    uint8_t *file_states;             /* enum file_state   [stored.file_count] */
    VEC(struct dependency) restamped; /* files with a new stamp and the old content */
};

/* Loads what the database holds and compares. */
NODISCARD bool plan_make(struct plan *plan, const struct project *project, struct store *store, struct arena *arena,
                         struct error *err);

/* All units of the database as they are, nothing compared: for the commands that do not parse. */
NODISCARD bool plan_take_stored(struct plan *plan, const struct project *project, struct store *store,
                                struct arena *arena, struct error *err);
void plan_finish(struct plan *plan);

/* The unit has to be read again after all. */
void plan_mark_changed(struct plan *plan, uint32_t unit);

/* Key of all that the unit was made from: its command and the contents of `dependencies`. */
struct digest plan_content_key(const struct plan *plan, const struct plan_unit *unit,
                               const struct dependency *dependencies, uint32_t dependency_count);

/* Digest of a file's content; false when it cannot be read. */
bool plan_digest_file(const char *path, struct digest *digest);

#endif
