/* Sets of fields and globals that functions assign to. Tests: testdata/_cost/modes.region */
#include "facts/writes_internal.h"

#include "base/error.h"
#include "facts/pointers.h"
#include "facts/setters.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct write_table {
    struct program *program;
    struct own_writes **own;           /* by function; NULL: not read yet */
    struct own_writes **early;         /* the same, of functions that were not counted when they were read */
    uint32_t *seen_by;                 /* the last search that has come by, by function */
    uint32_t searches;                 /* numbered from 1 */
    struct map answers;                /* (function, path) -> 0 or 1 */
    struct map raises;                 /* (function, entity) -> 0 or 1 */
    VEC(struct state_question) states; /* that were asked for */
    struct map enters;                 /* (function, index of the state) -> 0 or 1 */
    struct pointer_view *pointers;     /* NULL: not asked for yet */
};

struct write_table *write_table_new(struct program *program) {
    struct write_table *table = checked_alloc(1, sizeof *table);
    *table = (struct write_table){.program = program};
    table->own = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->own);
    table->early = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->early);
    table->seen_by = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->seen_by);
    return table;
}

void write_table_free(struct write_table *table) {
    if (!table)
        return;
    for (uint32_t i = 0; i < table->program->function_count; i++) {
        own_writes_free(table->own[i]);
        own_writes_free(table->early[i]);
    }
    free(table->early);
    free(table->seen_by);
    map_finish(&table->answers);
    map_finish(&table->raises);
    map_finish(&table->enters);
    vec_finish(&table->states);
    pointer_view_free(table->pointers);
    free(table->own);
    free(table);
}

static const struct own_writes *own_writes_of(const struct costs *costs, uint32_t function) {
    struct write_table *table = costs->writes;
    if (!table->own[function])
        table->own[function] = own_writes_read(table->program, function, costs->functions[function].is_dead);
    return table->own[function];
}

/* For questions that go to functions which are not counted yet. What is read of these is kept apart: it holds what only
 * happens after a failure, too, and whoever asks later is to know better. */
static const struct own_writes *own_writes_so_far(const struct costs *costs, uint32_t function) {
    struct write_table *table = costs->writes;
    const struct function_cost_summary *summary = &costs->functions[function];
    if (table->own[function] || (summary->is_done && !summary->is_trial) ||
        !table->program->functions[function].is_in_cone)
        return own_writes_of(costs, function);
    if (!table->early[function])
        table->early[function] = own_writes_read(table->program, function, costs->functions[function].is_dead);
    return table->early[function];
}

/* --- does that touch a path? -------------------------------------------------------------------------------------- */

bool writes_speaks_of(const char *type, const char *field) {
    const char *end = strrchr(field, ':');
    if (!type || !end || end == field)
        return false;
    size_t length = (size_t)(end - 1 - field);
    for (const char *at = type; *at; at++) {
        bool is_start = at == type || !(isalnum((unsigned char)at[-1]) || at[-1] == '_' || at[-1] == ':');
        if (is_start && strncmp(at, field, length) == 0 && !isalnum((unsigned char)at[length]) && at[length] != '_')
            return true;
    }
    return false;
}

static bool type_holds(const struct program *program, const char *type, const struct expr *path) {
    for (; path; path = path->a)
        if (path->kind == EXPR_FIELD && writes_speaks_of(type, program->entities[path->index].name))
            return true;
    return false;
}

static bool goes_through(const struct expr *path, enum expr_kind kind, uint32_t entity) {
    for (; path; path = path->a)
        if (path->kind == kind && path->index == entity)
            return true;
    return false;
}

static const struct pointer_view *pointers_of(struct write_table *table) {
    if (!table->pointers)
        table->pointers = pointer_view_new(table->program);
    return table->pointers;
}

static bool own_touches(struct write_table *table, const struct own_writes *own, const struct expr *path) {
    const struct program *program = table->program;
    for (uint32_t i = 0; path->kind == EXPR_GLOBAL && i < own->pointers.count; i++)
        if (pointer_view_may_lead_to(pointers_of(table), own->pointers.items[i], path->index))
            return true;
    for (uint32_t i = 0; i < own->entities.count; i++)
        if (goes_through(path, EXPR_FIELD, own->entities.items[i]) ||
            goes_through(path, EXPR_GLOBAL, own->entities.items[i]))
            return true;
    for (uint32_t i = 0; i < own->types.count; i++)
        if (type_holds(program, own->types.items[i], path))
            return true;
    return false;
}

bool writes_by_assign(const struct costs *costs, const struct scope *scope, const struct assign *assign,
                      const struct expr *path) {
    const struct program *program = scope->program;
    struct own_writes own = {0};
    struct reading reading = {
        .program = program, .unit = program->functions[scope->function].unit, .body = scope->body, .own = &own};
    const struct expr *target = assign->target, *root = expr_root(path);
    bool found;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    switch ((enum expr_kind)target->kind) {
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return root->kind == target->kind && root->index == target->index;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return goes_through(path, (enum expr_kind)target->kind, entities[target->index]);
    case EXPR_DEREF:
        own_writes_add_pointer(&reading, target->a);
        found = own_touches(costs->writes, &own, path);
        own_writes_finish(&own);
        return found;
    default:
        return false;
    }
}

/* --- calls ---------------------------------------------------------------------------------------------------------
 */

/* Functions that one search has come by, in that order. */
struct write_search {
    struct write_table *table;
    uint32_t number;
    VEC(uint32_t) open;
};

struct write_question {
    const struct expr *path;
    uint32_t raised;                    /* with no path: this entity */
    const struct state_question *state; /* of the same; NULL: any other value than 0 */
};

static bool is_about_global(const struct program *program, const struct write_question *question) {
    if (question->state)
        return question->state->items && expr_root(question->state->items->path)->kind == EXPR_GLOBAL;
    return question->path ? expr_root(question->path)->kind == EXPR_GLOBAL
                          : program->entities[question->raised].kind == SYMBOL_VARIABLE;
}

static bool texts_speak_of(const struct program *program, const char *const *types, uint32_t count, uint32_t field) {
    for (uint32_t i = 0; i < count; i++)
        if (writes_speaks_of(types[i], program->entities[field].name))
            return true;
    return false;
}

static bool value_enters(const struct field_value *one, const struct state_question *state) {
    return one->field == state->field &&
           (!one->is_constant || (state->is_flag ? one->value != 0 : one->value == state->value));
}

/* ... or an index on it. */
static bool own_touches_items(struct write_table *table, const struct own_writes *own, const struct expr *path) {
    if (own_touches(table, own, path))
        return true;
    for (; path; path = path->a)
        if (path->kind == EXPR_ELEMENT && own_touches_items(table, own, path->b))
            return true;
    return false;
}

static bool own_enters(struct write_table *table, const struct own_writes *own, const struct state_question *state) {
    const struct program *program = table->program;
    for (uint32_t i = 0; i < own->values.count; i++)
        if (value_enters(&own->values.items[i], state))
            return true;
    return texts_speak_of(program, own->wholes.items, own->wholes.count, state->field) ||
           texts_speak_of(program, own->types.items, own->types.count, state->field) ||
           (state->items && own_touches_items(table, own, state->items->path));
}

static bool own_answers(struct write_table *table, const struct own_writes *own,
                        const struct write_question *question) {
    if (question->path)
        return own_touches(table, own, question->path);
    if (question->state)
        return own_enters(table, own, question->state);
    for (uint32_t i = 0; is_about_global(table->program, question) && i < own->pointers.count; i++)
        if (pointer_view_may_lead_to(pointers_of(table), own->pointers.items[i], question->raised))
            return true;
    for (uint32_t i = 0; i < own->raised.count; i++)
        if (own->raised.items[i] == question->raised)
            return true;
    return false;
}

static void come_by(struct write_search *search, uint32_t function) {
    if (search->table->seen_by[function] == search->number)
        return;
    search->table->seen_by[function] = search->number;
    vec_push(&search->open, function);
}

/* What a pointer of that prototype may run; false: nobody knows, and a global may be changed. */
static bool add_pointed(struct write_search *search, const char *prototype, const struct write_question *question) {
    uint32_t count;
    const uint32_t *functions = pointer_view_functions(pointers_of(search->table), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        come_by(search, functions[i]);
    return count > 0 || !is_about_global(search->table->program, question);
}

/* Nobody in the program has a function for the pointer. A field is then never set, unless it is by code that is not
 * here: that does not know what the program switches on. What the function that is asked for was handed itself may. */
static bool may_be_anything(const struct own_writes *own, const char *prototype, const struct write_question *question,
                            bool is_asked_for) {
    for (uint32_t i = 0; i < own->passed.count && is_asked_for; i++)
        if (own->passed.items[i] == prototype)
            return true;
    return question->path || question->state;
}

static bool find_write(const struct costs *costs, uint32_t function, const struct write_question *question) {
    const struct program *program = costs->program;
    struct write_search search = {.table = costs->writes, .number = ++costs->writes->searches};
    bool found = false;
    come_by(&search, function);
    for (uint32_t i = 0; i < search.open.count && !found; i++) {
        uint32_t f = search.open.items[i];
        const struct own_writes *own = question->state ? own_writes_so_far(costs, f) : own_writes_of(costs, f);
        found = search.open.count > (question->path ? WRITES_FUNCTIONS : WRITES_RAISING) ||
                own_answers(costs->writes, own, question);
        for (uint32_t k = 0; k < own->prototypes.count && !found; k++)
            found = !add_pointed(&search, own->prototypes.items[k], question) &&
                    may_be_anything(own, own->prototypes.items[k], question, i == 0);
        for (uint32_t k = program->callees.first[f]; k < program->callees.first[f + 1] && !found; k++)
            if (own_writes_call(program, own, program->callees.functions[k]))
                come_by(&search, program->callees.functions[k]);
    }
    vec_finish(&search.open);
    return found;
}

static bool function_raises(const struct costs *costs, uint32_t function, uint32_t entity) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, entity);
    uint32_t known = map_get(&table->raises, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, &(struct write_question){.raised = entity});
        map_put(&table->raises, key, known);
    }
    return known != 0;
}

static bool function_writes(const struct costs *costs, uint32_t function, const struct atom *path) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, path->id);
    uint32_t known = map_get(&table->answers, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, &(struct write_question){.path = path->path});
        map_put(&table->answers, key, known);
    }
    return known != 0;
}

/* Of all that a pointer of that prototype may run. */
static bool pointed_writes(const struct costs *costs, const char *prototype, const struct atom *path) {
    uint32_t count;
    const uint32_t *functions = pointer_view_functions(pointers_of(costs->writes), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        if (function_writes(costs, functions[i], path))
            return true;
    return count == 0 && expr_root(path->path)->kind == EXPR_GLOBAL;
}

/* Without a body to look into, the call is given the address of the variable that the path begins with. */
static bool is_given_away(const struct reading *reading, const struct call *call, const struct expr *path) {
    const struct expr *root = expr_root(path);
    if ((root->kind != EXPR_LOCAL && root->kind != EXPR_PARAMETER) ||
        writes_has_body(reading->program, reading->unit, call))
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (writes_gives_address(reading->program, reading->unit, call, i, root))
            return true;
    return false;
}

bool writes_by_call(const struct costs *costs, const struct scope *scope, const struct call *call,
                    const struct atom *path) {
    const struct program *program = scope->program;
    struct own_writes own = {0};
    struct reading reading = {
        .program = program, .unit = program->functions[scope->function].unit, .body = scope->body, .own = &own};
    own_writes_add_call(&reading, call);
    bool found = own_touches(costs->writes, &own, path->path) || is_given_away(&reading, call, path->path);
    own_writes_finish(&own);
    if (found)
        return true;
    if (call->symbol == SYMBOL_NONE)
        return pointed_writes(costs, call->pointee ? call->pointee : "", path);
    struct callee callee = costs_callee(program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_writes(costs, callee.targets.functions[i], path);
    return found;
}

static bool may_change(const struct scope *scope, const struct call *call, const struct expr *path,
                       const void *context) {
    return writes_by_call(context, scope, call, atom_path(scope->atoms, ATOM_VALUE, path, false));
}

void writes_watch(const struct costs *costs, struct scope *scope) {
    scope->may_change = may_change;
    scope->change_context = costs;
}

/* Of all that a pointer of that prototype may run. */
static bool pointed_raises(const struct costs *costs, const struct call *call, uint32_t entity) {
    uint32_t count;
    const char *prototype = call->pointee ? call->pointee : "";
    const uint32_t *functions = pointer_view_functions(pointers_of(costs->writes), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        if (function_raises(costs, functions[i], entity))
            return true;
    return count == 0 && !is_call_of_field(call) &&
           is_about_global(costs->program, &(struct write_question){.raised = entity});
}

bool writes_raise(const struct costs *costs, const struct scope *scope, const struct call *call, uint32_t entity) {
    struct own_writes own = {0};
    struct reading reading = {.program = scope->program,
                              .unit = scope->program->functions[scope->function].unit,
                              .body = scope->body,
                              .own = &own};
    own_writes_add_call(&reading, call);
    bool found = own_answers(costs->writes, &own, &(struct write_question){.raised = entity});
    own_writes_finish(&own);
    if (!found && call->symbol == SYMBOL_NONE)
        return pointed_raises(costs, call, entity);
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_raises(costs, callee.targets.functions[i], entity);
    return found;
}

/* --- states ------------------------------------------------------------------------------------------------------- */

static uint32_t state_index(struct write_table *table, const struct state_question *question) {
    for (uint32_t i = 0; i < table->states.count; i++) {
        const struct state_question *one = &table->states.items[i];
        if (one->field == question->field && one->is_flag == question->is_flag && one->value == question->value &&
            one->items == question->items)
            return i;
    }
    vec_push(&table->states, *question);
    return table->states.count - 1;
}

static bool function_enters(const struct costs *costs, uint32_t function, const struct state_question *question) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(function, state_index(table, question));
    uint32_t known = map_get(&table->enters, key);
    if (known == MAP_NONE) {
        known = find_write(costs, function, &(struct write_question){.raised = question->field, .state = question});
        map_put(&table->enters, key, known);
    }
    return known != 0;
}

/* Of all that a pointer of that prototype may run. */
static bool pointed_enters(const struct costs *costs, const char *prototype, const struct state_question *question) {
    uint32_t count;
    const uint32_t *functions = pointer_view_functions(pointers_of(costs->writes), prototype, &count);
    for (uint32_t i = 0; i < count; i++)
        if (function_enters(costs, functions[i], question))
            return true;
    return count == 0 && is_about_global(costs->program, &(struct write_question){.state = question});
}

bool writes_state(const struct costs *costs, const struct scope *scope, const struct call *call,
                  const struct state_question *question) {
    struct own_writes own = {0};
    struct reading reading = {.program = scope->program,
                              .unit = scope->program->functions[scope->function].unit,
                              .body = scope->body,
                              .own = &own};
    own_writes_add_call(&reading, call);
    bool found = own_enters(costs->writes, &own, question) ||
                 (question->items && is_given_away(&reading, call, question->items->path));
    own_writes_finish(&own);
    if (!found && call->symbol == SYMBOL_NONE)
        return pointed_enters(costs, call->pointee ? call->pointee : "", question);
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count && !found; i++)
        found = function_enters(costs, callee.targets.functions[i], question);
    return found;
}

static bool own_puts_back(const struct own_writes *own, const struct state_question *question) {
    for (uint32_t i = 0; i < own->values.count; i++)
        if (value_enters(&own->values.items[i], question) && !own->values.items[i].is_fresh)
            return true;
    return false;
}

static bool somebody_puts_back(const struct costs *costs, const struct state_question *question) {
    const struct program *program = costs->program;
    for (uint32_t u = 0; u < program->unit_count; u++) {
        uint32_t first = program->units[u].first_function;
        uint32_t count = setters_know(program, u, question->field) ? program->units[u].summary.function_count : 0;
        for (uint32_t f = first; f < first + count; f++)
            if (own_puts_back(own_writes_so_far(costs, f), question))
                return true;
    }
    return false;
}

bool writes_only_made(const struct costs *costs, const struct state_question *question) {
    struct write_table *table = costs->writes;
    uint64_t key = map_key_pair(table->program->function_count, state_index(table, question)); /* of all functions */
    uint32_t known = map_get(&table->enters, key);
    if (known == MAP_NONE) {
        known = somebody_puts_back(costs, question);
        map_put(&table->enters, key, known);
    }
    return known == 0;
}

bool writes_whole(const struct scope *scope, const struct assign *assign, uint32_t field) {
    struct own_writes own = {0};
    struct reading reading = {.program = scope->program,
                              .unit = scope->program->functions[scope->function].unit,
                              .body = scope->body,
                              .own = &own};
    own_writes_add_whole(&reading, assign);
    bool found = texts_speak_of(scope->program, own.wholes.items, own.wholes.count, field);
    own_writes_finish(&own);
    return found;
}
