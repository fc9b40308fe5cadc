/* Iterators: library functions that call what they are handed (`calls:` of a pack), as functions of the program with a
 * body that does just that: a loop as the pack says, and in it the call. What their callers hand over is then followed
 * as it is into the program's own iterators. What is called later, when an answer has come (`completes:`), counts as
 * called at once, where that leads back to the function that hands it over: send, callback, send is a loop. One that
 * sends the request as well (effect `send`) has a body that waits for it, and then calls.
 * Private to link/. Tests: tests/unit/link/test_containers.c, testdata/call-in-loop/bad_callback_*.c */
#ifndef TRIPCOUNT_LINK_ITERATOR_H
#define TRIPCOUNT_LINK_ITERATOR_H

#include "link/stand_in.h"

/* The argument that is the function: `calls:` or `completes:`; ARGUMENT_NONE: there is none. */
int32_t iterator_callback(const struct model *model);

/* The function that stands for what `symbol` of the unit names, whose model has such an argument; made once for each
 * entity. A field that callbacks are stored in (link/continued.h) takes the handle and the callback. */
uint32_t iterator_of(struct stand_ins *stand_ins, uint32_t unit, uint32_t symbol);

#endif
