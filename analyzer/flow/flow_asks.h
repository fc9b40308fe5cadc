/* What each call of a function is asked with: which answers of other calls its request is made of, which of them decide
 * whether it is made at all, and on which connection.
 *
 * Answers are bits: each call that brings one has its own, in the order in which they are met; those past the limit
 * share one each with an earlier one, and who needs the one seems to need the other. What a test of an answer sets is
 * taken to be made of that answer; a test that only tells of a failure decides nothing.
 * Tests: tests/unit/cost/test_flow_asks.c */
#ifndef TRIPCOUNT_FLOW_FLOW_ASKS_H
#define TRIPCOUNT_FLOW_FLOW_ASKS_H

#include "flow/flow.h"
#include "turns/scope.h"
#include "value/costs.h"

enum connection {
    CONNECTION_NONE,  /* its library has only one */
    CONNECTION_PLACE, /* what the place holds */
    CONNECTION_OTHER, /* its own, or one of several */
};

struct flow_ask {
    bool is_wire;
    uint32_t access; /* as of struct flow_use */
    const char *bulk;
    uint64_t answer;     /* its own; 0: it brings none */
    uint64_t needs;      /* answers in its request; of a wait, in the cookie that it waits for */
    uint64_t decided_by; /* answers that were tested on the way to it */
    enum connection connection;
    struct flow_place place;
    const struct expr *element; /* the place is reached through an element: as it is written; else NULL */
};

enum flow_told {
    FLOW_BY_DATA, /* what helpers hand on of an answer */
    FLOW_BY_TESTS /* ... and what they say by testing it: `if (PQntuples(r) > 0) return true; return false;` */
};

/* By call of the function, in the scope's scratch arena; NULL: too much to follow. The scope must be of a function that
 * has been counted. One walk over the function. */
const struct flow_ask *flow_asks_of(struct costs *costs, const struct scope *scope, enum flow_told told);

#endif
