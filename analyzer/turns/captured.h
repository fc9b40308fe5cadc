/* Variables of a function that its lambdas capture. In the lambda they are local variables that nothing declares; in
 * the function that they are variables of they are known again by unit, name and line, which make a number. Tests:
 * testdata/call-in-loop/verdict_captured.cpp, good_captured_mode.cpp */
#ifndef TRIPCOUNT_TURNS_CAPTURED_H
#define TRIPCOUNT_TURNS_CAPTURED_H

#include "turns/scope.h"

#define CAPTURED_NONE UINT32_C(0)
#define CAPTURED_BIT  UINT32_C(0x80000000) /* in every number: no entity has so high a one */

/* The number of the local variable of the scope's function, a lambda, if it is one of a function around it. */
uint32_t captured_number(const struct scope *scope, uint32_t local);

/* The function's own variable or parameter with that number; NULL: none of its own. Linear in its variables. */
const struct expr *captured_variable(const struct scope *scope, uint32_t number);

/* Of a local variable of another function of the program. */
uint32_t captured_number_in(const struct scope *scope, uint32_t function, uint32_t local);

/* A lambda of the unit sets the variable. Reads all lambdas of the unit. */
bool captured_is_set(const struct scope *scope, uint32_t number);

/* The function is a lambda that sets what it captures, and calls something with it: its next run asks for another. */
bool captured_is_moved(const struct scope *scope, uint32_t function);

#endif
