/* Tarjan's algorithm with a path of its own in place of the call stack. */
#include "base/scc.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdlib.h>

#define NOT_VISITED UINT32_MAX

struct opened {
    uint32_t node;
    uint32_t next; /* edge to look at */
};

struct walk {
    const struct scc_graph *graph;
    uint32_t *index; /* order of discovery, NOT_VISITED */
    uint32_t *low;   /* the least index that is known to be reached, itself included */
    bool *is_open;   /* visited, of no finished component */
    uint32_t next_index;
    VEC(struct opened) path;
    VEC(uint32_t) stack;
};

static void open_node(struct walk *walk, uint32_t node) {
    walk->index[node] = walk->low[node] = walk->next_index++;
    walk->is_open[node] = true;
    vec_push(&walk->stack, node);
    vec_push(&walk->path, (struct opened){node, walk->graph->first[node]});
}

static void reach(struct walk *walk, uint32_t from, uint32_t low) {
    if (low < walk->low[from])
        walk->low[from] = low;
}

/* Opens one node behind the last of the path that is not visited yet; false when none is left. */
static bool open_next(struct walk *walk) {
    struct opened *last = &walk->path.items[walk->path.count - 1];
    while (last->next < walk->graph->first[last->node + 1]) {
        uint32_t node = walk->graph->next[last->next++];
        if (walk->index[node] == NOT_VISITED) {
            open_node(walk, node);
            return true;
        }
        if (walk->is_open[node])
            reach(walk, last->node, walk->index[node]);
    }
    return false;
}

static void walk_from(struct walk *walk, uint32_t root, scc_visit *visit, void *context) {
    open_node(walk, root);
    while (walk->path.count > 0) {
        if (open_next(walk))
            continue;
        uint32_t node = walk->path.items[--walk->path.count].node;
        if (walk->path.count > 0)
            reach(walk, walk->path.items[walk->path.count - 1].node, walk->low[node]);
        if (walk->low[node] < walk->index[node])
            continue;
        uint32_t first = walk->stack.count;
        do
            walk->is_open[walk->stack.items[--first]] = false;
        while (walk->stack.items[first] != node);
        visit(walk->stack.items + first, walk->stack.count - first, context);
        walk->stack.count = first;
    }
}

void scc_find(const struct scc_graph *graph, scc_visit *visit, void *context) {
    uint64_t count = (uint64_t)graph->count + 1;
    struct walk walk = {.graph = graph};
    walk.index = checked_alloc(count, sizeof *walk.index);
    walk.low = checked_alloc(count, sizeof *walk.low);
    walk.is_open = checked_alloc(count, sizeof *walk.is_open);
    for (uint32_t n = 0; n < graph->count; n++) {
        walk.index[n] = NOT_VISITED;
        walk.is_open[n] = false;
    }
    for (uint32_t n = 0; n < graph->count; n++)
        if (walk.index[n] == NOT_VISITED)
            walk_from(&walk, n, visit, context);
    free(walk.index);
    free(walk.low);
    free(walk.is_open);
    vec_finish(&walk.path);
    vec_finish(&walk.stack);
}
