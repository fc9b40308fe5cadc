/* Loops over the commands on a line that somebody has typed, or has put into a file to be read in his place:
 *
 *     while ((line = is_interactive ? readline("> ") : next_line(file)) != NULL)
 *         for (start(scanner, line); (found = scan(scanner, command)) != AT_END;)
 *             if (found == COMPLETE) send(c, command);
 *
 * The line was waited for, as an event is; a command is a part of its text that the program does not make itself but
 * sends as it stands. So each is an entry point, as the line is. What is shown: a loop around this one waits for a line
 * on each way to it (cost/pause.h); a call takes the line, or what the line was given to, and fills the text; that text
 * is the request, only sent where the call has said so by its result, and nothing in the loop adds words of the
 * program's own to it. A request made of a word is one over data. A line of a file alone is no event.
 * Tests: testdata/call-in-loop/good_interpreter.c, bad_interpreter.c */
#ifndef TRIPCOUNT_COST_INTERPRETER_H
#define TRIPCOUNT_COST_INTERPRETER_H

#include "turns/scope.h"
#include "value/costs.h"

#include <stdbool.h>

/* Linear in the function, once for each loop around this one. */
bool interpreter_runs(const struct costs *costs, const struct scope *scope, uint32_t loop);

#endif
