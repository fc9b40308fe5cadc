/* What a run is about: root, config, compile commands, packs, latencies, the place of the database.
 *
 * The root decides every stored path: the folder of .tripcount.yaml, else git's top, else the folder of
 * compile_commands.json. Looked for from the directory of the command upward; when nothing is there and -p names
 * another place, from that place upward. Tests: tests/unit/driver/test_project.c */
#ifndef TRIPCOUNT_DRIVER_PROJECT_H
#define TRIPCOUNT_DRIVER_PROJECT_H

#include "compdb/compdb.h"
#include "driver/driver.h"
#include "pack/config.h"
#include "pack/pack.h"
#include "rule/rule.h"

struct project {
    const struct driver_options *options;
    struct arena *arena;
    const char *directory; /* where the command runs */
    const char *root;
    const char *database;
    struct config config;
    struct compdb compdb; /* after project_load_commands; units that config excludes are gone */
    uint32_t excluded_count;
    struct pack_set *packs; /* after project_load_packs */
    struct latency latency; /* likewise */
};

/* Finds directory, config, root and database; reads only the config. What it makes lives in `arena`. */
NODISCARD bool project_open(struct project *project, const struct driver_options *options, struct arena *arena,
                            struct error *err);
void project_close(struct project *project);

NODISCARD bool project_load_commands(struct project *project, struct error *err);
NODISCARD bool project_load_packs(struct project *project, struct error *err);

/* Changes when models, latencies or anything else of config and packs that a result shows change. */
struct digest project_digest(const struct project *project);

/* Whether `allow_failed` names the file (from the root). */
bool project_allows_failure(const struct project *project, const char *file);

/* PRINTF_LIKE message to options->on_warning. */
PRINTF_LIKE(2, 3) void project_warn(const struct project *project, const char *format, ...);

/* Whether the caller of the driver wants to stop; then `err` says so. */
bool project_is_cancelled(const struct project *project, struct error *err);

#endif
