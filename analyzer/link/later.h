/* What is called later: the callbacks of requests (`completes:` of a pack, link/iterator.h), and who counts them.
 *
 *     handle = search_send(base);               // a request of the program's own: it sends, and has a callback
 *     set_callback(handle, one_done, state);    // which sends the next one when this one is over
 *
 * A callback is left to others: whoever sends goes on without the answer. It is counted where it sends again what it is
 * the answer to; that chain goes on when its request is over as a whole, with all callbacks on the way, however deep.
 * The same is true of a request whose handle is passed to what runs the event loop until it is over.
 * So what a chain sends with has *awaited* instances (link/instance.h), in which no callback is left to others.
 * Private to link/. Tests: testdata/call-in-loop/bad_chain_of_requests.c, bad_wait_for_handle.c */
#ifndef TRIPCOUNT_LINK_LATER_H
#define TRIPCOUNT_LINK_LATER_H

#include "link/resolving.h"

/* The call sets a callback that the function itself does not wait for. `bindings` as for candidates_of(). */
bool later_is_left(struct resolving *resolving, const struct looked *looked, const struct bindings *bindings,
                   const struct call *call);

/* The call gives the handle of a request, and the function sets a callback on it that sends again, or passes it on to
 * what waits for events until it is over. */
bool later_is_awaited(struct resolving *resolving, const struct looked *looked, const struct bindings *bindings,
                      const struct call *call);

/* ... the latter: `request = ask_send(); run_until_done(request);`. */
bool later_is_over(struct resolving *resolving, const struct looked *looked, const struct call *call);
/* The function may pass a handle on to such a wait. */
bool later_may_pause(struct resolving *resolving, uint32_t function);

/* The function leaves callbacks to others, itself or in what it calls. */
bool later_leaves(struct resolving *resolving, uint32_t function);

/* Looks into the functions that may wait so for what they send. False after an error. */
NODISCARD bool later_look(struct resolving *resolving);

#endif
