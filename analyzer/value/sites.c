/* Big-endian Patricia trees. Tests: tests/unit/value/test_sites.c */
#include "value/sites.h"

struct site_tree {
    uint32_t prefix; /* the key of a leaf; what all keys below share */
    uint32_t bit;    /* the highest bit in which they differ; 0: a leaf */
    const struct site_tree *zeros;
    const struct site_tree *ones;
    struct site_count site;
};

const struct site_tree *site_tree_of(struct arena *arena, struct site_count site) {
    struct site_tree *leaf = ARENA_NEW(arena, struct site_tree);
    *leaf = (struct site_tree){.prefix = site.call, .site = site};
    return leaf;
}

static const struct site_tree *node(struct arena *arena, uint32_t prefix, uint32_t bit, const struct site_tree *zeros,
                                    const struct site_tree *ones) {
    if (!zeros || !ones)
        return zeros ? zeros : ones;
    struct site_tree *tree = ARENA_NEW(arena, struct site_tree);
    *tree = (struct site_tree){.prefix = prefix, .bit = bit, .zeros = zeros, .ones = ones};
    return tree;
}

static uint32_t above(uint32_t key, uint32_t bit) { return key & ~(bit | (bit - 1)); }

static bool is_below(uint32_t key, const struct site_tree *tree) {
    return tree->bit ? above(key, tree->bit) == tree->prefix : key == tree->prefix;
}

static const struct site_tree *join_apart(struct arena *arena, const struct site_tree *a, const struct site_tree *b) {
    uint32_t bit = UINT32_C(1) << (31 - __builtin_clz(a->prefix ^ b->prefix));
    bool is_one = (a->prefix & bit) != 0;
    return node(arena, above(a->prefix, bit), bit, is_one ? b : a, is_one ? a : b);
}

struct merging {
    struct arena *arena;
    site_merge *merge;
    void *context;
    bool is_idempotent;
};

static const struct site_tree *merge_leaves(const struct merging *merging, const struct site_tree *a,
                                            const struct site_tree *b) {
    struct site_count both = merging->merge(a->site, b->site, merging->context);
    if (both.times == a->site.times && both.trips == a->site.trips)
        return a;
    if (both.times == b->site.times && both.trips == b->site.trips)
        return b;
    return site_tree_of(merging->arena, both);
}

static const struct site_tree *merge_trees(const struct merging *merging, const struct site_tree *a,
                                           const struct site_tree *b);

/* One half of `tree` merged with `inner`, which lies below it. */
static const struct site_tree *merge_below(const struct merging *merging, const struct site_tree *tree,
                                           const struct site_tree *inner, bool tree_is_first) {
    bool is_one = (inner->prefix & tree->bit) != 0;
    const struct site_tree *old = is_one ? tree->ones : tree->zeros;
    const struct site_tree *half = tree_is_first ? merge_trees(merging, old, inner) : merge_trees(merging, inner, old);
    if (half == old)
        return tree;
    return node(merging->arena, tree->prefix, tree->bit, is_one ? tree->zeros : half, is_one ? half : tree->ones);
}

static const struct site_tree *merge_trees(const struct merging *merging, const struct site_tree *a,
                                           const struct site_tree *b) {
    if (!a || !b)
        return a ? a : b;
    if (a == b && merging->is_idempotent)
        return a;
    if (a->bit == b->bit && a->prefix == b->prefix) {
        if (a->bit == 0)
            return merge_leaves(merging, a, b);
        const struct site_tree *zeros = merge_trees(merging, a->zeros, b->zeros);
        const struct site_tree *ones = merge_trees(merging, a->ones, b->ones);
        if (zeros == a->zeros && ones == a->ones)
            return a;
        if (zeros == b->zeros && ones == b->ones)
            return b;
        return node(merging->arena, a->prefix, a->bit, zeros, ones);
    }
    if (a->bit > b->bit && is_below(b->prefix, a))
        return merge_below(merging, a, b, true);
    if (b->bit > a->bit && is_below(a->prefix, b))
        return merge_below(merging, b, a, false);
    return join_apart(merging->arena, a, b);
}

const struct site_tree *site_tree_merge(struct arena *arena, const struct site_tree *a, const struct site_tree *b,
                                        site_merge *merge, bool is_idempotent, void *context) {
    struct merging merging = {arena, merge, context, is_idempotent};
    return merge_trees(&merging, a, b);
}

const struct site_tree *site_tree_change(struct arena *arena, const struct site_tree *tree, site_change *change,
                                         void *context) {
    if (!tree)
        return NULL;
    if (tree->bit == 0) {
        struct site_count site = tree->site;
        if (!change(&site, context))
            return NULL;
        bool is_same = site.times == tree->site.times && site.trips == tree->site.trips;
        return is_same ? tree : site_tree_of(arena, site);
    }
    const struct site_tree *zeros = site_tree_change(arena, tree->zeros, change, context);
    const struct site_tree *ones = site_tree_change(arena, tree->ones, change, context);
    if (zeros == tree->zeros && ones == tree->ones)
        return tree;
    return node(arena, tree->prefix, tree->bit, zeros, ones);
}

const struct site_count *site_tree_find(const struct site_tree *tree, uint32_t key) {
    while (tree && tree->bit)
        tree = key & tree->bit ? tree->ones : tree->zeros;
    return tree && tree->prefix == key ? &tree->site : NULL;
}

void site_tree_visit(const struct site_tree *tree, void (*visit)(const struct site_count *site, void *context),
                     void *context) {
    if (!tree)
        return;
    if (tree->bit == 0) {
        visit(&tree->site, context);
        return;
    }
    site_tree_visit(tree->zeros, visit, context);
    site_tree_visit(tree->ones, visit, context);
}
