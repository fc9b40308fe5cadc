/* Tests for news. Tests: testdata/call-in-loop/good_ready_descriptors.c */
#include "cost/ready.h"

#include "turns/bound.h"

#include <string.h>

#define WAIT_LEVELS 2 /* helpers between the loop and the wait that says how many events there are */

static const char *last_part(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_among(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* --- news of a descriptor ---------------------------------------------------------------------------------------- */

/* pollfd.revents, or the bits that FD_ISSET() looks at. */
static bool is_news(const struct scope *scope, const struct expr *expr) {
    static const char *const fields[] = {"revents", "fds_bits", "__fds_bits"};
    return expr->kind == EXPR_FIELD &&
           is_among(last_part(scope->unit->symbols[expr->index].name), fields, ARRAY_COUNT(fields));
}

static bool holds_news(const struct scope *scope, const struct expr *expr) {
    if (!expr)
        return false;
    return is_news(scope, expr) || holds_news(scope, expr->a) || holds_news(scope, expr->b);
}

/* Where the condition holds, or does not, there is news. */
static bool says_news(const struct scope *scope, const struct expr *condition, bool holds) {
    int64_t value;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return says_news(scope, condition->a, !holds);
    if (condition->kind != EXPR_BINARY || condition->op == OP_BIT_AND)
        return holds && holds_news(scope, condition);
    if (condition->op == OP_AND || condition->op == OP_OR) {
        bool a = says_news(scope, condition->a, holds), b = says_news(scope, condition->b, holds);
        return (condition->op == OP_AND) == holds ? a || b : a && b;
    }
    if (!holds_news(scope, condition->a) || !expr_is_constant(condition->b, &value))
        return false;
    switch ((enum expr_op)condition->op) {
    case OP_EQUAL:
        return holds == (value != 0);
    case OP_NOT_EQUAL:
        return holds == (value == 0);
    case OP_GREATER:
        return holds && value >= 0;
    default:
        return false;
    }
}

/* --- as many events as came -------------------------------------------------------------------------------------- */

static const char *name_of(const struct scope *scope, const struct call *call) {
    return call->symbol == SYMBOL_NONE ? "" : last_part(scope->unit->symbols[call->symbol].name);
}

static bool is_event_wait(const char *name) {
    static const char *const names[] = {"epoll_wait", "epoll_pwait", "epoll_pwait2", "kevent"};
    return is_among(last_part(name), names, ARRAY_COUNT(names));
}

/* A helper that returns what such a wait gives: `n = epoll_wait(...); if (n > 0) count = n; return count;`. */
struct helper {
    struct program *program;
    uint32_t function;
    uint32_t levels;
    bool *is_count;      /* locals that hold the number   [local_count] */
    bool *is_count_call; /* calls that give it   [call_count] */
    bool is_found;
};

static bool returns_events(struct program *program, uint32_t function, uint32_t levels);

static bool call_gives_events(struct program *program, uint32_t function, const struct call *call, uint32_t levels) {
    struct arena scratch;
    bool gives = false;
    if (call->symbol != SYMBOL_NONE &&
        is_event_wait(program_entity(program, program->functions[function].unit, call->symbol)->name))
        return true;
    if (levels == 0)
        return false;
    arena_init(&scratch);
    struct targets targets = program_call_targets(program, function, call, &scratch);
    gives = targets.count == 1 && returns_events(program, targets.functions[0], levels - 1);
    arena_finish(&scratch);
    return gives;
}

static bool is_number_of_events(const struct helper *helper, const struct expr *value) {
    return value && ((value->kind == EXPR_LOCAL && helper->is_count[value->index]) ||
                     (value->kind == EXPR_CALL && helper->is_count_call[value->index]));
}

static void follow_number(struct region *region, void *context) {
    struct helper *helper = context;
    if (region->kind == REGION_CALL)
        helper->is_count_call[region->call->index] =
            call_gives_events(helper->program, helper->function, region->call, helper->levels);
    else if (region->kind == REGION_ASSIGN && region->assign.target->kind == EXPR_LOCAL &&
             is_number_of_events(helper, region->assign.value))
        helper->is_count[region->assign.target->index] = true;
    else if (region->kind == REGION_RETURN)
        helper->is_found |= is_number_of_events(helper, region->value);
}

static bool returns_events(struct program *program, uint32_t function, uint32_t levels) {
    struct arena scratch;
    struct error ignored = {0};
    arena_init(&scratch);
    struct helper helper = {.program = program, .function = function, .levels = levels};
    const struct function *body = program_peek_body(program, function, &scratch, &ignored);
    if (body) {
        helper.is_count = ARENA_ARRAY(&scratch, bool, body->local_count + 1);
        helper.is_count_call = ARENA_ARRAY(&scratch, bool, body->call_count + 1);
        region_walk(body->body, follow_number, &helper);
    }
    arena_finish(&scratch);
    error_finish(&ignored);
    return helper.is_found;
}

static bool gives_events(const struct scope *scope, const struct call *call) {
    return call_gives_events(scope->program, scope->function, call, WAIT_LEVELS);
}

static bool is_bound_by_events(const struct scope *scope, uint32_t loop) {
    const struct expr *condition = scope->loops[loop].region->loop->condition;
    if (!condition || condition->kind != EXPR_BINARY)
        return false;
    const struct expr *sides[] = {condition->a, condition->b};
    for (size_t i = 0; i < ARRAY_COUNT(sides); i++) {
        if (!sides[i] || sides[i]->kind != EXPR_LOCAL)
            continue;
        for (const struct assignment *a = NULL; (a = scope_next(scope, sides[i], a)) != NULL;) {
            const struct call *call = scope_call(scope, a->assign->value);
            if (call && gives_events(scope, call) && a->number < scope->loops[loop].begin)
                return true;
        }
    }
    return false;
}

/* --- answers ----------------------------------------------------------------------------------------------------- */

bool ready_is_tested(const struct scope *scope, uint32_t loop, uint32_t call) {
    uint32_t number = scope->calls[call].number;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->loop == loop && holding->begin <= number && number <= holding->end &&
            says_news(scope, holding->condition, holding->is_true))
            return true;
    }
    return is_bound_by_events(scope, loop);
}

const struct region *ready_wait(const struct scope *scope, uint32_t loop, const char **what) {
    const struct region *wait = NULL;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        const struct model *model = region ? bound_model(scope, region->call) : NULL;
        if (model && model->pause == PAUSE_EVENT && region->number < scope->loops[loop].begin &&
            (!wait || region->number > wait->number))
            wait = region;
    }
    *what = wait ? name_of(scope, wait->call) : NULL;
    return wait;
}
