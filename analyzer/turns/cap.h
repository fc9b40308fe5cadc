/* What people say about turns: `// tripcount: n <= 8 (shards)` on a loop or right above it, `turns:` of
 * .tripcount.yaml. A comment wins over the config. Tests: tests/unit/cost/test_cap.c */
#ifndef TRIPCOUNT_COST_CAP_H
#define TRIPCOUNT_COST_CAP_H

#include "ir/unit.h"
#include "turns/scope.h"
#include "turns/turns.h"

/* "n <= 8 (shards)": `name` "n" (not terminated; length 0: the turns themselves), `most` 8. */
struct cap_text {
    const char *name;
    size_t name_length;
    int64_t most;
};
/* False: it is not of that form. */
bool cap_read(const char *text, struct cap_text *out);

/* The loop that a comment is about: that which begins on its line (of several the innermost), else the one that begins
 * on the next line but one at most, else the one whose head the line is part of. LOOP_NONE: there is none. */
uint32_t cap_loop(const struct scope *scope, struct location comment);

/* Puts what people said into the turns. A name that is part of the formula is put in for (`n <= 8` of 2*n gives 16);
 * any other caps the turns. A number that is known to be smaller stays. */
void cap_turns(const struct scope *scope, uint32_t loop, struct turns *turns);

#endif
