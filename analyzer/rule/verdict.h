/* How a loop around round trips can be mended.
 *
 * The first that applies, per call of the loop: fan-out, sequential or paging, search, hoist, coalesce, batch,
 * pipeline. Tests: testdata/call-in-loop/verdict_*.c */
#ifndef TRIPCOUNT_RULE_VERDICT_H
#define TRIPCOUNT_RULE_VERDICT_H

#include "cost/carry.h"
#include "model/effect.h"

enum verdict_kind {
    VERDICT_NONE,       /* one each is right: heavy requests; or nothing is known of the call */
    VERDICT_FAN_OUT,    /* the connection is another one on each turn */
    VERDICT_SEQUENTIAL, /* the next request is made of the answer */
    VERDICT_PAGING,     /* ... or is for the next part */
    VERDICT_SEARCH,     /* a good answer ends the loop */
    VERDICT_HOIST,      /* the same read each time */
    VERDICT_COALESCE,   /* the same commit or flush each time */
    VERDICT_BATCH,      /* one request can ask for many */
    VERDICT_PIPELINE,   /* send all, then wait */
};

struct verdict {
    enum verdict_kind kind;
    bool is_note;             /* worth no more than a note */
    uint32_t degree;          /* of what makes it bad: of a fan-out what is left after it, else all round trips */
    const struct poly *after; /* round trips of the function's loop after the fix; NULL with VERDICT_NONE */
    const char *fix;          /* in words, or NULL with VERDICT_NONE. In the program's arena */
};

/* NULL for VERDICT_NONE. */
const char *verdict_name(enum verdict_kind kind);

/* Of the loop as its dearest call is; `model` is what that call leads to. */
struct verdict verdict_of_loop(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                               const struct model *model);

#endif
