/* Texts that somebody has typed on the command line: argv's words, `optarg`, copies of them.
 * Tests: testdata/call-in-loop/good_option_letters.c */
#ifndef TRIPCOUNT_FACTS_TYPED_H
#define TRIPCOUNT_FACTS_TYPED_H

#include "turns/scope.h"
#include "value/costs.h"

#include <stdbool.h>

/* The loop walks the letters of a text that the function is passed, and all who call it pass one from the command line
 * or a constant in its place: `run_steps(optarg)`. Cost: linear in the callers' bodies, for loops over a text only. */
bool typed_is_walked(const struct scope *scope, uint32_t loop);

#endif
