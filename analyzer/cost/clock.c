/* Loops that a clock ends. Tests: testdata/call-in-loop/good_clock.c */
#include "cost/clock.h"

#include "base/error.h"
#include "cost/cost.h"
#include "turns/turns.h"

#include <string.h>

#define CLOCK_LEVELS  4 /* helpers and variables through which the time is followed */
#define CLOCK_CALLEES 8 /* functions that such a helper calls, those that complain included */

/* --- what tells the time ------------------------------------------------------------------------------------------ */

static bool is_clock_name(const char *name) {
    static const char *const names[] = {"time",
                                        "clock",
                                        "gettimeofday",
                                        "clock_gettime",
                                        "clock_gettime64",
                                        "timespec_get",
                                        "g_get_monotonic_time",
                                        "g_get_real_time"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

struct clock_search {
    struct program *program;
    uint32_t function;
    uint32_t levels;
    uint32_t clocks;
    bool has_other;
};

static bool tells_time(struct program *program, uint32_t function, const struct call *call, uint32_t levels);

static void look_at_call(struct region *region, void *context) {
    struct clock_search *search = context;
    if (region->kind != REGION_CALL || search->has_other)
        return;
    bool is_clock = tells_time(search->program, search->function, region->call, search->levels);
    search->clocks += is_clock;
    search->has_other |= !is_clock;
}

static bool gives_up(const struct region *list) {
    int64_t constant;
    list = region_last(list);
    return list && list->kind == REGION_RETURN && list->value && expr_is_constant(list->value, &constant);
}

/* What is done where the clock does not go is no part of it: `if (status != 0) { complain(); return 0; }`. */
static void find_clock(struct clock_search *search, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        struct region alone = *region;
        alone.next = NULL;
        if (region->kind != REGION_BRANCH) {
            region_walk(&alone, look_at_call, search);
            continue;
        }
        if (!gives_up(region->branch.then_list))
            find_clock(search, region->branch.then_list);
        find_clock(search, region->branch.else_list);
    }
}

/* Without a look at its body: each test of every function asks. */
static bool may_be_helper(const struct program_function *function) {
    return !function->is_in_cone && function->entry->callee_count > 0 && function->entry->callee_count <= CLOCK_CALLEES;
}

/* A function of the program that calls nothing but clocks. */
static bool is_helper(struct program *program, uint32_t function, uint32_t levels) {
    struct clock_search search = {.program = program, .function = function, .levels = levels};
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    if (body)
        find_clock(&search, body->body);
    arena_finish(&arena);
    error_finish(&ignored);
    return search.clocks > 0 && !search.has_other;
}

static bool tells_time(struct program *program, uint32_t function, const struct call *call, uint32_t levels) {
    bool is_clock = false;
    struct arena scratch;
    if (call->symbol == SYMBOL_NONE || levels == 0)
        return false;
    arena_init(&scratch);
    struct callee callee = costs_callee(program, function, call, &scratch);
    if (!callee.model && callee.targets.count == 1)
        is_clock = may_be_helper(&program->functions[callee.targets.functions[0]]) &&
                   is_helper(program, callee.targets.functions[0], levels - 1);
    else if (callee.targets.count == 0)
        is_clock = is_clock_name(program_skeleton(program, function)->symbols[call->symbol].name);
    arena_finish(&scratch);
    return is_clock;
}

/* --- tests of a clock --------------------------------------------------------------------------------------------- */

struct clock_walk {
    const struct scope *scope;
    uint32_t loop;              /* LOOP_NONE: anywhere in the function */
    const struct region *clock; /* the call that was found first */
    bool has_other;             /* a way out without a test of a clock */
};

static bool is_near(const struct clock_walk *walk, uint32_t number) {
    return walk->loop == LOOP_NONE || scope_is_inside(walk->scope, number, walk->loop);
}

static bool is_time_call(struct clock_walk *walk, uint32_t index) {
    const struct call_place *place = &walk->scope->calls[index];
    if (!place->region || !is_near(walk, place->number) ||
        !tells_time(walk->scope->program, walk->scope->function, place->region->call, CLOCK_LEVELS))
        return false;
    if (!walk->clock)
        walk->clock = place->region;
    return true;
}

/* The loop has the variable filled by a clock: `clock_gettime(CLOCK_MONOTONIC, &now)`. */
static bool is_filled(struct clock_walk *walk, const struct expr *variable) {
    for (uint32_t i = 0; i < walk->scope->body->call_count; i++) {
        const struct region *region = walk->scope->calls[i].region;
        for (uint32_t k = 0; region && k < region->call->argument_count; k++) {
            const struct expr *value = region->call->arguments[k].value;
            if (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, variable) && is_time_call(walk, i))
                return true;
        }
    }
    return false;
}

static bool is_time(struct clock_walk *walk, const struct expr *expr, uint32_t levels) {
    if (!expr || levels == 0)
        return false;
    if (expr->kind == EXPR_CALL)
        return is_time_call(walk, expr->index);
    if (expr->kind == EXPR_LOCAL) {
        for (const struct assignment *a = NULL; (a = scope_next(walk->scope, expr, a)) != NULL;)
            if (is_near(walk, a->number) && is_time(walk, a->assign->value, levels - 1))
                return true;
        return is_filled(walk, expr);
    }
    return is_time(walk, expr->a, levels) || is_time(walk, expr->b, levels);
}

bool clock_tells(const struct scope *scope, const struct expr *expr) {
    struct clock_walk walk = {.scope = scope, .loop = LOOP_NONE};
    return is_time(&walk, expr, CLOCK_LEVELS);
}

static bool tests_time(struct clock_walk *walk, const struct expr *condition) {
    bool is_comparison =
        condition->kind == EXPR_BINARY && condition->op >= OP_EQUAL && condition->op <= OP_GREATER_EQUAL;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return tests_time(walk, condition->a);
    return is_comparison && (is_time(walk, condition->a, CLOCK_LEVELS) || is_time(walk, condition->b, CLOCK_LEVELS));
}

/* Nothing in the loop changes it: a flag that a signal sets. */
static bool is_still(const struct clock_walk *walk, const struct expr *expr) {
    if (!expr)
        return true;
    if (expr->kind == EXPR_CALL || expr->kind == EXPR_OPAQUE)
        return false;
    bool is_variable = expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER || expr->kind == EXPR_GLOBAL ||
                       expr->kind == EXPR_FIELD;
    if (is_variable && scope_is_assigned_in(walk->scope, expr, walk->loop))
        return false;
    return is_still(walk, expr->a) && is_still(walk, expr->b) && is_still(walk, expr->c);
}

static bool is_test_of_time(struct clock_walk *walk, const struct expr *condition) {
    if (condition->kind == EXPR_BINARY && condition->op == OP_AND)
        return is_test_of_time(walk, condition->a) && is_test_of_time(walk, condition->b);
    return tests_time(walk, condition) || is_still(walk, condition);
}

/* --- ways out ----------------------------------------------------------------------------------------------------- */

/* `depth`: loops and switches inside of the loop that a break leaves instead. */
static void walk_list(struct clock_walk *walk, const struct region *list, uint32_t depth) {
    for (const struct region *region = list; region; region = region->next) {
        if (walk->scope->is_dead[region->number])
            continue;
        switch ((enum region_kind)region->kind) {
        case REGION_BREAK:
            walk->has_other |= depth == 0;
            break;
        case REGION_RETURN:
        case REGION_GOTO:
        case REGION_THROW:
            walk->has_other = true;
            break;
        case REGION_BRANCH:
            if (!tests_time(walk, region->branch.condition)) {
                walk_list(walk, region->branch.then_list, depth);
                walk_list(walk, region->branch.else_list, depth);
            }
            break;
        case REGION_SWITCH:
            for (uint32_t i = 0; i < region->switch_.case_count; i++)
                walk_list(walk, region->switch_.cases[i].body, depth + 1);
            break;
        case REGION_LOOP:
            walk_list(walk, region->loop->body, depth + 1);
            break;
        case REGION_TRY:
            walk_list(walk, region->try_.body, depth);
            for (uint32_t i = 0; i < region->try_.handler_count; i++)
                walk_list(walk, region->try_.handlers[i].body, depth);
            break;
        default:
            break;
        }
    }
}

static bool has_other_end(struct clock_walk *walk) {
    const struct loop *loop = walk->scope->loops[walk->loop].region->loop;
    if (loop->form == LOOP_RANGE || loop->form == LOOP_GOTO ||
        (!turns_are_endless(loop) && !is_test_of_time(walk, loop->condition)))
        return true;
    walk_list(walk, loop->body, 0);
    return walk->has_other;
}

bool clock_ends(const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    struct clock_walk walk = {.scope = scope, .loop = loop};
    if (has_other_end(&walk) || !walk.clock)
        return false;
    uint32_t symbol = walk.clock->call->symbol;
    *out = (struct quiet_loop){.loop = loop,
                               .call = CALL_NONE,
                               .class = CLASS_CLOCK,
                               .place = walk.clock->location,
                               .what = scope->unit->symbols[symbol].name};
    return true;
}

bool clock_paces(const struct scope *scope, uint32_t loop, const struct quiet_loop *inner) {
    struct clock_walk walk = {.scope = scope, .loop = loop};
    const struct loop *region = scope->loops[loop].region->loop;
    if (inner->class != CLASS_CLOCK || inner->call != CALL_NONE || !turns_are_endless(region) || has_other_end(&walk))
        return false;
    for (const struct region *one = region->body; one; one = one->next)
        if (one->kind == REGION_LOOP && one->loop->index == inner->loop)
            return true;
    return false;
}
