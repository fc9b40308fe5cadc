/* Bodies of one call, made from the prototype. */
#include "link/stand_in.h"

#include "base/error.h"

#include <string.h>

void stand_ins_finish(struct stand_ins *stand_ins) {
    map_finish(&stand_ins->of_entity);
    map_finish(&stand_ins->iterator_of);
    map_finish(&stand_ins->unit_of);
}

/* The same whatever the order of units. */
static void read_units(struct stand_ins *stand_ins) {
    const struct program *program = stand_ins->program;
    stand_ins->is_read = true;
    for (uint32_t u = 0; u < program->unit_count; u++) {
        const struct unit *skeleton = &program->units[u].summary.skeleton;
        for (uint32_t i = 0; i < skeleton->symbol_count; i++) {
            uint32_t entity = program->units[u].entities[i];
            if (!program->entities[entity].model ||
                !symbol_is(&skeleton->symbols[i], SYMBOL_ADDRESS_TAKEN | SYMBOL_VIRTUAL))
                continue;
            uint32_t known = map_get_or_put(&stand_ins->unit_of, entity, u);
            if (known != MAP_NONE && strcmp(program->units[u].path, program->units[known].path) < 0)
                map_put(&stand_ins->unit_of, entity, u);
        }
    }
}

static uint32_t symbol_in(const struct program_unit *unit, uint32_t entity) {
    for (uint32_t i = 0; i < unit->summary.skeleton.symbol_count; i++)
        if (unit->entities[i] == entity)
            return i;
    BUG("no symbol for what a unit takes the address of");
}

/* Of "int (struct c *, void (*)(int))" the parts between the outer commas; the number of them. */
static uint32_t parameter_types(struct arena *arena, const char *type, const char **types, uint32_t limit) {
    const char *text = strchr(type, '('), *begin = text ? text + 1 : NULL;
    uint32_t count = 0;
    int depth = 0;
    for (const char *c = begin; c && *c && count < limit; c++) {
        bool is_end = depth == 0 && (*c == ')' || *c == ',');
        depth += (*c == '(' || *c == '<') - (*c == ')' || *c == '>');
        if (!is_end)
            continue;
        types[count++] = arena_text(arena, begin, (size_t)(c - begin));
        begin = c + 1 + (c[1] == ' ');
        if (*c == ')')
            break;
    }
    return count;
}

static const char *result_type(struct arena *arena, const char *type) {
    size_t length = strcspn(type, "(");
    while (length > 0 && type[length - 1] == ' ')
        length--;
    return arena_text(arena, type, length);
}

struct function *stand_in_shell(struct arena *arena, const struct unit *unit, uint32_t number) {
    const struct symbol *symbol = &unit->symbols[number];
    struct function *function = ARENA_NEW(arena, struct function);
    struct local *parameters = ARENA_ARRAY(arena, struct local, symbol->parameter_count);
    const char **types = ARENA_ARRAY(arena, const char *, symbol->parameter_count);
    uint32_t known = parameter_types(arena, symbol->type, types, symbol->parameter_count);
    for (uint32_t i = 0; i < symbol->parameter_count; i++)
        parameters[i] = (struct local){
            .name = arena_printf(arena, "argument%u", i + 1), .type = i < known ? types[i] : "", .line = symbol->line};
    function->symbol = number;
    function->location =
        (struct location){.file = symbol->header < unit->file_count ? symbol->header : 0, .line = symbol->line};
    function->end_line = symbol->line;
    function->parameters = parameters;
    function->parameter_count = symbol->parameter_count;
    return function;
}

struct region *stand_in_call(struct arena *arena, struct function *function) {
    struct region *region = region_new(arena, REGION_CALL, function->location);
    struct call *call = ARENA_NEW(arena, struct call);
    call->index = function->call_count++;
    call->symbol = SYMBOL_NONE;
    call->type = "";
    call->end_line = function->end_line;
    call->spelling = function->location;
    region->call = call;
    return region;
}

/* All that it takes goes on to the library. */
static struct function *body_of(struct arena *arena, const struct unit *unit, uint32_t number) {
    struct function *function = stand_in_shell(arena, unit, number);
    struct region *asks = stand_in_call(arena, function);
    struct region *gives = region_new(arena, REGION_RETURN, function->location);
    struct argument *arguments = ARENA_ARRAY(arena, struct argument, function->parameter_count);
    struct region_list list = {0};
    for (uint32_t i = 0; i < function->parameter_count; i++)
        arguments[i] = (struct argument){expr_indexed(arena, EXPR_PARAMETER, i), function->parameters[i].type};
    asks->call->symbol = number;
    asks->call->type = result_type(arena, unit->symbols[number].type);
    asks->call->arguments = arguments;
    asks->call->argument_count = function->parameter_count;
    if (strcmp(asks->call->type, "void") != 0)
        gives->value = expr_indexed(arena, EXPR_CALL, 0);
    region_append(&list, asks);
    region_append(&list, gives);
    function->body = list.first;
    return function;
}

uint32_t stand_in_add(struct stand_ins *stand_ins, uint32_t unit, struct function *body, const uint32_t *callees,
                      uint32_t callee_count) {
    struct program *program = stand_ins->program;
    const struct unit *skeleton = &program->units[unit].summary.skeleton;
    struct function_entry *entry = ARENA_NEW(program->arena, struct function_entry);
    region_number(body->body);
    *entry = (struct function_entry){.head = *body, .callees = callees, .callee_count = callee_count};
    entry->head.body = NULL;
    bool has_file = body->location.file < skeleton->file_count;
    struct program_function function = {.unit = unit,
                                        .entity = program->units[unit].entities[body->symbol],
                                        .origin = program->own_count + stand_ins->added->items.count,
                                        .entry = entry,
                                        .file = has_file ? skeleton->files[body->location.file].path : skeleton->path,
                                        .is_stand_in = true};
    return added_push(stand_ins->added, program, (struct added_function){function, body});
}

uint32_t stand_in_of(struct stand_ins *stand_ins, uint32_t entity) {
    struct program *program = stand_ins->program;
    if (!stand_ins->is_read)
        read_units(stand_ins);
    uint32_t known = map_get(&stand_ins->of_entity, entity), unit = map_get(&stand_ins->unit_of, entity);
    if (known != MAP_NONE || unit == MAP_NONE)
        return known != MAP_NONE ? known : FUNCTION_NONE;
    uint32_t *callees = ARENA_ARRAY(program->arena, uint32_t, 1);
    callees[0] = symbol_in(&program->units[unit], entity);
    struct function *body = body_of(program->arena, &program->units[unit].summary.skeleton, callees[0]);
    uint32_t number = stand_in_add(stand_ins, unit, body, callees, 1);
    map_put(&stand_ins->of_entity, entity, number);
    return number;
}
