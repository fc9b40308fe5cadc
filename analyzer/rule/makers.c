/* Breadth first over what is asked of functions: what they return, or what they are given.
 * Tests: testdata/call-in-loop/bad_list_of_requests.c */
#include "rule/makers.h"

#include "facts/names.h"

#include <string.h>

#define COPY_DEPTH 8 /* of variables that hold each other's values */

enum asked { ASKED_RESULT, ASKED_PARAMETER };

struct question {
    uint32_t function;
    uint32_t asked; /* ASKED_RESULT, or ASKED_PARAMETER + its index */
};

struct making {
    const struct costs *costs;
    struct atom_table *atoms;
    struct arena scratch; /* of one function at a time */
    VEC(struct question) questions;
    struct map seen;   /* (function, asked) */
    bool is_of_result; /* what the function was given is looked for where it is called */
    uint32_t looks;
    struct maker *out;
    uint32_t count;
};

static void ask(struct making *m, uint32_t function, uint32_t asked) {
    if (map_get_or_put(&m->seen, map_key_pair(function, asked), 1) == MAP_NONE)
        vec_push(&m->questions, (struct question){function, asked});
}

/* --- in one function ---------------------------------------------------------------------------------------------- */

static void trace(struct making *m, const struct scope *scope, const struct expr *value, struct position position,
                  uint32_t depth);

static const char *prototype_of(const struct scope *scope, const struct call *call) {
    return call->symbol != SYMBOL_NONE ? scope->unit->symbols[call->symbol].type : call->pointee;
}

/* The argument is a list like the result, and is taken as one: not the item of a list of lists. */
static bool is_list(const struct scope *scope, const struct call *call, uint32_t argument) {
    return call->type && strcmp(call->arguments[argument].type, call->type) == 0 &&
           name_is_of_type(prototype_of(scope, call), argument, call->type);
}

/* `variable = call(.., variable, ..)` */
static bool is_updated_by(const struct scope *scope, const struct call *call, const struct expr *variable) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (is_list(scope, call, i) && expr_is_equal(call->arguments[i].value, variable))
            return true;
    return false;
}

/* `while (x) x = next(x, set)`: the loop walks what it sets. */
static bool is_cursor(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    for (; loop != LOOP_NONE; loop = scope->loops[loop].parent)
        if (expr_mentions(scope->loops[loop].region->loop->condition, variable))
            return true;
    return false;
}

static bool takes_list(const struct scope *scope, const char *type) {
    for (uint32_t i = 0; i < scope->body->parameter_count; i++)
        if (strcmp(scope->body->parameters[i].type, type) == 0)
            return true;
    return false;
}

static void add_maker(struct making *m, const struct scope *scope, const struct call *call, bool is_joined) {
    const struct location location = scope->calls[call->index].region->location;
    for (uint32_t i = 0; i < m->count; i++)
        if (m->out[i].function == scope->function && m->out[i].location.line == location.line &&
            m->out[i].location.column == location.column)
            return;
    if (m->count < MAKERS_LIMIT && call->symbol != SYMBOL_NONE)
        m->out[m->count++] = (struct maker){
            scope->function, location,
            program_entity(scope->program, scope->program->functions[scope->function].unit, call->symbol)->name,
            is_joined, takes_list(scope, call->type)};
}

static void visit_returned(struct region *region, void *context) {
    uint64_t *parameters = context;
    if (region->kind == REGION_RETURN && region->value && region->value->kind == EXPR_PARAMETER &&
        region->value->index < 64)
        *parameters |= UINT64_C(1) << region->value->index;
}

/* The parameters that the call may give back, as bits: all, where there is no body that says so. */
static uint64_t returned_parameters(const struct scope *scope, struct targets targets) {
    uint64_t parameters = targets.count > 0 ? 0 : ~UINT64_C(0);
    struct error ignored = {0};
    for (uint32_t i = 0; i < targets.count; i++) {
        const struct function *body = program_peek_body(scope->program, targets.functions[i], scope->scratch, &ignored);
        if (body)
            region_walk(body->body, visit_returned, &parameters);
    }
    error_finish(&ignored);
    return parameters;
}

/* `variable = call(...)` in `loop`; `variable` NULL: the call's result goes elsewhere. */
static void trace_call(struct making *m, const struct scope *scope, const struct call *call,
                       const struct expr *variable, uint32_t loop, uint32_t depth) {
    struct position position = scope_at_call(scope, call->index);
    struct targets targets = costs_callee(scope->program, scope->function, call, scope->scratch).targets;
    bool is_update = variable && is_updated_by(scope, call, variable), is_joined = false;
    uint64_t returned = is_update ? ~UINT64_C(0) : returned_parameters(scope, targets);
    for (uint32_t i = 0; i < call->argument_count && i < 64; i++) {
        const struct expr *value = call->arguments[i].value;
        if (!is_list(scope, call, i) || (variable && expr_is_equal(value, variable)) || !(returned >> i & 1))
            continue;
        is_joined = true;
        trace(m, scope, value, position, depth + 1);
    }
    if (is_update && call->argument_count > 1 && loop != LOOP_NONE && !is_cursor(scope, variable, loop))
        add_maker(m, scope, call, is_joined);
    if (is_update)
        return;
    for (uint32_t i = 0; i < targets.count; i++)
        ask(m, targets.functions[i], ASKED_RESULT);
}

/* What runs at `a` may be seen at `position`: it comes before, or a loop leads from it to there. */
static bool may_reach(const struct scope *scope, const struct assignment *a, struct position position) {
    for (uint32_t loop = position.loop; loop != LOOP_NONE; loop = scope->loops[loop].parent)
        if (scope_is_inside(scope, a->number, loop))
            return true;
    return a->number < position.number;
}

/* The last assignment before that all ways come through and that makes the variable new. */
static uint32_t begin_of(const struct scope *scope, const struct expr *variable, struct position position) {
    uint32_t begin = 0;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        const struct call *call = a->assign->value ? scope_call(scope, a->assign->value) : NULL;
        if (a->number < position.number && a->loop == LOOP_NONE && !a->is_conditional &&
            assignment_is_to(a, variable) && !(call && is_updated_by(scope, call, variable)))
            begin = a->number;
    }
    return begin;
}

static void trace_variable(struct making *m, const struct scope *scope, const struct expr *variable,
                           struct position position, uint32_t depth) {
    uint32_t begin = begin_of(scope, variable, position);
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (a->number < begin || !a->assign->value || !may_reach(scope, a, position) || !assignment_is_to(a, variable))
            continue;
        const struct call *call = scope_call(scope, a->assign->value);
        if (call)
            trace_call(m, scope, call, variable, a->loop, depth);
        else
            trace(m, scope, a->assign->value, scope_at_assignment(a), depth + 1);
    }
    if (variable->kind == EXPR_PARAMETER && begin == 0 && !m->is_of_result)
        ask(m, scope->function, ASKED_PARAMETER + variable->index);
}

static void trace(struct making *m, const struct scope *scope, const struct expr *value, struct position position,
                  uint32_t depth) {
    const struct call *call = scope_call(scope, value);
    if (depth > COPY_DEPTH)
        return;
    if (call) {
        trace_call(m, scope, call, NULL, position.loop, depth);
    } else if (value->kind == EXPR_SELECT) {
        trace(m, scope, value->b, position, depth + 1);
        trace(m, scope, value->c, position, depth + 1);
    } else if ((value->kind == EXPR_LOCAL || value->kind == EXPR_PARAMETER) && !scope_is_shared(scope, value)) {
        trace_variable(m, scope, value, position, depth);
    }
}

/* --- over functions ----------------------------------------------------------------------------------------------- */

/* Bodies outside of the cone are read for this one look. */
static bool open_function(struct making *m, struct scope *scope, uint32_t function) {
    struct error ignored = {0};
    struct program *program = m->costs->program;
    arena_reset(&m->scratch);
    const struct function *body = m->looks++ < MAKERS_LOOKS && !program->functions[function].is_test
                                      ? program_peek_body(program, function, &m->scratch, &ignored)
                                      : NULL;
    if (body)
        scope_init(scope, program, m->atoms, &m->scratch, function, body);
    error_finish(&ignored);
    return body != NULL;
}

struct visiting {
    struct making *making;
    const struct scope *scope;
    uint32_t callee;
    uint32_t parameter;
};

static void visit_return(struct region *region, void *context) {
    const struct visiting *v = context;
    if (region->kind == REGION_RETURN && region->value)
        trace(v->making, v->scope, region->value, (struct position){region->number, LOOP_NONE}, 0);
}

static void visit_call(struct region *region, void *context) {
    const struct visiting *v = context;
    if (region->kind != REGION_CALL || v->parameter >= region->call->argument_count)
        return;
    struct targets targets =
        costs_callee(v->scope->program, v->scope->function, region->call, v->scope->scratch).targets;
    for (uint32_t i = 0; i < targets.count; i++)
        if (targets.functions[i] == v->callee)
            trace(v->making, v->scope, region->call->arguments[v->parameter].value,
                  scope_at_call(v->scope, region->call->index), 0);
}

static void answer(struct making *m, struct question question) {
    const struct call_edges *callers = &m->costs->program->callers;
    struct scope scope;
    struct visiting v = {m, &scope, question.function, 0};
    m->is_of_result = question.asked == ASKED_RESULT;
    if (question.asked == ASKED_RESULT) {
        if (open_function(m, &scope, question.function))
            region_walk(scope.body->body, visit_return, &v);
        return;
    }
    v.parameter = question.asked - ASKED_PARAMETER;
    for (uint32_t i = callers->first[question.function]; i < callers->first[question.function + 1]; i++)
        if (open_function(m, &scope, callers->functions[i]))
            region_walk(scope.body->body, visit_call, &v);
}

/* --- the list of a loop ------------------------------------------------------------------------------------------- */

static void keep_list(const struct atom *atom, void *context) {
    const struct expr **list = context;
    bool is_count = atom->kind == ATOM_LENGTH || atom->kind == ATOM_SIZE;
    if (is_count && !*list && (atom->path->kind == EXPR_LOCAL || atom->path->kind == EXPR_PARAMETER))
        *list = atom->path;
}

uint32_t makers_of_loop(const struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                        struct maker *out) {
    struct atom_table *atoms = scope->atoms;
    struct making m = {.costs = costs, .atoms = atoms, .out = out};
    const struct expr *list = NULL;
    if (loop->loop == LOOP_NONE)
        return 0;
    poly_visit_atoms(loop->turns, keep_list, &list);
    if (!list || (uint32_t)list->value != scope->function)
        return 0;
    arena_init(&m.scratch);
    list = expr_indexed(scope->scratch, (enum expr_kind)list->kind, list->index); /* as the function writes it */
    trace(&m, scope, list, scope_before_loop(scope, loop->loop), 0);
    for (uint32_t i = 0; i < m.questions.count && m.count < MAKERS_LIMIT; i++)
        answer(&m, m.questions.items[i]);
    arena_finish(&m.scratch);
    map_finish(&m.seen);
    vec_finish(&m.questions);
    return m.count;
}
