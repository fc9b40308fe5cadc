/* What tests of a helper read. Private to sure*.c. */
#ifndef TRIPCOUNT_COST_SURE_INTERNAL_H
#define TRIPCOUNT_COST_SURE_INTERNAL_H

#include "cost/sure.h"

struct sure_reads {
    struct atom_table *atoms;
    uint32_t parameters;
    const struct atom *items[SURE_READS];
    uint32_t count;
};

/* Adds what the value is made of at `position`; false: it is not only made of what stays as it is. */
bool sure_read(struct sure_reads *reads, const struct scope *scope, const struct expr *value, struct position position);
/* Adds a field or a global of the program; false: there are too many. */
bool sure_read_entity(struct sure_reads *reads, struct arena *scratch, enum expr_kind kind, uint32_t entity);

#endif
