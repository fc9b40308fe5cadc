/* Seeds from the loop's tests, spread over assignments and arguments. Tests: testdata/_cost/events.region */
#include "turns/varying.h"

#include "turns/motion.h"

#include <string.h>

/* --- asking ------------------------------------------------------------------------------------------------------ */

static bool is_varying_global(const struct varying *v, const struct expr *path) {
    for (uint32_t i = 0; i < v->global_count; i++)
        if (expr_is_equal(v->globals[i], path))
            return true;
    return false;
}

bool varying_holds(const struct varying *v, const struct expr *expr) {
    if (!expr)
        return false;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_LOCAL:
        return expr->index < v->scope->body->local_count && v->locals[expr->index];
    case EXPR_PARAMETER:
        return expr->index < v->scope->body->parameter_count && v->parameters[expr->index];
    case EXPR_CALL:
        return expr->index < v->scope->body->call_count && v->calls[expr->index];
    case EXPR_GLOBAL:
        return is_varying_global(v, expr);
    case EXPR_FIELD:
        return is_varying_global(v, expr) || varying_holds(v, expr->a);
    case EXPR_LIST:
        for (uint32_t i = 0; i < expr->item_count; i++)
            if (varying_holds(v, expr->items[i]))
                return true;
        return false;
    default:
        return varying_holds(v, expr->a) || varying_holds(v, expr->b) || varying_holds(v, expr->c);
    }
}

bool varying_is_passed(const struct varying *varying, const struct call *call) {
    bool is_passed = varying_holds(varying, call->receiver);
    for (uint32_t i = 0; i < call->argument_count; i++)
        is_passed |= varying_holds(varying, call->arguments[i].value);
    return is_passed;
}

/* --- spreading --------------------------------------------------------------------------------------------------- */

static void add_global(struct varying *v, const struct expr *global) {
    if (v->global_count == v->global_capacity) {
        uint32_t capacity = v->global_capacity ? v->global_capacity * 2 : 8;
        const struct expr **more = ARENA_ARRAY(v->scope->scratch, const struct expr *, capacity);
        if (v->global_count)
            memcpy(more, v->globals, v->global_count * sizeof(*more));
        v->globals = more;
        v->global_capacity = capacity;
    }
    v->globals[v->global_count++] = global;
}

/* The part of the path that can be found again: a field or the variable, without an index that has an effect. */
static const struct expr *named_part(const struct expr *path) {
    while (path->a && path->kind != EXPR_GLOBAL && (path->kind != EXPR_FIELD || !expr_is_equal(path, path)))
        path = path->a;
    return path;
}

/* The variable at the root of the path; of a global, whose other fields have nothing to do with it, the path. */
static void add_root(struct varying *v, const struct expr *path) {
    const struct expr *root = path ? expr_root(path) : NULL;
    if (root && root->kind == EXPR_GLOBAL)
        path = named_part(path);
    if (!root || varying_holds(v, root->kind == EXPR_GLOBAL ? path : root))
        return;
    if (root->kind == EXPR_LOCAL && root->index < v->scope->body->local_count)
        v->locals[root->index] = true;
    else if (root->kind == EXPR_PARAMETER && root->index < v->scope->body->parameter_count)
        v->parameters[root->index] = true;
    else if (root->kind == EXPR_CALL && root->index < v->scope->body->call_count)
        v->calls[root->index] = true;
    else if (root->kind == EXPR_GLOBAL)
        add_global(v, path);
    else
        return;
    v->has_changed = true;
}

/* The callee may write there: `snprintf(text, ...)`, `set(&item)`. */
static bool is_written_through(const struct argument *argument) {
    if (argument->value->kind == EXPR_ADDRESS)
        return true;
    return argument->type && strpbrk(argument->type, "*[&") != NULL && strncmp(argument->type, "const ", 6) != 0;
}

static void spread_call(struct varying *v, const struct call *call) {
    if (!varying_is_passed(v, call))
        return;
    if (!v->calls[call->index]) {
        v->calls[call->index] = true;
        v->has_changed = true;
    }
    /* What is local was likely made for the item; what others hold too is a log, a connection, a context. */
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (is_written_through(&call->arguments[i]) && expr_root(call->arguments[i].value)->kind == EXPR_LOCAL)
            add_root(v, call->arguments[i].value);
    if (call->receiver && expr_root(call->receiver)->kind == EXPR_LOCAL)
        add_root(v, call->receiver);
}

static void spread(struct varying *v) {
    const struct scope *scope = v->scope;
    do {
        v->has_changed = false;
        for (uint32_t i = 0; i < scope->assignment_count; i++) {
            const struct assignment *a = &scope->assignments[i];
            if (scope_is_inside(scope, a->number, v->loop) && varying_holds(v, a->assign->value))
                add_root(v, a->assign->target);
        }
        for (uint32_t i = 0; i < scope->body->call_count; i++)
            if (scope->calls[i].region && scope_is_inside(scope, scope->calls[i].number, v->loop))
                spread_call(v, scope->calls[i].region->call);
    } while (v->has_changed);
}

/* --- seeds ------------------------------------------------------------------------------------------------------- */

struct seeding {
    struct varying *varying;
    bool (*is_walk)(const struct call *call, void *context);
    void *context;
};

static bool is_system(const struct varying *v, const struct call *call) {
    return call->symbol != SYMBOL_NONE && symbol_is(&v->scope->unit->symbols[call->symbol], SYMBOL_SYSTEM);
}

/* A call of the loop that walks something: `row` of `while ((row = next(it)))`, `it` of `while (next(it, &row))`. */
static void seed_call(struct seeding *seeding, const struct call *call) {
    struct varying *v = seeding->varying;
    if (!call || !seeding->is_walk || !scope_is_inside(v->scope, v->scope->calls[call->index].number, v->loop) ||
        !seeding->is_walk(call, seeding->context))
        return;
    v->calls[call->index] = v->has_changed = true;
    for (uint32_t i = 0; i < call->argument_count && !is_system(v, call); i++)
        if (is_written_through(&call->arguments[i]))
            add_root(v, call->arguments[i].value);
}

static void seed_variable(struct seeding *seeding, const struct expr *variable) {
    struct varying *v = seeding->varying;
    if (!motion_is_variable(variable))
        return;
    struct motion motion = motion_of(v->scope, variable, v->loop);
    if (motion.direction != 0 || motion_is_link(v->scope, variable, v->loop))
        add_root(v, variable);
    for (const struct assignment *a = NULL; (a = scope_next(v->scope, variable, a)) != NULL;)
        if (assignment_is_to(a, variable) && scope_is_inside(v->scope, a->number, v->loop))
            seed_call(seeding, scope_call(v->scope, a->assign->value));
}

static void seed_test(struct seeding *seeding, const struct expr *expr) {
    int64_t number;
    if (!expr)
        return;
    if (expr->kind == EXPR_BINARY && expr->op == OP_EQUAL && expr_is_constant(expr->b, &number) && number != 0)
        return; /* `if (line == 1 && ...) break;` ends no walk */
    const struct call *call = scope_call(seeding->varying->scope, expr);
    if (call && !is_system(seeding->varying, call)) /* feof(f), atomic_load(&stop) walk nothing */
        seed_call(seeding, call);
    seed_variable(seeding, expr);
    seed_test(seeding, expr->a);
    seed_test(seeding, expr->b);
    seed_test(seeding, expr->c);
}

static bool ends_in_break(const struct region *list) {
    list = region_last(list);
    return list && list->kind == REGION_BREAK;
}

void varying_find(struct varying *varying, const struct scope *scope, uint32_t index,
                  bool (*is_walk)(const struct call *call, void *context), void *context) {
    const struct loop *loop = scope->loops[index].region->loop;
    *varying = (struct varying){.scope = scope, .loop = index};
    varying->locals = ARENA_ARRAY(scope->scratch, bool, scope->body->local_count);
    varying->parameters = ARENA_ARRAY(scope->scratch, bool, scope->body->parameter_count);
    varying->calls = ARENA_ARRAY(scope->scratch, bool, scope->body->call_count);
    struct seeding seeding = {varying, is_walk, context};
    seed_test(&seeding, loop->condition);
    for (const struct region *region = loop->body; region; region = region->next)
        if (region->kind == REGION_BRANCH &&
            (ends_in_break(region->branch.then_list) || ends_in_break(region->branch.else_list)))
            seed_test(&seeding, region->branch.condition);
    for (uint32_t i = 0; loop->form == LOOP_RANGE && i < scope->assignment_count; i++)
        if (scope->assignments[i].loop == index) { /* the first is the loop's own variable */
            add_root(varying, scope->assignments[i].assign->target);
            break;
        }
    varying->has_seeds = varying->has_changed;
    spread(varying);
}
