/* Strongly connected components, iteratively. Tests: tests/unit/cost/test_component.c */
#include "cost/component.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define NOT_VISITED UINT32_MAX
#define LEFT_OUT    (UINT32_MAX - 1) /* not worth counting */

struct visit {
    uint32_t function;
    uint32_t next_callee; /* in the program's callees */
};

struct walk {
    const struct program *program;
    uint32_t *index;     /* order of discovery, or one of the above   [function_count] */
    uint32_t *low;       /* the least index that is known to be reached, itself included */
    uint32_t *number_of; /* scratch of the component that is being made */
    unsigned char *is_on_stack;
    uint32_t next_index;
    VEC(struct visit) path;
    VEC(uint32_t) stack; /* visited, of no finished component */
    component_visit *visit;
    void *context;
};

/* --- what is visited --------------------------------------------------------------------------------------------- */

/* Outside of the cone, a function only matters when it may never return: one that calls something that never does. */
static bool may_never_return(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (program->entities[entities[entry->callees[i]]].flags & SYMBOL_NORETURN)
            return true;
    return false;
}

/* ... or when it tells others whether a call failed: its callers test what it returns. */
static bool tells(const struct model *model) { return model->ok_count > 0; }

static bool is_worth_counting(const struct program *program, uint32_t function) {
    return program->functions[function].is_in_cone || may_never_return(program, function) ||
           program_calls_model(program, function, tells);
}

/* --- one component ----------------------------------------------------------------------------------------------- */

struct place_key {
    const struct program *program;
    const struct function *head;
    uint32_t function;
};

static int compare_numbers(uint32_t a, uint32_t b) { return a < b ? -1 : a > b; }

/* No two functions are equal: those of one unit differ in their number, which does not depend on other units. */
static int compare_places(const void *a, const void *b) {
    const struct place_key *x = a, *y = b;
    const struct program_function *f = &x->program->functions[x->function];
    const struct program_function *g = &y->program->functions[y->function];
    int order = strcmp(f->file, g->file);
    if (order == 0)
        order = compare_numbers(x->head->location.line, y->head->location.line);
    if (order == 0)
        order = compare_numbers(x->head->location.column, y->head->location.column);
    if (order == 0)
        order = strcmp(program_function_name(x->program, x->function), program_function_name(y->program, y->function));
    if (order == 0)
        order = strcmp(x->program->units[f->unit].path, y->program->units[g->unit].path);
    return order ? order : compare_numbers(f->index, g->index);
}

static const uint32_t *sort_members(const struct program *program, struct arena *arena, const uint32_t *functions,
                                    uint32_t count) {
    struct place_key *keys = ARENA_ARRAY(arena, struct place_key, count);
    uint32_t *members = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (struct place_key){program, &program_entry(program, functions[i])->head, functions[i]};
    qsort(keys, count, sizeof *keys, compare_places);
    for (uint32_t i = 0; i < count; i++)
        members[i] = keys[i].function;
    return members;
}

bool component_holds(const struct component *component, uint32_t function) {
    uint32_t number = component->number_of[function];
    return number < component->count && component->members[number] == function;
}

static int compare_edges(const void *a, const void *b) {
    return compare_numbers(*(const uint32_t *)a, *(const uint32_t *)b);
}

/* The edges of one member that stay inside, sorted, each once; the number of them. */
static uint32_t add_edges(const struct program *program, const struct component *component, uint32_t function,
                          uint32_t *out) {
    uint32_t count = 0, kept = 0;
    for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++)
        if (!program->callees.is_kept[i] && component_holds(component, program->callees.functions[i]))
            out[count++] = component->number_of[program->callees.functions[i]];
    qsort(out, count, sizeof *out, compare_edges);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || out[kept - 1] != out[i])
            out[kept++] = out[i];
    return kept;
}

static bool is_called_from_outside(const struct walk *walk, const struct component *component, uint32_t function) {
    const struct call_edges *callers = &walk->program->callers;
    for (uint32_t i = callers->first[function]; i < callers->first[function + 1]; i++)
        if (!component_holds(component, callers->functions[i]))
            return true;
    return false;
}

static bool finish_component(struct walk *walk, uint32_t first_on_stack) {
    const struct program *program = walk->program;
    struct arena arena;
    arena_init(&arena);
    struct component component = {.count = walk->stack.count - first_on_stack, .number_of = walk->number_of};
    component.members = sort_members(program, &arena, walk->stack.items + first_on_stack, component.count);
    uint32_t edge_count = 0;
    for (uint32_t m = 0; m < component.count; m++) {
        uint32_t function = component.members[m];
        walk->number_of[function] = m;
        walk->is_on_stack[function] = 0;
        edge_count += program->callees.first[function + 1] - program->callees.first[function];
    }
    uint32_t *first = ARENA_ARRAY(&arena, uint32_t, component.count + 1);
    uint32_t *callees = ARENA_ARRAY(&arena, uint32_t, component.count > 1 ? edge_count : 0);
    for (uint32_t m = 0; m < component.count && component.count > 1; m++)
        first[m + 1] = first[m] + add_edges(program, &component, component.members[m], callees + first[m]);
    component.first = first;
    component.callees = callees;
    while (component.entry < component.count &&
           !is_called_from_outside(walk, &component, component.members[component.entry]))
        component.entry++;
    component.entry %= component.count;
    walk->stack.count = first_on_stack;
    bool ok = walk->visit(&component, walk->context);
    arena_finish(&arena);
    return ok;
}

/* --- the walk ---------------------------------------------------------------------------------------------------- */

static void open_function(struct walk *walk, uint32_t function) {
    walk->index[function] = walk->low[function] = walk->next_index++;
    walk->is_on_stack[function] = 1;
    vec_push(&walk->stack, function);
    vec_push(&walk->path, (struct visit){.function = function, .next_callee = walk->program->callees.first[function]});
}

static void reach(struct walk *walk, uint32_t from, uint32_t low) {
    if (low < walk->low[from])
        walk->low[from] = low;
}

/* Opens one callee of the function on top that is not visited yet; false when none is left. */
static bool open_next_callee(struct walk *walk) {
    const struct program *program = walk->program;
    struct visit *visit = &walk->path.items[walk->path.count - 1];
    while (visit->next_callee < program->callees.first[visit->function + 1]) {
        uint32_t edge = visit->next_callee++, callee = program->callees.functions[edge];
        if (program->callees.is_kept[edge])
            continue;
        if (walk->index[callee] == NOT_VISITED) {
            if (is_worth_counting(program, callee)) {
                open_function(walk, callee);
                return true;
            }
            walk->index[callee] = LEFT_OUT;
        }
        if (walk->is_on_stack[callee])
            reach(walk, visit->function, walk->index[callee]);
    }
    return false;
}

static bool walk_from(struct walk *walk, uint32_t root) {
    open_function(walk, root);
    while (walk->path.count > 0) {
        if (open_next_callee(walk))
            continue;
        uint32_t function = walk->path.items[--walk->path.count].function;
        if (walk->path.count > 0)
            reach(walk, walk->path.items[walk->path.count - 1].function, walk->low[function]);
        if (walk->low[function] < walk->index[function])
            continue;
        uint32_t first = walk->stack.count;
        while (walk->stack.items[first - 1] != function)
            first--;
        if (!finish_component(walk, first - 1))
            return false;
    }
    return true;
}

/* Nothing leads to a function that has a model, but those who call it want to know what its body asks: it comes first.
 */
static bool has_model(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return entity != SYMBOL_NONE && program->entities[entity].model;
}

static bool walk_all(struct walk *walk, bool with_model) {
    const struct program *program = walk->program;
    for (uint32_t f = 0; f < program->function_count; f++)
        if (program->functions[f].is_in_cone && walk->index[f] == NOT_VISITED && has_model(program, f) == with_model &&
            !walk_from(walk, f))
            return false;
    return true;
}

bool components_visit(const struct program *program, component_visit *visit, void *context) {
    uint64_t count = (uint64_t)program->function_count + 1;
    struct walk walk = {.program = program, .visit = visit, .context = context};
    walk.index = checked_alloc(count, sizeof *walk.index);
    walk.low = checked_alloc(count, sizeof *walk.low);
    walk.number_of = checked_alloc(count, sizeof *walk.number_of);
    walk.is_on_stack = checked_alloc(count, sizeof *walk.is_on_stack);
    for (uint32_t f = 0; f < program->function_count; f++)
        walk.index[f] = NOT_VISITED;
    memset(walk.number_of, 0, (size_t)count * sizeof *walk.number_of);
    memset(walk.is_on_stack, 0, (size_t)count);
    bool ok = walk_all(&walk, true) && walk_all(&walk, false);
    free(walk.index);
    free(walk.low);
    free(walk.number_of);
    free(walk.is_on_stack);
    vec_finish(&walk.path);
    vec_finish(&walk.stack);
    return ok;
}

/* --- orders inside ----------------------------------------------------------------------------------------------- */

struct member_visit {
    uint32_t member;
    uint32_t next_edge;
};

void component_postorder(const struct component *component, uint32_t start, uint32_t *order) {
    VEC(struct member_visit) path = {0};
    uint32_t done = 0;
    unsigned char *is_met = checked_zero_alloc(component->count, 1);
    is_met[start] = 1;
    vec_push(&path, (struct member_visit){start, component->first[start]});
    while (path.count > 0) {
        struct member_visit *top = &path.items[path.count - 1];
        if (top->next_edge == component->first[top->member + 1]) {
            order[done++] = top->member;
            path.count--;
            continue;
        }
        uint32_t callee = component->callees[top->next_edge++];
        if (is_met[callee])
            continue;
        is_met[callee] = 1;
        vec_push(&path, (struct member_visit){callee, component->first[callee]});
    }
    vec_finish(&path);
    free(is_met);
}
