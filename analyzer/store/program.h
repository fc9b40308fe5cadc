/* Inside of the store: functions, calls and loops, which only people read. */
#ifndef TRIPCOUNT_STORE_PROGRAM_H
#define TRIPCOUNT_STORE_PROGRAM_H

#include "store/database.h"
#include "store/store.h"

/* Inside a write transaction: replaces what was there; NULL leaves nothing. */
NODISCARD bool program_save(struct store *store, const struct store_program *program, struct error *err);

#endif
