/* What a finding leaves out because another one tells of it. Tests: tests/unit/rule/test_besides.c */
#ifndef TRIPCOUNT_RULE_BESIDES_H
#define TRIPCOUNT_RULE_BESIDES_H

#include "rule/rule.h"
#include "turns/scope.h"

/* The places of findings whose round trips are made in this loop too and are no part of its count: of loops inside, and
 * the nearest ones in functions that are called, apart from those that what the calls on the way pass excludes; how
 * many. 0: nothing is left out. Breadth first over the calls below, a bounded number of functions. */
#define BESIDES_LIMIT 2
uint32_t besides_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                      struct place out[BESIDES_LIMIT]);

/* Loops and callers around it do not count it again. */
bool besides_is_told(const struct loop_cost *loop);

#endif
