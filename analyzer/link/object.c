/* From the object to its constructor, and back to what that was passed. */
#include "link/object.h"

#include <string.h>

#define OBJECT_DEPTH 6 /* variables, functions that return the object, constructors that leave it to another */

static bool find_field(struct resolving *resolving, const struct looked *looked, const struct expr *object,
                       uint32_t field, struct source *out, uint32_t depth);
static bool made_by_call(struct resolving *resolving, const struct looked *looked, const struct call *call,
                         uint32_t field, struct source *out, uint32_t depth);

static uint32_t entity_of(const struct looked *looked, uint32_t symbol) {
    return looked->view.program->units[looked->view.unit].entities[symbol];
}

static bool add_part(struct source *out, struct source_part part) {
    if (out->count == SOURCE_PARTS)
        return false;
    out->parts[out->count++] = part;
    return true;
}

/* Of what the callee says of itself, what the call makes of it. */
static bool tell_caller(struct resolving *resolving, const struct looked *looked, const struct call *call,
                        const struct source *said, struct source *out) {
    for (uint32_t i = 0; i < said->count; i++) {
        struct source passed = {.count = 1, .parts = {said->parts[i]}};
        if (said->parts[i].kind == SOURCE_UNKNOWN)
            return false;
        if (said->parts[i].kind == SOURCE_OPEN)
            resolving_argument(resolving, looked, call, said->parts[i].open, &passed);
        for (uint32_t k = 0; k < passed.count; k++)
            if (!add_part(out, passed.parts[k]))
                return false;
    }
    return true;
}

/* --- the constructor --------------------------------------------------------------------------------------------- */

struct storing {
    const struct looked *looked;
    uint32_t field;
    const struct expr *value; /* NULL: nothing is stored */
    bool is_twice;
};

static bool is_own_object(const struct expr *object) {
    return object->kind == EXPR_DEREF && object->a->kind == EXPR_THIS;
}

static void find_store(struct region *region, void *context) {
    struct storing *storing = context;
    if (region->kind != REGION_ASSIGN || region->assign.target->kind != EXPR_FIELD)
        return;
    const struct expr *target = region->assign.target;
    if (!is_own_object(target->a) || entity_of(storing->looked, target->index) != storing->field)
        return;
    storing->is_twice |= storing->value != NULL;
    storing->value = region->assign.value;
}

/* `retrier(work w) : retrier(std::move(w), defaults) {}`: another constructor of the same object does it, or that of a
 * base. False: none, or more than one. */
static bool stored_by_another(struct resolving *resolving, const struct looked *constructor, uint32_t field,
                              struct source *out, uint32_t depth) {
    const struct body_view *view = &constructor->view;
    bool is_found = false;
    for (uint32_t i = 0; i < view->body->call_count; i++) {
        const struct call *call = view->calls[i] ? view->calls[i]->call : NULL;
        struct source said = {.count = 0};
        if (!call || !(call->flags & CALL_CONSTRUCTOR) || !call->receiver || !is_own_object(call->receiver) ||
            !made_by_call(resolving, constructor, call, field, &said, depth + 1))
            continue;
        if (is_found)
            return false;
        is_found = true;
        *out = said;
    }
    return is_found;
}

static bool stored_by_constructor(struct resolving *resolving, const struct looked *constructor, uint32_t field,
                                  struct source *out, uint32_t depth) {
    struct storing storing = {.looked = constructor, .field = field};
    struct source other = {.count = 0};
    if (depth > OBJECT_DEPTH)
        return false;
    region_walk(constructor->view.body->body, find_store, &storing);
    bool is_by_another = stored_by_another(resolving, constructor, field, &other, depth);
    if (storing.is_twice || is_by_another == (storing.value != NULL))
        return false;
    if (is_by_another)
        *out = other;
    else
        source_of(&constructor->view, resolving->pointers, storing.value, SYMBOL_NONE, out);
    return true;
}

/* --- functions that return it ------------------------------------------------------------------------------------ */

struct returning {
    const struct expr *value; /* NULL: none */
    bool is_many;
};

static void find_return(struct region *region, void *context) {
    struct returning *returning = context;
    if (region->kind != REGION_RETURN)
        return;
    returning->is_many |= !region->value || (returning->value && !expr_is_equal(returning->value, region->value));
    returning->value = region->value;
}

static bool returned_by(struct resolving *resolving, const struct looked *looked, uint32_t field, struct source *out,
                        uint32_t depth) {
    struct returning returning = {.value = NULL};
    region_walk(looked->view.body->body, find_return, &returning);
    return returning.value && !returning.is_many &&
           find_field(resolving, looked, returning.value, field, out, depth + 1);
}

/* --- the object -------------------------------------------------------------------------------------------------- */

/* The one body that the call runs; NULL: nobody knows. */
static const struct looked *callee_of(struct resolving *resolving, const struct looked *looked,
                                      const struct call *call) {
    struct arena scratch;
    if (resolving_is_open_call(resolving, looked, call))
        return NULL;
    arena_init(&scratch);
    struct targets targets =
        program_targets(resolving->program, looked->view.unit, entity_of(looked, call->symbol), &scratch);
    uint32_t function = targets.count == 1 ? targets.functions[0] : FUNCTION_NONE;
    arena_finish(&scratch);
    return function < resolving->program->own_count ? resolving_look(resolving, function) : NULL;
}

static bool made_by_call(struct resolving *resolving, const struct looked *looked, const struct call *call,
                         uint32_t field, struct source *out, uint32_t depth) {
    const struct looked *callee = callee_of(resolving, looked, call);
    struct source said = {.count = 0};
    bool is_known =
        callee && ((call->flags & CALL_CONSTRUCTOR) ? stored_by_constructor(resolving, callee, field, &said, depth)
                                                    : returned_by(resolving, callee, field, &said, depth));
    return is_known && tell_caller(resolving, looked, call, &said, out);
}

static bool is_assigned_anew(const struct looked *looked, const struct call *call, const struct expr *local) {
    static const char method[] = "operator=";
    if (!call->receiver || call->symbol == SYMBOL_NONE || !expr_is_equal(call->receiver, local))
        return false;
    const char *name = looked->view.program->units[looked->view.unit].summary.skeleton.symbols[call->symbol].name;
    size_t length = strlen(name), end = strlen(method);
    return length >= end && strcmp(name + length - end, method) == 0;
}

/* What makes the variable; NULL: nothing that is seen, or several things. */
static const struct expr *maker_of(struct resolving *resolving, const struct looked *looked, const struct expr *local) {
    const struct body_view *view = &looked->view;
    const struct expr *maker = NULL;
    if (view->body->locals[local->index].flags & LOCAL_STATIC)
        return NULL;
    for (uint32_t i = 0; i < view->assign_count; i++) {
        const struct assign *assign = view->assigns[i];
        if (assign->target->kind != EXPR_LOCAL || assign->target->index != local->index)
            continue;
        if (maker && !expr_is_equal(maker, assign->value))
            return NULL;
        maker = assign->value;
    }
    for (uint32_t i = 0; i < view->body->call_count; i++) {
        const struct call *call = view->calls[i] ? view->calls[i]->call : NULL;
        if (!call || !call->receiver || !expr_is_equal(call->receiver, local))
            continue;
        if (is_assigned_anew(looked, call, local))
            return NULL;
        if (!(call->flags & CALL_CONSTRUCTOR))
            continue;
        if (maker && (maker->kind != EXPR_CALL || maker->index != call->index))
            return NULL;
        maker = maker ? maker : expr_indexed(&resolving->arena, EXPR_CALL, call->index);
    }
    return maker;
}

static bool find_field(struct resolving *resolving, const struct looked *looked, const struct expr *object,
                       uint32_t field, struct source *out, uint32_t depth) {
    if (depth > OBJECT_DEPTH)
        return false;
    while (object->kind == EXPR_DEREF || object->kind == EXPR_ADDRESS)
        object = object->a;
    if (object->kind == EXPR_LOCAL) {
        const struct expr *maker = maker_of(resolving, looked, object);
        return maker && maker->kind != EXPR_LIST && find_field(resolving, looked, maker, field, out, depth + 1);
    }
    if (object->kind == EXPR_PARAMETER) {
        struct open_path path = {object->index, field};
        return add_part(out, (struct source_part){.kind = SOURCE_OPEN, .open = path});
    }
    const struct region *region = object->kind == EXPR_CALL ? looked->view.calls[object->index] : NULL;
    return region && made_by_call(resolving, looked, region->call, field, out, depth);
}

bool object_field(struct resolving *resolving, const struct looked *looked, const struct expr *object, uint32_t field,
                  struct source *out) {
    out->count = 0;
    if (looked->view.function < resolving->program->own_count && pointers_differ(resolving->pointers, field) &&
        find_field(resolving, looked, object, field, out, 0))
        return true;
    out->count = 0;
    return false;
}
