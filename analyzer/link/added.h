/* Functions that link/ adds to those of the units: stand-ins and instances. Their numbers follow the units' own; they
 * become part of the program when all of them are known. Private to link/. */
#ifndef TRIPCOUNT_LINK_ADDED_H
#define TRIPCOUNT_LINK_ADDED_H

#include "link/program.h"

#include "base/vec.h"

struct added_function {
    struct program_function function;
    const struct function *body; /* NULL: that of its origin */
};

struct added_functions {
    VEC(struct added_function) items; /* program functions from program->own_count on */
};

/* Its number. */
static inline uint32_t added_push(struct added_functions *added, const struct program *program,
                                  struct added_function function) {
    vec_push(&added->items, function);
    return program->own_count + added->items.count - 1;
}

#endif
