/* WINDOW: loops that keep many requests under way, and go on until there are none left.
 *
 *     do { take_all(c); while (queue && under_way < ROOM) send_next(c); } while (queue);
 *
 * The waits of such a loop are one for each window, and it is the pipeline that one would ask for. Tests:
 * testdata/call-in-loop/good_windows.c, bad_windows.c */
#ifndef TRIPCOUNT_COST_WINDOW_H
#define TRIPCOUNT_COST_WINDOW_H

#include "turns/scope.h"
#include "value/loop_class.h"
#include "value/value.h"

/* A turn asks nothing by itself (`turn`: what it costs alone), waits for what the one before has sent, and sends more
 * than one; and nothing tells how many turns there are (`is_named`): not the items of something that is there already,
 * all of which could go out at once. Fills `out` (CLASS_WINDOW, shown by the wait). */
bool window_is_turn(const struct scope *scope, uint32_t loop, const struct value *turn, bool is_named,
                    struct quiet_loop *out);

#endif
