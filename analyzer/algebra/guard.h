/* Guards: under which condition a part of a count is paid.
 *
 * MODE: a condition on what the caller passes, kept so that a call with a constant can switch the cost on or off:
 * `has_object(o, SKIP_FETCH)`. MEMO: the cost is paid once for each value of what the path goes through, because the
 * code keeps the answer: `if (!c->conn) c->conn = connect()`. CHANGED: paid when a setting that stays is to change.
 * CACHED: the client library keeps the answer of this call: paid once in a loop that does not change what is asked for.
 * OPTION: paid only while a global variable, or an element of a global array, has some value: how the program is
 * configured. Nobody who calls decides it, so that it switches nothing off, but what is paid whatever the options are
 * is told apart from it. A monomial has GUARD_LIMIT guards at most; what goes past that is dropped, which only makes
 * the count larger. Guards and sets of them are interned: equal ones have one address. Tests:
 * tests/unit/algebra/test_guard.c */
#ifndef TRIPCOUNT_COST_GUARD_H
#define TRIPCOUNT_COST_GUARD_H

#include "ir/expr.h"

#include <stdbool.h>
#include <stdint.h>

#define GUARD_LIMIT 4                 /* without OPTIONs */
#define GUARD_SLOTS (GUARD_LIMIT + 1) /* an OPTION takes no place from the others */

enum guard_kind { GUARD_OPTION, GUARD_MODE, GUARD_CHANGED, GUARD_MEMO, GUARD_CACHED };

struct atom;
struct atom_table;

struct guard {
    uint32_t id;
    enum guard_kind kind;
    /* MODE and OPTION: a comparison of the path with `constant`; OP_BIT_AND: (path & constant) != 0. MEMO: OP_NONE;
     * OP_EQUAL: the path is the key, and the answer for the last one is kept somewhere else; OP_LESS: the path is an
     * index, and what lies behind it is fetched, too; OP_NOT_EQUAL: a state, see guard_memo_of_state(). */
    enum expr_op op;
    bool is_negated;  /* of OP_BIT_AND: == 0; of MEMO: paid while the path is other than 0 */
    int64_t constant; /* of MEMO: paid while the path is not above it; 0 or -1. Of a state: which */
    /* Interned, in the program's terms (turns/path.h). Of CACHED what is asked for, a text or a parameter; or the call
     * that asks, of its `value`, a function: CALL_NONE is one that stands in no loop. */
    const struct expr *path;
};

/* One to GUARD_SLOTS guards, ascending by id, one OPTION at most. No guard is NULL. */
struct guards {
    uint32_t id;
    uint32_t count;
    bool has_mode;
    const struct guard *items[GUARD_SLOTS];
};

/* `path` is copied when the guard is new. */
const struct guard *guard_mode(struct atom_table *table, const struct expr *path, enum expr_op op, bool is_negated,
                               int64_t constant);
/* `is_flag`: the cost is paid while the path is other than 0, else while it is 0 or negative. */
const struct guard *guard_memo(struct atom_table *table, const struct expr *path, bool is_flag);
/* Paid while the path is negative: `static int known = -1;`. */
const struct guard *guard_memo_of_negative(struct atom_table *table, const struct expr *path);
/* The same guard, of another path. */
const struct guard *guard_of_path(struct atom_table *table, const struct guard *guard, const struct expr *path);
/* The answer is asked for anew when `key` is another one than before. */
const struct guard *guard_memo_of_key(struct atom_table *table, const struct expr *key);
/* What is fetched for all elements from `index` on (cost/rest.h), which a caller passes. */
const struct guard *guard_memo_of_rest(struct atom_table *table, const struct expr *index);
bool guard_is_rest(const struct guard *guard);
/* What is paid for leaves that state behind (cost/drained.h): paid while the path is `state`, or with `is_flag` other
 * than 0. Where the path is that of an item of a collection, it leads through one item to another. */
const struct guard *guard_memo_of_state(struct atom_table *table, const struct expr *path, bool is_flag, int64_t state);
bool guard_is_state(const struct guard *guard);
/* `path`: the function which keeps what changes, or what it is in cost/changed.h. */
const struct guard *guard_changed(struct atom_table *table, const struct expr *path);
const struct guard *guard_cached(struct atom_table *table, const struct expr *call);
/* `path`: of a global variable, with 0 for an index. */
const struct guard *guard_option(struct atom_table *table, const struct expr *path, enum expr_op op, int64_t constant);
/* One or the other of some options that are no longer told apart: its path is no variable's. */
const struct guard *guard_some_option(struct atom_table *table, bool is_of_elements);
bool guard_is_some_option(const struct guard *guard);
/* What is no part of most turns, told apart from what is sure like an OPTION, and one in form: what is done for items
 * of one kind, or a few; where a setting is to change; where what is thrown on connecting is off; what stands behind
 * several conditions of callees that nothing decides; where an item has no connection yet; what a switch and the item
 * ask for together; or several of these. */
enum seldom {
    SELDOM_KIND = 1,
    SELDOM_CHANGED = 2,
    SELDOM_OFF = 4,
    SELDOM_DEEP = 8,
    SELDOM_UNOPENED = 16,
    SELDOM_SWITCH = 32
};
const struct guard *guard_seldom(struct atom_table *table, uint32_t reasons);
uint32_t guard_seldom_reasons(const struct guard *guard); /* of such a one, or of CHANGED; 0: it is none */
/* One or the other of two OPTIONs; `a` may be NULL. */
const struct guard *guard_either(struct atom_table *table, const struct guard *a, const struct guard *b);
bool guard_is_of_elements(const struct guard *guard); /* an OPTION that each element of an array has for itself */
/* The MODE that holds exactly when this one does not; NULL: it is no MODE. */
const struct guard *guard_opposite(struct atom_table *table, const struct guard *guard);
/* One more guard. Where there are GUARD_LIMIT already, the weakest is dropped: MEMO and CHANGED stay rather than MODE,
 * and a condition on what a call passes itself rather than one on a field of it, which fewer callers can tell. One
 * OPTION is enough, beside them: the first stays. */
const struct guards *guards_with(struct atom_table *table, const struct guards *guards, const struct guard *guard);
/* With another OPTION, or NULL: none; the same where there is none now. */
const struct guards *guards_with_option(struct atom_table *table, const struct guards *guards,
                                        const struct guard *option);
const struct guard *guards_option(const struct guards *guards); /* NULL: there is none */
/* No call can pay under both. NULL, which always holds, excludes nothing. */
bool guards_exclude(const struct guards *a, const struct guards *b);
bool guards_hold(const struct guards *guards, const struct guard *guard);
/* Where they hold, the guard holds. */
bool guards_imply(const struct guards *guards, const struct guard *guard);
const struct guards *guards_union(struct atom_table *table, const struct guards *a, const struct guards *b);

#endif
