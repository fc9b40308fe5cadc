/* A made-up program of any size, unit by unit as region text, with the shape of large C programs: modules in layers
 * that call downwards, helpers in the same file, few cycles, tables of operations, callbacks, a few modules that talk
 * to a peer. The same seed gives the same program. */
#ifndef TRIPCOUNT_TESTS_BENCH_GENERATED_PROGRAM_H
#define TRIPCOUNT_TESTS_BENCH_GENERATED_PROGRAM_H

#include "base/buffer.h"

#include <stdint.h>

#define GENERATED_LINES_PER_UNIT 400 /* as in PostgreSQL, git and redis: 350 to 500 */

enum generated_shape {
    GENERATED_USUAL,   /* a sixth of what reaches the wire calls each other in cycles, in components of hundreds */
    GENERATED_KNOTTED, /* nearly all of it does, in components of 1,600 functions */
};

/* Unit `number` of `unit_count`. */
void generated_unit(uint32_t number, uint32_t unit_count, enum generated_shape shape, struct buffer *out);

#endif
