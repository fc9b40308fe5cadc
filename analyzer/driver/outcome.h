/* What a run says about its units, and the key that its result is stored under. */
#ifndef TRIPCOUNT_DRIVER_OUTCOME_H
#define TRIPCOUNT_DRIVER_OUTCOME_H

#include "driver/driver.h"
#include "driver/plan.h"

/* Fills the parts of `run->result.run` that do not come from the program: tool, root, units, lines. */
void outcome_fill(const struct plan *plan, const struct project *project, struct driver_run *run);

/* A digest of all that a result depends on: this build of tripcount, packs, config, every unit's content and fate. */
struct digest outcome_key(const struct plan *plan, const struct project *project);

#endif
