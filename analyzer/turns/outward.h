/* A variable of a function that is only another name for something its caller can see, or that is there for all:
 *
 *     struct con *c = NULL;
 *     c = h->tail;
 *     if (c && !c->socket) dial(c);       what is kept is h->tail->socket, which outlives the call
 *
 * Tests: testdata/call-in-loop/good_memo_behind_handle.c, bad_memo_behind_handle.c */
#ifndef TRIPCOUNT_TURNS_OUTWARD_H
#define TRIPCOUNT_TURNS_OUTWARD_H

#include "turns/scope.h"

/* The path, in the program's terms (turns/path.h), with what its variable stands for in place of the variable: a
 * parameter or global and its fields, which the function does not set, and which is all that the variable ever holds
 * but for NULL. Any other path as it is. In the scope's scratch arena. */
const struct expr *outward_path(const struct scope *scope, const struct expr *path);

/* `now = ready; if (now) { ...; ready = NULL; }`: the place, in the function's own terms, that the variable took its
 * value from on the same turn of `loop`, or in the same run of the function: a global or parameter, or a field that it
 * leads to. It may have been set since. NULL: it is none, or takes values from elsewhere too. */
const struct expr *outward_taken(const struct scope *scope, const struct expr *local, uint32_t loop);

#endif
