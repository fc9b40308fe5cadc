/* Functions that only run when the program has crashed: handlers of signals that end it with a core file unless they
 * are caught (SIGSEGV, SIGABRT and so on, by their numbers on Linux).
 *
 * A handler is registered by `signal(SIGSEGV, f)`, or by `action.sa_handler = f; sigaction(SIGSEGV, &action, 0)` in one
 * function. One that is registered for another signal too, or whose address is used in any other way, or that somebody
 * calls, is none of these. Reads each function once that calls one of the two. Tests: tests/unit/rule/test_crash.c */
#ifndef TRIPCOUNT_RULE_CRASH_H
#define TRIPCOUNT_RULE_CRASH_H

#include "link/program.h"

/* [function_count], the caller's to free. */
bool *crash_handlers_find(const struct program *program);

#endif
