/* Who passes what was typed. Tests: testdata/call-in-loop/good_option_letters.c */
#include "facts/typed.h"

#include "base/error.h"

#include <string.h>

#define DEPTH_LIMIT 6

/* What an expression is, where a text from the command line is looked for. */
enum origin { ORIGIN_OTHER, ORIGIN_CONSTANT, ORIGIN_TYPED };

/* One function that calls. */
struct typing {
    const struct unit *unit;
    const struct function *body;
};

static enum origin origin_of(const struct typing *typing, const struct expr *expr, int depth);

static enum origin both(enum origin a, enum origin b) {
    if (a == ORIGIN_OTHER || b == ORIGIN_OTHER)
        return ORIGIN_OTHER;
    return a > b ? a : b;
}

struct origin_search {
    const struct typing *typing;
    uint32_t local; /* assignments to it are looked for */
    enum origin origin;
    int depth;
    uint32_t call; /* or the call with this index */
    const struct call *found;
};

static void find_call(struct region *region, void *context) {
    struct origin_search *search = context;
    if (region->kind == REGION_CALL && region->call->index == search->call)
        search->found = region->call;
}

static const struct call *call_at(const struct typing *typing, uint32_t index) {
    struct origin_search search = {.call = index};
    region_walk(typing->body->body, find_call, &search);
    return search.found;
}

static bool is_named(const struct typing *typing, const struct call *call, const char *part) {
    return call && call->symbol != SYMBOL_NONE && call->argument_count > 0 &&
           strstr(typing->unit->symbols[call->symbol].name, part);
}

/* `s = realloc(s, n)`: the same text. */
static bool is_grown(const struct typing *typing, const struct assign *assign) {
    const struct call *call = assign->value->kind == EXPR_CALL ? call_at(typing, assign->value->index) : NULL;
    return is_named(typing, call, "realloc") && expr_is_equal(call->arguments[0].value, assign->target);
}

/* strdup(), and what programs call theirs. */
static bool is_copy(const struct typing *typing, const struct call *call) {
    return is_named(typing, call, "strdup") && call->argument_count == 1;
}

static enum origin origin_of_call(const struct typing *typing, uint32_t index, int depth) {
    const struct call *call = call_at(typing, index);
    return is_copy(typing, call) ? origin_of(typing, call->arguments[0].value, depth) : ORIGIN_OTHER;
}

static void visit_assignment(struct region *region, void *context) {
    struct origin_search *search = context;
    const struct assign *assign = region->kind == REGION_ASSIGN ? &region->assign : NULL;
    if (!assign || assign->target->kind != EXPR_LOCAL || assign->target->index != search->local || !assign->value ||
        is_grown(search->typing, assign))
        return;
    enum origin origin = assign->op == OP_NONE ? origin_of(search->typing, assign->value, search->depth) : ORIGIN_OTHER;
    search->origin = both(search->origin, origin);
}

static enum origin origin_of_local(const struct typing *typing, uint32_t local, int depth) {
    struct origin_search search = {.typing = typing, .local = local, .origin = ORIGIN_CONSTANT, .depth = depth};
    region_walk(typing->body->body, visit_assignment, &search);
    return search.origin;
}

static bool is_argv(const struct typing *typing, const struct expr *root) {
    return root->kind == EXPR_PARAMETER && root->index < typing->body->parameter_count &&
           strcmp(typing->body->parameters[root->index].name, "argv") == 0;
}

/* A constant and something is a number: no text. */
static enum origin origin_of_rest(const struct typing *typing, const struct expr *text, int depth) {
    return origin_of(typing, text, depth) == ORIGIN_TYPED ? ORIGIN_TYPED : ORIGIN_OTHER;
}

static enum origin origin_of(const struct typing *typing, const struct expr *expr, int depth) {
    if (depth-- == 0)
        return ORIGIN_OTHER;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_STRING:
        return ORIGIN_CONSTANT;
    case EXPR_GLOBAL:
        return strcmp(typing->unit->symbols[expr->index].name, "optarg") == 0 ? ORIGIN_TYPED : ORIGIN_OTHER;
    case EXPR_ELEMENT:
    case EXPR_DEREF:
        return is_argv(typing, expr_root(expr)) ? ORIGIN_TYPED : ORIGIN_OTHER;
    case EXPR_SELECT:
        return both(origin_of(typing, expr->b, depth), origin_of(typing, expr->c, depth));
    case EXPR_BINARY: /* `optarg + 1`: the rest of it */
        return expr->op == OP_ADD ? origin_of_rest(typing, expr->a, depth) : ORIGIN_OTHER;
    case EXPR_LOCAL:
        return origin_of_local(typing, expr->index, depth);
    case EXPR_CALL:
        return origin_of_call(typing, expr->index, depth);
    default:
        return ORIGIN_OTHER;
    }
}

/* --- the callers ------------------------------------------------------------------------------------------------- */

struct call_search {
    const struct program *program;
    struct typing typing;
    uint32_t caller;
    uint32_t callee;
    uint32_t parameter;
    enum origin origin;
};

static void visit_call(struct region *region, void *context) {
    struct call_search *search = context;
    if (region->kind != REGION_CALL)
        return;
    struct arena scratch;
    arena_init(&scratch);
    struct callee callee = costs_callee(search->program, search->caller, region->call, &scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (callee.targets.functions[i] == search->callee)
            search->origin =
                both(search->origin,
                     search->parameter < region->call->argument_count
                         ? origin_of(&search->typing, region->call->arguments[search->parameter].value, DEPTH_LIMIT)
                         : ORIGIN_OTHER);
    arena_finish(&scratch);
}

bool typed_is_passed(struct program *program, uint32_t function, uint32_t parameter) {
    uint32_t entity = program->functions[function].entity;
    struct call_search search = {
        .program = program, .callee = function, .parameter = parameter, .origin = ORIGIN_CONSTANT};
    if (entity == SYMBOL_NONE || (program->entities[entity].flags & SYMBOL_ADDRESS_TAKEN))
        return false;
    const struct call_edges *callers = &program->callers;
    for (uint32_t i = callers->first[function]; i < callers->first[function + 1]; i++) {
        struct error err = {0};
        search.caller = callers->functions[i];
        search.typing.unit = &program->units[program->functions[search.caller].unit].summary.skeleton;
        search.typing.body = program_body(program, search.caller, &err);
        error_finish(&err);
        if (!search.typing.body)
            return false;
        region_walk(search.typing.body->body, visit_call, &search);
    }
    return search.origin == ORIGIN_TYPED;
}

bool typed_is_text(struct program *program, uint32_t function, const struct function *body, const struct expr *expr,
                   bool *is_typed) {
    struct typing typing = {&program->units[program->functions[function].unit].summary.skeleton, body};
    const struct call *copy = expr->kind == EXPR_CALL ? call_at(&typing, expr->index) : NULL;
    if (is_copy(&typing, copy))
        expr = copy->arguments[0].value;
    enum origin origin = expr->kind != EXPR_PARAMETER                      ? origin_of(&typing, expr, DEPTH_LIMIT)
                         : typed_is_passed(program, function, expr->index) ? ORIGIN_TYPED
                                                                           : ORIGIN_OTHER;
    *is_typed |= origin == ORIGIN_TYPED;
    return origin != ORIGIN_OTHER;
}

/* --- the loop ---------------------------------------------------------------------------------------------------- */

/* The parameter whose text the cursor walks; ARGUMENT_NONE: it is not one, or not only. */
static int32_t walked_parameter(const struct scope *scope, const struct expr *cursor) {
    int32_t parameter = cursor->kind == EXPR_PARAMETER ? (int32_t)cursor->index : ARGUMENT_NONE;
    for (const struct assignment *a = NULL; (a = scope_next(scope, cursor, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (!value || a->assign->op == OP_ADD)
            continue;
        if (a->assign->op != OP_NONE || value->kind != EXPR_PARAMETER || cursor->kind == EXPR_PARAMETER ||
            (parameter >= 0 && (uint32_t)parameter != value->index))
            return ARGUMENT_NONE;
        parameter = (int32_t)value->index;
    }
    return parameter;
}

/* `*s`, `s[i]`, in a test. */
static const struct expr *find_cursor(const struct expr *test) {
    if (!test)
        return NULL;
    if ((test->kind == EXPR_DEREF || test->kind == EXPR_ELEMENT) &&
        (test->a->kind == EXPR_LOCAL || test->a->kind == EXPR_PARAMETER))
        return test->a;
    if (test->kind != EXPR_UNARY && test->kind != EXPR_BINARY)
        return NULL;
    const struct expr *found = find_cursor(test->a);
    return found ? found : find_cursor(test->b);
}

/* "const char *" */
static bool is_text(const struct scope *scope, uint32_t parameter) {
    const char *type = scope->body->parameters[parameter].type;
    return type && (strcmp(type, "const char *") == 0 || strcmp(type, "char *") == 0);
}

bool typed_is_walked(const struct scope *scope, uint32_t loop) {
    const struct loop *region = scope->loops[loop].region->loop;
    const struct expr *cursor = region->form == LOOP_RANGE ? NULL : find_cursor(region->condition);
    int32_t parameter = cursor ? walked_parameter(scope, cursor) : ARGUMENT_NONE;
    return parameter >= 0 && is_text(scope, (uint32_t)parameter) &&
           typed_is_passed(scope->program, scope->function, (uint32_t)parameter);
}
