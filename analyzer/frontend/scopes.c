/* Destructors: what C++ runs where a scope is left.
 *
 * Every object whose end runs code that somebody wrote stands on one stack, temporaries too. Each way out of a scope
 * (its end, return, break, continue, goto) emits the calls for what it leaves, newest first.
 * Must not know of expressions. Tests: testdata/_lower/cxx_destructor*.cpp, cxx_temporaries.cpp */
#include "frontend/lower.h"

void scope_begin(struct lowering *lowering, const void *node, bool is_loop, bool is_breakable) {
    struct scope scope = {
        .node = node,
        .id = ++lowering->body->scope_id,
        .destroy_base = lowering->body->destroys.count,
        .is_loop = is_loop,
        .is_breakable = is_breakable,
    };

    vec_push(&lowering->body->scopes, scope);
}

/* Nothing runs behind these. */
static bool is_unreachable(const struct region_list *list) {
    if (list->last == NULL)
        return false;
    enum region_kind kind = list->last->kind;
    return kind == REGION_BREAK || kind == REGION_CONTINUE || kind == REGION_RETURN || kind == REGION_GOTO ||
           kind == REGION_THROW;
}

/* Emits the end of the objects from the newest down to `base`, and leaves them on the stack. */
static void end_objects(struct lowering *lowering, uint32_t base) {
    struct body *body = lowering->body;

    for (uint32_t i = body->destroys.count; i > base; i--) {
        struct destroy destroy = body->destroys.items[i - 1];
        destroy_emit(lowering, destroy.object, destroy.type, destroy.location);
    }
}

void scope_end(struct lowering *lowering) {
    struct body *body = lowering->body;
    struct scope scope = body->scopes.items[--body->scopes.count];

    if (!is_unreachable(body->list))
        end_objects(lowering, scope.destroy_base);
    body->destroys.count = scope.destroy_base;
}

void temporaries_end(struct lowering *lowering, uint32_t base) {
    struct body *body = lowering->body;

    if (body->destroys.count <= base)
        return;
    if (!is_unreachable(body->list))
        end_objects(lowering, base);
    body->destroys.count = base;
}

void scope_add(struct lowering *lowering, const struct expr *object, CXType type, struct location location) {
    if (type_is_reference(type) || !record_runs_destructor(lowering, type))
        return;
    vec_push(&lowering->body->destroys, (struct destroy){object, type, location});
}

void scope_leave_all(struct lowering *lowering) { end_objects(lowering, 0); }

void scope_leave_for_break(struct lowering *lowering) {
    struct body *body = lowering->body;

    for (uint32_t i = body->scopes.count; i > 0; i--)
        if (body->scopes.items[i - 1].is_breakable) {
            end_objects(lowering, body->scopes.items[i - 1].destroy_base);
            return;
        }
}

void scope_leave_for_continue(struct lowering *lowering) {
    struct body *body = lowering->body;

    for (uint32_t i = body->scopes.count; i > 0; i--)
        if (body->scopes.items[i - 1].is_loop) {
            end_objects(lowering, body->scopes.items[i - 1].destroy_base);
            return;
        }
}

void scope_place_label(struct lowering *lowering, uint32_t label) {
    struct body *body = lowering->body;
    struct label_place *place = &body->label_places.items[label];

    place->destroy_count = body->destroys.count;
    place->scope_id = body->scopes.count == 0 ? 0 : body->scopes.items[body->scopes.count - 1].id;
    place->is_placed = true;
}

struct node_pairs {
    const void **items;
    uint32_t count;
    uint32_t capacity;
};

static enum CXChildVisitResult note_parent(CXCursor cursor, CXCursor parent, CXClientData data) {
    struct node_pairs *pairs = data;

    vec_push(pairs, cursor_node(cursor));
    vec_push(pairs, cursor_node(parent));
    return CXChildVisit_Recurse;
}

/* A goto forward: does the statement `node` hold the label? libclang knows no parents of statements, so the function is
 * walked; that happens only where objects are alive. */
static bool holds_label(struct lowering *lowering, const void *node, const void *label) {
    struct node_pairs pairs = {0};
    bool holds = false;

    clang_visitChildren(lowering->body->definition, note_parent, &pairs);
    /* Parents come before their children: one walk backwards finds the way up. */
    for (uint32_t i = pairs.count; i > 0 && !holds; i -= 2)
        if (pairs.items[i - 2] == label) {
            label = pairs.items[i - 1];
            holds = label == node;
        }
    vec_finish(&pairs);
    return holds;
}

void scope_leave_for_goto(struct lowering *lowering, uint32_t label, CXCursor label_statement) {
    struct body *body = lowering->body;
    struct label_place place = body->label_places.items[label];

    if (body->destroys.count == 0)
        return;
    for (uint32_t i = body->scopes.count; i > 0; i--) {
        const struct scope *scope = &body->scopes.items[i - 1];
        if (place.is_placed && scope->id == place.scope_id) {
            end_objects(lowering, place.destroy_count);
            return;
        }
        bool has_objects = body->destroys.count > scope->destroy_base;
        if (!place.is_placed && has_objects && scope->node != NULL &&
            holds_label(lowering, scope->node, cursor_node(label_statement))) {
            /* What this scope itself made so far stays alive. */
            end_objects(lowering, i < body->scopes.count ? body->scopes.items[i].destroy_base : body->destroys.count);
            return;
        }
    }
}

void destroy_array(struct lowering *lowering, const struct expr *object, CXType element, struct location location) {
    struct region_list *before = lowering->body->list;
    struct region_list list = {0};
    struct region *region = region_new(lowering->arena, REGION_LOOP, location);

    region->loop = ARENA_NEW(lowering->arena, struct loop);
    region->loop->index = lowering->body->loop_count++;
    region->loop->form = LOOP_RANGE;
    region->loop->range = object;
    region->loop->end_line = location.line;
    lowering->body->list = &list;
    destroy_emit(lowering, expr_element(lowering->arena, object, expr_opaque(lowering->arena, "each")), element,
                 location);
    region->loop->body = list.first;
    lowering->body->list = before;
    region_append(before, region);
}

void destroy_emit(struct lowering *lowering, const struct expr *object, CXType type, struct location location) {
    CXType canonical = clang_getCanonicalType(type);
    bool owns_argument;

    if (canonical.kind == CXType_ConstantArray) {
        destroy_array(lowering, object, clang_getArrayElementType(canonical), location);
        return;
    }
    struct record_info *info = record_of(lowering, canonical);
    if (info == NULL || !record_runs_destructor(lowering, canonical))
        return;
    if (record_is_standard(lowering, info, &owns_argument)) {
        destroy_emit(lowering, expr_deref(lowering->arena, object), clang_Type_getTemplateArgumentAsType(info->type, 0),
                     location);
        return;
    }
    uint32_t symbol = record_destructor(lowering, info);
    if (symbol != SYMBOL_NONE) {
        emit_implicit_call(lowering, location, symbol, object, canonical, CALL_DESTRUCTOR | CALL_DROPPED);
        return;
    }
    for (uint32_t i = info->field_count; i > 0; i--) {
        CXCursor field = info->fields[i - 1];
        CXType field_type = clang_getCursorType(field);
        if (!type_is_reference(field_type) && record_runs_destructor(lowering, field_type))
            destroy_emit(lowering, expr_field(lowering->arena, object, symbol_of(lowering, field)), field_type,
                         location);
    }
    for (uint32_t i = info->base_count; i > 0; i--)
        destroy_emit(lowering, object, info->bases[i - 1], location);
}

void scope_add_members(struct lowering *lowering, CXType type, struct location location) {
    struct record_info *info = record_of(lowering, type);
    const struct expr *object = expr_deref(lowering->arena, lower_this(lowering));

    if (info == NULL)
        return;
    record_look_at_class(lowering, info);
    for (uint32_t i = 0; i < info->base_count; i++)
        scope_add(lowering, object, info->bases[i], location);
    for (uint32_t i = 0; i < info->field_count; i++)
        scope_add(lowering, expr_field(lowering->arena, object, symbol_of(lowering, info->fields[i])),
                  clang_getCursorType(info->fields[i]), location);
}
