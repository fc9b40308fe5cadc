/* Sixty-four entry points at a time go down the call graph as bits. Tests: tests/unit/rule/test_reach.c */
#include "rule/reach.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define BATCH 64

struct reached {
    uint32_t function;
    VEC(const char *) names;
};

struct reach {
    struct reached *items;
    uint32_t count;
    struct map index; /* function -> items */
};

struct walk {
    const struct program *program;
    const struct calls *calls;
    VEC(struct named_entry) entries; /* by name */
    VEC(uint32_t) order;             /* functions of the cone, callees before callers where there is no cycle */
    uint64_t *masks;                 /* [function_count] */
    bool *is_named;                  /* [function_count] */
};

static int compare_entries(const void *a, const void *b) {
    const struct named_entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->function < y->function ? -1 : x->function > y->function;
}

static void find_entries(struct walk *walk, const struct named_entry *named, uint32_t named_count) {
    const struct program *program = walk->program;
    for (uint32_t i = 0; i < named_count; i++) {
        walk->is_named[named[i].function] = true;
        vec_push(&walk->entries, named[i]);
    }
    for (uint32_t f = 0; f < program->function_count; f++)
        if (program->functions[f].is_in_cone && !walk->calls->is_called[f] && !walk->is_named[f])
            vec_push(&walk->entries, (struct named_entry){program_function_name(program, f), f});
    if (walk->entries.count)
        qsort(walk->entries.items, walk->entries.count, sizeof *walk->entries.items, compare_entries);
}

/* Post-order, without C recursion: call graphs are deep. */
static void find_order(struct walk *walk) {
    const struct program *program = walk->program;
    VEC(uint32_t) stack = {0};
    uint32_t *next = checked_zero_alloc((uint64_t)program->function_count + 1,
                                        sizeof *next); /* 0: not seen, else first callee to look at, plus 1 */
    for (uint32_t root = 0; root < program->function_count; root++) {
        if (next[root] || !program->functions[root].is_in_cone)
            continue;
        next[root] = walk->calls->first[root] + 1;
        vec_push(&stack, root);
        while (stack.count > 0) {
            uint32_t f = stack.items[stack.count - 1];
            if (next[f] - 1 == walk->calls->first[f + 1]) {
                vec_push(&walk->order, f);
                stack.count--;
                continue;
            }
            uint32_t callee = walk->calls->functions[next[f]++ - 1];
            if (next[callee])
                continue;
            next[callee] = walk->calls->first[callee] + 1;
            vec_push(&stack, callee);
        }
    }
    free(next);
    vec_finish(&stack);
}

/* One pass, callers first; true when a cycle asks for another. */
static bool push_down(struct walk *walk, const uint32_t *ranks) {
    const struct calls *callees = walk->calls;
    bool is_changed = false;
    for (uint32_t i = walk->order.count; i-- > 0;) {
        uint32_t f = walk->order.items[i];
        if (!walk->masks[f])
            continue;
        for (uint32_t k = callees->first[f]; k < callees->first[f + 1]; k++) {
            uint32_t callee = callees->functions[k];
            if (walk->is_named[callee])
                continue;
            uint64_t more = walk->masks[f] & ~walk->masks[callee];
            walk->masks[callee] |= more;
            is_changed |= more && ranks[callee] > i;
        }
    }
    return is_changed;
}

static void add_names(struct reached *reached, const struct walk *walk, uint32_t first) {
    for (uint64_t mask = walk->masks[reached->function]; mask; mask &= mask - 1) {
        const char *name = walk->entries.items[first + (uint32_t)__builtin_ctzll(mask)].name;
        if (reached->names.count == 0 || strcmp(reached->names.items[reached->names.count - 1], name) != 0)
            vec_push(&reached->names, name);
    }
}

static void walk_batches(struct walk *walk, struct reach *reach) {
    uint64_t size = (uint64_t)walk->program->function_count + 1;
    uint32_t *ranks = checked_alloc(size, sizeof *ranks);
    walk->masks = checked_alloc(size, sizeof *walk->masks);
    memset(ranks, 0, size * sizeof *ranks);
    for (uint32_t i = 0; i < walk->order.count; i++)
        ranks[walk->order.items[i]] = i;
    for (uint32_t first = 0; first < walk->entries.count; first += BATCH) {
        memset(walk->masks, 0, size * sizeof *walk->masks);
        for (uint32_t i = first; i < first + BATCH && i < walk->entries.count; i++)
            walk->masks[walk->entries.items[i].function] |= UINT64_C(1) << (i - first);
        while (push_down(walk, ranks))
            continue;
        for (uint32_t i = 0; i < reach->count; i++)
            add_names(&reach->items[i], walk, first);
    }
    free(ranks);
    free(walk->masks);
}

/* The lists move to the program's arena, where findings keep them. */
static void settle(struct reached *reached, struct arena *arena) {
    const char **names = ARENA_ARRAY(arena, const char *, reached->names.count);
    uint32_t count = reached->names.count;
    if (count)
        memcpy(names, reached->names.items, count * sizeof(const char *));
    vec_finish(&reached->names);
    reached->names.items = names;
    reached->names.count = count;
}

struct reach *reach_create(const struct program *program, const struct calls *calls, const struct named_entry *named,
                           uint32_t named_count, const uint32_t *functions, uint32_t count) {
    uint64_t size = (uint64_t)program->function_count + 1;
    struct reach *reach = checked_alloc(1, sizeof *reach);
    *reach = (struct reach){.items = checked_alloc((uint64_t)count + 1, sizeof *reach->items), .count = count};
    for (uint32_t i = 0; i < count; i++) {
        reach->items[i] = (struct reached){.function = functions[i]};
        map_put(&reach->index, functions[i], i);
    }
    struct walk walk = {.program = program, .calls = calls, .is_named = checked_alloc(size, sizeof *walk.is_named)};
    memset(walk.is_named, 0, size * sizeof *walk.is_named);
    if (count > 0) {
        find_entries(&walk, named, named_count);
        find_order(&walk);
        walk_batches(&walk, reach);
    }
    free(walk.is_named);
    for (uint32_t i = 0; i < count; i++)
        settle(&reach->items[i], program->arena);
    vec_finish(&walk.entries);
    vec_finish(&walk.order);
    return reach;
}

void reach_destroy(struct reach *reach) {
    if (!reach)
        return;
    map_finish(&reach->index);
    free(reach->items);
    free(reach);
}

const char *const *reach_entry_points(const struct reach *reach, uint32_t function, uint32_t *count) {
    uint32_t known = map_get(&reach->index, function);
    if (known == MAP_NONE)
        BUG("entry points of a function that was not asked for");
    *count = reach->items[known].names.count;
    return reach->items[known].names.items;
}
