/* The libraries that are shipped, loaded. */
#ifndef TRIPCOUNT_TESTS_UNIT_PACK_SHIPPED_H
#define TRIPCOUNT_TESTS_UNIT_PACK_SHIPPED_H

#include "unit/pack/scratch.h"

#include "pack/pack.h"

#define LIBRARIES "rules/libraries"

static inline struct pack_set *load(void) {
    struct pack_set *set = pack_create();
    struct error err = {0};
    if (!pack_load(set, LIBRARIES, &err))
        fail_msg("%s", err.message);
    return set;
}

static inline const struct model *match(const struct pack_set *set, const char *name) {
    struct model_query query = {.name = name};
    return pack_match(set, &query);
}

#endif
