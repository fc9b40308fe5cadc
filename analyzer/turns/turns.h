/* How often a loop's body runs, as a formula over what the reader can see.
 *
 * Of several bounds the smallest by assumed value is taken. What cannot be told is a named unknown: turns@function:k.
 * The formal name is the reachability-bound problem; here calls are pure for bounds.
 * Tests: tests/unit/cost/test_turns.c, testdata/_cost */
#ifndef TRIPCOUNT_COST_TURNS_H
#define TRIPCOUNT_COST_TURNS_H

#include "turns/scope.h"

struct turns {
    const struct poly *count; /* whole turns; exact or at most */
    bool is_named;            /* false: the named unknown */
    bool has_partial; /* one more begins and leaves at a test in the body: `for (;;) { a(); if (done) break; }` */
    const struct region *test; /* that test; NULL: not known. Of turns that leave behind it, none is one more */
    /* The outer loop moves the same cursor on and never back: `while (*p) { while (*p && *p != ',') p++; ask(); p++;
     * }`. `count` is then that of all its turns while the outer loop runs, not of one entry: outer * inner would count
     * the text squared, and neither factor alone can be made smaller, because calls may stand in both bodies. */
    bool continues;
    /* A person has said so (turns/cap.h): `capped`, a name or formula, is `most` at most; NULL: nobody has. */
    const char *capped;
    int64_t most;
    const char *from; /* "bound", "config" */
};

struct turns turns_of(const struct scope *scope, uint32_t loop);

/* Nothing but its body can end the loop. */
bool turns_are_endless(const struct loop *loop);

/* The number that an atom is taken to be where nothing is known: 1000, counts rooted in an element of an outer loop 10.
 */
double turns_assumed(const struct atom *atom, void *unused);

#endif
