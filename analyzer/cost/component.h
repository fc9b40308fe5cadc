/* Components of the call graph: functions that all reach each other, and the order in which they are counted.
 *
 * What is visited: functions of the cone, and what they call outside of it that may never return. Components come
 * callees first. Nothing here depends on the order of units: members are sorted by the place of their definition, and
 * edges inside a component by their target.
 * Cost: linear in functions and edges, plus sorting the members and edges of each component; no recursion.
 * Source: Tarjan, "Depth-first search and linear graph algorithms", 1972. Tests: tests/unit/cost/test_component.c */
#ifndef TRIPCOUNT_COST_COMPONENT_H
#define TRIPCOUNT_COST_COMPONENT_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

struct component {
    const uint32_t *members; /* program functions, by file, line, column, name, unit */
    uint32_t count;
    uint32_t entry;          /* number of the first member that a function outside calls; 0 when none does */
    const uint32_t *first;   /* edges inside, from member m: callees[first[m] .. first[m + 1])   [count + 1] */
    const uint32_t *callees; /* numbers of members, ascending, each once */
    uint32_t *number_of;     /* of a member, by program function; of others meaningless */
};

/* False stops the walk. */
typedef bool component_visit(const struct component *component, void *context);
/* False when `visit` was. The component lives until `visit` returns. */
NODISCARD bool components_visit(const struct program *program, component_visit *visit, void *context);

/* `function` is a member. */
bool component_holds(const struct component *component, uint32_t function);

/* Postorder of a depth-first walk from member `start`: `order` [count] gets numbers of members, `start` last. An edge
 * to a member that is open when it is met, a back edge, leads to one that comes later or is the member itself. */
void component_postorder(const struct component *component, uint32_t start, uint32_t *order);

#endif
