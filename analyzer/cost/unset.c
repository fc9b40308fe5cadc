/* Fields that nothing has set yet. Tests: testdata/call-in-loop/good_not_connected.c, bad_connected_before.c */
#include "cost/unset.h"

#include "base/error.h"
#include "base/vec.h"
#include "cost/writes.h"

#include <stdlib.h>
#include <string.h>

struct numbers {
    uint32_t *items;
    uint32_t count, capacity;
};

struct texts {
    const char **items;
    uint32_t count, capacity;
};

/* What one function does itself. */
struct own_doings {
    struct numbers targets; /* functions that it calls */
    struct texts pointees;  /* prototypes of what it calls through pointers, interned */
    struct numbers sets;    /* fields that it assigns something other than 0 to, or whose address it uses */
    struct texts lists;     /* types of variables that it fills with a list */
};

/* What is known of one field. */
struct field_setters {
    uint32_t field;
    bool is_decided;         /* false: nothing is known of it */
    bool *leads_there;       /* sets it, or calls what does   [function_count] */
    struct texts prototypes; /* of those whose address is taken */
};

struct unset_table {
    struct program *program;
    struct own_doings **own; /* by function; NULL: not read yet */
    struct field_setters fields[UNSET_FIELDS];
    uint32_t field_count;
    struct map answers; /* (function entered, number of the field) -> 0 or 1 */
};

struct unset_table *unset_table_new(struct program *program) {
    struct unset_table *table = checked_alloc(1, sizeof *table);
    *table = (struct unset_table){.program = program};
    table->own = checked_alloc((uint64_t)program->function_count + 1, sizeof *table->own);
    memset(table->own, 0, program->function_count * sizeof *table->own);
    return table;
}

void unset_table_free(struct unset_table *table) {
    if (!table)
        return;
    for (uint32_t i = 0; i < table->program->function_count; i++) {
        struct own_doings *own = table->own[i];
        if (!own)
            continue;
        vec_finish(&own->targets);
        vec_finish(&own->pointees);
        vec_finish(&own->sets);
        vec_finish(&own->lists);
        free(own);
    }
    for (uint32_t i = 0; i < table->field_count; i++) {
        free(table->fields[i].leads_there);
        vec_finish(&table->fields[i].prototypes);
    }
    map_finish(&table->answers);
    free(table->own);
    free(table);
}

/* --- one function ------------------------------------------------------------------------------------------------- */

struct doing {
    struct program *program;
    uint32_t unit;
    const struct function *body;
    struct arena *arena;
    struct own_doings *own;
};

static void add_number(struct numbers *list, uint32_t number) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return;
    vec_push(list, number);
}

static void add_text(struct texts *list, const char *text) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == text)
            return;
    vec_push(list, text);
}

static bool holds_text(const struct texts *list, const char *text) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == text)
            return true;
    return false;
}

static bool holds_number(const struct numbers *list, uint32_t number) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == number)
            return true;
    return false;
}

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

static void read_assignment(const struct doing *doing, const struct assign *assign) {
    int64_t constant;
    const char *type =
        assign->value && assign->value->kind == EXPR_LIST ? type_of_variable(doing, assign->target) : NULL;
    use_address(doing, assign->value);
    if (type)
        add_text(&doing->own->lists, intern(doing->program->interner, type));
    if (assign->target->kind == EXPR_FIELD &&
        (!assign->value || assign->op != OP_NONE || !expr_is_constant(assign->value, &constant) || constant != 0))
        add_number(&doing->own->sets, doing->program->units[doing->unit].entities[assign->target->index]);
}

static void read_call(const struct doing *doing, const struct call *call) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        use_address(doing, call->arguments[i].value);
    if (call->symbol == SYMBOL_NONE) {
        add_text(&doing->own->pointees, intern(doing->program->interner, call->pointee ? call->pointee : ""));
        return;
    }
    uint32_t entity = doing->program->units[doing->unit].entities[call->symbol];
    if (doing->program->entities[entity].model)
        return;
    struct targets targets = program_targets(doing->program, doing->unit, entity, doing->arena);
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

static const struct own_doings *own_of(struct unset_table *table, uint32_t function) {
    struct error ignored = {0};
    struct arena arena;
    if (table->own[function])
        return table->own[function];
    struct own_doings *own = checked_alloc(1, sizeof *own);
    *own = (struct own_doings){0};
    table->own[function] = own;
    arena_init(&arena);
    const struct function *body = program_peek_body(table->program, function, &arena, &ignored);
    struct doing doing = {table->program, table->program->functions[function].unit, body, &arena, own};
    if (body)
        region_walk(body->body, read_region, &doing);
    arena_finish(&arena);
    error_finish(&ignored);
    return own;
}

/* --- who sets a field --------------------------------------------------------------------------------------------- */

static bool is_setter(struct unset_table *table, uint32_t function, uint32_t field) {
    const struct own_doings *own = own_of(table, function);
    if (holds_number(&own->sets, field))
        return true;
    for (uint32_t i = 0; i < own->lists.count; i++)
        if (writes_speaks_of(own->lists.items[i], table->program->entities[field].name))
            return true;
    return false;
}

static bool knows(const struct program *program, uint32_t unit, uint32_t entity) {
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
static void find_callers(struct unset_table *table, struct field_setters *setters, struct numbers *open) {
    const struct program *program = table->program;
    for (uint32_t i = 0; i < open->count; i++) {
        uint32_t f = open->items[i];
        for (uint32_t k = program->callers.first[f]; k < program->callers.first[f + 1]; k++) {
            uint32_t caller = program->callers.functions[k];
            if (!holds_number(&own_of(table, caller)->targets, f))
                add_prototype(program, setters, f);
            else if (!setters->leads_there[caller]) {
                setters->leads_there[caller] = true;
                vec_push(open, caller);
            }
        }
    }
}

static void find_setters(struct unset_table *table, struct field_setters *setters) {
    const struct program *program = table->program;
    struct numbers open = {0};
    setters->is_decided = true;
    setters->leads_there = checked_alloc((uint64_t)program->function_count + 1, sizeof *setters->leads_there);
    memset(setters->leads_there, 0, program->function_count * sizeof *setters->leads_there);
    for (uint32_t u = 0; u < program->unit_count; u++) {
        uint32_t first = program->units[u].first_function;
        uint32_t count = knows(program, u, setters->field) ? program->units[u].summary.function_count : 0;
        for (uint32_t f = first; f < first + count; f++) {
            if (!is_setter(table, f, setters->field))
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

static const struct field_setters *setters_of(struct unset_table *table, uint32_t field) {
    for (uint32_t i = 0; i < table->field_count; i++)
        if (table->fields[i].field == field)
            return &table->fields[i];
    if (table->field_count == UNSET_FIELDS)
        return NULL;
    struct field_setters *setters = &table->fields[table->field_count++];
    *setters = (struct field_setters){.field = field};
    find_setters(table, setters);
    return setters;
}

/* --- what may run before ------------------------------------------------------------------------------------------ */

struct question {
    struct unset_table *table;
    const struct field_setters *setters;
    uint32_t unit;
    struct arena *arena;
};

static bool calls_such_pointer(const struct own_doings *own, const struct field_setters *setters) {
    for (uint32_t i = 0; i < own->pointees.count; i++)
        if (holds_text(&setters->prototypes, own->pointees.items[i]))
            return true;
    return false;
}

/* The function, or what it calls, may set the field. */
static bool may_set(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    struct map seen = {0};
    struct numbers open = {0};
    bool found = setters->leads_there[function];
    vec_push(&open, function);
    map_put(&seen, function, 1);
    for (uint32_t i = 0; i < open.count && !found; i++) {
        const struct own_doings *own = own_of(table, open.items[i]);
        found = open.count > UNSET_CALLEES || calls_such_pointer(own, setters);
        for (uint32_t k = 0; k < own->targets.count; k++)
            if (map_get_or_put(&seen, own->targets.items[k], 1) == MAP_NONE)
                vec_push(&open, own->targets.items[k]);
    }
    map_finish(&seen);
    vec_finish(&open);
    return found;
}

struct part {
    const struct question *question;
    bool sets;
};

static void find_set(struct region *region, void *context) {
    struct part *part = context;
    const struct question *question = part->question;
    if (part->sets || (region->kind != REGION_CALL && region->kind != REGION_ASSIGN))
        return;
    struct own_doings own = {0};
    struct own_doings *kept = &own;
    struct function none = {0};
    struct doing doing = {question->table->program, question->unit, &none, question->arena, kept};
    read_region(region, &doing);
    part->sets = holds_number(&own.sets, question->setters->field) || calls_such_pointer(&own, question->setters);
    for (uint32_t i = 0; i < own.targets.count && !part->sets; i++)
        part->sets = may_set(question->table, question->setters, own.targets.items[i]);
    vec_finish(&own.targets);
    vec_finish(&own.pointees);
    vec_finish(&own.sets);
    vec_finish(&own.lists);
}

static bool part_sets(const struct question *question, struct region *list) {
    struct part part = {question, false};
    region_walk(list, find_set, &part);
    return part.sets;
}

static bool region_sets(const struct question *question, const struct region *region) {
    struct region alone = *region;
    alone.next = NULL;
    return part_sets(question, &alone);
}

struct call_search {
    uint32_t call;
    bool found;
};

static void find_call(struct region *region, void *context) {
    struct call_search *search = context;
    search->found |= region->kind == REGION_CALL && region->call->index == search->call;
}

static bool holds_call(struct region *list, uint32_t call) {
    struct call_search search = {call, false};
    region_walk(list, find_call, &search);
    return search.found;
}

/* The list's regions before the call, and with it all of a loop or switch around it; not the other arm of a branch. */
static bool sets_before(const struct question *question, struct region *list, uint32_t call) {
    for (struct region *region = list; region; region = region->next) {
        struct region alone = *region;
        alone.next = NULL;
        if (!holds_call(&alone, call)) {
            if (region_sets(question, region))
                return true;
            continue;
        }
        if (region->kind == REGION_CALL)
            return false;
        if (region->kind != REGION_BRANCH)
            return region_sets(question, region);
        bool is_then = holds_call(region->branch.then_list, call);
        return sets_before(question, is_then ? region->branch.then_list : region->branch.else_list, call);
    }
    return true;
}

/* --- up to main() ------------------------------------------------------------------------------------------------- */

struct caller_search {
    struct question *question;
    const struct function *body;
    uint32_t target;
    bool is_clean;
};

static void check_call(struct region *region, void *context) {
    struct caller_search *search = context;
    const struct question *question = search->question;
    struct program *program = question->table->program;
    if (region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE || !search->is_clean)
        return;
    uint32_t entity = program->units[question->unit].entities[region->call->symbol];
    struct targets targets = program_targets(program, question->unit, entity, question->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        if (targets.functions[i] == search->target)
            search->is_clean &= !sets_before(question, search->body->body, region->call->index);
}

/* Each call of `target` in `caller` comes before anything there that may set the field. */
static bool caller_is_clean(struct unset_table *table, const struct field_setters *setters, uint32_t caller,
                            uint32_t target) {
    struct error ignored = {0};
    struct arena arena;
    if (!holds_number(&own_of(table, caller)->targets, target)) /* anybody may call it */
        return false;
    arena_init(&arena);
    struct question question = {table, setters, table->program->functions[caller].unit, &arena};
    struct caller_search search = {&question, program_peek_body(table->program, caller, &arena, &ignored), target,
                                   true};
    if (search.body)
        region_walk(search.body->body, check_call, &search);
    arena_finish(&arena);
    error_finish(&ignored);
    return search.body && search.is_clean;
}

static bool is_main(const struct program *program, uint32_t function) {
    uint32_t entity = program->functions[function].entity;
    return entity != SYMBOL_NONE && strcmp(program->entities[entity].name, "main") == 0;
}

static bool enters_unset(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    const struct program *program = table->program;
    struct map seen = {0};
    struct numbers open = {0};
    bool is_clean = true;
    vec_push(&open, function);
    map_put(&seen, function, 1);
    for (uint32_t i = 0; i < open.count && is_clean; i++) {
        uint32_t f = open.items[i], first = program->callers.first[f], end = program->callers.first[f + 1];
        if (is_main(program, f))
            continue;
        is_clean = first < end && open.count <= UNSET_CALLERS;
        for (uint32_t k = first; k < end && is_clean; k++) {
            uint32_t caller = program->callers.functions[k];
            is_clean = caller_is_clean(table, setters, caller, f);
            if (map_get_or_put(&seen, caller, 1) == MAP_NONE)
                vec_push(&open, caller);
        }
    }
    map_finish(&seen);
    vec_finish(&open);
    return is_clean;
}

static bool function_enters_unset(struct unset_table *table, const struct field_setters *setters, uint32_t function) {
    uint64_t key = map_key_pair(function, (uint32_t)(setters - table->fields));
    uint32_t known = map_get(&table->answers, key);
    if (known == MAP_NONE) {
        known = enters_unset(table, setters, function);
        map_put(&table->answers, key, known);
    }
    return known != 0;
}

bool unset_sets_itself(struct unset_table *table, uint32_t function, uint32_t field) {
    return table && holds_number(&own_of(table, function)->sets, field);
}

bool unset_at_call(struct unset_table *table, uint32_t function, const struct function *body, uint32_t call,
                   uint32_t field) {
    const struct field_setters *setters = table ? setters_of(table, field) : NULL;
    if (!setters || !setters->is_decided || !function_enters_unset(table, setters, function))
        return false;
    struct arena arena;
    arena_init(&arena);
    struct question question = {table, setters, table->program->functions[function].unit, &arena};
    bool is_unset = !sets_before(&question, body->body, call);
    arena_finish(&arena);
    return is_unset;
}
