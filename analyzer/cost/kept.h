/* What is asked for only because something kept is not, or no longer, what is wanted.
 *
 *     if (cur && strcmp(cur, want) == 0) return; ask(want); cur = strdup(want);      a setting that stays
 *     if ((i = find_empty(pool)) >= 0) connect_slot(pool, i);                        a place of a pool, filled once
 *     if (...) { close(s->conn); s->conn = NULL; connect_slot(s); }                  a place that is filled anew
 *
 * A setting is asked for when it changes: each turn at most, and never what a loop is about. An empty place is filled
 * once: a count of keys. Tests: testdata/call-in-loop/bad_slot_pool.c,
 * bad_sticky_setting.c */
#ifndef TRIPCOUNT_COST_KEPT_H
#define TRIPCOUNT_COST_KEPT_H

#include "turns/scope.h"

struct evaluation;
struct kept_table;

struct kept_table *kept_table_new(void);
void kept_table_free(struct kept_table *table); /* NULL is allowed */

/* Paid when something of this function's is to change. */
const struct guard *kept_changed(const struct scope *scope);

/* The branch's condition holds (or not) only where what is set is not what is wanted; regions `first` to `last` set it
 * to that. NULL: no. `position` is that of the branch, here and below. */
const struct guard *kept_setting(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                                 struct position position, uint32_t first, uint32_t last);
/* ... what is wanted, where that is a comparison alone; NULL: it is none. */
const struct expr *kept_setting_of(const struct scope *scope, const struct expr *condition, bool holds, uint32_t first,
                                   uint32_t last);
/* What the place holds is still there on the next call. */
bool kept_outlives_call(const struct scope *scope, const struct expr *place);
/* The arm fills the empty place that its condition has found. */
const struct guard *kept_slot(const struct evaluation *evaluation, const struct expr *condition, bool holds,
                              struct position position, const struct region *arm);
/* The arm empties a place that outlives the call, and fills it. */
const struct guard *kept_replaced(const struct evaluation *evaluation, const struct region *arm);

/* The condition holds (or not) only of what is of one kind, or of a few: `e->kind == TABLE`, `!strcmp(e->type, "db")`.
 * What is done there is no part of most turns. */
bool kept_is_one_kind(const struct scope *scope, const struct expr *condition, bool holds);

/* ... only where a text is one of KEPT_KINDS constants at most: of what has a number for its kind, one may well be the
 * usual one, and a long list of names holds the usual ones. */
#define KEPT_KINDS 4
bool kept_is_special(const struct scope *scope, const struct expr *condition, bool holds);

/* The condition holds (or not) exactly where both are the same: `a == b`, neither a constant; with `*is_text`,
 * `strcmp(a, b) == 0`. */
bool kept_is_equality(const struct scope *scope, const struct expr *condition, bool holds, const struct expr **a,
                      const struct expr **b, bool *is_text);

#endif
