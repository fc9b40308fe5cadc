/* Loops whose turns each put as many items into a request as fit, with the help of a function that goes over them:
 *
 *     while (it != end) { request r; it = fill(&r, it, end, limit); send(r); }
 *
 * fill() walks on from where it is told, hands what it comes by to the object that it was given to fill, and returns
 * where it has stopped. How many turns that makes is a matter of how much fits. It is a number where fill() counts its
 * items and stops at one that it was passed. What picks one item, or puts only one in, packs nothing.
 * Tests: testdata/call-in-loop/good_packed.cpp, bad_packed.cpp */
#ifndef TRIPCOUNT_TURNS_PACKED_H
#define TRIPCOUNT_TURNS_PACKED_H

#include "algebra/known.h"
#include "turns/scope.h"

struct packed {
    const struct expr *cursor;  /* a local variable of the loop's function */
    const struct expr *request; /* the local variable that is filled */
    const struct expr *most;    /* the argument that says how many items fit; NULL: something else does */
    uint32_t call;              /* that fills it */
};

/* The loop itself, on each of its turns, packs from where the turn before has stopped. Linear in the calls of the loop,
 * and in the bodies of what those call that look like it. */
bool packed_of(const struct scope *scope, uint32_t loop, struct packed *out);

/* The condition of region `number` asks whether nothing at all has fitted, the cursor being where it was before the
 * call of that turn: NO, since an item that is too large for any request is what fails here. YES: it asks for the
 * opposite. */
enum truth packed_truth(const struct scope *scope, uint32_t loop, const struct expr *condition, uint32_t number);

#endif
