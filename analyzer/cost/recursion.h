/* How often a function runs that calls itself, directly or through few others, as a formula: nodes(t) for a tree,
 * length(p) for a list, n, log(n).
 *
 * A call back is one that is evaluated and leads to the function again; an arm that is never taken has none. The
 * function runs
 * - nodes(t) times, where several calls back on one way, or one in a loop, each pass another part of t;
 * - length(p) times, where one call back passes p->next or another link;
 * - log(n) times, where one passes n / c, and 2 * n times, where two pass the halves of n;
 * - n - i times, where one passes i + 1, or n / c times, where one passes n - c; the same for a field that is stepped
 *   on the way round: by the test that ends it (cost/countdown.h);
 * and otherwise an unknown number of times: then it counts once, and not exactly. In a tree, a loop that holds a call
 * back walks the children of one node: over the whole tree it makes nodes(t) turns, so that beside the factor nodes(t)
 * it counts as one turn; so does another loop of the same turns.
 * Tests: testdata/_cost/recursion*.region */
#ifndef TRIPCOUNT_COST_RECURSION_H
#define TRIPCOUNT_COST_RECURSION_H

#include "cost/cost.h"
#include "cost/countdown.h"
#include "cost/descent.h"
#include "turns/scope.h"

/* In components up to this size, recursion through several functions has a name, and each member is counted on a walk
 * of its own. */
#define VIEW_MEMBERS 6

/* What all calls of one function come to that lead to another, the target. */
struct calls_back {
    const struct descent *slots;  /* by slot of the target; NULL: there are no such calls */
    struct countdowns countdowns; /* in terms of the function */
    bool is_many;                 /* two or more of them on one way through the function */
};

/* A component of few members on the walk that ends with `root`. */
struct recursion_view {
    uint32_t root;
    struct arena *arena; /* for the slots */
    uint32_t members[VIEW_MEMBERS];
    struct calls_back to_root[VIEW_MEMBERS]; /* of members that were tried */
    uint32_t member_count;
    bool is_tree;        /* loops around calls back count as one turn */
    bool has_tree_loops; /* there was such a loop, apart from the root's own */
    bool root_is_tree;   /* the root was asked, and runs nodes(t) times */
};

struct recursion {
    const struct poly *runs; /* how often the function runs, at most; NULL: it has no calls back, or no name is known */
    bool *is_tree_loop;      /* loops that count as one turn; NULL: none   [loop_count] */
};

/* The function refers to itself, or to members that lead to the root: it is worth asking. `view` may be NULL. */
bool recursion_is_possible(const struct program *program, uint32_t function, const struct recursion_view *view);

/* A call of `target` in `function` is a call back. */
bool recursion_is_back(uint32_t function, uint32_t target, const struct recursion_view *view);

/* From the calls back that were evaluated: the sites with SITE_BACK. Of a member of a view other than its root, its
 * calls that lead to the root are noted in the view. Made in the scope's scratch arena. */
struct recursion recursion_find(const struct costs *costs, const struct scope *scope, const struct site_tree *sites,
                                struct recursion_view *view);

#endif
