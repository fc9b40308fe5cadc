/* What is tested and stepped where the request is made that a callback is set on:
 *
 *     static struct handle *next(struct walk *w)
 *     {
 *         if (w->cur >= w->count)
 *             return NULL;                       // there is a handle only where the test held
 *         return send(w->names[w->cur++]);
 *     }
 *     static void done(struct handle *h) { ... h = next(w); if (h) set_callback(h, done, w); ... }
 *
 * A callback is only called when its request was sent: so what holds around the sending holds for the next run, too,
 * whatever the function does with the handle in between. Functions that hand back the handle are looked into, up to
 * REQUEST_DEPTH calls deep; not those that make one of their own, whose requests are others. Tests:
 * testdata/call-in-loop/bad_chain_of_requests.c */
#ifndef TRIPCOUNT_COST_REQUESTED_H
#define TRIPCOUNT_COST_REQUESTED_H

#include "cost/countdown.h"

#define REQUEST_DEPTH 3

/* `call` sets a callback, or else nothing is added. */
void requested_add(const struct costs *costs, const struct scope *scope, const struct call *call,
                   struct countdowns *out);

#endif
