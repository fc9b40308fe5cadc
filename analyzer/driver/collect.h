/* Results of workers on their way into the database: batches, each one transaction.
 *
 * The plan learns of each result at once, the database after some or after a second: each write waits for the disk.
 * Tests: tests/integration/test_kill.py */
#ifndef TRIPCOUNT_DRIVER_COLLECT_H
#define TRIPCOUNT_DRIVER_COLLECT_H

#include "driver/plan.h"
#include "driver/pool.h"
#include "driver/shadows.h"

struct collect {
    struct plan *plan;
    struct store *store;
    struct arena arena; /* of the batch */
    VEC(struct store_new_unit) batch;
    uint64_t batch_size;  /* bytes of summaries */
    double batch_seconds; /* when its first result came */
    struct shadows shadows;
    int64_t started_ns;   /* on the clock of file stamps */
    double store_seconds; /* spent writing, in all */
    uint32_t saved_count;
};

void collect_init(struct collect *collect, struct plan *plan, struct store *store);
/* What is still in the batch is lost: collect_flush first. */
void collect_finish(struct collect *collect);

/* For pool_run; `context` is the struct collect. */
bool collect_receive(const struct pool_result *result, void *context, struct error *err);
NODISCARD bool collect_flush(struct collect *collect, struct error *err);

#endif
