/* Requests whose answer nobody looks at: `free(xcb_get_input_focus_reply(c, xcb_get_input_focus(c), NULL));`.
 *
 * They are made to wait until the peer has dealt with all that was sent before them. Asked again they are no repeat,
 * and what comes behind them must not go out before they are over. Only what is dropped or freed counts, where it
 * stands or by one local variable; a test for NULL is a look. Tests: testdata/duplicate-call/good_barrier.c */
#ifndef TRIPCOUNT_FLOW_UNREAD_H
#define TRIPCOUNT_FLOW_UNREAD_H

#include "flow/flow.h"
#include "turns/scope.h"

#include <stdbool.h>

/* `call` has a model that waits for its answer and returns it, or sends and returns the cookie that one call waits
 * with. Linear in the regions of the function. */
bool unread_is(const struct scope *scope, const struct call *call, const struct model *model);

#endif
