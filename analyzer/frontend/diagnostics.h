/* What clang complains about: how much of the unit it did not understand. See diagnostics.c. */
#ifndef TRIPCOUNT_FRONTEND_DIAGNOSTICS_H
#define TRIPCOUNT_FRONTEND_DIAGNOSTICS_H

#include "frontend/lower.h"

/* Fills errors of `lowering`, and error_count, message, status and missing_includes of `unit`. */
void diagnostics_read(struct lowering *lowering, struct unit *unit);

#endif
