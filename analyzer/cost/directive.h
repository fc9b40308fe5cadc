/* Loops that do what a text says: `while (*at) for (each entry of the table) if (strncmp(at, entry->name))
 * run(entry);`.
 *
 * A person has written the text, and each directive of it is an entry point, as a word of the command line is: few are
 * those that ask for something. What tells such a loop from one that asks for each word of a text: every request is
 * made for an entry of a table of the program, and the text itself is only compared with names in that table.
 * Tests: testdata/call-in-loop/good_directives.c, bad_directives.c */
#ifndef TRIPCOUNT_COST_DIRECTIVE_H
#define TRIPCOUNT_COST_DIRECTIVE_H

#include "turns/scope.h"

/* Linear in the function. `is_remote`: calls that reach the wire   [call_count] */
bool directive_is_run(const struct scope *scope, uint32_t loop, const bool *is_remote);

#endif
