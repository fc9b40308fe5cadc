/* What a function only asks for while something is set, where every caller has just switched that off:
 *
 *     db_mode = 0;
 *     destroy_table();        // its loop asks `if (db_mode)` for each entry
 *
 * As facts/switched.h, which decides it at calls inside of one function, for what is told of a function itself. Reads
 * CALLERS_OFF_MOST callers at most; else the answer is no. Tests: testdata/call-in-loop/good_switched_off_before.c,
 * bad_switched_off_before.c */
#ifndef TRIPCOUNT_RULE_CALLERS_OFF_H
#define TRIPCOUNT_RULE_CALLERS_OFF_H

#include "cost/cost.h"

#include <stdbool.h>

#define CALLERS_OFF_MOST 8

/* Somebody in the program calls the function, nobody takes its address, and at each call the guard, of a global
 * variable, does not hold. */
bool callers_switch_off(struct costs *costs, uint32_t function, const struct guard *guard);

#endif
