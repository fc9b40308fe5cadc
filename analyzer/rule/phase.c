/* Decides what runs before, in and after the event loop. Tests: tests/unit/rule/test_phase.c
 *
 * From main down, functions that hold the event loop are walked in source order (the spine): what stands before the
 * loop is marked, what a mark reaches by direct calls is marked alike. */
#include "rule/phase.h"

#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"
#include "rule/crash.h"
#include "rule/waiting.h"

#include <stdlib.h>
#include <string.h>

enum mark { MARK_STARTUP = 1, MARK_REQUEST = 2, MARK_SHUTDOWN = 4 };

struct phases {
    const struct program *program;
    unsigned char *marks;  /* of functions; of a function of the spine, apart from that [function_count] */
    bool *is_spine;        /* [function_count] */
    struct map loop_marks; /* of loops of the spine: part_key() -> marks */
    struct map call_marks; /* of its calls, likewise */
};

struct marking {
    struct phases *phases;
    const struct calls *calls;
    unsigned char *waiting;
    const bool *is_crash_handler; /* [function_count] */
    VEC(uint32_t) spine;          /* functions to be walked, each once */
    VEC(uint32_t) work;           /* functions of the cone whose marks have changed */
    struct arena scratch;
    uint32_t function;            /* of the spine, that is being walked */
    const struct call *main_loop; /* its event loop is this call; NULL: it is found by what waits */
};

static uint64_t part_key(uint32_t function, uint32_t part) { return (uint64_t)function << 32 | part; }

/* --- marks ------------------------------------------------------------------------------------------------------- */

static void add_mark(struct marking *marking, uint32_t function, unsigned mark) {
    struct phases *phases = marking->phases;
    if (!phases->program->functions[function].is_in_cone || (phases->marks[function] & mark) == mark)
        return;
    phases->marks[function] |= (unsigned char)mark;
    vec_push(&marking->work, function);
}

static void spread(struct marking *marking) {
    const struct calls *calls = marking->calls;
    while (marking->work.count > 0) {
        uint32_t f = marking->work.items[--marking->work.count];
        for (uint32_t i = calls->first[f]; i < calls->first[f + 1]; i++)
            add_mark(marking, calls->functions[i], marking->phases->marks[f]);
    }
}

/* --- the spine --------------------------------------------------------------------------------------------------- */

struct holding_call {
    const struct call *wanted;
    bool is_found;
};

static void note_held(const struct call *call, const struct loop *loop, void *context) {
    struct holding_call *holding = context;
    (void)loop;
    holding->is_found |= call == holding->wanted;
}

static enum waiting waiting_of(struct marking *marking, const struct region *region) {
    if (marking->main_loop) {
        struct holding_call holding = {.wanted = marking->main_loop};
        struct region alone = *region;
        alone.next = NULL;
        calls_walk(&alone, note_held, &holding);
        return holding.is_found ? WAITS_LOOP : WAITS_NOT;
    }
    return waiting_of_region(marking->phases->program, marking->waiting, marking->function, region, &marking->scratch);
}

static bool call_never_returns(const struct marking *marking, const struct call *call) {
    const struct program *program = marking->phases->program;
    uint32_t unit = program->functions[marking->function].unit;
    if (call->symbol == SYMBOL_NONE)
        return false;
    const struct entity *entity = program_entity(program, unit, call->symbol);
    return (entity->flags & SYMBOL_NORETURN) != 0 ||
           (entity->definition_count > 0 &&
            program->functions[program->definitions[entity->first_definition]].never_returns);
}

/* Its end does not go on to what follows in the function. */
static bool list_leaves(const struct marking *marking, const struct region *list) {
    for (; list && list->next; list = list->next)
        if (list->kind == REGION_CALL && call_never_returns(marking, list->call))
            return true;
    if (!list)
        return false;
    return list->kind == REGION_RETURN || list->kind == REGION_GOTO || list->kind == REGION_THROW ||
           (list->kind == REGION_CALL && call_never_returns(marking, list->call));
}

static void mark_list(struct marking *marking, const struct region *list, unsigned mark);

/* An arm that leaves never comes to the event loop. */
static void mark_arm(struct marking *marking, const struct region *list, unsigned mark) {
    mark_list(marking, list, list_leaves(marking, list) ? MARK_REQUEST : mark);
}

static void mark_part(struct map *marks, uint64_t key, unsigned mark) {
    uint32_t known = map_get(marks, key);
    map_put(marks, key, (known == MAP_NONE ? 0 : known) | mark);
}

static void mark_call(struct marking *marking, const struct call *call, unsigned mark) {
    mark_part(&marking->phases->call_marks, part_key(marking->function, call->index), mark);
    struct targets targets = call_targets(marking->phases->program, marking->function, call, &marking->scratch);
    for (uint32_t i = 0; i < targets.count; i++)
        add_mark(marking, targets.functions[i], mark);
}

static void mark_loop(struct marking *marking, const struct loop *loop, unsigned mark) {
    mark_part(&marking->phases->loop_marks, part_key(marking->function, loop->index), mark);
    mark_list(marking, loop->condition_list, mark);
    mark_list(marking, loop->body, mark);
    mark_list(marking, loop->step_list, mark);
}

static void mark_region(struct marking *marking, const struct region *region, unsigned mark) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        mark_call(marking, region->call, mark);
        break;
    case REGION_LOOP:
        mark_loop(marking, region->loop, mark);
        break;
    case REGION_BRANCH:
        mark_arm(marking, region->branch.then_list, mark);
        mark_arm(marking, region->branch.else_list, mark);
        break;
    case REGION_SWITCH:
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            mark_arm(marking, region->switch_.cases[i].body, mark);
        break;
    case REGION_TRY:
        mark_list(marking, region->try_.body, mark);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            mark_arm(marking, region->try_.handlers[i].body, mark);
        break;
    default:
        break;
    }
}

static void mark_list(struct marking *marking, const struct region *list, unsigned mark) {
    for (; list; list = list->next)
        mark_region(marking, list, mark);
}

static void walk_list(struct marking *marking, const struct region *list);

static void walk_call(struct marking *marking, const struct call *call) {
    struct phases *phases = marking->phases;
    struct targets targets = call_targets(phases->program, marking->function, call, &marking->scratch);
    for (uint32_t i = 0; i < targets.count; i++) {
        uint32_t target = targets.functions[i];
        if (marking->waiting[target] != WAITS_LOOP)
            add_mark(marking, target, MARK_REQUEST);
        else if (!phases->is_spine[target]) {
            phases->is_spine[target] = true;
            vec_push(&marking->spine, target);
        }
    }
}

/* The region holds the event loop, or is it. Of arms, those without it never come to it. */
static void walk_region(struct marking *marking, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        walk_call(marking, region->call);
        break;
    case REGION_BRANCH:
        walk_list(marking, region->branch.then_list);
        walk_list(marking, region->branch.else_list);
        break;
    case REGION_SWITCH:
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            walk_list(marking, region->switch_.cases[i].body);
        break;
    case REGION_TRY:
        walk_list(marking, region->try_.body);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            mark_list(marking, region->try_.handlers[i].body, MARK_REQUEST);
        break;
    default:
        mark_region(marking, region, MARK_REQUEST);
    }
}

static void walk_list(struct marking *marking, const struct region *list) {
    const struct region *first = NULL, *last = NULL;
    for (const struct region *region = list; region; region = region->next)
        if (waiting_of(marking, region) == WAITS_LOOP) {
            first = first ? first : region;
            last = region;
        }
    if (!first) {
        mark_list(marking, list, MARK_REQUEST);
        return;
    }
    /* What only some arms come to may have been without it. */
    bool is_sure = last->kind == REGION_LOOP || last->kind == REGION_CALL;
    unsigned mark = MARK_STARTUP;
    for (const struct region *region = list; region; region = region->next) {
        if (waiting_of(marking, region) == WAITS_LOOP) {
            walk_region(marking, region);
            mark = MARK_REQUEST;
        } else {
            mark_region(marking, region, mark);
        }
        if (region == last && is_sure)
            mark = MARK_SHUTDOWN;
    }
}

static void walk_spine(struct marking *marking) {
    const struct program *program = marking->phases->program;
    for (uint32_t next = 0; next < marking->spine.count; next++) {
        struct error ignored = {0};
        struct arena arena;
        arena_init(&arena);
        marking->function = marking->spine.items[next];
        const struct function *body = program_peek_body(program, marking->function, &arena, &ignored);
        marking->main_loop = NULL;
        if (body && marking->waiting[marking->function] != WAITS_LOOP)
            marking->main_loop = waiting_main_loop(program, marking->function, body->body, &marking->scratch);
        if (body)
            walk_list(marking, body->body);
        error_finish(&ignored);
        arena_finish(&arena);
        arena_reset(&marking->scratch);
    }
}

/* --- where control comes from ------------------------------------------------------------------------------------ */

static bool is_program(const struct program *program, uint32_t function) {
    return strcmp(program_function_name(program, function), "main") == 0;
}

/* It waits for many things, and comes to serve at last. */
static bool has_main_loop(struct marking *marking, uint32_t function) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct program *program = marking->phases->program;
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    bool has = body && waiting_main_loop(program, function, body->body, &marking->scratch);
    error_finish(&ignored);
    arena_finish(&arena);
    return has;
}

static bool holds_event_loop(struct marking *marking, uint32_t function) {
    enum waiting waiting = (enum waiting)marking->waiting[function];
    return waiting == WAITS_LOOP || (waiting == WAITS_MANY && has_main_loop(marking, function));
}

/* Functions that nobody calls, or that somebody may call through a pointer: exported ones, threads, handlers. Those of
 * tests say nothing of the program. */
static void mark_entries(struct marking *marking) {
    const struct program *program = marking->phases->program;
    for (uint32_t f = 0; f < program->function_count; f++) {
        const struct program_function *function = &program->functions[f];
        if (is_program(program, f) && holds_event_loop(marking, f)) {
            marking->phases->is_spine[f] = true;
            vec_push(&marking->spine, f);
        } else if (function->is_in_cone && !function->is_test &&
                   (!marking->calls->is_called[f] || function_is_address_taken(program, f))) {
            add_mark(marking, f, marking->is_crash_handler[f] ? MARK_SHUTDOWN : MARK_REQUEST);
        }
    }
}

struct phases *phases_create(const struct program *program, const struct calls *calls, const struct named_entry *named,
                             uint32_t named_count) {
    uint64_t count = (uint64_t)program->function_count + 1;
    struct phases *phases = checked_alloc(1, sizeof *phases);
    *phases = (struct phases){.program = program,
                              .marks = checked_alloc(count, sizeof *phases->marks),
                              .is_spine = checked_alloc(count, sizeof *phases->is_spine)};
    memset(phases->marks, 0, count * sizeof *phases->marks);
    memset(phases->is_spine, 0, count * sizeof *phases->is_spine);
    bool *is_crash_handler = crash_handlers_find(program);
    struct marking marking = {
        .phases = phases, .calls = calls, .waiting = waiting_find(program), .is_crash_handler = is_crash_handler};
    arena_init(&marking.scratch);
    mark_entries(&marking);
    for (uint32_t i = 0; i < named_count; i++)
        add_mark(&marking, named[i].function, MARK_REQUEST);
    walk_spine(&marking);
    spread(&marking);
    vec_finish(&marking.spine);
    vec_finish(&marking.work);
    arena_finish(&marking.scratch);
    free(marking.waiting);
    free(is_crash_handler);
    return phases;
}

void phases_destroy(struct phases *phases) {
    if (!phases)
        return;
    map_finish(&phases->loop_marks);
    map_finish(&phases->call_marks);
    free(phases->marks);
    free(phases->is_spine);
    free(phases);
}

/* `own`: marks of a part of the function, or MAP_NONE. */
static enum phase phase_of(const struct phases *phases, uint32_t function, uint32_t own) {
    unsigned marks = phases->marks[function];
    if (phases->program->functions[function].is_test)
        return PHASE_TEST;
    if (phases->is_spine[function] && own != MAP_NONE)
        marks |= own;
    if (marks == 0 || (marks & MARK_REQUEST))
        return PHASE_REQUEST;
    return marks & MARK_STARTUP ? PHASE_STARTUP : PHASE_SHUTDOWN;
}

enum phase phase_of_loop(const struct phases *phases, uint32_t function, uint32_t loop) {
    return phase_of(phases, function, map_get(&phases->loop_marks, part_key(function, loop)));
}

enum phase phase_of_call(const struct phases *phases, uint32_t function, uint32_t call) {
    return phase_of(phases, function, map_get(&phases->call_marks, part_key(function, call)));
}
