/* Looks for what lets go of an object. Tests: testdata/call-in-loop/bad_used_up.c */
#include "cost/used_up.h"

#include <string.h>

#define DEPTH 3 /* calls from the arm to the one that frees */

struct freeing {
    struct costs *costs;
    uint32_t function;      /* that holds the calls */
    const struct expr *own; /* the object there */
    struct arena *scratch;
    int depth;
    bool is_found;
};

static void search_freeing(struct region *region, void *context);

static bool lets_go(const struct freeing *freeing, uint32_t function, uint32_t parameter) {
    struct error ignored = {0};
    const struct function *body = program_body(freeing->costs->program, function, &ignored);
    struct expr own = {.kind = EXPR_PARAMETER, .index = parameter};
    struct freeing inner = {freeing->costs, function, &own, freeing->scratch, freeing->depth - 1, false};
    if (body && inner.depth >= 0)
        region_walk(body->body, search_freeing, &inner);
    error_finish(&ignored);
    return inner.is_found;
}

static void search_freeing(struct region *region, void *context) {
    struct freeing *freeing = context;
    if (region->kind != REGION_CALL || freeing->is_found)
        return;
    const struct program *program = freeing->costs->program;
    const struct call *call = region->call;
    struct callee callee = costs_callee(program, freeing->function, call, freeing->scratch);
    for (uint32_t i = 0; i < call->argument_count && !freeing->is_found; i++) {
        if (!expr_is_equal(call->arguments[i].value, freeing->own))
            continue;
        if (callee.entity != SYMBOL_NONE && strcmp(program->entities[callee.entity].name, "free") == 0)
            freeing->is_found = true;
        else if (!callee.model && callee.targets.count == 1)
            freeing->is_found = lets_go(freeing, callee.targets.functions[0], i);
    }
}

/* A loop of the function sets it. */
static bool is_searched(const struct scope *scope, const struct expr *variable) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
        if (a->loop != LOOP_NONE && assignment_is_to(a, variable) && a->assign->op == OP_NONE)
            return true;
    return false;
}

bool used_up_in_arm(struct costs *costs, const struct scope *scope, const struct expr *variable,
                    const struct region *arm) {
    struct freeing freeing = {costs, scope->function, variable, scope->scratch, DEPTH, false};
    if (variable->kind != EXPR_LOCAL || !is_searched(scope, variable))
        return false;
    region_walk((struct region *)arm, search_freeing, &freeing);
    return freeing.is_found;
}
