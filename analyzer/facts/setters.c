/* Who sets a field. Tests: testdata/call-in-loop/good_not_connected.c, bad_connected_before.c */
#include "facts/setters.h"

#include "base/error.h"
#include "base/vec.h"
#include "facts/writes.h"

#include <stdlib.h>
#include <string.h>

struct setters_table {
    struct program *program;
    struct doings **own; /* by function; NULL: not read yet */
    struct field_setters fields[SETTERS_FIELDS];
    uint32_t field_count;
};

struct setters_table *setters_table_new(struct program *program) {
    struct setters_table *table = checked_alloc(1, sizeof *table);
    *table = (struct setters_table){.program = program};
    table->own = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *table->own);
    return table;
}

void doings_finish(struct doings *doings) {
    vec_finish(&doings->targets);
    vec_finish(&doings->pointees);
    vec_finish(&doings->sets);
    vec_finish(&doings->lists);
}

void setters_table_free(struct setters_table *table) {
    for (uint32_t i = 0; i < table->program->function_count; i++) {
        if (table->own[i])
            doings_finish(table->own[i]);
        free(table->own[i]);
    }
    for (uint32_t i = 0; i < table->field_count; i++) {
        free(table->fields[i].leads_there);
        vec_finish(&table->fields[i].prototypes);
    }
    free(table->own);
    free(table);
}

/* --- sets --------------------------------------------------------------------------------------------------------- */

static void add_number(struct number_set *list, uint32_t number) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return;
    vec_push(list, number);
}

static void add_text(struct text_set *list, const char *text) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == text)
            return;
    vec_push(list, text);
}

bool texts_hold(const struct text_set *list, const char *text) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == text)
            return true;
    return false;
}

bool numbers_hold(const struct number_set *list, uint32_t number) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return true;
    return false;
}

/* --- one function ------------------------------------------------------------------------------------------------- */

struct doing {
    struct program *program;
    uint32_t function;
    uint32_t unit;
    const struct function *body;
    struct arena *arena;
    struct doings *own;
};

static const char *type_of_variable(const struct doing *doing, const struct expr *variable) {
    const struct function *body = doing->body;
    if (variable->kind == EXPR_LOCAL && variable->index < body->local_count)
        return body->locals[variable->index].type;
    if (variable->kind == EXPR_GLOBAL)
        return doing->program->units[doing->unit].summary.skeleton.symbols[variable->index].type;
    return NULL;
}

static void use_address(const struct doing *doing, const struct expr *expr) {
    if (expr && expr->kind == EXPR_ADDRESS && expr->a->kind == EXPR_FIELD)
        add_number(&doing->own->sets, doing->program->units[doing->unit].entities[expr->a->index]);
}

/* `struct options o = {0}` and `memset(&o, 0, sizeof o)`, which is an empty list, set nothing. */
static void read_assignment(const struct doing *doing, const struct assign *assign) {
    bool is_list = assign->value && assign->value->kind == EXPR_LIST && !expr_is_zero(assign->value);
    const char *type = is_list ? type_of_variable(doing, assign->target) : NULL;
    use_address(doing, assign->value);
    if (type)
        add_text(&doing->own->lists, intern(doing->program->interner, type));
    if (assign->target->kind == EXPR_FIELD && (!assign->value || assign->op != OP_NONE || !expr_is_zero(assign->value)))
        add_number(&doing->own->sets, doing->program->units[doing->unit].entities[assign->target->index]);
}

static void read_call(const struct doing *doing, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        use_address(doing, call->arguments[i].value);
    const struct program *program = doing->program;
    bool is_pointer = call->symbol == SYMBOL_NONE;
    if (is_pointer && !program_resolved(program, doing->function, call->index))
        add_text(&doing->own->pointees, intern(program->interner, call->pointee ? call->pointee : ""));
    if (!is_pointer && program->entities[program->units[doing->unit].entities[call->symbol]].model)
        return;
    struct targets targets = program_call_targets(program, doing->function, call, doing->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        add_number(&doing->own->targets, targets.functions[i]);
}

static void read_region(struct region *region, void *context) {
    const struct doing *doing = context;
    if (region->kind == REGION_ASSIGN)
        read_assignment(doing, &region->assign);
    else if (region->kind == REGION_CALL)
        read_call(doing, region->call);
}

void doings_read(struct doings *doings, struct program *program, uint32_t function, struct region *region,
                 struct arena *arena) {
    struct function none = {0};
    struct doing doing = {program, function, program->functions[function].unit, &none, arena, doings};
    read_region(region, &doing);
}

const struct doings *setters_doings(struct setters_table *table, uint32_t function) {
    struct error ignored = {0};
    struct arena arena;
    if (table->own[function])
        return table->own[function];
    struct doings *own = checked_alloc(1, sizeof *own);
    *own = (struct doings){0};
    table->own[function] = own;
    arena_init(&arena);
    const struct function *body = program_peek_body(table->program, function, &arena, &ignored);
    struct doing doing = {table->program, function, table->program->functions[function].unit, body, &arena, own};
    if (body)
        region_walk(body->body, read_region, &doing);
    arena_finish(&arena);
    error_finish(&ignored);
    return own;
}

/* --- who sets a field --------------------------------------------------------------------------------------------- */

bool setters_set(struct setters_table *table, uint32_t function, uint32_t field) {
    const struct doings *own = setters_doings(table, function);
    if (numbers_hold(&own->sets, field))
        return true;
    for (uint32_t i = 0; i < own->lists.count; i++)
        if (writes_speaks_of(own->lists.items[i], table->program->entities[field].name))
            return true;
    return false;
}

bool setters_know(const struct program *program, uint32_t unit, uint32_t entity) {
    const struct program_unit *u = &program->units[unit];
    for (uint32_t i = 0; i < u->summary.skeleton.symbol_count; i++)
        if (u->entities[i] == entity)
            return true;
    return false;
}

static void add_prototype(const struct program *program, struct field_setters *setters, uint32_t function) {
    const struct program_function *f = &program->functions[function];
    const struct unit *unit = &program->units[f->unit].summary.skeleton;
    uint32_t symbol = program_entry(program, function)->head.symbol;
    if (symbol != SYMBOL_NONE)
        add_text(&setters->prototypes, intern(program->interner, unit->symbols[symbol].type));
}

/* Upwards, by calls; who only takes the address lets others call it. */
static void find_callers(struct setters_table *table, struct field_setters *setters, struct number_set *open) {
    const struct program *program = table->program;
    for (uint32_t i = 0; i < open->count; i++) {
        uint32_t f = open->items[i];
        for (uint32_t k = program->callers.first[f]; k < program->callers.first[f + 1]; k++) {
            uint32_t caller = program->callers.functions[k];
            if (!numbers_hold(&setters_doings(table, caller)->targets, f))
                add_prototype(program, setters, f);
            else if (!setters->leads_there[caller]) {
                setters->leads_there[caller] = true;
                vec_push(open, caller);
            }
        }
    }
}

static void find_setters(struct setters_table *table, struct field_setters *setters) {
    const struct program *program = table->program;
    struct number_set open = {0};
    setters->is_decided = true;
    setters->leads_there = checked_zero_alloc((uint64_t)program->function_count + 1, sizeof *setters->leads_there);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        uint32_t first = program->units[u].first_function;
        uint32_t count = setters_know(program, u, setters->field) ? program->units[u].summary.function_count : 0;
        for (uint32_t f = first; f < first + count; f++) {
            if (!setters_set(table, f, setters->field))
                continue;
            setters->is_decided &= program->functions[f].entity != SYMBOL_NONE; /* set before the program begins */
            setters->leads_there[f] = true;
            vec_push(&open, f);
        }
    }
    setters->is_decided &= open.count > 0; /* else it is set where nobody can see it */
    find_callers(table, setters, &open);
    vec_finish(&open);
}

const struct field_setters *setters_of(struct setters_table *table, uint32_t field) {
    for (uint32_t i = 0; i < table->field_count; i++)
        if (table->fields[i].field == field)
            return &table->fields[i];
    if (table->field_count == SETTERS_FIELDS)
        return NULL;
    struct field_setters *setters = &table->fields[table->field_count++];
    *setters = (struct field_setters){.field = field, .number = table->field_count - 1};
    find_setters(table, setters);
    return setters;
}
