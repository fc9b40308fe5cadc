/* Components of graphs, against the definition. */
#include "base/scc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#define NODES_MAX 8

/* Components in the order of their visits. */
struct found {
    uint32_t component[NODES_MAX]; /* of the node, from 1; 0: not visited */
    uint32_t count;
};

static void note(const uint32_t *nodes, uint32_t count, void *context) {
    struct found *found = context;
    found->count++;
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(found->component[nodes[i]], 0);
        found->component[nodes[i]] = found->count;
    }
}

struct pair {
    uint32_t from;
    uint32_t to;
};

/* Edges are given by their origin, ascending. */
static struct found components(uint32_t count, const struct pair *edges, uint32_t edge_count) {
    uint32_t first[NODES_MAX + 1] = {0}, next[64];
    struct found found = {.count = 0};
    assert_true(count <= NODES_MAX && edge_count <= 64);
    for (uint32_t i = 0; i < edge_count; i++) {
        assert_true(i == 0 || edges[i - 1].from <= edges[i].from);
        first[edges[i].from + 1]++;
        next[i] = edges[i].to;
    }
    for (uint32_t n = 0; n < count; n++)
        first[n + 1] += first[n];
    struct scc_graph graph = {count, first, next};
    scc_find(&graph, note, &found);
    for (uint32_t n = 0; n < count; n++)
        assert_int_not_equal(found.component[n], 0);
    return found;
}

static void an_empty_graph_has_none(void **state) {
    (void)state;
    assert_int_equal(components(0, NULL, 0).count, 0);
}

static void nodes_without_edges_are_alone(void **state) {
    (void)state;
    assert_int_equal(components(3, NULL, 0).count, 3);
}

static void what_is_led_to_comes_first(void **state) {
    static const struct pair edges[] = {{0, 1}, {0, 2}, {1, 3}, {2, 3}};
    (void)state;
    struct found found = components(4, edges, 4);
    assert_int_equal(found.count, 4);
    for (int i = 0; i < 4; i++)
        assert_true(found.component[edges[i].to] < found.component[edges[i].from]);
}

static void a_cycle_is_one(void **state) {
    static const struct pair edges[] = {{0, 1}, {1, 2}, {2, 0}, {2, 3}};
    (void)state;
    struct found found = components(4, edges, 4);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.component[3], 1);
    assert_int_equal(found.component[0], 2);
    assert_int_equal(found.component[1], 2);
    assert_int_equal(found.component[2], 2);
}

static void loops_and_repeated_edges_are_no_matter(void **state) {
    static const struct pair edges[] = {{0, 0}, {0, 1}, {0, 1}, {1, 1}};
    (void)state;
    struct found found = components(2, edges, 4);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.component[1], 1);
}

/* 3 leads to 1, of a component that is finished already when 3 is looked at: that joins nothing. */
static void an_edge_to_a_finished_component_joins_nothing(void **state) {
    static const struct pair edges[] = {{0, 1}, {0, 3}, {1, 2}, {2, 1}, {3, 1}, {3, 4}, {4, 3}};
    (void)state;
    struct found found = components(5, edges, 7);
    assert_int_equal(found.count, 3);
    assert_int_equal(found.component[1], found.component[2]);
    assert_int_equal(found.component[3], found.component[4]);
    assert_int_not_equal(found.component[1], found.component[3]);
    assert_int_equal(found.component[0], 3);
}

/* Two cycles that share a node; the second is found while the first is open. */
static void cycles_that_share_a_node_are_one(void **state) {
    static const struct pair edges[] = {{0, 1}, {1, 2}, {1, 3}, {2, 0}, {3, 4}, {4, 1}};
    (void)state;
    assert_int_equal(components(5, edges, 6).count, 1);
}

static bool reaches(const bool *edges, uint32_t count, uint32_t from, uint32_t to) {
    bool is_seen[NODES_MAX] = {false};
    uint32_t stack[NODES_MAX], depth = 0;
    stack[depth++] = from;
    is_seen[from] = true;
    while (depth > 0) {
        uint32_t node = stack[--depth];
        for (uint32_t n = 0; n < count; n++)
            if (edges[node * count + n] && !is_seen[n]) {
                is_seen[n] = true;
                stack[depth++] = n;
            }
    }
    return is_seen[to];
}

/* All graphs of four nodes against the definition: each reaches the other. */
static void all_small_graphs(void **state) {
    enum { COUNT = 4, BITS = COUNT * COUNT };
    (void)state;
    for (uint32_t mask = 0; mask < 1u << BITS; mask++) {
        struct pair edges[BITS];
        bool is_edge[BITS];
        uint32_t edge_count = 0;
        for (uint32_t i = 0; i < BITS; i++) {
            is_edge[i] = mask >> i & 1;
            if (is_edge[i])
                edges[edge_count++] = (struct pair){i / COUNT, i % COUNT};
        }
        struct found found = components(COUNT, edges, edge_count);
        for (uint32_t a = 0; a < COUNT; a++)
            for (uint32_t b = 0; b < COUNT; b++) {
                bool forth = reaches(is_edge, COUNT, a, b), back = reaches(is_edge, COUNT, b, a);
                if ((found.component[a] == found.component[b]) != (forth && back) ||
                    (forth && found.component[b] > found.component[a]))
                    fail_msg("graph %x, nodes %u and %u", mask, a, b);
            }
    }
}

struct tally {
    uint32_t components;
    uint32_t nodes;
};

static void count_nodes(const uint32_t *nodes, uint32_t count, void *context) {
    struct tally *tally = context;
    (void)nodes;
    tally->components++;
    tally->nodes += count;
}

/* Deeper than any call stack: a path of a million nodes, then the same closed to a cycle. */
static void a_long_path_takes_no_stack(void **state) {
    enum { COUNT = 1000000 };
    uint32_t *first = malloc((COUNT + 1) * sizeof *first), *next = malloc(COUNT * sizeof *next);
    struct tally open = {0}, closed = {0};
    (void)state;
    assert_true(first && next);
    for (uint32_t n = 0; n < COUNT; n++) {
        first[n] = n;
        next[n] = (n + 1) % COUNT;
    }
    first[COUNT] = COUNT;
    struct scc_graph graph = {COUNT, first, next};
    scc_find(&graph, count_nodes, &closed);
    assert_int_equal(closed.components, 1);
    assert_int_equal(closed.nodes, COUNT);
    first[COUNT] = COUNT - 1; /* the last leads nowhere */
    scc_find(&graph, count_nodes, &open);
    assert_int_equal(open.components, COUNT);
    assert_int_equal(open.nodes, COUNT);
    free(first);
    free(next);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_graph_has_none),
        cmocka_unit_test(nodes_without_edges_are_alone),
        cmocka_unit_test(what_is_led_to_comes_first),
        cmocka_unit_test(a_cycle_is_one),
        cmocka_unit_test(loops_and_repeated_edges_are_no_matter),
        cmocka_unit_test(an_edge_to_a_finished_component_joins_nothing),
        cmocka_unit_test(cycles_that_share_a_node_are_one),
        cmocka_unit_test(all_small_graphs),
        cmocka_unit_test(a_long_path_takes_no_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
