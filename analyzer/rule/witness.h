/* The evidence of a finding: which calls of a loop reach the wire, and the path from there down to the library. */
#ifndef TRIPCOUNT_RULE_WITNESS_H
#define TRIPCOUNT_RULE_WITNESS_H

#include "rule/rule.h"

/* Where a round trip is made, seen from the loop: the call to a library function, or to a wrapper that passes its
 * caller's request on, in the function that decides what is asked. */
struct wire_site {
    uint32_t function; /* that holds the call */
    const struct call *call;
    const struct region *region;
    const struct poly *trips;  /* in terms of the finding's function */
    const struct model *model; /* at the end of the path; NULL: the path is not known */
    const char *callee;        /* where the call is not the library's own: what waits at the end of the path, or NULL */
    uint32_t depth;            /* calls from the loop to here: 0 in the loop's own function */
    uint32_t call_count;       /* calls that a macro writes at this one place; 1 elsewhere */
    const struct poly *kept;   /* what it costs where it is asked for once and a variable keeps the answer, or NULL */
    bool is_told;              /* what is left of a loop inside that another finding tells of */
    bool is_cut;               /* it stands for what was not followed, at the most as dear as all of that */
};

/* The library function that waits: the one that is called, or the one at the end of the path; where that is not known,
 * the project's own that is called. */
const char *wire_site_callee(const struct program *program, const struct wire_site *site);

/* The sites behind the calls of a loop, in source order; a place that is reached in several ways, or that holds several
 * calls of one function, is one site: its count is their sum, never more than the loop's. At most WIRE_SITES of them;
 * where there are more ways than can be followed, or recursion, what is found on others has to do; where nothing is,
 * the first wait stands for all of them. */
#define WIRE_SITES 200
struct wire_sites {
    VEC(struct wire_site) items;
};
/* `scope` is that of the loop's function. O(sites * calls on the way), plus reading each function on the way once. */
void wire_sites_find(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                     struct wire_sites *out);
void wire_sites_finish(struct wire_sites *sites);

/* Confidence drops at every so many calls between a loop and the library. */
#define CALLS_PER_CONFIDENCE_STEP 6

/* The call of the loop that a finding stands at: the dearest from which a path leads to the library, of equals one
 * that stands in no branch of the loop, then the first; where its path is too long to be believed, the dearest of the
 * same degree with a short one. */
const struct site_count *loop_dearest_site(struct costs *costs, uint32_t function, const struct loop_cost *loop);

/* One call of the path; the last one is the library's. */
struct path_step {
    uint32_t function; /* that holds the call */
    const struct region *region;
    const char *callee;        /* name of what is called */
    const struct model *model; /* of the last step, else NULL */
};

/* The dearest path from `call` in `function` to the library: the number of steps. Where it is too long to be believed
 * and a short one leads to a wait that has the same degree, through one choice of pointers at most, that one. Of a path
 * longer than `limit` (1 or more) the first steps and the last. */
uint32_t witness_path(struct costs *costs, uint32_t function, uint32_t call, struct path_step *steps, uint32_t limit);

/* Where that path ends: asked for again and again, kept in the program's arena. */
struct path_end {
    uint32_t count; /* steps, at most PATH_END_STEPS; 0: there is no path */
    struct path_step last;
};

#define PATH_END_STEPS 24

const struct path_end *witness_end(struct costs *costs, uint32_t function, uint32_t call);

struct place place_of(const struct program *program, uint32_t function, struct location location);

#endif
