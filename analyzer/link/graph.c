/* Edges in both directions, as compressed rows. Tests: tests/unit/link/test_cone.c */
#include "link/graph.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct edge_list {
    VEC(uint32_t) targets; /* by caller */
    VEC(bool) is_kept;
    uint32_t *first;
};

static void add_edge(struct edge_list *list, uint32_t target, bool is_kept) {
    vec_push(&list->targets, target);
    vec_push(&list->is_kept, is_kept);
}

/* Each once: a large table may be called in many places of one function. */
static void add_resolved(const struct program *program, uint32_t function, struct edge_list *list) {
    const struct program_function *f = &program->functions[function];
    const uint32_t *last = NULL;
    for (uint32_t i = 0; i < f->resolved_count; i++) {
        const struct targets *targets = &f->resolved[i].targets;
        if (targets->functions == last)
            continue;
        last = targets->functions;
        for (uint32_t k = 0; k < targets->count; k++)
            if (targets->functions[k] != function)
                add_edge(list, targets->functions[k], false);
    }
}

static void collect_edges(struct program *program, struct arena *arena, struct edge_list *list) {
    struct arena scratch;
    arena_init(&scratch);
    list->first = ARENA_ARRAY(arena, uint32_t, program->function_count + 1);
    for (uint32_t f = 0; f < program->function_count; f++) {
        uint32_t unit = program->functions[f].unit;
        const struct function_entry *entry = program_entry(program, f);
        for (uint32_t i = 0, kept = 0; i < entry->callee_count; i++) {
            uint32_t entity = program->units[unit].entities[entry->callees[i]];
            bool is_kept = kept < entry->kept_callee_count && entry->kept_callees[kept] == entry->callees[i];
            kept += is_kept;
            if (program->entities[entity].model)
                continue;
            struct targets targets = program_targets(program, unit, entity, &scratch);
            for (uint32_t k = 0; k < targets.count; k++)
                if (targets.functions[k] != f)
                    add_edge(list, targets.functions[k], is_kept);
        }
        add_resolved(program, f, list);
        list->first[f + 1] = list->targets.count;
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
}

static struct call_edges reversed(uint32_t count, struct call_edges edges, struct arena *arena) {
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, count + 1);
    uint32_t *functions = ARENA_ARRAY(arena, uint32_t, edges.first[count]);
    for (uint32_t i = 0; i < edges.first[count]; i++)
        first[edges.functions[i] + 1]++;
    for (uint32_t f = 0; f < count; f++)
        first[f + 1] += first[f];
    uint32_t *next = checked_alloc((uint64_t)count + 1, sizeof *next);
    memcpy(next, first, ((size_t)count + 1) * sizeof *next);
    for (uint32_t f = 0; f < count; f++)
        for (uint32_t i = edges.first[f]; i < edges.first[f + 1]; i++)
            functions[next[edges.functions[i]]++] = f;
    free(next);
    return (struct call_edges){first, functions, NULL};
}

void program_build_graph(struct program *program, struct arena *arena) {
    struct edge_list list = {0};
    collect_edges(program, arena, &list);
    uint32_t *functions = ARENA_ARRAY(arena, uint32_t, list.targets.count);
    if (list.targets.count)
        memcpy(functions, list.targets.items, list.targets.count * sizeof *functions);
    bool *is_kept = ARENA_ARRAY(arena, bool, list.is_kept.count);
    if (list.is_kept.count)
        memcpy(is_kept, list.is_kept.items, list.is_kept.count * sizeof *is_kept);
    vec_finish(&list.targets);
    vec_finish(&list.is_kept);
    program->callees = (struct call_edges){list.first, functions, is_kept};
    program->callers = reversed(program->function_count, program->callees, arena);
}

void program_visit_callers(const struct program *program, const uint32_t *start, uint32_t start_count,
                           unsigned char *marks, void (*visit)(uint32_t function, void *context), void *context) {
    VEC(uint32_t) queue = {0};
    for (uint32_t i = 0; i < start_count; i++) {
        if (!marks[start[i]])
            vec_push(&queue, start[i]);
        marks[start[i]] = 1;
    }
    for (uint32_t next = 0; next < queue.count; next++) {
        uint32_t function = queue.items[next];
        visit(function, context);
        for (uint32_t i = program->callers.first[function]; i < program->callers.first[function + 1]; i++) {
            uint32_t caller = program->callers.functions[i];
            if (!marks[caller])
                vec_push(&queue, caller);
            marks[caller] = 1;
        }
    }
    vec_finish(&queue);
}
