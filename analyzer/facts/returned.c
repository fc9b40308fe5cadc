/* Tests: testdata/call-in-loop/good_record_result.c, bad_record_result.c, good_retry_cxx.cpp */
#include "facts/returned.h"

#include "facts/convention.h"
#include "turns/path.h"

#include <string.h>

const struct record *returned_record(const struct unit *unit, const char *type) {
    type += strncmp(type, "const ", 6) == 0 ? 6 : 0;
    type += strncmp(type, "struct ", 7) == 0 ? 7 : 0;
    for (uint32_t i = 0; i < unit->record_count; i++)
        if (strcmp(unit->symbols[unit->records[i].symbol].name, type) == 0)
            return &unit->records[i];
    return NULL;
}

/* --- one value --------------------------------------------------------------------------------------------------- */

static void add_member(struct returned *members, uint32_t field, const struct known *value) {
    if (members->count < RETURNED_LIMIT && value->kind != KNOWN_NOTHING)
        members->items[members->count++] = (struct member){field, *value};
}

/* `r.ok = 1; return r;` */
static struct returned returned_of_local(const struct scope *scope, const struct facts *facts,
                                         const struct expr *local) {
    struct returned members = {.count = 0};
    for (uint32_t i = 0; i < facts->count; i++) {
        const struct fact *fact = &facts->items[i];
        const struct expr *path =
            fact->variable & FACT_PATH ? scope->atoms->atoms.items[fact->variable & ~FACT_PATH]->path : NULL;
        if (path && path->kind == EXPR_FIELD && path->a->kind == EXPR_LOCAL && path->a->index == local->index &&
            (uint32_t)path->a->value == scope->function)
            add_member(&members, path->index, fact->value);
    }
    return members;
}

/* What the function that is read returns, by its prototype: "struct result (int)". */
static const struct record *record_returned(const struct scope *scope) {
    const char *type = scope->body->symbol == SYMBOL_NONE ? "" : scope->unit->symbols[scope->body->symbol].type;
    size_t length = type ? strcspn(type, "(") : 0;
    while (length > 0 && type[length - 1] == ' ')
        length--;
    return length > 0 ? returned_record(scope->unit, arena_text(scope->scratch, type, length)) : NULL;
}

/* `return {.ok = true};` What the list leaves out has another value where the class gives it one. */
static struct returned returned_of_list(const struct assumptions *assumptions, const struct facts *facts,
                                        const struct expr *list) {
    const struct scope *scope = assumptions->scope;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    const struct record *record = record_returned(scope);
    struct returned members = {.count = 0};
    for (uint32_t i = 0; record && i < record->field_count && i < list->item_count; i++) {
        struct known value = assume_value(assumptions, facts, list->items[i]);
        add_member(&members, entities[record->fields[i].symbol], &value);
    }
    return members;
}

static struct returned returned_by_callee(const struct assumptions *assumptions, const struct call *call) {
    const struct scope *scope = assumptions->scope;
    const struct costs *costs = assumptions->costs;
    struct callee callee = costs_callee(costs->program, scope->function, call, scope->scratch);
    struct returned all = {.count = 0};
    for (uint32_t i = 0; i < callee.targets.count && !callee.model; i++) {
        const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[i]];
        if (!summary->is_done || !summary->members)
            return (struct returned){.count = 0};
        all = i == 0 ? *summary->members : returned_join(&all, summary->members);
    }
    return all;
}

struct returned returned_of_value(const struct assumptions *assumptions, const struct facts *facts,
                                  const struct expr *value) {
    const struct call *call = value ? scope_call(assumptions->scope, value) : NULL;
    if (call)
        return returned_by_callee(assumptions, call);
    if (value && value->kind == EXPR_LOCAL)
        return returned_of_local(assumptions->scope, facts, value);
    if (value && value->kind == EXPR_LIST)
        return returned_of_list(assumptions, facts, value);
    return (struct returned){.count = 0};
}

static const struct known *find_member(const struct returned *members, uint32_t field) {
    for (uint32_t i = 0; i < members->count; i++)
        if (members->items[i].field == field)
            return &members->items[i].value;
    return NULL;
}

struct returned returned_join(const struct returned *a, const struct returned *b) {
    struct returned joined = {.count = 0};
    for (uint32_t i = 0; i < a->count; i++) {
        const struct known *other = find_member(b, a->items[i].field);
        struct known value = other ? known_join(a->items[i].value, *other) : (struct known){0};
        add_member(&joined, a->items[i].field, &value);
    }
    return joined;
}

/* --- at calls ---------------------------------------------------------------------------------------------------- */

struct known returned_of_call(const struct assumptions *assumptions, const struct call *call, uint32_t field) {
    struct returned members = returned_by_callee(assumptions, call);
    const struct known *value = find_member(&members, field);
    return value ? convention_at_call(assumptions->scope, *value, call) : (struct known){0};
}

const struct facts *returned_by_assign(const struct assumptions *assumptions, const struct facts *facts,
                                       const struct assign *assign) {
    const struct scope *scope = assumptions->scope;
    const struct call *call = assign->op == OP_NONE ? scope_call(scope, assign->value) : NULL;
    if (!call || assign->target->kind != EXPR_LOCAL)
        return facts;
    struct returned members = returned_by_callee(assumptions, call);
    const struct expr *local = path_convert(scope, assign->target);
    for (uint32_t i = 0; i < members.count; i++) {
        const struct expr *path = expr_field(scope->scratch, local, members.items[i].field);
        facts = facts_assign(scope->scratch, facts, assume_path(scope, path),
                             convention_at_call(scope, members.items[i].value, call));
    }
    return facts;
}
