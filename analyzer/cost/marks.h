/* Texts that are taken apart character by character, with calls at a few characters only.
 *
 *     for (; p < end; p++) { *out++ = *p; if (*p == ';') { ask(out); out = start; } }
 *
 * asks once for each ';' of the text, not once for each character: `items(';')`. The test may stand apart, in a
 * variable that it is made of (`int c = *p;`), in a flag that it sets and the call's arm resets, in a switch, or beside
 * others (`&&`). Of tests of anything else than the character nothing is said: those turns may be all turns.
 * Tests: testdata/call-in-loop/bad_statements.c */
#ifndef TRIPCOUNT_COST_MARKS_H
#define TRIPCOUNT_COST_MARKS_H

#include "turns/scope.h"
#include "value/sites.h"

#include <stdbool.h>
#include <stdint.h>

#define MARKS_LIMIT 3 /* different characters; more are no name any more */

/* How many of the characters are met at which the sites of a turn are reached, at most; NULL: they may be reached at
 * others too. Linear in the function for each site. */
const struct poly *marks_count(const struct scope *scope, uint32_t loop, const struct site_tree *sites);

#endif
