/* What kind of loop it is: which are loops over data, and which only wait, retry, page or serve. */
#ifndef TRIPCOUNT_VALUE_LOOP_CLASS_H
#define TRIPCOUNT_VALUE_LOOP_CLASS_H

#include "ir/region.h"

#include <stdbool.h>
#include <stdint.h>

enum loop_class {
    CLASS_NONE,     /* nothing is known */
    CLASS_RETRY,    /* the next turn only comes after a failure, with the same request */
    CLASS_FAILOVER, /* ... with another handle or host */
    CLASS_TRANSFER, /* what remains shrinks by the call's result */
    CLASS_DRAIN,    /* takes what earlier sends will bring */
    CLASS_EVENT,    /* begins with a wait for something from outside */
    CLASS_INPUT,    /* walks the words of the command line */
    CLASS_SCRIPT,   /* does what a text says */
    CLASS_PAGE,     /* the next request takes a token from the answer */
    CLASS_POLL,     /* sleeps, repeats */
    CLASS_CHUNK,    /* the step is the request's size */
    CLASS_COUNTED,  /* a bound that has a name */
    CLASS_SEARCH,   /* leaves on a successful answer */
    CLASS_SEND,     /* only sends, and waits for no answer */
    CLASS_LATER,    /* its answers come to callbacks */
    CLASS_FLUSH,    /* sends what has filled a buffer; of a single call: every K-th turn */
    CLASS_CLOCK,    /* runs until some time has passed */
    CLASS_AGAIN,    /* the first turn sets what it needs for a second one: two turns at most */
    CLASS_REDO,     /* begins anew after its inner loop has changed what that walks */
    CLASS_WINDOW,   /* waits for all that is under way, and sends as many as there is room for */
    CLASS_OPTION,   /* a few elements of an array of options, each of which may be set up to ask */
    CLASS_THROWN,   /* only runs where a switch is off that connecting throws (facts/thrown.h) */
    /* Of single calls in a loop: */
    CLASS_PREFETCH, /* fetched ahead for the whole collection */
};
#define CLASS_COUNT 23

/* Why a loop, or one call in it, is not reported. */
struct quiet_loop {
    uint32_t loop;
    uint32_t call; /* CALL_NONE: the whole loop */
    enum loop_class class;
    struct location place; /* of what shows it: the wait, the sleep, the test, the bulk call */
    const char *what;      /* the function called there, or NULL */
};

/* The class says that the loop counts once; CHUNK: unless the size of a piece is a number. */
bool loop_class_is_once(enum loop_class class);

#endif
