/* Elements that are listed where a container is made. Tests: testdata/call-in-loop/good_written_out.cpp,
 * bad_written_out.cpp */
#include "turns/written_out.h"

#include "ir/prototype.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH 2 /* functions that hand on what another answers */

struct listed {
    int64_t count; /* -1: not known */
    bool is_exact;
};

static const struct listed unknown = {-1, false};

static struct listed listed_by_value(const struct scope *scope, const struct expr *value, int depth);

static const struct symbol *callee_of(const struct scope *scope, const struct call *call) {
    return call->symbol == SYMBOL_NONE ? NULL : &scope->unit->symbols[call->symbol];
}

static bool is_standard(const char *name) { return strncmp(name, "std::", strlen("std::")) == 0; }

/* --- what makes it ----------------------------------------------------------------------------------------------- */

/* A list that is handed over is an array of a type that says how many: "const std::basic_string<char>[5]". Sets and
 * maps hold equal ones once. */
static struct listed listed_by_constructor(const struct symbol *constructor, const struct call *call) {
    bool is_list = call->argument_count > 0 && call->arguments[0].value->kind == EXPR_LIST;
    const char *bracket = is_list ? strrchr(call->arguments[0].type, '[') : NULL;
    if (!is_standard(constructor->name) || !bracket)
        return unknown;
    char *end;
    long long count = strtoll(bracket + 1, &end, 10);
    bool may_be_equal = strstr(constructor->name, "set") || strstr(constructor->name, "map");
    return strcmp(end, "]") == 0 ? (struct listed){count, !may_be_equal || count <= 1} : unknown;
}

struct answers {
    const struct scope *scope;
    struct listed most;
    uint32_t count;
    int depth;
};

static void read_return(struct region *region, void *context) {
    struct answers *answers = context;
    if (region->kind != REGION_RETURN || (answers->count > 0 && answers->most.count < 0))
        return;
    struct listed one = region->value ? listed_by_value(answers->scope, region->value, answers->depth + 1) : unknown;
    bool is_first = answers->count++ == 0;
    if (is_first || one.count < 0) {
        answers->most = one;
        return;
    }
    one.is_exact = one.is_exact && answers->most.is_exact && one.count == answers->most.count;
    if (one.count < answers->most.count)
        one.count = answers->most.count;
    answers->most = one;
}

static struct listed listed_by_function(const struct scope *caller, const struct call *call, int depth) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    struct answers answers = {.most = unknown, .depth = depth};
    struct targets targets = program_call_targets(caller->program, caller->function, call, &arena);
    const struct function *body = NULL;
    if (targets.count == 1 && targets.functions[0] != caller->function)
        body = program_peek_body(caller->program, targets.functions[0], &arena, &ignored);
    if (body) {
        struct scope scope;
        scope_init(&scope, caller->program, caller->atoms, &arena, targets.functions[0], body);
        answers.scope = &scope;
        region_walk(body->body, read_return, &answers);
    }
    arena_finish(&arena);
    error_finish(&ignored);
    return answers.most;
}

/* --- what it is kept in ------------------------------------------------------------------------------------------ */

/* A method or function of this name reads the container, though it has a form that is not const. */
static bool reads_by_name(const struct symbol *callee) {
    static const char *const names[] = {"begin", "end", "rbegin", "rend", "data", "front", "back", "at", "operator[]"};
    const char *colon = strrchr(callee->name, ':');
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        if (strcmp(colon ? colon + 1 : callee->name, names[i]) == 0)
            return true;
    return false;
}

/* The variable itself: who has one of its elements can add none. */
static bool names(const struct expr *value, const struct expr *variable) {
    while (value && value->kind == EXPR_ADDRESS)
        value = value->a;
    return value && expr_is_equal(value, variable);
}

static bool takes_constant(const struct symbol *callee, uint32_t argument) {
    const char *parameter = callee ? prototype_parameter(callee->type, argument) : NULL;
    return parameter && strncmp(parameter, "const ", strlen("const ")) == 0;
}

/* As the object of a method, or handed over: a std::back_insert_iterator is made from what it adds to. */
static bool may_add(const struct scope *scope, const struct call *call, const struct expr *variable) {
    const struct symbol *callee = callee_of(scope, call);
    bool is_handed = false, is_object = call->receiver && names(call->receiver, variable);
    for (uint32_t i = 0; i < call->argument_count; i++)
        is_handed |= names(call->arguments[i].value, variable) && !takes_constant(callee, i);
    if (!is_handed && !is_object)
        return false;
    if (!callee || !is_standard(callee->name))
        return true;
    bool only_reads = symbol_is(callee, SYMBOL_CONST_METHOD | SYMBOL_DESTRUCTOR | SYMBOL_CONSTRUCTOR);
    return !reads_by_name(callee) && (is_handed || !only_reads);
}

/* `one.push_back(item);` */
static bool adds_one(const struct scope *scope, const struct call *call, const struct expr *variable) {
    static const char *const adders[] = {"push_back", "emplace_back", "push_front", "emplace_front"};
    const struct symbol *callee = callee_of(scope, call);
    if (!callee || !is_standard(callee->name) || !call->receiver || !names(call->receiver, variable))
        return false;
    const char *colon = strrchr(callee->name, ':');
    for (size_t i = 0; i < ARRAY_COUNT(adders); i++)
        if (strcmp(colon ? colon + 1 : callee->name, adders[i]) == 0)
            return true;
    return false;
}

/* Nothing of the function hands the variable to somebody who may add to it. `*added`: what the function itself does,
 * once each time that it is made; not in a loop behind that. */
static bool stays_as_made(const struct scope *scope, const struct expr *variable, const struct assignment *made,
                          struct listed *added) {
    uint32_t flags = scope->body->locals[variable->index].flags;
    if (flags & (LOCAL_CAPTURED | LOCAL_REFERENCE))
        return false;
    for (uint32_t i = 0; i < scope->body->call_count && (flags & LOCAL_ADDRESS_TAKEN); i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || !may_add(scope, place->region->call, variable))
            continue;
        if (place->loop != made->loop || !adds_one(scope, place->region->call, variable))
            return false;
        added->count++;
        added->is_exact &= place->list_end == made->list_end;
    }
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (names(scope->assignments[i].assign->value, variable))
            return false;
    return true;
}

static struct listed listed_by_variable(const struct scope *scope, const struct expr *variable, int depth) {
    const struct assignment *first = scope_next(scope, variable, NULL);
    struct listed added = {0, true};
    if (variable->index >= scope->body->local_count || !first || scope_next(scope, variable, first) ||
        !assignment_is_to(first, variable) || !stays_as_made(scope, variable, first, &added))
        return unknown;
    const struct expr *value = first->assign->value;
    struct listed made = value && value->kind == EXPR_CALL ? listed_by_value(scope, value, depth) : unknown;
    if (!value && added.count > 0 && is_standard(scope->body->locals[variable->index].type)) /* it begins empty */
        made = (struct listed){0, true};
    return made.count < 0 ? unknown : (struct listed){made.count + added.count, made.is_exact && added.is_exact};
}

static struct listed listed_by_value(const struct scope *scope, const struct expr *value, int depth) {
    const struct call *call = scope_call(scope, value);
    if (value->kind == EXPR_LOCAL)
        return listed_by_variable(scope, value, depth);
    if (!call || !call->type || !is_standard(call->type))
        return unknown;
    const struct symbol *callee = callee_of(scope, call);
    if (callee && symbol_is(callee, SYMBOL_CONSTRUCTOR))
        return listed_by_constructor(callee, call);
    return callee && depth < DEPTH ? listed_by_function(scope, call, depth) : unknown;
}

int64_t written_out(const struct scope *scope, const struct expr *container, bool *is_exact) {
    struct listed listed = listed_by_value(scope, container, 0);
    *is_exact = listed.is_exact;
    return listed.count;
}
