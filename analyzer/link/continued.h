/* Continuations that are stored: a callback in a field of the handle that a sending function gave.
 *
 *     state->request = ask_send(name);                // sends, and gives a handle
 *     state->request->async.fn = one_done;            // called through that field when the answer has come:
 *     ...  request->async.fn(request);                // ... here, with the handle or with what lies beside it
 *
 * That is what a function with `completes:` (link/later.h) does in another form. So the body gets a call of such a
 * function behind the store, `async.fn(request, one_done)`, whose name is the field's: the field has a model, and all
 * that is known of callbacks holds. The answer has come by then: such a call waits for what was sent with the handle,
 * unless the callback takes the answer by a call that counts as the wait (CALL_AWAITED). A field is one of these where
 * the program calls through it and passes the object that holds it, or what another field of that object holds; what a
 * call like `list->compare(a, b)` goes through is none. Private to link/. Tests:
 * testdata/call-in-loop/bad_chain_of_stored.c */
#ifndef TRIPCOUNT_LINK_CONTINUED_H
#define TRIPCOUNT_LINK_CONTINUED_H

#include "link/resolving.h"

/* Finds all of them; before anything else is looked at. False after an error. */
NODISCARD bool continued_find(struct resolving *resolving);

/* The body, which was just decoded, with its calls. */
void continued_insert(const struct program *program, uint32_t function, struct function *body, struct arena *arena);

/* Whom the call runs by itself. A callback that is told where it is stored, and that leads to this function again, does
 * not go on from here: `finish(request)` would else run all that any request goes on with. */
const struct candidates *continued_rest(struct resolving *resolving, const struct looked *looked,
                                        const struct call *call, const struct candidates *candidates);

#endif
