/* Tests: testdata/call-in-loop/good_unrun.c, bad_unrun.c */
#include "rule/unrun.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* What the file is called says whether it is C: a header of C++ is read in units of C++. */
static bool is_plain_c(const struct program_unit *unit) {
    const char *dot = strrchr(unit->path, '.');
    return dot && strcmp(dot, ".c") == 0;
}

/* All that is called in the unit is known. */
static bool is_whole(const struct program *program, const struct program_unit *unit) {
    if (unit->summary.skeleton.status != UNIT_OK)
        return false;
    for (uint32_t f = 0; f < unit->summary.function_count; f++)
        if (program_entry(program, unit->first_function + f)->head.flags & FUNCTION_INCOMPLETE)
            return false;
    return true;
}

/* `void free_list(struct item **list)`: may be run by `__attribute__((cleanup(free_list)))`, which libclang hides. */
static bool may_clean_up(const struct program *program, uint32_t function) {
    const struct function *head = &program_entry(program, function)->head;
    const char *type = head->parameter_count == 1 ? head->parameters[0].type : NULL;
    size_t length = type ? strlen(type) : 0;
    return length > 1 && strcmp(type + length - 2, "**") == 0;
}

/* Nobody but a direct call in its unit runs it. */
static bool waits_for_call(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    uint32_t flags = entity == SYMBOL_NONE ? 0 : program->entities[entity].flags;
    return (flags & SYMBOL_INTERNAL) && !(flags & (SYMBOL_ADDRESS_TAKEN | SYMBOL_CONSTRUCTOR_ATTRIBUTE)) &&
           !may_clean_up(program, function);
}

struct running {
    const struct program *program;
    bool *is_unrun;
    VEC(uint32_t) open; /* run, what they call is still to be marked */
};

static void run(struct running *running, uint32_t function) {
    if (!running->is_unrun[function])
        return;
    running->is_unrun[function] = false;
    vec_push(&running->open, function);
}

static void find_started(struct running *running) {
    const struct program *program = running->program;
    for (uint32_t f = program->own_count; f < program->function_count; f++)
        run(running, f);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct program_unit *unit = &program->units[u];
        bool is_seen = is_plain_c(unit) && is_whole(program, unit);
        for (uint32_t f = unit->first_function; f < unit->first_function + unit->summary.function_count; f++)
            if (!is_seen || !waits_for_call(program, f))
                run(running, f);
    }
}

bool *unrun_find(const struct program *program, const struct named_entry *named, uint32_t named_count) {
    uint64_t count = (uint64_t)program->function_count + 1;
    struct running running = {.program = program, .is_unrun = checked_alloc(count, sizeof(bool))};
    memset(running.is_unrun, true, count * sizeof(bool));
    find_started(&running);
    for (uint32_t i = 0; i < named_count; i++)
        run(&running, named[i].function);
    while (running.open.count > 0) {
        uint32_t f = running.open.items[--running.open.count];
        for (uint32_t i = program->callees.first[f]; i < program->callees.first[f + 1]; i++)
            run(&running, program->callees.functions[i]);
    }
    vec_finish(&running.open);
    return running.is_unrun;
}
