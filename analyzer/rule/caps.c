/* Caps as assumptions; remarks. Tests: tests/integration/test_bounds.py */
#include "rule/caps.h"

#include "turns/cap.h"

#include <stdlib.h>
#include <string.h>

static int compare_assumptions(const void *a, const void *b) {
    return strcmp(((const struct assumption *)a)->atom, ((const struct assumption *)b)->atom);
}

void caps_assume(const struct costs *costs, const struct scope *scope, uint32_t loop, struct formula *formula) {
    struct arena *arena = costs->program->arena;
    for (; loop != LOOP_NONE; loop = scope->loops[loop].parent) {
        struct turns turns = turns_of(scope, loop);
        if (!turns.capped)
            continue;
        struct assumption *all = ARENA_ARRAY(arena, struct assumption, formula->assumed_count + 1);
        if (formula->assumed_count)
            memcpy(all, formula->assumed, formula->assumed_count * sizeof *all);
        all[formula->assumed_count++] =
            (struct assumption){.atom = turns.capped, .value = (double)turns.most, .from = turns.from};
        qsort(all, formula->assumed_count, sizeof *all, compare_assumptions);
        formula->assumed = all;
    }
}

/* --- remarks ----------------------------------------------------------------------------------------------------- */

struct remarks {
    struct program *program;
    struct atom_table *atoms;
    struct arena scratch;
    VEC(struct remark) items;
};

/* A loop of one of the unit's functions is meant. */
static bool has_loop(struct remarks *remarks, uint32_t unit, struct location comment) {
    struct program *program = remarks->program;
    const struct program_unit *u = &program->units[unit];
    bool is_found = false;
    for (uint32_t i = 0; i < u->summary.function_count && !is_found; i++) {
        const struct function *head = &u->summary.functions[i].head;
        struct error ignored = {0};
        if (head->location.file != comment.file || comment.line < head->location.line || comment.line > head->end_line)
            continue;
        const struct function *body = program_body(program, u->first_function + i, &ignored);
        if (body) {
            struct scope scope;
            scope_init(&scope, program, remarks->atoms, &remarks->scratch, u->first_function + i, body);
            is_found = cap_loop(&scope, comment) != LOOP_NONE;
            arena_reset(&remarks->scratch);
        }
        error_finish(&ignored);
    }
    return is_found;
}

static void look_at(struct remarks *remarks, uint32_t unit, const struct bound_comment *bound) {
    const struct unit *skeleton = &remarks->program->units[unit].summary.skeleton;
    struct cap_text cap;
    struct place place = {skeleton->files[bound->location.file].path, bound->location.line, bound->location.column};
    if (!cap_read(bound->text, &cap))
        vec_push(&remarks->items,
                 (struct remark){place, arena_printf(remarks->program->arena,
                                                     "cannot read 'tripcount: %s': it has the form NAME <= NUMBER "
                                                     "(REASON), as in 'tripcount: n <= 8 (shards)'",
                                                     bound->text)});
    else if (!has_loop(remarks, unit, bound->location))
        vec_push(&remarks->items,
                 (struct remark){place, arena_printf(remarks->program->arena,
                                                     "'tripcount: %s' belongs to no loop: it stands on the line of "
                                                     "one, or right above it",
                                                     bound->text)});
}

static int compare_remarks(const void *a, const void *b) {
    const struct remark *x = a, *y = b;
    int order = strcmp(x->place.file, y->place.file);
    if (order)
        return order;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    order = x->place.column < y->place.column ? -1 : x->place.column > y->place.column;
    return order ? order : strcmp(x->text, y->text);
}

void caps_remark(struct program *program, struct atom_table *atoms, struct run *run) {
    struct remarks remarks = {.program = program, .atoms = atoms};
    arena_init(&remarks.scratch);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        for (uint32_t i = 0; i < skeleton->bound_count; i++)
            look_at(&remarks, u, &skeleton->bounds[i]);
    }
    if (remarks.items.count)
        qsort(remarks.items.items, remarks.items.count, sizeof *remarks.items.items, compare_remarks);
    run->remarks = ARENA_ARRAY(program->arena, struct remark, remarks.items.count);
    run->remark_count = 0;
    for (uint32_t i = 0; i < remarks.items.count; i++) /* a header's comment is seen by each unit that includes it */
        if (i == 0 || compare_remarks(&remarks.items.items[i - 1], &remarks.items.items[i]) != 0)
            run->remarks[run->remark_count++] = remarks.items.items[i];
    vec_finish(&remarks.items);
    arena_finish(&remarks.scratch);
}
