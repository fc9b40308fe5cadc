/* Constructors, read by their assignments alone. Tests: testdata/call-in-loop/analysis_made.c */
#include "facts/made.h"

#include "base/error.h"
#include "facts/assume.h"
#include "facts/names.h"
#include "facts/writes.h"
#include "turns/path.h"

#include <stdlib.h>
#include <string.h>

#define MADE_DEPTH 4
/* Longer functions are no constructors. */
#define MADE_CALLS 200

struct made_list {
    struct made_field items[MADE_FIELDS];
    uint32_t count;
};

struct made_table {
    struct made_list **lists; /* by function; NULL: not read yet   [function_count] */
    struct made_list none;    /* of all functions that make nothing */
    uint32_t function_count;
    uint32_t depth;
};

struct made_table *made_table_new(struct program *program) {
    struct made_table *table = checked_alloc(1, sizeof *table);
    *table = (struct made_table){.function_count = program->function_count};
    table->lists = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->lists);
    return table;
}

void made_table_free(struct made_table *table) {
    if (!table)
        return;
    for (uint32_t i = 0; i < table->function_count; i++)
        if (table->lists[i] != &table->none)
            free(table->lists[i]);
    free(table->lists);
    free(table);
}

/* --- the way out ------------------------------------------------------------------------------------------------- */

/* One function that is being read. */
struct making {
    const struct costs *costs;
    const struct scope *scope;
    struct made_list *list;
    const struct expr *returned; /* the one local that every return brings, or NULL */
    uint32_t first_return;       /* number of the first that brings something, or of a jump */
    bool is_mixed;               /* returns bring different things */
};

static void read_return(struct region *region, void *context) {
    struct making *making = context;
    int64_t value;
    if (region->kind == REGION_GOTO && region->number < making->first_return)
        making->first_return = region->number;
    if (region->kind != REGION_RETURN)
        return;
    if (region->value && expr_is_constant(region->value, &value)) {
        const char *type = making->scope->unit->symbols[making->scope->body->symbol].type;
        if (value < 0 || (value == 0 && name_returns_pointer(type)))
            return; /* there is no object */
    }
    if (region->number < making->first_return)
        making->first_return = region->number;
    bool is_local = region->value && region->value->kind == EXPR_LOCAL;
    making->is_mixed |= !is_local || (making->returned && !expr_is_equal(making->returned, region->value));
    making->returned = is_local ? region->value : NULL;
}

/* --- fields ------------------------------------------------------------------------------------------------------ */

/* In the program's terms, with the constant 0 for what is returned; NULL: not a field of what the caller gets. */
static const struct expr *path_told(const struct making *making, const struct expr *target) {
    static const struct expr zero = {.kind = EXPR_CONSTANT};
    const struct scope *scope = making->scope;
    const struct expr *root = expr_root(target);
    if (target->kind != EXPR_FIELD || !path_can_be(target) || scope_is_shared(scope, root))
        return NULL;
    const struct expr *path = path_convert(scope, target);
    if (root->kind == EXPR_LOCAL && !making->is_mixed && making->returned && expr_is_equal(root, making->returned))
        path = path_with_root(scope->scratch, path, &zero);
    else if (root->kind != EXPR_PARAMETER || scope_next(scope, root, NULL))
        return NULL;
    uint32_t fields = 0;
    for (const struct expr *part = path; part->kind == EXPR_FIELD || part->kind == EXPR_DEREF; part = part->a) {
        fields += part->kind == EXPR_FIELD;
        if (part->a->kind == EXPR_ELEMENT || (part->kind == EXPR_DEREF && part->a->kind == EXPR_FIELD))
            return NULL;
    }
    return fields <= FACT_FIELDS ? path : NULL;
}

/* Something that is called behind the assignment may change what was assigned. */
static bool is_changed_behind(const struct making *making, const struct assignment *set) {
    const struct scope *scope = making->scope;
    const struct atom *path = atom_path(scope->atoms, ATOM_VALUE, path_convert(scope, set->assign->target), false);
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (scope->calls[i].region && scope->calls[i].number > set->number &&
            writes_by_call(making->costs, scope, scope->calls[i].region->call, path))
            return true;
    return false;
}

/* The caller's, all through the function. */
static int32_t parameter_of(const struct scope *scope, const struct expr *value) {
    bool is_it =
        value && value->kind == EXPR_PARAMETER && !scope_next(scope, value, NULL) && !scope_is_shared(scope, value);
    return is_it ? (int32_t)value->index : ARGUMENT_NONE;
}

/* The one parameter that is assigned to the field, of whatever object; ARGUMENT_NONE: something else is, too. */
static int32_t find_parameter(const struct making *making, const struct expr *target) {
    const struct scope *scope = making->scope;
    int32_t parameter = ARGUMENT_NONE;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        if (assign->target->kind != EXPR_FIELD || assign->target->index != target->index)
            continue;
        if (parameter != ARGUMENT_NONE || !expr_is_equal(assign->target, target) || assign->op != OP_NONE)
            return ARGUMENT_NONE;
        parameter = parameter_of(scope, assign->value);
        if (parameter == ARGUMENT_NONE)
            return ARGUMENT_NONE;
    }
    return parameter;
}

/* All that is assigned to the field, of whatever object; false: not always a constant. */
static bool find_values(const struct making *making, const struct expr *target, struct known *values) {
    const struct scope *scope = making->scope;
    bool found = false;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        int64_t value;
        if (assign->target->kind != EXPR_FIELD || assign->target->index != target->index)
            continue;
        if (!expr_is_equal(assign->target, target) || assign->op != OP_NONE || !assign->value ||
            !expr_is_constant(assign->value, &value))
            return false;
        *values = found ? known_join(*values, known_value(value)) : known_value(value);
        found = true;
    }
    return found && values->kind == KNOWN_VALUES;
}

static bool is_told(const struct made_list *list, const struct expr *path) {
    for (uint32_t i = 0; i < list->count; i++)
        if (expr_is_equal(list->items[i].path, path))
            return true;
    return false;
}

static void add_field(const struct making *making, const struct made_field *field) {
    struct made_list *list = making->list;
    if (list->count < MADE_FIELDS && !is_told(list, field->path))
        list->items[list->count++] = (struct made_field){
            atom_path(making->scope->atoms, ATOM_VALUE, field->path, false)->path, field->value, field->parameter};
}

static void add_own_fields(const struct making *making) {
    const struct scope *scope = making->scope;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        struct made_field field = {.path = path_told(making, a->assign->target), .parameter = ARGUMENT_NONE};
        if (!field.path || a->loop != LOOP_NONE || a->is_conditional || a->number >= making->first_return)
            continue;
        if (!find_values(making, a->assign->target, &field.value))
            field.parameter = find_parameter(making, a->assign->target);
        if ((field.parameter != ARGUMENT_NONE || field.value.kind == KNOWN_VALUES) && !is_changed_behind(making, a))
            add_field(making, &field);
    }
}

/* --- what another constructor has made --------------------------------------------------------------------------- */

static bool is_assigned_field(const struct scope *scope, uint32_t field) {
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct expr *target = scope->assignments[i].assign->target;
        if (target->kind == EXPR_FIELD && entities[target->index] == field)
            return true;
    }
    return false;
}

static uint32_t only_target(const struct costs *costs, const struct scope *scope, const struct call *call) {
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    return callee.model || callee.targets.count != 1 ? FUNCTION_NONE : callee.targets.functions[0];
}

/* What the field of that call's object is; false: it cannot be told. */
static bool hand_on(const struct scope *scope, const struct call *call, struct made_field *field) {
    int64_t value;
    if (field->parameter == ARGUMENT_NONE)
        return true;
    if ((uint32_t)field->parameter >= call->argument_count)
        return false;
    const struct expr *argument = call->arguments[field->parameter].value;
    bool is_constant = expr_is_constant(argument, &value);
    field->parameter = is_constant ? ARGUMENT_NONE : parameter_of(scope, argument);
    if (is_constant)
        field->value = known_value(value);
    return is_constant || field->parameter != ARGUMENT_NONE;
}

/* `c = other_new(); ... return c;` */
static void add_handed_on(const struct making *making) {
    const struct scope *scope = making->scope;
    const struct assignment *only = NULL;
    if (making->is_mixed || !making->returned || scope_is_shared(scope, making->returned))
        return;
    for (const struct assignment *a = NULL; (a = scope_next(scope, making->returned, a)) != NULL;) {
        if (only && a->assign->value)
            return;
        only = a->assign->value ? a : only;
    }
    const struct call *call = only ? scope_call(scope, only->assign->value) : NULL;
    uint32_t target = call ? only_target(making->costs, scope, call) : FUNCTION_NONE, count = 0;
    const struct made_field *fields = target == FUNCTION_NONE ? NULL : made_fields(making->costs, target, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (expr_root(fields[i].path)->kind != EXPR_CONSTANT || is_assigned_field(scope, fields[i].path->index))
            continue;
        struct made_field field = fields[i];
        const struct expr *path = path_with_root(scope->scratch, field.path, path_convert(scope, making->returned));
        const struct atom *atom = atom_path(scope->atoms, ATOM_VALUE, path, false);
        bool is_changed = false;
        for (uint32_t c = 0; c < scope->body->call_count; c++)
            is_changed |= scope->calls[c].region && scope->calls[c].number > only->number &&
                          writes_by_call(making->costs, scope, scope->calls[c].region->call, atom);
        if (!is_changed && hand_on(scope, call, &field))
            add_field(making, &field);
    }
}

/* --- one function ------------------------------------------------------------------------------------------------ */

static void read_constructor(const struct costs *costs, uint32_t function, struct made_list *list) {
    struct error ignored = {0};
    struct arena arena;
    arena_init(&arena);
    const struct function *body = program_peek_body(costs->program, function, &arena, &ignored);
    if (body && body->symbol != SYMBOL_NONE && body->call_count <= MADE_CALLS) {
        struct scope scope;
        scope_init(&scope, costs->program, (struct atom_table *)&costs->atoms, &arena, function, body);
        struct making making = {.costs = costs, .scope = &scope, .list = list, .first_return = UINT32_MAX};
        region_walk(body->body, read_return, &making);
        add_own_fields(&making);
        add_handed_on(&making);
    }
    arena_finish(&arena);
    error_finish(&ignored);
}

const struct made_field *made_fields(const struct costs *costs, uint32_t function, uint32_t *count) {
    struct made_table *table = costs->made;
    struct made_list *list = table->lists[function];
    if (!list && table->depth < MADE_DEPTH) {
        table->lists[function] = list = checked_alloc(1, sizeof *list);
        *list = (struct made_list){.count = 0};
        table->depth++;
        read_constructor(costs, function, list);
        table->depth--;
        if (list->count == 0) {
            free(list);
            table->lists[function] = list = &table->none;
        }
    }
    *count = list ? list->count : 0;
    return list ? list->items : NULL;
}

/* --- at calls ---------------------------------------------------------------------------------------------------- */

/* Facts are kept of such paths (facts/assume.h). */
static bool can_be_kept(const struct scope *scope, const struct expr *path) {
    const struct expr *root = expr_root(path);
    uint32_t fields = 0;
    bool is_pointer = false;
    for (; path->kind == EXPR_FIELD || path->kind == EXPR_DEREF; path = path->a) {
        fields += path->kind == EXPR_FIELD;
        is_pointer = path->kind == EXPR_DEREF;
    }
    if (path != root || fields == 0 || fields > FACT_FIELDS)
        return false;
    if (root->kind == EXPR_GLOBAL)
        return true;
    return (root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER) && (!is_pointer || !scope_is_shared(scope, root));
}

/* At the call that it was made by; NULL: the caller passes no constant. */
static const struct known *value_at(const struct scope *scope, const struct made_field *field,
                                    const struct call *call) {
    struct made_field handed = *field;
    if (!hand_on(scope, call, &handed) || handed.parameter != ARGUMENT_NONE)
        return NULL;
    struct known *value = ARENA_NEW(scope->scratch, struct known);
    *value = handed.value;
    return value;
}

static const struct facts *keep(const struct scope *scope, const struct facts *facts, const struct expr *path,
                                const struct known *value) {
    bool is_kept = value && can_be_kept(scope, path);
    return is_kept ? facts_assign(scope->scratch, facts, assume_path(scope, path), *value) : facts;
}

const struct facts *made_by_assign(const struct costs *costs, const struct scope *scope, const struct facts *facts,
                                   const struct assign *assign) {
    const struct call *call = assign->op == OP_NONE ? scope_call(scope, assign->value) : NULL;
    uint32_t target = call ? only_target(costs, scope, call) : FUNCTION_NONE, count = 0;
    const struct made_field *fields = target == FUNCTION_NONE ? NULL : made_fields(costs, target, &count);
    for (uint32_t i = 0; i < count && path_can_be(assign->target); i++)
        if (expr_root(fields[i].path)->kind == EXPR_CONSTANT)
            facts =
                keep(scope, facts, path_with_root(scope->scratch, fields[i].path, path_convert(scope, assign->target)),
                     value_at(scope, &fields[i], call));
    return facts;
}

const struct facts *made_by_call(const struct costs *costs, const struct scope *scope, const struct facts *facts,
                                 const struct call *call) {
    uint32_t target = only_target(costs, scope, call), count = 0;
    const struct made_field *fields = target == FUNCTION_NONE ? NULL : made_fields(costs, target, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct expr *path = expr_root(fields[i].path)->kind == EXPR_PARAMETER
                                      ? path_substitute(scope, fields[i].path, target, call)
                                      : NULL;
        facts = path ? keep(scope, facts, path, value_at(scope, &fields[i], call)) : facts;
    }
    return facts;
}

const struct known *made_value(const struct costs *costs, const struct scope *scope, const struct call *call,
                               const struct expr *path) {
    uint32_t target = only_target(costs, scope, call), count = 0;
    const struct made_field *fields = target == FUNCTION_NONE ? NULL : made_fields(costs, target, &count);
    for (uint32_t i = 0; i < count; i++)
        if (expr_is_equal(fields[i].path, path))
            return value_at(scope, &fields[i], call);
    return NULL;
}
