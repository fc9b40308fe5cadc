/* Up the call graph. Tests: tests/unit/rule/test_reach.c */
#include "rule/reach.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct reach {
    const struct program *program;
    uint32_t *marks; /* the last query that has seen a function */
    uint32_t query;
};

struct reach *reach_create(const struct program *program) {
    struct reach *reach = checked_alloc(1, sizeof *reach);
    size_t size = (size_t)program->function_count + 1;
    *reach = (struct reach){.program = program, .marks = checked_alloc(size, sizeof *reach->marks)};
    memset(reach->marks, 0, size * sizeof *reach->marks);
    return reach;
}

void reach_destroy(struct reach *reach) {
    if (!reach)
        return;
    free(reach->marks);
    free(reach);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *reach_entry_points(struct reach *reach, uint32_t function, uint32_t *count) {
    const struct call_edges *callers = &reach->program->callers;
    VEC(uint32_t) queue = {0};
    VEC(const char *) names = {0};
    reach->query++;
    reach->marks[function] = reach->query;
    vec_push(&queue, function);
    for (uint32_t next = 0; next < queue.count; next++) {
        uint32_t callee = queue.items[next];
        if (!reach->program->functions[callee].is_called)
            vec_push(&names, program_function_name(reach->program, callee));
        for (uint32_t i = callers->first[callee]; i < callers->first[callee + 1]; i++) {
            uint32_t caller = callers->functions[i];
            if (reach->marks[caller] == reach->query)
                continue;
            reach->marks[caller] = reach->query;
            vec_push(&queue, caller);
        }
    }
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    const char **kept = ARENA_ARRAY(reach->program->arena, const char *, names.count);
    uint32_t kept_count = 0;
    for (uint32_t i = 0; i < names.count; i++)
        if (kept_count == 0 || strcmp(kept[kept_count - 1], names.items[i]) != 0)
            kept[kept_count++] = names.items[i];
    vec_finish(&queue);
    vec_finish(&names);
    *count = kept_count;
    return kept;
}
