/* What pause.c, pause_walk.c and pause_truth.c share. Private to them. */
#ifndef TRIPCOUNT_COST_PAUSE_INTERNAL_H
#define TRIPCOUNT_COST_PAUSE_INTERNAL_H

#include "cost/pause.h"

/* What is known of a function. */
struct pause_fact {
    struct pause_state state; /* behind it, from nothing before it */
    unsigned by_truth[2];     /* ... where it returns 0, and anything else: enum pause_bit */
    uint32_t levels;          /* that were allowed when it was made */
    bool is_made;
    bool is_open;   /* being made */
    bool is_cut;    /* more levels may say more */
    bool is_opener; /* returns a descriptor or stream of a file that it has opened */
};

struct pause_table {
    struct program *program;
    struct pause_fact *facts; /* [function_count] */
};

/* One function while its ways are walked. */
struct pause_walk {
    struct pause_table *table;
    uint32_t function;
    const struct function *body;
    const bool *is_dead; /* see struct scope; NULL: not known */
    uint32_t levels;     /* of helpers that may be followed from here */
    pause_visit *visit;
    void *context;
    struct pause_state *labels; /* what gotos bring there   [label_count] */
    bool is_cut;                /* a helper was not followed for want of levels */
};

enum pause_exit {
    PAUSE_NEXT,
    PAUSE_BREAK,
    PAUSE_CONTINUE,
    PAUSE_RETURN,
    PAUSE_ZERO,
    PAUSE_TRUE,
    PAUSE_FAILED,
    PAUSE_EXIT_COUNT
};

/* ZERO: returns 0, TRUE: another constant; FAILED: returns a failure. What throws or ends the process is left out. All
 * zero: no way. */
struct pause_exits {
    struct pause_state by_kind[PAUSE_EXIT_COUNT];
};

struct pause_state pause_join(struct pause_state a, struct pause_state b);
struct pause_exits pause_walk_list(struct pause_walk *walk, const struct region *list, struct pause_state state);
struct pause_state pause_walk_turn(struct pause_walk *walk, const struct loop *loop, struct pause_state state,
                                   struct pause_exits *leaving);

/* What the function has waited for where it returns 0, or with `truth` anything else. */
unsigned pause_bits_of_target(struct pause_walk *walk, uint32_t target, bool truth);
/* The state where the condition holds, or not: the last call may be what it tests. */
struct pause_state pause_tested(struct pause_walk *walk, struct pause_state state, const struct expr *condition,
                                bool holds);

/* The state behind the call; not possible when it never comes back. */
struct pause_state pause_after_call(struct pause_walk *walk, const struct region *region, struct pause_state state);

#endif
