/* Loops as packs tell of them. */
#include "link/iterator.h"

int32_t iterator_callback(const struct model *model) {
    return model->calls != ARGUMENT_NONE ? model->calls : model->completes;
}

struct building {
    struct arena *arena;
    const struct model *model;
    struct function *function;
};

static const struct expr *argument_of(const struct building *b, int32_t index) {
    bool is_parameter = index >= 0 && (uint32_t)index < b->function->parameter_count;
    if (index == ARGUMENT_THIS)
        return expr_deref(b->arena, expr_indexed(b->arena, EXPR_THIS, 0));
    return is_parameter ? expr_indexed(b->arena, EXPR_PARAMETER, (uint32_t)index) : expr_opaque(b->arena, "item");
}

/* fn(item, data); without those that this instance of a template does not take */
static struct region *call_of(const struct building *b) {
    struct region *region = stand_in_call(b->arena, b->function);
    struct argument *arguments = ARENA_ARRAY(b->arena, struct argument, b->model->pass_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < b->model->pass_count; i++) {
        int32_t index = b->model->passes[i];
        if (index == PASS_ITEM || index == ARGUMENT_THIS ||
            (index >= 0 && (uint32_t)index < b->function->parameter_count))
            arguments[count++] = (struct argument){argument_of(b, index), ""};
    }
    region->call->callee = argument_of(b, iterator_callback(b->model));
    region->call->arguments = arguments;
    region->call->argument_count = count;
    return region;
}

static struct region *assign_of(const struct building *b, uint32_t local, enum expr_op op, const struct expr *value) {
    struct region *region = region_new(b->arena, REGION_ASSIGN, b->function->location);
    region->assign.target = expr_indexed(b->arena, EXPR_LOCAL, local);
    region->assign.op = (uint8_t)op;
    region->assign.value = value;
    region->assign.is_declaration = op == OP_NONE;
    return region;
}

static uint32_t add_local(const struct building *b) {
    struct local *locals = ARENA_ARRAY(b->arena, struct local, b->function->local_count + 1);
    for (uint32_t i = 0; i < b->function->local_count; i++)
        locals[i] = b->function->locals[i];
    locals[b->function->local_count] =
        (struct local){.name = arena_printf(b->arena, "i%u", b->function->local_count), .type = "long"};
    b->function->locals = locals;
    return b->function->local_count++;
}

static struct region *loop_of(const struct building *b, enum loop_form form, struct region *body) {
    struct region *region = region_new(b->arena, REGION_LOOP, b->function->location);
    region->loop = ARENA_NEW(b->arena, struct loop);
    region->loop->index = b->function->loop_count++;
    region->loop->form = (uint8_t)form;
    region->loop->body = body;
    region->loop->end_line = b->function->end_line;
    return region;
}

static struct region *two(struct region *first, struct region *second) {
    struct region_list list = {0};
    region_append(&list, first);
    region_append(&list, second);
    return list.first;
}

/* if (fn(item)) break; */
static struct region *leaving(const struct building *b, struct region *call) {
    struct region *branch = region_new(b->arena, REGION_BRANCH, b->function->location);
    branch->branch.condition = expr_indexed(b->arena, EXPR_CALL, call->call->index);
    branch->branch.then_list = region_new(b->arena, REGION_BREAK, b->function->location);
    branch->branch.form = "if";
    return two(call, branch);
}

/* for (i = 0; i < n; i++) */
static struct region *counting(const struct building *b, struct region *body) {
    uint32_t local = add_local(b);
    const struct expr *variable = expr_indexed(b->arena, EXPR_LOCAL, local);
    struct region *loop = loop_of(b, LOOP_FOR, body);
    loop->loop->condition = expr_binary(b->arena, OP_LESS, variable, argument_of(b, b->model->counts));
    loop->loop->step_list = assign_of(b, local, OP_ADD, expr_constant(b->arena, 1));
    return two(assign_of(b, local, OP_NONE, expr_constant(b->arena, 0)), loop);
}

/* for (i = n; i > 0; i /= 2) */
static struct region *halving(const struct building *b, struct region *body) {
    uint32_t local = add_local(b);
    const struct expr *variable = expr_indexed(b->arena, EXPR_LOCAL, local);
    struct region *loop = loop_of(b, LOOP_FOR, body);
    loop->loop->condition = expr_binary(b->arena, OP_GREATER, variable, expr_constant(b->arena, 0));
    loop->loop->step_list = assign_of(b, local, OP_DIVIDE, expr_constant(b->arena, 2));
    return two(assign_of(b, local, OP_NONE, argument_of(b, b->model->counts)), loop);
}

/* The request itself, which the function's own model counts; what it gets for a callback leads nowhere. */
static struct region *request_of(const struct building *b) {
    struct region *region = stand_in_call(b->arena, b->function);
    uint32_t count = b->function->parameter_count;
    struct argument *arguments = ARENA_ARRAY(b->arena, struct argument, count);
    for (uint32_t i = 0; i < count; i++)
        arguments[i] = (struct argument){argument_of(b, (int32_t)i == b->model->completes ? ARGUMENT_NONE : (int32_t)i),
                                         b->function->parameters[i].type};
    region->call->symbol = b->function->symbol;
    region->call->arguments = arguments;
    region->call->argument_count = count;
    return region;
}

static struct region *body_of(const struct building *b) {
    struct region *request = b->model->effect == EFFECT_SEND ? request_of(b) : NULL, *call = call_of(b), *loop;
    if (request)
        return two(request, call);
    switch (b->model->turns) {
    case CALLS_ONCE:
        return call;
    case CALLS_NUMBER:
        return counting(b, call);
    case CALLS_HALVES:
        return halving(b, call);
    case CALLS_SORTS:
        return counting(b, halving(b, call));
    case CALLS_FINDS:
        call = leaving(b, call);
        break;
    case CALLS_ITEMS:
    case CALLS_UNKNOWN:
        break;
    }
    bool is_counted = b->model->counts != ARGUMENT_NONE;
    loop = loop_of(b, is_counted ? LOOP_RANGE : LOOP_WHILE, call);
    if (is_counted)
        loop->loop->range = argument_of(b, b->model->counts);
    else
        loop->loop->condition = expr_opaque(b->arena, "more");
    return loop;
}

/* A field of a handle, which a callback is stored in (link/continued.h): it is handed both. */
static struct function *shell_of_field(struct arena *arena, const struct unit *unit, uint32_t field) {
    struct function *function = stand_in_shell(arena, unit, field);
    function->parameters = ARENA_ARRAY(arena, struct local, 2);
    function->parameters[0] = (struct local){.name = "handle", .type = "", .line = unit->symbols[field].line};
    function->parameters[1] = (struct local){.name = "callback", .type = "", .line = unit->symbols[field].line};
    function->parameter_count = 2;
    return function;
}

uint32_t iterator_of(struct stand_ins *stand_ins, uint32_t unit, uint32_t symbol) {
    struct program *program = stand_ins->program;
    uint32_t entity = program->units[unit].entities[symbol], known = map_get(&stand_ins->iterator_of, entity);
    if (known != MAP_NONE)
        return known;
    const struct unit *skeleton = &program->units[unit].summary.skeleton;
    bool is_field = program->entities[entity].kind == SYMBOL_FIELD;
    struct building building = {.arena = program->arena,
                                .model = program->entities[entity].model,
                                .function = is_field ? shell_of_field(program->arena, skeleton, symbol)
                                                     : stand_in_shell(program->arena, skeleton, symbol)};
    building.function->body = body_of(&building);
    uint32_t number = stand_in_add(stand_ins, unit, building.function, NULL, 0);
    map_put(&stand_ins->iterator_of, entity, number);
    return number;
}
