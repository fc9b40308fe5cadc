/* Functions that are given items and their number, and so are the bulk form of themselves:
 *
 *     if (!known(id)) fetch(store, id, 1);          // one
 *     fetch(store, missing.ids, missing.count);     // many
 *
 * The last two arguments are a pointer, to something else than text or bytes, and a number: 1 at one call, not a
 * constant at another. Private to cost/prefetch*.c. Tests: testdata/call-in-loop/good_prefetch_caller.c */
#ifndef TRIPCOUNT_COST_PREFETCH_ITEMS_H
#define TRIPCOUNT_COST_PREFETCH_ITEMS_H

#include "link/program.h"

enum prefetch_items {
    ITEMS_UNKNOWN, /* no number of items */
    ITEMS_ONE,
    ITEMS_MANY,
};

enum prefetch_items prefetch_items_of(const struct call *call);

/* Of models that wait, by entity, in the program's arena. Decodes the functions that call one. */
bool *prefetch_bulk_of_itself(struct program *program, bool *has_any);

/* The function itself calls the entity with many items. */
bool prefetch_asks_for_many(const struct program *program, uint32_t function, uint32_t entity);

#endif
