/* Whether libclang can be used here at all. Private to worker/. */
#ifndef TRIPCOUNT_WORKER_PROBE_H
#define TRIPCOUNT_WORKER_PROBE_H

#include "base/buffer.h"

#include <stdbool.h>

/* Appends lines of "what: answer". True when all is well. */
bool probe_libclang(struct buffer *out);

#endif
