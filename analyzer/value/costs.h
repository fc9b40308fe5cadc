/* What has been counted: of each function what it costs, its loops around round trips, where the path to the wire goes
 * on. Filled by cost/, read by all above; the tables are what is asked again and again on the way.
 * Tests: tests/unit/cost/test_cost.c */
#ifndef TRIPCOUNT_VALUE_COSTS_H
#define TRIPCOUNT_VALUE_COSTS_H

#include "algebra/known.h"
#include "base/vec.h"
#include "link/program.h"
#include "value/loop_class.h"
#include "value/value.h"

/* Turns or round trips, known as a number, up to which a loop is silent. */
#define SILENT_COUNT 3
/* Round trips, known as a number, up to which a loop is a note. They stay open: loops and callers around it count them
 * whole. */
#define NOTE_TRIPS 99
/* Items of a page up to which a loop over pages is a note. */
#define SMALL_PAGE 10

/* A loop around round trips that no loop inside it reports; or recursion around all of a function. */
struct loop_cost {
    uint32_t loop;                /* index in the function; LOOP_NONE: recursion */
    const struct poly *turns;     /* of this loop alone */
    const struct poly *times;     /* executions of this loop per execution of the function */
    const struct poly *all_turns; /* of this loop per execution of the function: loops around it included */
    const struct poly *per_turn; /* open round trips of one turn; NULL where other functions of a cycle report a part */
    const struct poly *trips;    /* open round trips per execution of the function */
    /* Options inside the loop, which decide about a part of it: all of it with what they add; NULL: `trips` and
     * `per_turn` are only paid under the option, if there is one. */
    const struct poly *most;
    const struct guard *option;     /* NULL: none */
    const struct site_count *sites; /* calls of the function, each with its part of `trips`; at least one */
    const uint8_t *doubts;          /* poly_doubt() of what each site costs on a turn; NULL: not known   [site_count] */
    const bool *is_sometimes;       /* the site stands in an arm of a branch in the loop; NULL: not known */
    const bool *is_inner;           /* the site stands in a loop inside this one; NULL: not known   [site_count] */
    uint32_t site_count;
    const struct guard *const *once; /* MEMOs that hold on one turn only, in terms of the function   [once_count] */
    uint32_t once_count;
    const struct guards *when; /* MODEs without which none of its round trips is paid; NULL: none are known */
    bool is_named;             /* its turns are no unknown */
    bool is_rest;       /* round trips of other loops, which are told of where those are, are made on its turns too */
    bool is_fan_out;    /* each turn has its own connection: what it costs stays open for loops around it */
    bool is_of_changes; /* all that it asks for is for items in a state that asking ends: for those that changed */
    bool is_of_pages;   /* walks over a page: `turns` and `trips` are those of all pages together */
    int64_t page;       /* items that one turn brings, where that is why it is a note; 0: no loop over pages */
};

/* Open round trips behind so many conditions at most: see cost/likely.h. */
#define LIKELY_LEVELS 3

struct likely {
    const struct poly *few[LIKELY_LEVELS];
};

/* What a call makes of a MODE or a MEMO of its callee. */
struct guard_outcome {
    uint32_t call;
    enum guard_fate fate;
    const struct guard *guard;   /* of the callee */
    const struct guard *becomes; /* of the caller */
};

/* Conditions that the test of a rare case counts as, where a path is chosen: a way with one comes behind those without,
 * however sure it seems. */
#define CONDITIONS_RARE 64

struct returned;

struct function_cost_summary {
    bool is_done;
    bool is_trial;                  /* while its component is being counted: only `value` is there, and may grow */
    const struct known *returns;    /* when nothing fails; NULL: anything */
    const struct returned *members; /* ... of a record that it returns (facts/returned.h); NULL: anything */
    const bool *is_dead;            /* see struct scope; NULL: outside of the cone */
    struct value value;             /* of one execution, for callers: with guards; `sites` is NULL: see below */
    const struct poly *trips;       /* as `value`, for people: without guards */
    double assumed;                 /* what is open of `trips`, and not kept, comes to with what is assumed of names
                                       (turns_assumed); of all of `trips` where nothing is */
    const struct poly *sends;
    struct likely likely;              /* of `value`, with guards */
    const struct site_count *sites;    /* calls that make its open round trips, by call */
    const struct poly *const *guarded; /* round trips of each, with guards as in `value`   [site_count] */
    const uint8_t *conditions;         /* that hold around each, as far as nothing decides them   [site_count] */
    uint32_t site_count;
    const struct guard_outcome *outcomes; /* what its calls make of their callees' guards */
    uint32_t outcome_count;
    /* Where the path to the library goes on: of the calls of the highest degree one that is no rare case, of these the
     * one that is the surest to be made, then the nearest to the library, because people follow and believe a short
     * path; or the call that begins with a wait; in a component, where nothing is open, a call of a reported loop;
     * CALL_NONE: there is none. */
    uint32_t path_call;
    uint32_t path_conditions; /* around the calls from here to the library's own, added up */
    uint32_t path_length;     /* calls from here to the library's own, itself included; 0: nothing is open */
    /* A wrapper makes its round trips in one place outside of loops, and takes what it asks for from its caller: the
     * parameter that holds the request; -1: it is none. */
    int32_t request;
    bool is_later;                     /* all of its round trips are waited for in callbacks (cost/later.h) */
    const struct region *const *calls; /* by index; NULL where the function has no round trips   [call_count] */
    const struct poly *runs;  /* how often the function runs by calling itself, at most; NULL: once, or not known */
    const bool *is_tree_loop; /* loops that count as one turn of these runs; NULL: none   [loop_count of the body] */
    struct loop_cost *loops;  /* recursion first, then by place in the source */
    uint32_t loop_count;
    const struct quiet_loop *quiet_loops; /* what is known not to be worth telling, and why */
    uint32_t quiet_loop_count;
};

struct path_end;

struct costs {
    struct program *program;
    struct pause_table *pauses;
    struct prefetch_table *prefetches; /* NULL: no model is a bulk form */
    struct write_table *writes;
    struct made_table *made;
    struct lent_table *lent;            /* facts/lent.h */
    struct unset_table *unset;          /* facts/unset.h */
    struct predicate_table *predicates; /* facts/predicate.h */
    struct taken_table *taken;          /* facts/taken.h */
    struct kept_table *kept;            /* cost/kept.h */
    struct thrown_table *thrown;        /* facts/thrown.h */
    struct atom_table atoms;
    struct function_cost_summary *functions; /* by program function; not done: outside of the cone */
    const struct function_flows **flows;     /* flow/flow.h, outside of the cone too; NULL: not known   [function] */
    struct library_count *libraries;         /* calls that wait or send, by library, in order of first use */
    uint32_t library_count;
    struct map library_index; /* interned name -> libraries */
    struct map path_index;    /* function and call -> path_ends: where the path from there ends (rule/witness.h) */
    VEC(const struct path_end *) path_ends;
    /* Each of these counts a function of a header once, however many units include it. */
    uint32_t remote_loop_count; /* loops around a round trip */
    uint32_t named_loop_count;  /* of these, with turns that have a name */
    uint32_t evaluation_count;  /* of bodies, trials included */
};

/* What one call of `function` can run: its model, or definitions. */
struct callee {
    const struct model *model; /* a leaf; its body, if any, is not looked at */
    struct targets targets;
    uint32_t entity; /* SYMBOL_NONE: through a pointer that may be several functions, or one that nobody knows */
};
struct callee costs_callee(const struct program *program, uint32_t function, const struct call *call,
                           struct arena *scratch);

/* exit(), and functions of the program that always end there. */
bool callee_never_returns(const struct program *program, const struct callee *callee);

/* What becomes of the guard at that call of the function, where its summary is kept; LOST: it cannot be told. */
enum guard_fate costs_guard_fate(const struct costs *costs, uint32_t function, uint32_t call, const struct guard *guard,
                                 const struct guard **out);

/* The dearer comes first: by degree, then by assumed value. 0: equal. */
int costs_compare_sites(const struct site_count *a, const struct site_count *b);

#endif
