/* Follows an expression of a body to where functions come from. */
#include "link/source.h"

#include "base/map.h"
#include "base/vec.h"

#include <string.h>

#define SOURCE_DEPTH 6

/* --- the body ---------------------------------------------------------------------------------------------------- */

struct collecting {
    struct body_view *view;
    VEC(const struct assign *) assigns;
};

static void collect(struct region *region, void *context) {
    struct collecting *collecting = context;
    if (region->kind == REGION_CALL)
        collecting->view->calls[region->call->index] = region;
    if (region->kind != REGION_ASSIGN || !region->assign.value || region->assign.op != OP_NONE)
        return;
    const struct expr *target = region->assign.target;
    if (target->kind == EXPR_LOCAL || target->kind == EXPR_PARAMETER ||
        (target->kind == EXPR_FIELD && target->a->kind == EXPR_LOCAL))
        vec_push(&collecting->assigns, &region->assign);
}

void body_view_init(struct body_view *view, const struct program *program, uint32_t unit, uint32_t function,
                    const struct function *body, struct arena *arena) {
    struct collecting collecting = {.view = view};
    *view = (struct body_view){.program = program, .function = function, .unit = unit, .body = body};
    view->calls = ARENA_ARRAY(arena, const struct region *, body->call_count + 1);
    region_walk(body->body, collect, &collecting);
    view->assign_count = collecting.assigns.count;
    view->assigns = ARENA_ARRAY(arena, const struct assign *, view->assign_count);
    if (view->assign_count > 0)
        memcpy(view->assigns, collecting.assigns.items, view->assign_count * sizeof *view->assigns);
    vec_finish(&collecting.assigns);
}

/* --- sources ----------------------------------------------------------------------------------------------------- */

struct following {
    const struct body_view *view;
    struct pointers *pointers;
    struct source *out;
    uint32_t depth;
    struct map seen; /* variables and fields of theirs, told apart -> the least depth at which they were followed */
    bool is_full;    /* one part too many was found: nothing changes the answer any more */
};

static void follow(struct following *f, const struct expr *expr, uint32_t field);

static bool is_same_part(const struct source_part *a, const struct source_part *b) {
    return a->kind == b->kind && a->entity == b->entity && a->place == b->place &&
           a->open.parameter == b->open.parameter && a->open.field == b->open.field;
}

static void add_part(struct following *f, struct source_part part) {
    for (uint32_t i = 0; i < f->out->count; i++)
        if (is_same_part(&f->out->parts[i], &part))
            return;
    f->is_full = f->out->count == SOURCE_PARTS;
    if (f->is_full)
        f->out->parts[SOURCE_PARTS - 1] = (struct source_part){.kind = SOURCE_UNKNOWN};
    else
        f->out->parts[f->out->count++] = part;
}

static void add_unknown(struct following *f) { add_part(f, (struct source_part){.kind = SOURCE_UNKNOWN}); }

static void add_place(struct following *f, uint32_t place) {
    enum source_kind kind = place == PLACE_NONE ? SOURCE_UNKNOWN : SOURCE_HELD;
    add_part(f, (struct source_part){.kind = kind, .place = place});
}

static uint32_t entity_of(const struct following *f, uint32_t symbol) {
    return f->view->program->units[f->view->unit].entities[symbol];
}

/* A field of any object of its type. */
static void add_generic(struct following *f, uint32_t field) {
    if (field == SYMBOL_NONE)
        add_unknown(f);
    else
        add_place(f, pointers_field(f->pointers, field));
}

/* The place, or the field of what it holds. */
static void add_held(struct following *f, const struct expr *expr, uint32_t field) {
    uint32_t place = field == SYMBOL_NONE ? pointers_place(f->pointers, f->view->unit, f->view->function, expr)
                                          : pointers_owned(f->pointers, f->view->unit, f->view->function, expr, field);
    add_place(f, place);
}

/* Variables may be assigned to one another, each many times. */
static bool is_followed(struct following *f, const struct expr *variable, uint32_t field) {
    uint64_t key = map_key_pair(variable->index * 2 + (variable->kind == EXPR_LOCAL), field);
    uint32_t known = map_get(&f->seen, key);
    if (known != MAP_NONE && known <= f->depth)
        return true;
    map_put(&f->seen, key, f->depth);
    return false;
}

/* All that is assigned to the variable; false: nothing is. */
static bool follow_assigned(struct following *f, const struct expr *variable, uint32_t field) {
    bool is_assigned = false;
    if (is_followed(f, variable, field))
        return true;
    for (uint32_t i = 0; i < f->view->assign_count && !f->is_full; i++) {
        const struct assign *assign = f->view->assigns[i];
        if (assign->target->kind != variable->kind || assign->target->index != variable->index)
            continue;
        is_assigned = true;
        if (assign->value->kind == EXPR_LIST) /* told item by item */
            add_held(f, variable, field);
        else
            follow(f, assign->value, field);
    }
    return is_assigned;
}

/* Where the field stands in its record; UINT32_MAX: nobody knows. */
static uint32_t position_of(const struct following *f, uint32_t field) {
    const struct program_unit *unit = &f->view->program->units[f->view->unit];
    for (uint32_t r = 0; r < unit->summary.skeleton.record_count; r++) {
        const struct record *record = &unit->summary.skeleton.records[r];
        for (uint32_t i = 0; i < record->field_count; i++)
            if (record->fields[i].symbol != SYMBOL_NONE && unit->entities[record->fields[i].symbol] == field)
                return i;
    }
    return UINT32_MAX;
}

/* What the assignment stores in the field of the local object: the field itself, or all of it by a list; NULL: nothing
 * that is seen here. */
static const struct expr *stored_by(const struct following *f, const struct assign *assign, uint32_t local,
                                    uint32_t field) {
    const struct expr *target = assign->target;
    if (target->kind == EXPR_FIELD && target->a->index == local && entity_of(f, target->index) == field)
        return assign->value;
    if (target->kind != EXPR_LOCAL || target->index != local || assign->value->kind != EXPR_LIST)
        return NULL;
    uint32_t position = position_of(f, field);
    return position < assign->value->item_count ? assign->value->items[position] : NULL;
}

static bool is_of_parameter(const struct expr *value) {
    while (value->kind == EXPR_DEREF || value->kind == EXPR_ADDRESS || value->kind == EXPR_FIELD ||
           value->kind == EXPR_ELEMENT)
        value = value->a;
    return value->kind == EXPR_PARAMETER;
}

/* What this function stores in the field of its own object, where it knows more of that than the program does of the
 * field: what it was handed itself, `struct context c = {fn, data};`, or, with `inner`, an object of which one field is
 * asked for. False: it does not. */
static bool follow_stored(struct following *f, uint32_t local, uint32_t field, uint32_t inner) {
    bool is_known = false;
    for (uint32_t i = 0; i < f->view->assign_count && !is_known; i++) {
        const struct expr *value = stored_by(f, f->view->assigns[i], local, field);
        is_known = value && (inner != SYMBOL_NONE ? value->kind != EXPR_CONSTANT : is_of_parameter(value));
    }
    for (uint32_t i = 0; i < f->view->assign_count && is_known; i++) {
        const struct expr *value = stored_by(f, f->view->assigns[i], local, field);
        if (value)
            follow(f, value, inner);
    }
    return is_known;
}

static bool is_object(const struct following *f, uint32_t local) {
    const char *type = f->view->body->locals[local].type;
    size_t length = strlen(type);
    return length == 0 || (type[length - 1] != '*' && type[length - 1] != '&');
}

/* A pointer leads to what is assigned to it; an object of the function holds its own fields. */
static void follow_local(struct following *f, const struct expr *local, uint32_t field) {
    uint32_t flags = f->view->body->locals[local->index].flags;
    bool is_pointer = field == SYMBOL_NONE || !is_object(f, local->index);
    bool is_shared = (flags & (LOCAL_ADDRESS_TAKEN | LOCAL_STATIC)) != 0;
    if (!is_pointer && !(flags & LOCAL_STATIC) && follow_stored(f, local->index, field, SYMBOL_NONE))
        return;
    if (!is_pointer || is_shared || !follow_assigned(f, local, field))
        add_held(f, local, field);
}

/* What a lambda has captured is no argument to those who call it by a pointer: it holds what the function around has
 * put there. */
static uint32_t captured_place(const struct following *f, uint32_t parameter) {
    const struct function *body = f->view->body;
    bool is_captured = parameter < body->parameter_count && (body->parameters[parameter].flags & LOCAL_CAPTURED) &&
                       body->symbol != SYMBOL_NONE;
    uint32_t entity = is_captured ? entity_of(f, body->symbol) : SYMBOL_NONE;
    bool is_lambda = is_captured && (f->view->program->entities[entity].flags & SYMBOL_LAMBDA);
    return is_lambda ? pointers_captured(f->pointers, entity, parameter) : PLACE_NONE;
}

static void follow_parameter(struct following *f, const struct expr *parameter, uint32_t field) {
    uint32_t captured = field == SYMBOL_NONE ? captured_place(f, parameter->index) : PLACE_NONE;
    if (captured != PLACE_NONE)
        add_place(f, captured);
    else
        add_part(f, (struct source_part){.kind = SOURCE_OPEN, .open = {parameter->index, field}});
    follow_assigned(f, parameter, field);
}

/* A method's own object: its callers know which, where not all hold the same. A lambda has it from the method around.
 */
static void follow_this(struct following *f, uint32_t field) {
    const struct program *program = f->view->program;
    uint32_t function = f->view->function;
    uint32_t entity = function < program->own_count ? program->functions[function].entity : SYMBOL_NONE;
    bool is_method = entity != SYMBOL_NONE && (program->entities[entity].flags & SYMBOL_METHOD);
    if (field != SYMBOL_NONE && is_method && pointers_differ(f->pointers, field))
        add_part(f, (struct source_part){.kind = SOURCE_OPEN, .open = {OPEN_THIS, field}});
    else
        add_generic(f, field);
}

static void follow_call(struct following *f, const struct expr *call, uint32_t field) {
    const struct region *region = f->view->calls[call->index];
    if (field != SYMBOL_NONE || !region || region->call->symbol == SYMBOL_NONE)
        add_generic(f, field);
    else
        add_place(f, pointers_result(f->pointers, entity_of(f, region->call->symbol)));
}

static void follow_field(struct following *f, const struct expr *expr, uint32_t field) {
    const struct expr *object = expr->a;
    if (field == SYMBOL_NONE) {
        follow(f, object, entity_of(f, expr->index));
        return;
    }
    bool is_own = object->kind == EXPR_LOCAL && is_object(f, object->index) &&
                  !(f->view->body->locals[object->index].flags & LOCAL_STATIC);
    if (!is_own || !follow_stored(f, object->index, entity_of(f, expr->index), field))
        add_held(f, expr, field);
}

static void follow(struct following *f, const struct expr *expr, uint32_t field) {
    if (f->depth == SOURCE_DEPTH) {
        add_unknown(f);
        return;
    }
    f->depth++;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT: /* a null pointer */
        break;
    case EXPR_FUNCTION:
        add_part(f, (struct source_part){.kind = SOURCE_FUNCTION, .entity = entity_of(f, expr->index)});
        break;
    case EXPR_PARAMETER:
        follow_parameter(f, expr, field);
        break;
    case EXPR_LOCAL:
        follow_local(f, expr, field);
        break;
    case EXPR_GLOBAL:
        add_held(f, expr, field);
        break;
    case EXPR_CALL:
        follow_call(f, expr, field);
        break;
    case EXPR_THIS:
        follow_this(f, field);
        break;
    case EXPR_FIELD:
        follow_field(f, expr, field);
        break;
    case EXPR_ELEMENT:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
        follow(f, expr->a, field);
        break;
    case EXPR_SELECT:
        follow(f, expr->b, field);
        follow(f, expr->c, field);
        break;
    default:
        add_generic(f, field);
    }
    f->depth--;
}

void source_of(const struct body_view *view, struct pointers *pointers, const struct expr *expr, uint32_t field,
               struct source *out) {
    struct following f = {.view = view, .pointers = pointers, .out = out};
    out->count = 0;
    follow(&f, expr, field);
    map_finish(&f.seen);
}

/* --- objects that are called like functions ---------------------------------------------------------------------- */

bool source_of_object(const struct body_view *view, const char *type, struct source *out) {
    static const char constant[] = "const ", own[] = "std::", method[] = "::operator()";
    const struct unit *unit = &view->program->units[view->unit].summary.skeleton;
    type += strncmp(type, constant, strlen(constant)) == 0 ? strlen(constant) : 0;
    size_t length = strcspn(type, "<"), end = strlen(type);
    if (length == 0 || strpbrk(type, "*&([") || strncmp(type, own, strlen(own)) == 0 ||
        (length < end && type[end - 1] != '>'))
        return false;
    out->count = 0;
    for (uint32_t i = 0; i < unit->symbol_count && out->count < SOURCE_PARTS; i++) {
        const char *name = unit->symbols[i].name;
        if (strncmp(name, type, length) == 0 && strcmp(name + length, method) == 0)
            out->parts[out->count++] =
                (struct source_part){.kind = SOURCE_FUNCTION, .entity = view->program->units[view->unit].entities[i]};
    }
    return out->count > 0;
}
