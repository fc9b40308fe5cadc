/* Stand-ins: library functions that reach the wire, as functions of the program that do nothing but call them.
 *
 * Where a pointer may be one of several functions, the library's among them is one like the others: it takes what it is
 * passed and gives what it gets.
 * Private to link/. Tests: tests/unit/link/test_resolve.c */
#ifndef TRIPCOUNT_LINK_STAND_IN_H
#define TRIPCOUNT_LINK_STAND_IN_H

#include "link/added.h"

struct stand_ins {
    struct program *program;
    struct added_functions *added;
    struct map of_entity;   /* -> program function */
    struct map iterator_of; /* entity -> program function (link/iterator.h) */
    struct map unit_of;     /* entity of a library's function whose address is taken -> the unit, first by path */
    bool is_read;
};

void stand_ins_finish(struct stand_ins *stand_ins);

/* What such functions are made of, in the program's arena: one without a body for the symbol; a call at its place, the
 * next one of the function, through a pointer until it is told otherwise; then the function of the program. */
struct function *stand_in_shell(struct arena *arena, const struct unit *unit, uint32_t symbol);
struct region *stand_in_call(struct arena *arena, struct function *function);
uint32_t stand_in_add(struct stand_ins *stand_ins, uint32_t unit, struct function *body, const uint32_t *callees,
                      uint32_t callee_count);

/* The program function; FUNCTION_NONE where no unit takes its address. */
uint32_t stand_in_of(struct stand_ins *stand_ins, uint32_t entity);

#endif
