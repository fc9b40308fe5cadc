/* Inputs made of seeds: cut, noisy, spliced, repeated. Number N of the same seeds is the same on every machine. */
#ifndef TRIPCOUNT_TESTS_FUZZ_MUTATE_H
#define TRIPCOUNT_TESTS_FUZZ_MUTATE_H

#include "base/buffer.h"

#include <stdint.h>

struct seeds {
    struct buffer *items;
    uint32_t count; /* at least one */
    uint32_t capacity;
};

/* Replaces what `out` holds. The first inputs are the seeds themselves. */
void mutate(const struct seeds *seeds, uint32_t number, struct buffer *out);

#endif
