/* The order in which functions are counted. Tests: tests/unit/cost/test_cost.c, testdata/_cost */
#include "cost/cost.h"

#include "base/vec.h"
#include "cost/evaluate.h"
#include "cost/pause.h"
#include "cost/prefetch.h"

#include <stdlib.h>

enum state { STATE_NEW, STATE_OPEN, STATE_DONE }; /* DONE: counted, or not worth counting */

struct visit {
    uint32_t function;
    uint32_t next_callee; /* in the program's callees */
};

struct ordering {
    struct costs *costs;
    unsigned char *states; /* [function_count] */
    struct arena scratch;
    VEC(struct visit) stack;
};

/* Outside of the cone, a function only matters when it may never return: one that calls something that never does. */
static bool may_never_return(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (program->entities[entities[entry->callees[i]]].flags & SYMBOL_NORETURN)
            return true;
    return false;
}

static bool count_function(struct ordering *ordering, uint32_t function, struct error *err) {
    struct costs *costs = ordering->costs;
    const struct function *body = program_body(costs->program, function, err);
    if (!body)
        return false;
    struct scope scope;
    scope_init(&scope, costs->program, &costs->atoms, &ordering->scratch, function, body);
    evaluate_function(costs, &scope);
    atom_table_forget(&costs->atoms);
    arena_reset(&ordering->scratch);
    return true;
}

static void open_function(struct ordering *ordering, uint32_t function) {
    ordering->states[function] = STATE_OPEN;
    vec_push(&ordering->stack,
             (struct visit){.function = function, .next_callee = ordering->costs->program->callees.first[function]});
}

/* Opens one callee of the function on top that is not counted yet; false when none is left. */
static bool open_next_callee(struct ordering *ordering) {
    const struct program *program = ordering->costs->program;
    struct visit *visit = &ordering->stack.items[ordering->stack.count - 1];
    while (visit->next_callee < program->callees.first[visit->function + 1]) {
        uint32_t callee = program->callees.functions[visit->next_callee++];
        if (ordering->states[callee] != STATE_NEW)
            continue;
        if (program->functions[callee].is_in_cone || may_never_return(program, callee)) {
            open_function(ordering, callee);
            return true;
        }
        ordering->states[callee] = STATE_DONE;
    }
    return false;
}

static bool count_from(struct ordering *ordering, uint32_t root, struct error *err) {
    open_function(ordering, root);
    while (ordering->stack.count > 0) {
        if (open_next_callee(ordering))
            continue;
        uint32_t function = ordering->stack.items[ordering->stack.count - 1].function;
        if (!count_function(ordering, function, err))
            return false;
        ordering->states[function] = STATE_DONE;
        ordering->stack.count--;
    }
    return true;
}

bool costs_count(struct costs *costs, struct program *program, struct error *err) {
    *costs = (struct costs){
        .program = program, .pauses = pause_table_new(program), .prefetches = prefetch_table_new(program)};
    atom_table_init(&costs->atoms, program->arena);
    costs->functions = ARENA_ARRAY(program->arena, struct function_cost_summary, program->function_count);
    struct ordering ordering = {.costs = costs};
    ordering.states = ARENA_ARRAY(program->arena, unsigned char, program->function_count);
    arena_init(&ordering.scratch);
    bool ok = true;
    for (uint32_t i = 0; i < program->function_count && ok; i++)
        if (program->functions[i].is_in_cone && ordering.states[i] == STATE_NEW)
            ok = count_from(&ordering, i, err);
    arena_finish(&ordering.scratch);
    vec_finish(&ordering.stack);
    return ok;
}

void costs_finish(struct costs *costs) {
    if (costs) {
        atom_table_finish(&costs->atoms);
        map_finish(&costs->library_index);
        free(costs->libraries);
    }
}
