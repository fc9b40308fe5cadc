/* Globals that are switched off for a while.
 *
 *     int old = ask_remote;
 *     ask_remote = 0;
 *     for (i = 0; i < n; i++) look_up(id[i]);    // asks nobody
 *     ask_remote = old;
 *
 * An OPTION that something asks for (facts/option.h) is then decided: it is 0 at a call when the function has set it to
 * 0 on each way there, and neither what it has called since then nor the call itself may set it to anything else
 * (writes_raise() of facts/writes.h). Who gives back what it found raises nothing.
 * Tests: testdata/call-in-loop/good_switched_off.c, bad_switched_off.c */
#ifndef TRIPCOUNT_FACTS_SWITCHED_H
#define TRIPCOUNT_FACTS_SWITCHED_H

#include "turns/scope.h"
#include "value/costs.h"

/* `global` is an entity. Linear in the assignments and calls of the function. */
bool switched_off_at_call(const struct costs *costs, const struct scope *scope, uint32_t call, uint32_t global);

/* `ask_remote = old;` where `old` is a local variable that has only ever been given `ask_remote`. Linear in the body.
 */
bool switched_gives_back(const struct function *body, const struct assign *assign);

#endif
