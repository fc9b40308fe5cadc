/* One walk over a function, or over the turns of one of its loops. Private to flow*.c. */
#ifndef TRIPCOUNT_FLOW_FLOW_RUN_H
#define TRIPCOUNT_FLOW_FLOW_RUN_H

#include "flow/entered.h"
#include "flow/flow.h"
#include "flow/flow_asks.h"
#include "flow/flow_state.h"
#include "turns/scope.h"
#include "value/costs.h"

/* Bits of a set of texts: literals and places whose text the caller knows. */
#define TEXT_LIMIT   63
#define TEXT_UNKNOWN (UINT64_C(1) << TEXT_LIMIT)

struct flow_text {
    const char *literal;               /* NULL: that of a place, or no text */
    const struct built_request *built; /* in place of a text: what the object asks for */
    uint32_t place;                    /* in the run's places */
};

/* What the requests of a function or of one call are. */
struct flow_requests {
    uint64_t handle;
    uint64_t request;
    uint64_t told;   /* requests that nobody waits for, unless `takes_any` */
    uint64_t answer; /* FLOW_ANSWER where one comes back */
    uint64_t dialed; /* what connections are opened with */
    uint32_t access;
    uint64_t text;
    uint32_t fallback_access;
    enum request_language language;
    int64_t page;
    const char *bulk;
    uint64_t key;
    bool is_usual_page; /* the page, where no part of the request says another */
    bool is_wire;
    bool takes_any;        /* it waits for whatever was sent */
    bool has_own_handle;   /* one that is no place of the caller's */
    bool is_handle_walked; /* one that a loop of the function walks to */
    bool has_bulk;         /* `bulk` is of all so far */
};

/* While the answers that calls need are asked about. */
struct flow_asks {
    struct flow_ask *by_call;
    uint32_t answer_count;
    uint64_t used;      /* bits of answers */
    uint64_t shared;    /* ... of several */
    uint64_t tested;    /* answers in the tests around */
    uint64_t skipped;   /* ... in tests that led to the end of the turn, or of the loop or switch */
    uint64_t left;      /* ... in tests that led out of the function */
    bool follows_tests; /* see enum flow_told */
    bool is_full;       /* something could not be followed */
};

struct flow_run {
    struct costs *costs;
    const struct scope *scope;
    uint32_t depth;                           /* of functions outside of the cone that are looked into */
    const struct entered *entered;            /* calls that decide what the function asks; NULL: for all callers */
    const struct function_flows **as_entered; /* by call of the function, once asked for; NULL: none yet */
    struct flow_place places[FLOW_PLACE_LIMIT];
    uint32_t place_count;
    struct flow_text texts[TEXT_LIMIT];
    uint32_t text_count;
    struct flow_state state;      /* at the region that is being walked */
    struct flow_state returned;   /* of all ways back to the caller */
    struct flow_state failed;     /* ... that tell it of a failure */
    struct flow_state *breaks;    /* of the innermost loop or switch */
    struct flow_state *continues; /* of the innermost loop */
    struct flow_state *gotos;     /* by label   [label_count] */
    uint64_t result;              /* labels of what is returned */
    bool is_testing;              /* what is read is noted in the next two, and becomes no place of the function */
    bool tests_answer;            /* see struct function_flows */
    uint64_t tested;
    bool is_result_walked;
    uint64_t result_texts;
    uint32_t loop_depth;
    struct flow_requests requests;     /* of all calls */
    uint32_t asked_loop;               /* LOOP_NONE: none */
    struct flow_requests *asked_calls; /* of each call of that loop, as it is on the last turn that was walked */
    struct flow_turns turns;           /* of that loop, `uses` aside */
    const struct loop *asked;          /* that loop while it is walked, else NULL */
    uint32_t asked_depth;              /* `loop_depth` of its body */
    struct flow_requests *calls;       /* `asked_calls` while that turn is walked, else NULL */
    struct flow_asks *asks;            /* with it places of callers have no labels, their bits are answers; or NULL */
};

/* --- flow_read.c: expressions ------------------------------------------------------------------------------------- */

struct flow_target {
    struct flow_place place;
    uint32_t index;  /* of an element */
    uint64_t labels; /* of indices on the way */
    bool is_content; /* *p or p[i]: what the place leads to */
    bool is_first;   /* *p or p[0] */
};

/* The place that the expression names; false when it names none. */
bool flow_target_of(struct flow_run *run, const struct expr *expr, struct flow_target *target);
/* Labels of the value alone. */
uint64_t flow_value(struct flow_run *run, const struct expr *expr);
/* ... and of all that it leads to: what a call can see of an argument. */
uint64_t flow_reach(struct flow_run *run, const struct expr *expr);
uint64_t flow_reach_place(struct flow_run *run, const struct flow_place *place);
uint64_t flow_value_of_place(struct flow_run *run, const struct flow_place *place);
/* Of the parts of the place that are called a cursor, a token, an offset. */
uint64_t flow_reach_tokens(struct flow_run *run, const struct flow_place *place);
uint64_t flow_texts(struct flow_run *run, const struct expr *expr);
uint64_t flow_texts_of_place(struct flow_run *run, const struct flow_place *place);
uint64_t flow_text_bit(struct flow_run *run, const char *literal);
/* Objects are followed like texts. 0 for NULL. */
uint64_t flow_built_bit(struct flow_run *run, const struct built_request *built);
/* The object of the set that brings most for one request; NULL where it may be another than those of the set. */
const struct built_request *flow_built(const struct flow_run *run, uint64_t texts);
/* The first literal of the set; NULL when there is none. */
const char *flow_literal(const struct flow_run *run, uint64_t texts);
/* The object that an argument leads to: `&x` is x, `p` is what p leads to. */
bool flow_object_of(struct flow_run *run, const struct expr *argument, struct flow_place *place);

/* --- flow_write.c: assignments ------------------------------------------------------------------------------------ */

void flow_assign(struct flow_run *run, const struct assign *assign);
void flow_set(struct flow_run *run, const struct flow_place *place, uint64_t labels, uint64_t texts);
/* Adds to what the place holds. */
void flow_fill(struct flow_run *run, const struct flow_place *place, uint64_t labels);
/* The place may be set to something else. */
void flow_put(struct flow_run *run, const struct flow_place *place, uint64_t labels);
/* The text comes first when nothing came before it: `flow_takes_text`. */
bool flow_takes_text(struct flow_run *run, const struct flow_place *place);
void flow_fill_text(struct flow_run *run, const struct flow_place *place, uint64_t texts);
void flow_empty(struct flow_run *run, const struct flow_place *place);
/* ... and the text in it begins anew: what the place led to before the function was called is gone as well. */
void flow_rewrite(struct flow_run *run, const struct flow_place *place);

/* --- flow_outside.c: calls of functions without a body ------------------------------------------------------------ */

void flow_outside(struct flow_run *run, const struct call *call, const char *name, const char *prototype,
                  const struct model *model);
uint64_t flow_reach_of_arguments(struct flow_run *run, const struct call *call, uint32_t from);
/* The result may be a text: a copy of an argument, or made with it. */
bool flow_is_text_result(const struct call *call);
/* `snprintf(text + length, ...)`, `memcpy(&text[length], ...)`: what stands before stays. */
bool flow_is_behind_start(const struct expr *to);

/* --- flow_call.c, flow_handed.c, flow_wire.c: calls
 * ------------------------------------------------------------------------------ */

void flow_call(struct flow_run *run, const struct call *call);
/* What the lambdas among the arguments, which the callee is taken to call, leave in what they capture. */
void flow_handed(struct flow_run *run, const struct call *call);
/* What the object that the library's function returns asks for. */
uint64_t flow_builds(struct flow_run *run, const struct call *call, const struct model *model);
/* A call of a library's function that reaches the wire: its answer. */
void flow_wire(struct flow_run *run, const struct call *call, const struct model *model);
/* What the key of a command is made of, whose text comes first in `texts` and whose format may be that argument of the
 * call, with its parts behind; `asked` where that cannot be told. */
uint64_t flow_key(struct flow_run *run, const struct call *call, int32_t format, uint64_t texts, uint64_t asked);
/* The text at the front of `texts` is a request. */
void flow_add_request(struct flow_run *run, const struct call *call, const struct flow_requests *one);
struct flow_requests flow_requests_of_text(struct flow_run *run, uint64_t texts, enum request_language language);
void flow_set_result(struct flow_run *run, const struct call *call, uint64_t labels, uint64_t texts);
/* The first text among the arguments that says something. */
uint64_t flow_first_text(struct flow_run *run, const struct call *call, uint32_t from);

/* --- flow_imply.c: what a function tests, for callers that ask which answers calls need -----------------------------
 */

void flow_imply(struct flow_run *run, const struct expr *condition);
/* Unless it only tells of a failure, or nothing is set or left in its arms. */
void flow_imply_branch(struct flow_run *run, const struct branch *branch);
/* The tests of `test ? a : b` in the value; NULL: there is none. */
void flow_imply_selected(struct flow_run *run, const struct expr *value);
/* A parameter of the function is read while `is_testing`. */
void flow_imply_parameter(struct flow_run *run, const struct flow_place *place);
/* What the callee's tests say: labels of what it gives, where answers are asked about; else 0, and on to our callers.
 */
uint64_t flow_implied(struct flow_run *run, const struct call *call, const struct function_flows *flows);
/* Puts these labels into variables whose addresses are passed: `get(c, &value)`. Not into what a context holds, in
 * which a call may note anything. */
void flow_put_implied(struct flow_run *run, const struct call *call, const struct function_flows *flows,
                      uint64_t labels);
/* See struct function_flows. */
uint64_t flow_filled(const struct flow_run *run);

/* --- flow_turns.c: what ends the loop that is asked about -----------------------------------------------------------
 */

/* At the beginning of a turn. */
void flow_note_tokens(struct flow_run *run);
void flow_note_branch(struct flow_run *run, const struct branch *branch);
void flow_note_test(struct flow_run *run, const struct loop *loop);

/* --- flow_asks.c: all of these do nothing unless it is asked which answers calls need -------------------------------
 */

/* The label of the call's answer; 0: not asked for. */
uint64_t flow_answer_bit(struct flow_run *run, const struct call *call);
/* The answers that have decided that control came here. */
uint64_t flow_decided(const struct flow_run *run);
/* The list does not run when nothing fails. */
bool flow_is_dead(const struct flow_run *run, const struct region *list);
struct flow_test {
    uint64_t tested;
    uint64_t skipped;
};
struct flow_test flow_begin_test(struct flow_run *run, const struct expr *condition); /* NULL: none yet */
void flow_end_test(struct flow_run *run, struct flow_test outer);
void flow_end_jumps(struct flow_run *run, struct flow_test outer); /* of a loop or switch */
void flow_note_jump(struct flow_run *run, const struct region *region);
void flow_note_ask(struct flow_run *run, const struct call *call, uint64_t labels);
/* Of a library function; NULL: it has none. */
void flow_note_connection(struct flow_run *run, const struct call *call, const struct expr *handle);
/* Of a function of the program: the caller's place of its only connection, or NULL, and the argument that leads there.
 */
void flow_note_connection_inside(struct flow_run *run, const struct call *call, const struct function_flows *flows,
                                 const struct flow_place *place, const struct expr *argument);

/* --- flow.c ------------------------------------------------------------------------------------------------------- */

void flow_walk(struct flow_run *run, const struct region *list);
void flow_run_function(struct flow_run *run);
void flow_finish_run(struct flow_run *run);
struct flow_use flow_use_of(const struct flow_requests *requests);
/* Those of the scope's function, in the arena. */
const struct function_flows *flow_make(struct costs *costs, const struct scope *scope, const struct entered *entered,
                                       struct arena *arena);
/* Of a function of the program; NULL: not known, or being looked at. */
const struct function_flows *flow_of_function(struct flow_run *run, uint32_t function);

/* --- flow_entered.c: what the calls on the way leave ---------------------------------------------------------------
 */

/* `flows`, those of the only function that the call runs, without what the calls on the way and this one shut off. */
const struct function_flows *flow_at_call(struct flow_run *run, const struct call *call, uint32_t function,
                                          const struct function_flows *flows);
/* The call makes no request on this way; or, in the flows of a function, when nothing fails. */
bool flow_is_silent(const struct flow_run *run, const struct call *call);

#endif
