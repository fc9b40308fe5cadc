/* Loops that connect to one server after the other, until one answers well:
 *
 *     for (i = 0; i < n; i++) { c = connect(host[i]); if (kind_of(c) == PRIMARY) return c; close(c); }
 *
 * The next one is only asked where this one does not do. Two things tell such a loop from one that looks for data in
 * many places: it leaves with the connection, to go on with it; or the answer that lets it leave is only another one
 * where the request has failed. Tests: testdata/call-in-loop/good_first_peer.c, bad_first_peer.c */
#ifndef TRIPCOUNT_COST_FIRST_PEER_H
#define TRIPCOUNT_COST_FIRST_PEER_H

#include "cost/cost.h"
#include "turns/scope.h"
#include "value/loop_class.h"

/* Each turn opens a connection to another peer, and each way out of the loop that runs when nothing fails is such a
 * one. Fills `out` (CLASS_FAILOVER, shown by the first of them). Linear in the function. */
bool first_peer_ends(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out);

#endif
