/* What one turn of a loop hands to the next, and the classes of loops that follow from it: paging, writing all of
 * something, working through something in pieces.
 *
 * Carried: a data path from the answer of one turn to the request of a later one. What is declared in the body is new
 * on each turn; `a[i]` and pointers made from it belong to the turn; objects that are emptied hold nothing.
 * Tests: tests/unit/cost/test_carry.c */
#ifndef TRIPCOUNT_COST_CARRY_H
#define TRIPCOUNT_COST_CARRY_H

#include "cost/cost.h"
#include "flow/flow.h"
#include "turns/scope.h"
#include "value/loop_class.h"

struct loop_carry {
    struct flow_turns turns;
    enum loop_class class; /* PAGE, TRANSFER, CHUNK or NONE */
    int64_t page;          /* of PAGE: items that one turn brings; 0: unknown, or as many as wanted. With 1: NONE */
    int64_t piece;         /* of CHUNK: how much one turn takes of what is left; 0: no number */
    uint32_t call;         /* that shows the class */
    bool
        is_between; /* of CHUNK: that call comes between pieces, where one is done and more are left: one piece, none */
    const char *what; /* the function that it calls */
};

/* In the scope's scratch arena. One walk over the function. */
struct loop_carry carry_of_loop(struct costs *costs, const struct scope *scope, uint32_t loop);

/* The call asks, with the same words on each turn, for some of what is left; another one deals with all that the answer
 * holds; the loop ends when it holds nothing. CALL_NONE: there is none. */
uint32_t carry_takes_pieces(const struct flow_use *uses, const struct scope *scope, uint32_t loop);
/* The loop asks the same again until the answer holds nothing, and a loop inside asks for each of what it holds: the
 * call that asks first. CALL_NONE: there is none. */
uint32_t carry_asks_until_empty(const struct costs *costs, const struct flow_use *uses, const struct scope *scope,
                                uint32_t loop);
/* It may ask several in turn for that, so that all that it asks for stands in loops inside. */
bool carry_may_ask_many(const struct scope *scope, uint32_t loop);
/* The connection of the call is surely another one on each turn: conn[i], that of an object that the loop walks, one
 * that was opened on this turn with what the turn changes. */
bool carry_changes_connection(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call);
/* The call opens connections, surely each turn with something else, or one that each turn keeps for itself. */
bool carry_dials_another(struct costs *costs, const struct scope *scope, uint32_t loop, uint32_t call);

/* The call is given a connection that the turn has opened before it, with something that varies. */
bool carry_dials_before(const struct flow_use *uses, const struct scope *scope, uint32_t loop, uint32_t call);

static inline bool use_varies_request(const struct flow_use *use) {
    return (use->request & (FLOW_VARIES | FLOW_CARRIED)) != 0;
}
static inline bool use_is_carried(const struct flow_use *use) { return (use->request & FLOW_CARRIED) != 0; }
/* Nothing but requests of this class, and of sessions beside them. */
static inline bool use_is_only(const struct flow_use *use, enum access_class class) {
    uint32_t others = use->access & ~(1u << ACCESS_SESSION);
    return (others ? others : use->access) == 1u << class;
}

#endif
