/* What is waited for in callbacks: a call that leads to the wire only through what the library calls when an answer has
 * come (link/iterator.h) sends, and goes on. A loop around such calls sends all of them, and then waits; it costs one
 * turn. How often callbacks send again is told of them (cost/recursion.h).
 * Tests: testdata/call-in-loop/good_chain_of_callbacks.c */
#ifndef TRIPCOUNT_COST_LATER_H
#define TRIPCOUNT_COST_LATER_H

#include "turns/scope.h"
#include "value/costs.h"

/* The library calls back from here when an answer has come. */
bool later_is_completion(const struct program *program, uint32_t function);

/* `handle = send(); set_callback(handle, fn);` or `send(&handle)`: the call that gave the handle which `call`, of the
 * model, passes on; `call` itself where none is found. */
const struct call *later_sender(const struct scope *scope, const struct call *call, const struct model *model);

/* All of the open round trips are waited for in callbacks, and there are some: of a function; of a turn of the loop,
 * with `out` filled. */
bool later_is_all(const struct costs *costs, const struct scope *scope, const struct site_tree *sites);
bool later_is_turn(const struct costs *costs, const struct scope *scope, uint32_t loop, const struct site_tree *sites,
                   struct quiet_loop *out);

#endif
