/* What one run of a lambda leaves in a variable that it captures, the next one finds (turns/captured.h):
 *
 *     long last = 0;
 *     each(n, [&](int) { last = ask(last); });     // each turn asks with what the one before was answered
 *
 * In the lambda such a variable is a place like a global, and so is it for who calls the lambda; in the function that
 * it is a variable of, it is that variable. Tests: testdata/call-in-loop/verdict_captured.cpp */
#ifndef TRIPCOUNT_FLOW_FLOW_CAPTURED_H
#define TRIPCOUNT_FLOW_FLOW_CAPTURED_H

#include "flow/flow.h"
#include "turns/scope.h"

/* The place, if the local variable of the scope's function is one of a function around it. */
bool captured_from_outside(const struct scope *scope, uint32_t local, struct flow_place *out);

/* The place, with its fields, in the function that the captured variable is one of. False: it is no such place, or the
 * scope's function is not that one. */
bool captured_here(const struct scope *scope, const struct flow_place *place, struct flow_place *out);

/* The place is a global of the program, which has an entity. */
bool captured_is_not(const struct flow_place *place);

#endif
