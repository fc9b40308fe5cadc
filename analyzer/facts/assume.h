/* What expressions and conditions amount to when nothing fails.
 *
 * Counts are those of a run in which every round trip succeeds. A model says how its function tells of a failure; a
 * wrapper that passes it on is known by what it returns; so `if (!r)`, `PQresultStatus(r) != PGRES_TUPLES_OK`, `rc < 0`
 * are false, their arms do not run, and a retry loop turns once. Nothing here is ever assumed of calls that do not
 * reach the wire: a lookup that finds nothing is no failure.
 * And the peer is a current one: `server_version < 90600` is false, so that code for old servers costs nothing.
 * Tests: testdata/_cost/failures.region, modes.region */
#ifndef TRIPCOUNT_FACTS_ASSUME_H
#define TRIPCOUNT_FACTS_ASSUME_H

#include "facts/facts.h"
#include "turns/scope.h"
#include "value/costs.h"

struct assumptions {
    const struct costs *costs; /* the callees' summaries are there */
    const struct scope *scope;
};

/* The comparison with a constant on its right, whichever side it is written on; false: it is none. */
bool assume_comparison(const struct expr *expr, const struct expr **operand, enum expr_op *op, int64_t *value);

/* What has to hold of `*operand` where the condition, which is no && or ||, holds (or not); of what is no comparison
 * with a constant that it is not 0, or is. */
void assume_test(const struct expr *condition, bool holds, const struct expr **operand, enum expr_op *op,
                 int64_t *value);

/* The states that something can be in: which of them is not said by nothing failing. */
struct known assume_states(const struct model *model);

struct known assume_value(const struct assumptions *assumptions, const struct facts *facts, const struct expr *expr);
enum truth assume_truth(const struct assumptions *assumptions, const struct facts *facts, const struct expr *condition);

/* What is known where the condition holds, or does not: values of variables, and conditions on what the caller passed.
 * `position` is that of the test. */
const struct facts *assume_outcome(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct expr *condition, bool holds, struct position position);

/* ... values alone, as the condition says them where it stands. */
const struct facts *assume_values(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct expr *condition, bool holds);

/* The assignment was made. */
const struct facts *assume_assigned(const struct assumptions *assumptions, const struct facts *facts,
                                    const struct assign *assign);

/* What is known on any turn of the loop of what was known before it. */
const struct facts *assume_any_turn(const struct assumptions *assumptions, const struct facts *facts, uint32_t loop);

/* The call has come back: what it may have changed is no longer known. */
const struct facts *assume_called(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct call *call);
/* Without the paths that the assignment may change. */
const struct facts *assume_touched(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct assign *assign);

/* The number of the variable, field or global in facts; FACT_NONE: not one whose value can be followed. */
#define FACT_NONE UINT32_MAX
uint32_t assume_variable(const struct scope *scope, const struct expr *expr);
/* That of a path in the program's terms which hangs on a local variable of the function. */
uint32_t assume_local_path(const struct scope *scope, const struct expr *path);
/* The number of a path in the program's terms. A pointer to a variable, and what it points to, have one. */
uint32_t assume_path(const struct scope *scope, const struct expr *path);

/* The path, in the program's terms, with a pointer that stands for one object all the time named by that: `d` of
 * `struct state *d = data;`, `cb.rows` after `cb.rows = &rows;`. */
const struct expr *assume_object(const struct scope *scope, const struct expr *path);

/* Nothing before the call has set what the path, in the program's terms, leads to. */
bool assume_is_passed_on(const struct scope *scope, const struct expr *path, uint32_t call);

/* A list of the arms not taken tests the same kind of answer as `condition` for another success: `else if (status ==
 * PGRES_COMMAND_OK)`; then the first test was no test for success. A test for the success that the first one asks for
 * is one of another answer: what was asked for again has come. */
bool assume_is_tested_again(const struct assumptions *assumptions, const struct facts *facts,
                            const struct expr *condition, const struct region *list);

#endif
