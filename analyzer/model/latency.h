/* How long one round trip takes: the profiles that --latency, packs and .tripcount.yaml name.
 * Tests: tests/unit/model/test_latency.c, tests/unit/pack/test_schema_files.c (the words in the JSON Schemas) */
#ifndef TRIPCOUNT_MODEL_LATENCY_H
#define TRIPCOUNT_MODEL_LATENCY_H

#define LATENCY_COUNT 8

struct latency_profile {
    const char *name;        /* "dc" */
    const char *title;       /* "one data centre" */
    double milliseconds;     /* of one round trip */
    double bytes_per_second; /* of the line; 0: as fast as the serialization */
};

/* Profile `index` of LATENCY_COUNT, fastest first; never NULL. */
const struct latency_profile *latency_profile(unsigned index);
/* NULL when there is no such profile. */
const struct latency_profile *latency_find(const char *name);

/* The profile of peers that nothing names another for. */
#define LATENCY_DEFAULT "dc"

#endif
