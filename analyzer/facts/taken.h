/* Functions that end a state of what they are given and say in their answer which it was:
 *
 *     int next_work(struct contact *c)
 *     {
 *         switch (c->state) {
 *         case NEW:   c->state = IN_SYNC; return INSERT;
 *         case DIRTY: c->state = IN_SYNC; return UPDATE;
 *         default:    return NOTHING;
 *         }
 *     }
 *     bool take_dirty(struct item *i) { bool was = i->dirty; i->dirty = false; return was; }
 *
 * A test of the answer is one of a state that has ended by then, like the test and the assignment written out.
 * Answers are constants, TAKEN_ANSWERS at most, or the flag itself. Each function is read once.
 * Tests: testdata/call-in-loop/note_changed.c */
#ifndef TRIPCOUNT_FACTS_TAKEN_H
#define TRIPCOUNT_FACTS_TAKEN_H

#include "turns/scope.h"
#include "value/costs.h"

#define TAKEN_ANSWERS 8

struct taken_table;

struct taken_table *taken_table_new(const struct program *program);
void taken_table_free(struct taken_table *table); /* NULL is allowed */

/* The condition holds (or not) only where a call before `position`, in the same turn, has ended a state of an object
 * that it was handed: of one that a pointer leads to, not of a variable. */
bool taken_where(const struct costs *costs, const struct scope *scope, const struct expr *condition, bool holds,
                 struct position position);

#endif
