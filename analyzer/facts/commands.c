/* Who asks for what was typed. Tests: testdata/call-in-loop/good_typed_commands.c, bad_typed_patterns.c */
#include "facts/commands.h"

#include "base/error.h"
#include "facts/setters.h"
#include "facts/typed.h"
#include "facts/unset.h"
#include "facts/writes.h"

#define DEPTH_LIMIT    4  /* calls below each other that a request is followed through */
#define FUNCTION_LIMIT 20 /* that are looked at for one of them */

/* --- the request -------------------------------------------------------------------------------------------------- */

struct request_search {
    struct program *program;
    uint32_t function;
    uint32_t parameter; /* of the function */
    uint32_t depth;
    uint32_t *looks;
    bool is_found;
};

static bool takes_request(const struct request_search *search, const struct call *call, uint32_t argument);

static void visit_call(struct region *region, void *context) {
    struct request_search *search = context;
    for (uint32_t i = 0; region->kind == REGION_CALL && i < region->call->argument_count && !search->is_found; i++) {
        const struct expr *value = region->call->arguments[i].value;
        if (value->kind == EXPR_PARAMETER && value->index == search->parameter)
            search->is_found = takes_request(search, region->call, i);
    }
}

static bool is_request_of(const struct model *model, uint32_t argument) {
    return (model->effect == EFFECT_ROUNDTRIP || model->effect == EFFECT_SEND) && model->language != LANGUAGE_NONE &&
           model->request >= 0 && (uint32_t)model->request == argument;
}

static bool function_takes(const struct request_search *outer, uint32_t function, uint32_t parameter) {
    struct error ignored = {0};
    struct request_search search = *outer;
    if (outer->depth == 0 || ++*outer->looks > FUNCTION_LIMIT || !outer->program->functions[function].is_in_cone)
        return false;
    const struct function *body = program_body(outer->program, function, &ignored);
    error_finish(&ignored);
    search.function = function;
    search.parameter = parameter;
    search.depth--;
    if (body)
        region_walk(body->body, visit_call, &search);
    return search.is_found;
}

static bool takes_request(const struct request_search *search, const struct call *call, uint32_t argument) {
    struct arena scratch;
    arena_init(&scratch);
    struct callee callee = costs_callee(search->program, search->function, call, &scratch);
    bool takes = callee.model && is_request_of(callee.model, argument);
    for (uint32_t i = 0; i < callee.targets.count && !callee.model && !takes; i++)
        takes = function_takes(search, callee.targets.functions[i], argument);
    arena_finish(&scratch);
    return takes;
}

bool commands_take_request(struct program *program, uint32_t function, const struct call *call, uint32_t argument) {
    uint32_t looks = 0;
    struct request_search search = {.program = program, .function = function, .depth = DEPTH_LIMIT, .looks = &looks};
    return takes_request(&search, call, argument);
}

/* --- the field ---------------------------------------------------------------------------------------------------- */

struct field_search {
    struct program *program;
    uint32_t function;
    const struct function *body;
    uint32_t field; /* entity */
    bool is_typed;  /* something that was typed is put there */
    bool is_other;  /* ... something else */
};

static bool is_field(const struct field_search *search, const struct expr *expr) {
    uint32_t unit = search->program->functions[search->function].unit;
    return expr->kind == EXPR_FIELD && search->program->units[unit].entities[expr->index] == search->field;
}

static bool is_its_address(const struct field_search *search, const struct expr *expr) {
    return expr && expr->kind == EXPR_ADDRESS && is_field(search, expr->a);
}

static void visit_region(struct region *region, void *context) {
    struct field_search *search = context;
    for (uint32_t i = 0; region->kind == REGION_CALL && i < region->call->argument_count; i++)
        search->is_other |= is_its_address(search, region->call->arguments[i].value);
    if (region->kind != REGION_ASSIGN)
        return;
    const struct assign *assign = &region->assign;
    search->is_other |= is_its_address(search, assign->value);
    if (!is_field(search, assign->target))
        return;
    search->is_other |=
        assign->op != OP_NONE || !assign->value ||
        !typed_is_text(search->program, search->function, search->body, assign->value, &search->is_typed);
}

static bool fills_with_list(const struct field_search *search, const struct doings *doings) {
    for (uint32_t i = 0; i < doings->lists.count; i++)
        if (writes_speaks_of(doings->lists.items[i], search->program->entities[search->field].name))
            return true;
    return false;
}

static void read_setter(struct field_search *search, const struct doings *doings) {
    struct error ignored = {0};
    search->is_other |= fills_with_list(search, doings);
    if (!numbers_hold(&doings->sets, search->field) || search->is_other)
        return;
    search->body = program_body(search->program, search->function, &ignored);
    error_finish(&ignored);
    search->is_other |= !search->body;
    if (search->body)
        region_walk(search->body->body, visit_region, search);
}

/* Nothing else is ever put into it. */
static bool is_typed_field(const struct costs *costs, uint32_t field) {
    struct field_search search = {.program = costs->program, .field = field};
    struct setters_table *setters = unset_setters(costs->unset);
    for (uint32_t i = 0; i < costs->program->function_count && !search.is_other; i++) {
        search.function = i;
        if (setters_know(costs->program, costs->program->functions[i].unit, field))
            read_setter(&search, setters_doings(setters, i));
    }
    return search.is_typed && !search.is_other;
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

/* `k->text`, where k is another one on each turn. */
static bool is_text_of_item(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    const struct expr *item = expr->kind == EXPR_FIELD && expr->a->kind == EXPR_DEREF ? expr->a->a : NULL;
    return item && item->kind == EXPR_LOCAL && !scope_is_shared(scope, item) && scope_is_assigned_in(scope, item, loop);
}

bool commands_are_typed(const struct costs *costs, const struct scope *scope, uint32_t loop) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    for (uint32_t i = 0; i < scope->body->call_count && costs->unset; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || !scope_is_inside(scope, place->number, loop))
            continue;
        const struct call *call = place->region->call;
        for (uint32_t k = 0; k < call->argument_count; k++)
            if (is_text_of_item(scope, call->arguments[k].value, loop) &&
                commands_take_request(scope->program, scope->function, call, k) &&
                is_typed_field(costs, entities[call->arguments[k].value->index]))
                return true;
    }
    return false;
}
