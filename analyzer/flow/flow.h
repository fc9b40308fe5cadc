/* Where a function's data goes: which parts of what it is given reach a request or a connection, and what the answer
 * reaches. Bottom-up over the program, like the counts.
 *
 * A *place* is something that the caller can see: a parameter, `this` or a global, then at most FLOW_FIELDS fields;
 * pointers, elements and what they lead to are one place. *Labels* are a set of 64 bits that says what a value is made
 * of: the answer, something that changes from turn to turn, and places of the function itself.
 * Flows are of data alone: `if (answer) n = 1;` makes no flow from the answer to n.
 * Tests: tests/unit/cost/test_flow.c */
#ifndef TRIPCOUNT_FLOW_FLOW_H
#define TRIPCOUNT_FLOW_FLOW_H

#include "flow/access.h"
#include "ir/expr.h"

#include <stdbool.h>
#include <stdint.h>

#define FLOW_FIELDS 2

struct flow_place {
    uint8_t root;        /* EXPR_PARAMETER, EXPR_THIS, EXPR_GLOBAL; inside of a function EXPR_LOCAL and EXPR_CALL too */
    uint8_t field_count; /* at most FLOW_FIELDS */
    uint32_t index;      /* of the parameter, local or call; of a global its entity */
    uint32_t fields[FLOW_FIELDS]; /* entities */
};

bool flow_place_equals(const struct flow_place *a, const struct flow_place *b);

#define FLOW_ANSWER      (UINT64_C(1) << 0) /* comes from an answer of this turn, or of this execution */
#define FLOW_CARRIED     (UINT64_C(1) << 1) /* comes from an answer of an earlier turn */
#define FLOW_VARIES      (UINT64_C(1) << 2) /* changes with the turn, or each time that the function is called */
#define FLOW_DIALED      (UINT64_C(1) << 3) /* a connection that was opened here */
#define FLOW_SIZED       (UINT64_C(1) << 4) /* a text in it says how many items a page is to have */
#define FLOW_PLACE_FIRST 5
#define FLOW_PLACE_LIMIT (64 - FLOW_PLACE_FIRST)
#define FLOW_PLACE(i)    (UINT64_C(1) << ((i) + FLOW_PLACE_FIRST))

/* What a call does to something that its caller can see. */
struct flow_write {
    struct flow_place to;
    uint64_t labels;
    bool is_value;     /* the place itself is set, not only what it leads to */
    bool is_set;       /* ... on every way that does not fail: what it was before is gone */
    bool is_reset;     /* what the place held before is gone; on every path that does not test the place itself */
    bool is_rewritten; /* ... a text that begins anew */
    const char *text;  /* the first literal that is put there, or NULL */
    uint64_t copied;   /* else: places whose first text comes first there too */
    const struct built_request *built; /* what the object that is put there asks for, or NULL */
};

struct function_flows {
    const struct flow_place *places; /* bit FLOW_PLACE(i) stands for places[i] */
    uint32_t place_count;
    uint64_t handle;  /* what is a connection */
    uint64_t request; /* what reaches a request, the connection aside */
    uint64_t told;    /* ... of requests that it sends and does not wait for, unless it `takes_any` */
    uint64_t dialed;  /* what the connections that it opens are opened with */
    uint64_t returned;
    bool tests_answer; /* to say what it returns and writes */
    /* By bit, those behind the 64th parameter are left out: */
    uint64_t tested;                            /* parameters that it tests for that */
    uint64_t filled;                            /* parameters that lead to what it sets */
    const char *returned_text;                  /* the first literal in what it returns, or NULL */
    const struct built_request *returned_built; /* what the object that it returns asks for, or NULL */
    bool is_wire;                               /* it makes requests, or waits for answers */
    bool takes_any;                             /* it waits for whatever was sent before */
    bool has_own_handle;                        /* a connection of these is none that its caller can see */
    bool is_handle_walked;                      /* ... is one that a loop in there walks to */
    bool is_result_walked;                      /* so is what it returns */
    const struct flow_write *writes;
    uint32_t write_count;
    /* Its requests: 1u << enum access_class for each class that is known here, and the places whose text tells more. */
    uint32_t access;
    uint64_t text;                  /* the first text that the caller has put into these places begins a request */
    uint32_t fallback_access;       /* of such requests when the caller has put nothing there */
    enum request_language language; /* of those texts */
    int64_t page;                   /* of cursor requests: the fewest items that one brings; 0: not known */
    bool is_usual_page;             /* ... unless a part that the caller puts in says another number */
    const char *bulk;               /* see struct access; NULL where requests differ */
    uint64_t key;                   /* what reaches the key of a command; where it is not told apart: any of it */
};

struct call;
struct costs;
struct entered;
struct scope;

/* Makes the flows of one function that are kept with its count; those of its callees must be there where they are in
 * the cone. Others are looked at when they are needed, a few levels deep. */
void flow_summarize(struct costs *costs, const struct scope *scope);

/* Flows of `function` as the call of the caller runs it, entered as `outer` says (NULL: by anybody): without requests
 * that these calls shut off by what they pass. The function's own, or in the scratch arena of the caller's scope; NULL:
 * not known. One walk over the function where something is shut off. */
const struct function_flows *flow_of_entered(struct costs *costs, const struct scope *caller,
                                             const struct entered *outer, const struct call *call, uint32_t function);

/* One call of a function, as it is on a later turn of a loop around it. */
struct flow_use {
    bool is_wire;
    uint64_t handle; /* labels: FLOW_VARIES and FLOW_CARRIED mean what they say */
    uint64_t request;
    uint64_t told;   /* in requests that nobody waits for in it: no turn waits for what is carried there */
    uint64_t answer; /* of its result: FLOW_ANSWER */
    uint64_t dialed; /* what the connections that it opens are opened with */
    uint64_t key;    /* ... in the key that commands are about */
    uint32_t access; /* bit set */
    int64_t page;
    const char *bulk;
};

struct flow_turns {
    const struct flow_use *uses; /* by call of the function */
    bool leaves_on_answer;       /* an answer that is good ends the loop: what was sought is found */
    bool tests_answer;           /* the loop's condition is made of an answer */
    bool hands_on_token;         /* what an answer leaves for the next turn is called a cursor, a token, an offset */
    bool walks_answer;           /* a loop inside walks over what the answer of the turn holds */
};

/* What flows through the turns of `loop`, in the scope's scratch arena. One walk over the function. */
struct flow_turns flow_of_loop(struct costs *costs, const struct scope *scope, uint32_t loop);

#endif
