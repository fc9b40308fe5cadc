/* What the members of a local variable are once a braced list was assigned to it, or it was emptied:
 *
 *     struct options o = {.merge = 1};              // o.merge is 1, o.update is 0
 *     memset(&o, 0, sizeof o);                      // an empty list (frontend/lower_call.c)
 *
 * Members that the list names are known; of those it leaves out, which are 0, only the ones that something depends on:
 * a test of the function, or a guard of what it calls with the variable's address. A record may have hundreds.
 * A call may be given it through a record of the function that holds its address: `state.options = &o; each(ask,
 * &state);`. Tests: testdata/call-in-loop/good_emptied.c, bad_emptied.c, good_callback_state.c, bad_callback_state.c,
 * testdata/_cost/modes.region */
#ifndef TRIPCOUNT_FACTS_LISTED_H
#define TRIPCOUNT_FACTS_LISTED_H

#include "facts/assume.h"

/* `assign` gives an EXPR_LIST; anything but a local variable of the function says nothing. Linear in the calls and
 * regions of the function. */
const struct facts *listed_members(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct assign *assign);

#endif
