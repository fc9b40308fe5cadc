/* Spreads from loops and from functions whose address is taken. Tests: testdata/chatty-sequence/good_kept_names.c */
#include "rule/rerun.h"

#include "base/error.h"
#include "rule/calls.h"

#include <stdlib.h>
#include <string.h>

#define CONNECT_DEPTH 2 /* helpers through which what opens a connection is looked for */

struct spreading {
    const struct program *program;
    bool *is_rerun;
    bool *connects; /* or a helper does   [function_count] */
    uint32_t function;
    VEC(uint32_t) work;
    struct arena scratch;
};

/* A call of the function, and the outermost loop around it. */
struct placed_call {
    const struct call *call;
    const struct loop *loop;
};

struct placed_calls {
    VEC(struct placed_call) items;
};

static void place(const struct call *call, const struct loop *loop, void *context) {
    struct placed_calls *calls = context;
    vec_push(&calls->items, (struct placed_call){call, loop});
}

static void place_calls(struct spreading *s, uint32_t function, struct placed_calls *out) {
    *out = (struct placed_calls){0};
    s->function = function;
    calls_walk(s->program->bodies[function]->body, place, out);
}

/* A pointer, or what it fills: what a connection that is for others comes in. */
static bool brings_something(const struct call *call) {
    bool brings = call->type && strchr(call->type, '*');
    for (uint32_t i = 0; i < call->argument_count; i++)
        brings |= call->arguments[i].value->kind == EXPR_ADDRESS;
    return brings;
}

static bool call_connects(struct spreading *s, const struct call *call) {
    struct callee callee = costs_callee(s->program, s->function, call, &s->scratch);
    bool connects = callee.model && callee.model->effect == EFFECT_CONNECT;
    for (uint32_t i = 0; i < callee.targets.count && !callee.model && brings_something(call); i++)
        connects |= s->connects[callee.targets.functions[i]];
    return connects;
}

static bool is_of_interest(const struct program *program, uint32_t function) {
    return program->functions[function].is_in_cone && program->bodies[function];
}

/* One more helper deep. */
static void find_connects(struct spreading *s) {
    for (uint32_t f = 0; f < s->program->function_count; f++) {
        struct placed_calls calls;
        if (!is_of_interest(s->program, f) || s->connects[f])
            continue;
        place_calls(s, f, &calls);
        for (uint32_t i = 0; i < calls.items.count && !s->connects[f]; i++)
            s->connects[f] = call_connects(s, calls.items.items[i].call);
        vec_finish(&calls.items);
        arena_reset(&s->scratch);
    }
}

static void add(struct spreading *s, uint32_t function) {
    if (s->is_rerun[function] || !is_of_interest(s->program, function))
        return;
    s->is_rerun[function] = true;
    vec_push(&s->work, function);
}

/* What the `count` calls at this place lead to, unless a connection is opened beside them. */
static void spread_place(struct spreading *s, const struct placed_call *calls, uint32_t count,
                         const struct loop *loop) {
    for (uint32_t i = 0; i < count; i++)
        if (calls[i].loop == loop && call_connects(s, calls[i].call))
            return;
    for (uint32_t i = 0; i < count; i++) {
        struct targets targets = {0};
        if (calls[i].loop == loop)
            targets = call_targets(s->program, s->function, calls[i].call, &s->scratch);
        for (uint32_t k = 0; k < targets.count; k++)
            add(s, targets.functions[k]);
    }
}

static void spread_loops(struct spreading *s, uint32_t function) {
    struct placed_calls calls;
    place_calls(s, function, &calls);
    for (uint32_t i = 0, next; i < calls.items.count; i = next) {
        const struct placed_call *first = &calls.items.items[i];
        for (next = i + 1; next < calls.items.count && calls.items.items[next].loop == first->loop;)
            next++;
        if (first->loop)
            spread_place(s, first, next - i, first->loop);
    }
    vec_finish(&calls.items);
    arena_reset(&s->scratch);
}

static void spread_line(struct spreading *s, uint32_t function) {
    struct placed_calls calls;
    place_calls(s, function, &calls);
    spread_place(s, calls.items.items, calls.items.count, NULL);
    vec_finish(&calls.items);
    arena_reset(&s->scratch);
}

bool *rerun_find(const struct costs *costs) {
    const struct program *program = costs->program;
    uint64_t count = (uint64_t)program->function_count + 1;
    struct spreading s = {.program = program,
                          .is_rerun = checked_zero_alloc(count, sizeof *s.is_rerun),
                          .connects = checked_zero_alloc(count, sizeof *s.connects)};
    arena_init(&s.scratch);
    for (int i = 0; i < CONNECT_DEPTH; i++)
        find_connects(&s);
    for (uint32_t f = 0; f < program->function_count; f++) {
        if (!is_of_interest(program, f) || program->functions[f].is_test)
            continue;
        if (function_is_address_taken(program, f))
            add(&s, f);
        spread_loops(&s, f);
    }
    for (uint32_t i = 0; i < s.work.count; i++)
        spread_line(&s, s.work.items[i]);
    vec_finish(&s.work);
    arena_finish(&s.scratch);
    free(s.connects);
    return s.is_rerun;
}
