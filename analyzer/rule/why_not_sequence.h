/* explain --why-not of a call that waits and is in no loop: the sequence that it is reported in, or why it is in none.
 *
 * Searches the program for sequences anew, with that call in mind. Tests: tests/unit/rule/test_why_not.c */
#ifndef TRIPCOUNT_RULE_WHY_NOT_SEQUENCE_H
#define TRIPCOUNT_RULE_WHY_NOT_SEQUENCE_H

#include "base/buffer.h"
#include "turns/scope.h"
#include "value/costs.h"

/* `name`: of what is called. The scope must be of a function that has been counted. */
void why_not_sequence(struct costs *costs, const struct scope *scope, uint32_t call, const char *name,
                      struct buffer *out);

#endif
