/* Tests: testdata/call-in-loop/verdict_captured.cpp, good_captured_mode.cpp */
#include "turns/captured.h"

#include "base/error.h"
#include "base/hash.h"

#include <string.h>

/* A second variable of a name is "i.2" in its function, and "i" in the lambda. */
static uint32_t number_of(uint32_t unit, const struct local *local) {
    uint32_t place[] = {unit, local->line};
    struct digest name = digest_of(local->name, strcspn(local->name, "."));
    return CAPTURED_BIT | (uint32_t)digest_combine(digest_of(place, sizeof place), name).low;
}

static bool is_lambda(const struct program *program, uint32_t unit, const struct function *body) {
    return body->symbol != SYMBOL_NONE &&
           symbol_is(&program->units[unit].summary.skeleton.symbols[body->symbol], SYMBOL_LAMBDA);
}

struct declaring {
    uint32_t local;
    bool is_declared;
    bool is_set;
};

static void find_declaration(struct region *region, void *context) {
    struct declaring *declaring = context;
    const struct assign *assign = &region->assign;
    if (region->kind != REGION_ASSIGN || assign->target->kind != EXPR_LOCAL ||
        assign->target->index != declaring->local)
        return;
    declaring->is_declared |= assign->is_declaration;
    declaring->is_set = true;
}

static struct declaring declaring_of(const struct function *body, uint32_t local) {
    struct declaring declaring = {.local = local};
    region_walk(body->body, find_declaration, &declaring);
    return declaring;
}

static uint32_t unit_of(const struct scope *scope) { return scope->program->functions[scope->function].unit; }

static uint32_t number_in(const struct program *program, uint32_t unit, const struct function *body, uint32_t local) {
    bool is_captured = local < body->local_count && (body->locals[local].flags & LOCAL_CAPTURED) &&
                       is_lambda(program, unit, body) && !declaring_of(body, local).is_declared;
    return is_captured ? number_of(unit, &body->locals[local]) : CAPTURED_NONE;
}

uint32_t captured_number(const struct scope *scope, uint32_t local) {
    return number_in(scope->program, unit_of(scope), scope->body, local);
}

uint32_t captured_number_in(const struct scope *scope, uint32_t function, uint32_t local) {
    struct error ignored = {0};
    struct program *program = scope->program;
    const struct function *body = program_peek_body(program, function, scope->scratch, &ignored);
    error_finish(&ignored);
    return body ? number_in(program, program->functions[function].unit, body, local) : CAPTURED_NONE;
}

/* Only what is captured by reference is marked as captured in the function around. */
static bool find(const struct scope *scope, const struct local *locals, uint32_t count, uint32_t number,
                 uint32_t *index) {
    for (*index = 0; *index < count; ++*index)
        if (number_of(unit_of(scope), &locals[*index]) == number)
            return true;
    return false;
}

const struct expr *captured_variable(const struct scope *scope, uint32_t number) {
    const struct function *body = scope->body;
    uint32_t index;
    if (find(scope, body->parameters, body->parameter_count, number, &index))
        return expr_indexed(scope->scratch, EXPR_PARAMETER, index);
    if (!find(scope, body->locals, body->local_count, number, &index) || captured_number(scope, index) != CAPTURED_NONE)
        return NULL;
    return expr_indexed(scope->scratch, EXPR_LOCAL, index);
}

bool captured_is_set(const struct scope *scope, uint32_t number) {
    struct program *program = scope->program;
    uint32_t unit = unit_of(scope);
    bool is_set = false;
    for (uint32_t f = 0; f < program->own_count && !is_set; f++) {
        struct error ignored = {0};
        uint32_t entity = program->functions[f].entity;
        if (program->functions[f].unit != unit || entity == SYMBOL_NONE ||
            !(program->entities[entity].flags & SYMBOL_LAMBDA))
            continue;
        const struct function *body = program_peek_body(program, f, scope->scratch, &ignored);
        error_finish(&ignored);
        for (uint32_t i = 0; body && i < body->local_count && !is_set; i++)
            is_set = number_in(program, unit, body, i) == number && declaring_of(body, i).is_set;
    }
    return is_set;
}

struct passing {
    const struct expr *variable;
    bool is_passed;
};

static void find_passing(struct region *region, void *context) {
    struct passing *passing = context;
    for (uint32_t i = 0; region->kind == REGION_CALL && i < region->call->argument_count; i++)
        passing->is_passed |= expr_mentions(region->call->arguments[i].value, passing->variable);
}

bool captured_is_moved(const struct scope *scope, uint32_t function) {
    struct error ignored = {0};
    struct program *program = scope->program;
    uint32_t unit = program->functions[function].unit;
    const struct function *body = program_peek_body(program, function, scope->scratch, &ignored);
    error_finish(&ignored);
    for (uint32_t i = 0; body && i < body->local_count; i++) {
        struct expr variable = {.kind = EXPR_LOCAL, .index = i};
        struct passing passing = {.variable = &variable};
        if (number_in(program, unit, body, i) == CAPTURED_NONE || !declaring_of(body, i).is_set)
            continue;
        region_walk(body->body, find_passing, &passing);
        if (passing.is_passed)
            return true;
    }
    return false;
}
