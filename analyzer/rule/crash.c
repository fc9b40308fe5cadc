/* Follows handlers to the calls that register them. Tests: tests/unit/rule/test_crash.c */
#include "rule/crash.h"

#include "base/attr.h"
#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum use { USE_CRASH = 1, USE_OTHER = 2 };

/* A `struct sigaction` and what it holds. */
struct action {
    const struct expr *variable;
    const struct expr *handler; /* NULL: none of the program's functions */
};

struct registering {
    const struct program *program;
    unsigned char *uses; /* of functions   [function_count] */
    struct arena scratch;
    uint32_t function; /* that is being read */
    VEC(struct action) actions;
};

static bool is_core_signal(const struct expr *number) {
    static const int64_t numbers[] = {3, 4, 5, 6, 7, 8, 11, 24, 25, 31};
    int64_t value;
    for (size_t i = 0; expr_is_constant(number, &value) && i < ARRAY_COUNT(numbers); i++)
        if (numbers[i] == value)
            return true;
    return false;
}

static void note_use(struct registering *registering, const struct expr *function, enum use use) {
    const struct program *program = registering->program;
    uint32_t unit = program->functions[registering->function].unit;
    if (!function)
        return;
    struct targets targets =
        program_targets(program, unit, program->units[unit].entities[function->index], &registering->scratch);
    for (uint32_t i = 0; i < targets.count; i++)
        registering->uses[targets.functions[i]] |= (unsigned char)use;
}

/* A function of the program that the expression is, or the only one that a braced initialiser holds; else NULL. */
static const struct expr *function_in(const struct expr *value) {
    const struct expr *found = NULL;
    if (!value || value->kind == EXPR_FUNCTION)
        return value;
    if (value->kind == EXPR_ADDRESS)
        return function_in(value->a);
    for (uint32_t i = 0; value->kind == EXPR_LIST && i < value->item_count && !found; i++)
        found = function_in(value->items[i]);
    return found;
}

static struct action *action_of(struct registering *registering, const struct expr *variable) {
    for (uint32_t i = 0; i < registering->actions.count; i++)
        if (expr_is_equal(registering->actions.items[i].variable, variable))
            return &registering->actions.items[i];
    return NULL;
}

static bool is_field(const struct registering *registering, const struct expr *target, const char *name) {
    uint32_t unit = registering->program->functions[registering->function].unit;
    if (target->kind != EXPR_FIELD)
        return false;
    const char *own = program_entity(registering->program, unit, target->index)->name, *last = strrchr(own, ':');
    return strcmp(last ? last + 1 : own, name) == 0;
}

static void read_assign(struct registering *registering, const struct assign *assign) {
    const struct expr *target = assign->target, *function = function_in(assign->value);
    bool is_handler = is_field(registering, target, "sa_handler") || is_field(registering, target, "sa_sigaction");
    bool is_whole = assign->is_declaration && assign->value && assign->value->kind == EXPR_LIST;
    if (!is_handler && !is_whole) {
        note_use(registering, function, USE_OTHER);
        return;
    }
    struct action *known = action_of(registering, expr_root(target));
    if (known)
        known->handler = function;
    else
        vec_push(&registering->actions, (struct action){expr_root(target), function});
}

static bool is_call_of(const struct registering *registering, const struct call *call, const char *name) {
    uint32_t unit = registering->program->functions[registering->function].unit;
    return call->symbol != SYMBOL_NONE &&
           strcmp(program_entity(registering->program, unit, call->symbol)->name, name) == 0;
}

static void read_call(struct registering *registering, const struct call *call) {
    const struct expr *registered = NULL;
    if (call->argument_count >= 2 && is_call_of(registering, call, "signal")) {
        registered = function_in(call->arguments[1].value);
    } else if (call->argument_count >= 2 && is_call_of(registering, call, "sigaction")) {
        const struct action *action = action_of(registering, expr_root(call->arguments[1].value));
        registered = action ? action->handler : NULL;
    } else {
        for (uint32_t i = 0; i < call->argument_count; i++)
            note_use(registering, function_in(call->arguments[i].value), USE_OTHER);
        return;
    }
    note_use(registering, registered, is_core_signal(call->arguments[0].value) ? USE_CRASH : USE_OTHER);
}

static void read_region(struct region *region, void *context) {
    if (region->kind == REGION_CALL)
        read_call(context, region->call);
    else if (region->kind == REGION_ASSIGN)
        read_assign(context, &region->assign);
    else if (region->kind == REGION_RETURN)
        note_use(context, function_in(region->value), USE_OTHER);
}

static bool registers(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        const struct entity *entity = &program->entities[entities[entry->callees[i]]];
        if (entity->definition_count == 0 &&
            (strcmp(entity->name, "signal") == 0 || strcmp(entity->name, "sigaction") == 0))
            return true;
    }
    return false;
}

static void read_function(struct registering *registering, uint32_t function) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    registering->function = function;
    registering->actions.count = 0;
    const struct function *body = program_peek_body(registering->program, function, &arena, &ignored);
    if (body)
        region_walk(body->body, read_region, registering);
    error_finish(&ignored);
    arena_finish(&arena);
    arena_reset(&registering->scratch);
}

/* Nobody else speaks of it. */
static bool is_spoken_of(const struct program *program, uint32_t function, const bool *is_registering) {
    for (uint32_t i = program->callers.first[function]; i < program->callers.first[function + 1]; i++)
        if (!is_registering[program->callers.functions[i]])
            return true;
    return false;
}

bool *crash_handlers_find(const struct program *program) {
    uint64_t count = (uint64_t)program->function_count + 1;
    bool *found = checked_alloc(count, sizeof *found), *is_registering = checked_alloc(count, sizeof *found);
    struct registering registering = {.program = program, .uses = checked_alloc(count, 1)};
    arena_init(&registering.scratch);
    memset(registering.uses, 0, count);
    for (uint32_t f = 0; f < program->function_count; f++) {
        is_registering[f] = registers(program, f);
        if (is_registering[f])
            read_function(&registering, f);
    }
    for (uint32_t f = 0; f < program->function_count; f++)
        found[f] = registering.uses[f] == USE_CRASH && !is_spoken_of(program, f, is_registering);
    vec_finish(&registering.actions);
    arena_finish(&registering.scratch);
    free(registering.uses);
    free(is_registering);
    return found;
}
