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

/* All that anybody passes the function there is from the command line, or a constant in its place. */
bool typed_is_passed(struct program *program, uint32_t function, uint32_t parameter);

/* The expression of the function's is a text from the command line, or a constant in its place: `optarg + 1`, a copy,
 * a parameter that only such texts are passed for. `*is_typed` is set where it is no constant. */
bool typed_is_text(struct program *program, uint32_t function, const struct function *body, const struct expr *expr,
                   bool *is_typed);

#endif
