/* The persistent map of sites behaves as a plain table does. */
#include "value/sites.h"

#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#define KEYS 300

struct fixture {
    struct arena arena;
    struct atom_table atoms;
    uint64_t seed;
};

static int start(void **state) {
    struct fixture *f = checked_alloc(1, sizeof *f);
    *f = (struct fixture){.seed = 7};
    arena_init(&f->arena);
    atom_table_init(&f->atoms, &f->arena);
    *state = f;
    return 0;
}

static int stop(void **state) {
    struct fixture *f = *state;
    atom_table_finish(&f->atoms);
    arena_finish(&f->arena);
    free(f);
    return 0;
}

static uint32_t random_below(struct fixture *f, uint32_t limit) {
    f->seed = f->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(f->seed >> 33) % limit;
}

/* Small numbers, large numbers, and loops. */
static uint32_t key_of(uint32_t index) {
    return index % 3 == 0 ? index : index % 3 == 1 ? SITE_LOOP | index : index << 20;
}

static struct site_count sum(struct site_count a, struct site_count b, void *context) {
    struct fixture *f = context;
    return (struct site_count){a.call, poly_add(&f->atoms, a.times, b.times), NULL};
}

static struct site_count first(struct site_count a, struct site_count b, void *context) {
    (void)b;
    (void)context;
    return a;
}

/* A table of numbers, and the map that should hold the same. */
struct pair {
    int64_t table[KEYS];
    const struct site_tree *tree;
};

static void add_random(struct fixture *f, struct pair *pair, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = random_below(f, KEYS), amount = 1 + random_below(f, 9);
        struct site_count site = {key_of(index), poly_constant(&f->atoms, amount), NULL};
        pair->tree = site_tree_merge(&f->arena, pair->tree, site_tree_of(&f->arena, site), sum, false, f);
        pair->table[index] += amount;
    }
}

static void assert_same(const struct pair *pair) {
    for (uint32_t i = 0; i < KEYS; i++) {
        const struct site_count *site = site_tree_find(pair->tree, key_of(i));
        int64_t value = 0;
        assert_int_equal(site != NULL, pair->table[i] != 0);
        if (site)
            assert_true(poly_is_constant(site->times, &value));
        assert_int_equal(value, pair->table[i]);
    }
}

static void merges_as_tables_do(void **state) {
    struct fixture *f = *state;
    for (int round = 0; round < 60; round++) {
        struct pair a = {.tree = NULL}, b = {.tree = NULL}, both = {.tree = NULL};
        add_random(f, &a, random_below(f, 80));
        add_random(f, &b, random_below(f, 80));
        both.tree = site_tree_merge(&f->arena, a.tree, b.tree, sum, false, f);
        for (uint32_t i = 0; i < KEYS; i++)
            both.table[i] = a.table[i] + b.table[i];
        assert_same(&a);
        assert_same(&b);
        assert_same(&both);
    }
}

static void first_comes_first(void **state) {
    struct fixture *f = *state;
    for (uint32_t round = 0; round < 40; round++) {
        const struct site_tree *a = NULL, *b = NULL;
        for (uint32_t i = 0; i < KEYS; i++) {
            struct site_count one = {key_of(i), poly_constant(&f->atoms, 1), NULL}, two = one;
            two.times = poly_constant(&f->atoms, 2);
            if (random_below(f, 3) == 0)
                a = site_tree_merge(&f->arena, a, site_tree_of(&f->arena, one), first, false, NULL);
            if (random_below(f, 3) == 0)
                b = site_tree_merge(&f->arena, b, site_tree_of(&f->arena, two), first, false, NULL);
        }
        const struct site_tree *both = site_tree_merge(&f->arena, a, b, first, true, NULL);
        for (uint32_t i = 0; i < KEYS; i++) {
            const struct site_count *x = site_tree_find(a, key_of(i)), *y = site_tree_find(b, key_of(i));
            const struct site_count *z = site_tree_find(both, key_of(i));
            assert_int_equal(z != NULL, x || y);
            if (z)
                assert_ptr_equal(z->times, x ? x->times : y->times);
        }
    }
}

struct seen {
    uint32_t last;
    uint32_t count;
};

static void see(const struct site_count *site, void *context) {
    struct seen *seen = context;
    assert_true(seen->count == 0 || site->call > seen->last);
    seen->last = site->call;
    seen->count++;
}

static void is_visited_in_order(void **state) {
    struct fixture *f = *state;
    struct pair a = {.tree = NULL};
    struct seen seen = {0};
    uint32_t expected = 0;
    add_random(f, &a, 200);
    for (uint32_t i = 0; i < KEYS; i++)
        expected += a.table[i] != 0;
    site_tree_visit(a.tree, see, &seen);
    assert_int_equal(seen.count, expected);
    assert_null(site_tree_find(a.tree, 0xffffffff));
    assert_null(site_tree_find(NULL, 0));
}

static bool drop_loops(struct site_count *site, void *context) {
    (void)context;
    return (site->call & SITE_LOOP) == 0;
}

static void drops_what_is_not_wanted(void **state) {
    struct fixture *f = *state;
    struct pair a = {.tree = NULL};
    add_random(f, &a, 250);
    const struct site_tree *calls = site_tree_change(&f->arena, a.tree, drop_loops, NULL);
    for (uint32_t i = 0; i < KEYS; i++)
        assert_int_equal(site_tree_find(calls, key_of(i)) != NULL, a.table[i] != 0 && !(key_of(i) & SITE_LOOP));
    assert_null(site_tree_change(&f->arena, NULL, drop_loops, NULL));
}

/* What only one side holds is shared, not copied. */
static void appending_is_cheap(void **state) {
    struct fixture *f = *state;
    const struct site_tree *tree = NULL;
    size_t before = f->arena.used_bytes;
    for (uint32_t i = 0; i < 10000; i++) {
        struct site_count site = {i, poly_constant(&f->atoms, 1), NULL};
        tree = site_tree_merge(&f->arena, tree, site_tree_of(&f->arena, site), sum, false, f);
    }
    assert_true(f->arena.used_bytes - before < (size_t)10000 * 2000);
    assert_non_null(site_tree_find(tree, 9999));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(merges_as_tables_do, start, stop),
        cmocka_unit_test_setup_teardown(first_comes_first, start, stop),
        cmocka_unit_test_setup_teardown(is_visited_in_order, start, stop),
        cmocka_unit_test_setup_teardown(drops_what_is_not_wanted, start, stop),
        cmocka_unit_test_setup_teardown(appending_is_cheap, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
