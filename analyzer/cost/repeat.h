/* The same read twice on one way through a function, with nothing in between that may change the answer.
 *
 * Two calls of one function with the same arguments, on the same connection, both reads. In between nobody writes to
 * any peer, waits for something else, or calls through a pointer; nothing is assigned to what the arguments go through,
 * and nobody gets the objects that they lead to. A second call that only runs because of the answer to the first is a
 * read after a look, not a repeat. A size probe, which has NULL where the other has a buffer, and then the read count
 * too. Tests: tests/unit/cost/test_repeat.c, testdata/duplicate-call */
#ifndef TRIPCOUNT_COST_REPEAT_H
#define TRIPCOUNT_COST_REPEAT_H

#include "cost/course.h"

struct repeat {
    uint32_t first; /* calls of the function */
    uint32_t second;
    bool is_probe; /* the first only asks for the size */
};

struct repeats {
    VEC(struct repeat) items;
};

/* Each later call with the first that it repeats, in source order. Quadratic in the calls of the course. */
void repeats_find(const struct course_question *question, const struct course *course, struct repeats *out);
void repeats_finish(struct repeats *repeats);

#endif
