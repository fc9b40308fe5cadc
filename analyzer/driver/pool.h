/* Worker processes: one unit at a time each, results in whatever order they come.
 *
 * A worker that dies or is stopped at its time limit costs the unit that it was reading, nothing else. The dearest
 * units go first, so that no long one is left for the end. Tests: tests/unit/driver/test_worker.c,
 * tests/integration/test_kill.py */
#ifndef TRIPCOUNT_DRIVER_POOL_H
#define TRIPCOUNT_DRIVER_POOL_H

#include "driver/plan.h"
#include "driver/worker_files.h"
#include "summary/job.h"

/* One unit that was read, or could not be. */
struct pool_result {
    uint32_t unit; /* of the plan */
    enum unit_status status;
    const char *message; /* NULL when ok */
    uint64_t line_count;
    int64_t cpu_ns;
    const void *summary; /* NULL: none */
    size_t summary_size;
    const struct dependency *dependencies; /* [dependency_count] */
    uint32_t dependency_count;
    const struct worker_files *worker_files; /* NULL for a unit that no worker has answered for */
};

/* Takes one result; everything in it is gone when this returns. False ends the run with `err`. */
typedef bool pool_receive(const struct pool_result *result, void *context, struct error *err);

/* Has every unit of the plan read that is awaited. */
NODISCARD bool pool_run(const struct plan *plan, pool_receive *receive, void *context, struct error *err);

/* One job alone, for dump. `*out` lives in `arena`. A worker that dies is an error here. */
NODISCARD bool pool_run_job(const struct project *project, const struct job *job, struct arena *arena,
                            struct job_result *out, struct error *err);

/* How many workers run for options->jobs. */
uint32_t pool_job_count(const struct driver_options *options);

#endif
