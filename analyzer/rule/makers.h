/* Where the items of a list come from that a loop sends one by one: loops elsewhere that add an item on each turn.
 *
 * A list is followed backwards from the loop that walks it: through the variables it is copied to, the results of
 * functions, the arguments of direct callers. `x = add(x, item)` adds an item, by the types of the prototype, and
 * `x = join(x, other)` the items of another list: what such functions are called does not matter, nor whether the
 * program holds them. What is added outside of loops is no maker: it does not grow with the data. Lists in fields and
 * lists that are filled through a pointer are not followed.
 * Cost: MAKERS_LOOKS functions at most are read for a loop. Tests: testdata/call-in-loop/bad_list_of_requests.c */
#ifndef TRIPCOUNT_RULE_MAKERS_H
#define TRIPCOUNT_RULE_MAKERS_H

#include "cost/cost.h"
#include "turns/scope.h"

#define MAKERS_LIMIT 12
#define MAKERS_LOOKS 100

struct maker {
    uint32_t function;
    struct location location; /* of the call that adds */
    const char *adder;        /* name of what it calls */
    bool is_joined;           /* it adds a list on each turn */
    bool is_copied;           /* its function is given a list: the items may be those of that one */
};

/* Makers of the list that the loop walks, the nearest first; their number. 0 too where the loop walks no list, or one
 * that no variable or parameter holds. `out` has room for MAKERS_LIMIT. */
uint32_t makers_of_loop(const struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                        struct maker *out);

#endif
