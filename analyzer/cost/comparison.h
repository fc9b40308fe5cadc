/* Bounds of a loop from one comparison that must hold for its next turn. Private to turns.c and comparison.c.
 * Tests: tests/unit/cost/test_turns.c */
#ifndef TRIPCOUNT_COST_COMPARISON_H
#define TRIPCOUNT_COST_COMPARISON_H

#include "cost/scope.h"

struct query {
    const struct scope *scope;
    uint32_t loop;
    struct position start;     /* before the loop */
    bool is_do;                /* the test comes after the first turn */
    const struct region *test; /* the branch that leaves, when the test stands in the body; else NULL */
    bool counters_only;        /* no lengths and iterators: a test in the body is a way out, not what the loop walks */
    const struct poly *best;
    bool has_partial; /* of `best`, see struct turns */
    double best_value;
    uint32_t candidate_count; /* 0: `best` means nothing (NULL is the count 0) */
};

/* One more bound; the smallest by assumed value stays, of equals the first. `has_partial`: see struct turns. */
void query_offer(struct query *query, const struct poly *count, bool has_partial);

/* `a op b` must hold; `op` is a comparison. */
void query_comparison(struct query *query, enum expr_op op, const struct expr *a, const struct expr *b);
/* `expr` must be other than 0. */
void query_truth(struct query *query, const struct expr *expr);
/* A call whose NULL means "not yet": a loop that goes on while it gives NULL walks nothing. */
bool query_is_retry(const struct call *call);
/* A call that is made anew for each turn and says when the end is reached. */
void query_items(struct query *query, const struct call *call);

#endif
