/* One job, done. Private to worker/. */
#ifndef TRIPCOUNT_WORKER_RUN_JOB_H
#define TRIPCOUNT_WORKER_RUN_JOB_H

#include "base/arena.h"
#include "base/buffer.h"
#include "frontend/frontend.h"
#include "summary/job.h"

/* Reads what `job` names and writes the result message into `out`. Uses `arena` on the way; nothing that is needed
 * afterwards stays there. Whatever goes wrong with the unit is a status in the result. */
void run_job(struct frontend *frontend, const struct job *job, struct arena *arena, struct buffer *out);

#endif
