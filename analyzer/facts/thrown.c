/* Switches that are thrown on connecting. Tests: testdata/call-in-loop/bad_thrown_switch.c, good_thrown_switch.c */
#include "facts/thrown.h"

#include "base/error.h"
#include "facts/assume.h"
#include "facts/connects.h"
#include "facts/setters.h"

#include <stdlib.h>

struct thrown_table {
    struct map answers; /* field -> 0 or 1 */
};

struct thrown_table *thrown_table_new(void) {
    struct thrown_table *table = checked_alloc(1, sizeof *table);
    *table = (struct thrown_table){.answers = {0}};
    return table;
}

void thrown_table_free(struct thrown_table *table) {
    if (table)
        map_finish(&table->answers);
    free(table);
}

/* --- who throws the switch ---------------------------------------------------------------------------------------- */

struct throwing {
    struct program *program;
    uint32_t unit;
    uint32_t field;
    bool is_on_connecting; /* all so far */
    bool is_thrown;        /* a statement has been seen that throws it */
};

static bool throws(const struct throwing *throwing, const struct region *region, bool *is_constant) {
    const struct expr *target = region->kind == REGION_ASSIGN ? region->assign.target : NULL;
    int64_t value = 1;
    if (!target || target->kind != EXPR_FIELD ||
        throwing->program->units[throwing->unit].entities[target->index] != throwing->field)
        return false;
    *is_constant =
        region->assign.op == OP_NONE && region->assign.value && expr_is_constant(region->assign.value, &value);
    return value != 0;
}

static void look_at_list(struct throwing *throwing, struct region *list);

static void look_inside(struct throwing *throwing, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_BRANCH:
        look_at_list(throwing, region->branch.then_list);
        look_at_list(throwing, region->branch.else_list);
        break;
    case REGION_SWITCH:
        look_at_list(throwing, region->switch_.before);
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            look_at_list(throwing, region->switch_.cases[i].body);
        break;
    case REGION_LOOP:
        look_at_list(throwing, region->loop->condition_list);
        look_at_list(throwing, region->loop->body);
        look_at_list(throwing, region->loop->step_list);
        break;
    case REGION_TRY:
        look_at_list(throwing, region->try_.body);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            look_at_list(throwing, region->try_.handlers[i].body);
        break;
    default:
        break;
    }
}

struct asking_search {
    const struct program *program;
    uint32_t unit;
    bool is_found;
};

static void look_for_asking(struct region *region, void *context) {
    struct asking_search *search = context;
    const struct program *program = search->program;
    if (search->is_found || region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE)
        return;
    uint32_t entity = program->units[search->unit].entities[region->call->symbol];
    const struct model *model = program->entities[entity].model;
    struct arena arena;
    arena_init(&arena);
    struct targets targets = program_targets(program, search->unit, entity, &arena);
    search->is_found = model && model->effect != EFFECT_LOCAL && model->effect != EFFECT_MODE;
    for (uint32_t i = 0; i < targets.count && !model; i++)
        search->is_found |= program->functions[targets.functions[i]].is_in_cone;
    arena_finish(&arena);
}

/* Something is asked in the region, with the regions inside it. */
static bool asks(const struct throwing *throwing, struct region *region) {
    struct asking_search search = {throwing->program, throwing->unit, false};
    struct region *next = region->next;
    region->next = NULL; /* this region only, not its followers */
    region_walk(region, look_for_asking, &search);
    region->next = next;
    return search.is_found;
}

/* Who asks between connecting and throwing the switch does so while it is off: `connect(a); set_up(a); a->ready = 1;`.
 */
static void look_at_list(struct throwing *throwing, struct region *list) {
    bool has_connected = false;
    for (struct region *region = list; region && throwing->is_on_connecting; region = region->next) {
        bool is_constant = false;
        if (throws(throwing, region, &is_constant)) {
            throwing->is_on_connecting &= is_constant && has_connected;
            throwing->is_thrown = true;
        }
        if (has_connected && asks(throwing, region))
            has_connected = false;
        has_connected |= connects_by_call(throwing->program, throwing->unit, region);
        look_inside(throwing, region);
    }
}

/* Who sets it in some other way, by a list or through its address, need not have connected. */
static bool sets_on_connecting(struct program *program, uint32_t function, uint32_t field) {
    struct error ignored = {0};
    struct arena arena;
    struct throwing throwing = {program, program->functions[function].unit, field, true, false};
    arena_init(&arena);
    const struct function *body = program_peek_body(program, function, &arena, &ignored);
    if (body)
        look_at_list(&throwing, body->body);
    arena_finish(&arena);
    error_finish(&ignored);
    return body && throwing.is_on_connecting && throwing.is_thrown;
}

static bool is_switch(struct unset_table *unset, struct program *program, uint32_t field) {
    struct setters_table *setters = unset_setters(unset);
    uint32_t count = 0;
    for (uint32_t u = 0; u < program->unit_count; u++) {
        uint32_t first = program->units[u].first_function;
        uint32_t end = setters_know(program, u, field) ? first + program->units[u].summary.function_count : first;
        for (uint32_t f = first; f < end; f++) {
            if (!setters_set(setters, f, field))
                continue;
            if (!sets_on_connecting(program, f, field))
                return false;
            count++;
        }
    }
    return count > 0;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

bool thrown_is_off(struct thrown_table *table, struct unset_table *unset, const struct scope *scope,
                   const struct expr *condition, bool holds) {
    const struct expr *operand = condition;
    enum expr_op op = OP_NOT_EQUAL;
    int64_t value = 0;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return thrown_is_off(table, unset, scope, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return thrown_is_off(table, unset, scope, condition->a, holds) ||
               thrown_is_off(table, unset, scope, condition->b, holds);
    if (!assume_comparison(condition, &operand, &op, &value))
        operand = condition;
    op = holds ? op : comparison_negated(op);
    if (!table || op != OP_EQUAL || value != 0 || operand->kind != EXPR_FIELD || scope_is_pointer(scope, operand))
        return false;
    uint32_t field = scope->program->units[scope->program->functions[scope->function].unit].entities[operand->index];
    uint32_t known = map_get(&table->answers, field);
    if (known == MAP_NONE) {
        known = is_switch(unset, scope->program, field);
        map_put(&table->answers, field, known);
    }
    return known != 0;
}

/* What stands there is reached with the switch off, and with a connection. */
static bool connects_between(const struct scope *scope, uint32_t begin, uint32_t end) {
    uint32_t unit = scope->program->functions[scope->function].unit;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (place->region && place->number >= begin && place->number <= end &&
            connects_by_call(scope->program, unit, place->region))
            return true;
    }
    return false;
}

bool thrown_is_off_around(struct thrown_table *table, struct unset_table *unset, const struct scope *scope,
                          uint32_t loop) {
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin <= scope->loops[loop].begin && scope->loops[loop].end <= holding->end &&
            thrown_is_off(table, unset, scope, holding->condition, holding->is_true) &&
            !connects_between(scope, holding->begin, scope->loops[loop].end))
            return true;
    }
    return false;
}
