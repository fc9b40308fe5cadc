/* Switches that are thrown on connecting: `connect(a); a->no_comments = 1;`.
 *
 * What is done while such a switch is off, `if (!a->no_comments) put(a, comment);`, is meant for what has no
 * connection: a file, a screen. No part of most turns of a loop (guard_seldom()); it is not left out there, because
 * somebody else may connect without throwing the switch. A loop that stands under such a condition as a whole is quiet
 * (CLASS_THROWN). A field is one when it is a number and everything that sets it to something other than 0 does so in a
 * list of statements behind one that connects, itself or in what it calls (facts/connects.h), with nothing in between
 * that asks. An option that is only ever cleared, or set through its address, is none. Tests:
 * testdata/call-in-loop/bad_thrown_switch.c, good_thrown_switch.c */
#ifndef TRIPCOUNT_FACTS_THROWN_H
#define TRIPCOUNT_FACTS_THROWN_H

#include "facts/unset.h"
#include "turns/scope.h"

#include <stdbool.h>

struct thrown_table; /* what is known so far */

struct thrown_table *thrown_table_new(void);
void thrown_table_free(struct thrown_table *table); /* NULL is allowed */

/* The condition holds (or not) only where such a switch is off. Each field is looked at once: linear in the units that
 * know it. */
bool thrown_is_off(struct thrown_table *table, struct unset_table *unset, const struct scope *scope,
                   const struct expr *condition, bool holds);

/* Such a condition holds around all of the loop; nothing connects under it up to the end of the
 * loop. Linear in the calls of the function. */
bool thrown_is_off_around(struct thrown_table *table, struct unset_table *unset, const struct scope *scope,
                          uint32_t loop);

#endif
