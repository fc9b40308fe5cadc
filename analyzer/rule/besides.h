/* What a finding leaves out because another one tells of it. Tests: tests/unit/rule/test_besides.c */
#ifndef TRIPCOUNT_RULE_BESIDES_H
#define TRIPCOUNT_RULE_BESIDES_H

#include "rule/rule.h"
#include "turns/scope.h"

/* The place of a finding whose round trips are made in this loop too and are no part of its count: of a loop inside,
 * or the nearest one in a function that is called. False: nothing is left out. Breadth first over the calls below, a
 * bounded number of functions. */
bool besides_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop, struct place *out);

#endif
