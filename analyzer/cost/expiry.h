/* What is asked for only where the time is past that until which the last answer holds.
 *
 *     if (t->valid_until > now()) return 0; ask(t); t->valid_until = now() + hours;
 *     if (kept && strcmp(key, kept) == 0 && valid_until > now) { copy; return; }  ask(key); kept = key; valid_until =
 * ...
 *
 * However often the code passes by, it asks once, or once for each key: a MEMO. The time is a field, a global or a
 * static variable, compared with what a clock tells (cost/clock.h), and what comes where it is past sets it.
 * Tests: testdata/call-in-loop/good_expiry.c, bad_expiry.c */
#ifndef TRIPCOUNT_COST_EXPIRY_H
#define TRIPCOUNT_COST_EXPIRY_H

#include "turns/scope.h"

struct evaluation;

/* Regions `first` to `last` run where the condition holds (or not), and ask anew; NULL: nothing is known to keep what
 * they ask for. */
const struct guard *expiry_of(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                              uint32_t first, uint32_t last);

#endif
