/* The bar on a terminal's standard error: done, total, failed, time left, current file.
 *
 * Redrawn at most ten times a second, erased before anything else is said. Never drawn into a pipe unless asked for.
 * Tests: tests/integration/test_progress.py */
#ifndef TRIPCOUNT_CMD_PROGRESS_H
#define TRIPCOUNT_CMD_PROGRESS_H

#include "driver/driver.h"

#include <stdbool.h>

struct progress {
    bool is_on;
    bool is_drawn;
    double last_seconds; /* when it was drawn, on the clock of the process */
};

void progress_init(struct progress *progress, bool is_on);
void progress_show(struct progress *progress, const struct driver_progress *state);
void progress_erase(struct progress *progress);

#endif
