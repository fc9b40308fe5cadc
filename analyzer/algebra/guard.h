/* Guards: under which condition a part of a count is paid.
 *
 * MODE: a condition on what the caller passes, kept so that a call with a constant can switch the cost on or off:
 * `has_object(o, SKIP_FETCH)`. MEMO: the cost is paid once for each value of what the path goes through, because the
 * code keeps the answer: `if (!c->conn) c->conn = connect()`. CHANGED: paid when a setting that stays is to change.
 * CACHED: the client library keeps the answer of this call: paid once in a loop that does not change what is asked for.
 * A monomial has GUARD_LIMIT guards at most; what goes past that is dropped, which only makes the count larger. Guards
 * and sets of them are interned: equal ones have one address. Tests: tests/unit/algebra/test_guard.c */
#ifndef TRIPCOUNT_COST_GUARD_H
#define TRIPCOUNT_COST_GUARD_H

#include "ir/expr.h"

#include <stdbool.h>
#include <stdint.h>

#define GUARD_LIMIT 3

enum guard_kind { GUARD_MODE, GUARD_CHANGED, GUARD_MEMO, GUARD_CACHED };

struct atom;
struct atom_table;

struct guard {
    uint32_t id;
    enum guard_kind kind;
    /* MODE: a comparison of the path with `constant`; OP_BIT_AND: (path & constant) != 0. MEMO: OP_NONE. */
    enum expr_op op;
    bool is_negated; /* of OP_BIT_AND: == 0; of MEMO: paid while the path is other than 0 */
    int64_t constant;
    const struct expr *path; /* interned, in the program's terms (turns/path.h); of CACHED: the call, of its `value`, a
                                function; CALL_NONE: one that stands in no loop */
};

/* One to GUARD_LIMIT guards, ascending by id. No guard is NULL. */
struct guards {
    uint32_t id;
    uint32_t count;
    const struct guard *items[GUARD_LIMIT];
};

/* `path` is copied when the guard is new. */
const struct guard *guard_mode(struct atom_table *table, const struct expr *path, enum expr_op op, bool is_negated,
                               int64_t constant);
/* `is_flag`: the cost is paid while the path is other than 0, else while it is 0 or negative. */
const struct guard *guard_memo(struct atom_table *table, const struct expr *path, bool is_flag);
/* `function`: which keeps what changes. */
const struct guard *guard_changed(struct atom_table *table, const struct expr *function);
const struct guard *guard_cached(struct atom_table *table, const struct expr *call);
/* The MODE that holds exactly when this one does not; NULL: it is no MODE. */
const struct guard *guard_opposite(struct atom_table *table, const struct guard *guard);
/* One more guard. Where there are GUARD_LIMIT already, the weakest is dropped: MEMO and CHANGED stay rather than MODE,
 * and a condition on what a call passes itself rather than one on a field of it, which fewer callers can tell. */
const struct guards *guards_with(struct atom_table *table, const struct guards *guards, const struct guard *guard);
/* No call can pay under both. NULL, which always holds, excludes nothing. */
bool guards_exclude(const struct guards *a, const struct guards *b);
bool guards_hold(const struct guards *guards, const struct guard *guard);
/* Where they hold, the guard holds. */
bool guards_imply(const struct guards *guards, const struct guard *guard);
const struct guards *guards_union(struct atom_table *table, const struct guards *a, const struct guards *b);

#endif
