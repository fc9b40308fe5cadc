/* Bounds of a loop from one comparison that must hold for its next turn: comparison.c sorts, counter.c counts steps,
 * walk.c lists and texts, iterator.c calls that yield. Private to these and turns.c.
 * Tests: tests/unit/cost/test_turns.c, test_walks.c */
#ifndef TRIPCOUNT_COST_COMPARISON_H
#define TRIPCOUNT_COST_COMPARISON_H

#include "turns/motion.h"
#include "turns/scope.h"

/* One bound of the loop's turns. */
struct offer {
    const struct poly *count;
    bool has_partial;          /* see struct turns */
    const struct region *test; /* ... the test in the body; NULL: none, or not yet told */
    bool continues;            /* see struct turns */
};

/* A bound by a variable that stays where it is on some turns: it bounds nothing, unless others move on those. */
struct standing {
    const struct expr *variable;
    struct offer offer;
};

#define QUERY_STANDING 4

struct query {
    const struct scope *scope;
    uint32_t loop;
    struct position start;     /* before the loop */
    bool is_do;                /* the test comes after the first turn */
    const struct region *test; /* the branch that leaves, when the test stands in the body; else NULL */
    bool counters_only;        /* no lengths and iterators: a test in the body is a way out, not what the loop walks */
    struct offer best;
    double best_value;
    uint32_t candidate_count; /* 0: `best` means nothing (a NULL count is 0) */
    struct standing standing[QUERY_STANDING];
    uint32_t standing_count;
};

/* One more bound; the smallest by assumed value stays, of equals the first. */
void query_offer(struct query *query, struct offer offer);

/* ... by what `variable` has left. */
void query_offer_moved(struct query *query, const struct expr *variable, struct offer offer);
/* Where nothing else bounds the loop: the sum of what several have left, one of which moves on each turn. */
void query_offer_together(struct query *query);

/* `expr` must be true, or false, for the next turn. */
void query_condition(struct query *query, const struct expr *expr, bool is_true);

/* counter.c: `variable op bound + offset` must hold; `op` is <, <=, > or >=. `is_late`: the test sees the variable as
 * it was before its own step, `i++ < n`. */
struct limit {
    const struct expr *variable;
    const struct expr *bound;
    int64_t offset;
    bool is_up;
    bool is_inclusive;
    bool is_late;
};
void query_counter(struct query *query, const struct limit *limit);

/* walk.c */
void query_length(struct query *query, const struct expr *variable, bool is_exact); /* of what `variable` walks */
/* `*p`, `p[i]`, `p->name`; false: no such thing. `is_exact`: what ends it is 0. */
bool query_terminator(struct query *query, const struct expr *expr, bool is_exact);
/* The condition of `while (isspace(*p)) p++`: some part of it looks at what `p` walks, up to a terminator at most. */
bool query_text(struct query *query, const struct expr *expr);
/* `while (head.first) { x = head.first; remove(x); }`: the loop takes what it asks for. */
bool query_taken(struct query *query, const struct expr *place);
/* `while ((x = list->first) != NULL) { list->first = x->next; }` */
bool query_head(struct query *query, const struct expr *variable);
bool query_ring(struct query *query, const struct expr *walker, const struct expr *end); /* `p != &head` */
/* The start of the walk of `variable`. An outer loop that only moves it on, and leaves `bound` (or NULL) alone, goes on
 * with one and the same walk: then the start is before that loop, and `*continues`. */
struct position query_start(const struct query *query, const struct expr *variable, const struct expr *bound,
                            bool *continues);

/* iterator.c */
/* A call whose NULL means "not yet": a loop that goes on while it gives NULL walks nothing. */
bool query_is_retry(const struct call *call);
/* A call that is made anew for each turn and says when the end is reached. */
void query_items(struct query *query, const struct call *call);
/* `v.end()`, `end(v)`: the walk goes over all of v; false: it is no such call. */
bool query_end(struct query *query, const struct expr *expr);
/* `it != v.end()` where the comparison is a call of the iterator's class. */
bool query_container(struct query *query, const struct call *call);
/* `p = next(p)`: a list that is walked by a function. */
bool query_accessor(struct query *query, const struct expr *variable, const struct call *call);

#endif
