/* Strongly connected components of a graph in compressed rows.
 *
 * O(nodes + edges), no recursion. Source: Tarjan, "Depth-first search and linear graph algorithms", 1972.
 * Tests: tests/unit/base/test_scc.c */
#ifndef TRIPCOUNT_BASE_SCC_H
#define TRIPCOUNT_BASE_SCC_H

#include <stdint.h>

struct scc_graph {
    uint32_t count;
    const uint32_t *first; /* node n leads to next[first[n] .. first[n + 1])   [count + 1] */
    const uint32_t *next;
};

/* Calls `visit` once for each component, behind all components that it leads to. */
typedef void scc_visit(const uint32_t *nodes, uint32_t count, void *context);
void scc_find(const struct scc_graph *graph, scc_visit *visit, void *context);

#endif
