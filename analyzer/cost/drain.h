/* DRAIN: loops that only take what earlier sends will bring, until the answer says that there is no more.
 *
 *     while ((r = PQgetResult(c)) != NULL) PQclear(r);
 *     while (r = PQgetResult(c), PQresultStatus(r) == PGRES_COPY_IN) PQputCopyEnd(c, "no more");
 *
 * What ends a stream of data asks for nothing: the answer belongs to the request that began the stream. Without it, the
 * second loop would wait for something new on each turn. Nor does a word about the stream that most turns do not say,
 * the same whenever it is said: to stop, to go slower.
 *
 *     while (next_entry(c, id, &e) > 0) { show(e); if (++n == limit) send_cancel(c, id); }
 *
 * Tests: testdata/call-in-loop/good_drain.c, good_drain_cancelled.c */
#ifndef TRIPCOUNT_COST_DRAIN_H
#define TRIPCOUNT_COST_DRAIN_H

#include "cost/cost.h"
#include "turns/scope.h"
#include "value/loop_class.h"
#include "value/value.h"

/* The loop takes answers on one connection, by which it ends, and sends nothing but ends of streams, or words about
 * them in arms of branches. One walk over the function where it may be so. */
bool drain_of(struct costs *costs, const struct scope *scope, uint32_t loop, struct quiet_loop *out);

/* Why a loop whose turn makes no round trip of its own is quiet though it sends or waits; false: it does neither, or
 * both. */
bool drain_of_turn(const struct scope *scope, uint32_t loop, const struct value *turn, struct quiet_loop *out);

#endif
