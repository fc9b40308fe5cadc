/* Open paths lifted to the callers who answer them, and who calls whom without a name.
 * Private to link/. Tests: tests/unit/link/test_resolve.c, test_containers.c */
#ifndef TRIPCOUNT_LINK_OPEN_H
#define TRIPCOUNT_LINK_OPEN_H

#include "link/resolving.h"

struct edge {
    uint32_t function;
    uint32_t caller;
    uint32_t call; /* of the caller, by index; of those that hand over meaningless */
};

struct edges {
    struct resolving *resolving;
    VEC(struct edge) items;  /* by pointers; by function */
    VEC(struct edge) handed; /* from those that may hand the function over; in no order */
};

void edges_finish(struct edges *edges);
/* Items anew, by what is known now; with those that hand over, if `with_handed`. */
void edges_find(struct resolving *resolving, struct edges *edges, bool with_handed);
/* The first of the function, or where it would stand. */
uint32_t edges_first(const struct edges *edges, uint32_t function);

/* Fills both. False after an error. */
NODISCARD bool open_functions(struct resolving *resolving, struct edges *edges);

#endif
