/* One worker process as the pool sees it: its pipes, the unit that it reads, what it has said until now.
 *
 * Reading never blocks, so that one worker that stops in the middle of its answer cannot stop the others.
 * Private to driver/. Tests: tests/unit/driver/test_worker.c */
#ifndef TRIPCOUNT_DRIVER_WORKER_H
#define TRIPCOUNT_DRIVER_WORKER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/process.h"

#include <stdbool.h>
#include <stdint.h>

#define UNIT_NONE UINT32_MAX

struct worker {
    struct process process;
    struct buffer received;
    uint32_t unit;   /* of the plan; UNIT_NONE: it has nothing to do */
    double deadline; /* on the clock of clock_seconds() */
};

enum worker_event { WORKER_WAITS, WORKER_ANSWERED, WORKER_ENDED };

void worker_init(struct worker *worker); /* no process yet */
/* Kills it, if need be, and frees what it said. */
void worker_finish(struct worker *worker);

NODISCARD bool worker_start(struct worker *worker, const char *path, bool quiet, struct error *err);
/* Kills and reaps it; it has nothing to do afterwards. Accepts one without a process. */
void worker_stop(struct worker *worker);

/* False when it has no process or does not read any longer. */
NODISCARD bool worker_give(struct worker *worker, const struct buffer *message);

/* Takes what is there. WORKER_ANSWERED: a whole message is there, until worker_drop_message. */
enum worker_event worker_read(struct worker *worker);
const void *worker_message(const struct worker *worker);
size_t worker_message_size(const struct worker *worker);
void worker_drop_message(struct worker *worker);

/* The loader did not find a library of the program. */
bool worker_could_not_load(int wait_status);

/* "SIGSEGV", "exit code 1": how a process ended, in `arena`. */
const char *worker_describe_end(struct arena *arena, int wait_status);

#endif
