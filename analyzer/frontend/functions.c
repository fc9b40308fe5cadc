/* One function while it is being lowered: its parameters, locals, labels, and the regions that are appended to it.
 *
 * Must not know which statement makes what. Tests: testdata/_lower/static_local.c, cxx_lambdas.cpp */
#include "frontend/lower.h"

#include <string.h>

struct place begin_place(struct lowering *lowering, CXCursor cursor) {
    return sources_expansion(&lowering->sources, clang_getRangeStart(clang_getCursorExtent(cursor)));
}

struct place end_place(struct lowering *lowering, CXCursor cursor) {
    return sources_expansion(&lowering->sources, clang_getRangeEnd(clang_getCursorExtent(cursor)));
}

struct location begin_of(struct lowering *lowering, CXCursor cursor) {
    return begin_place(lowering, cursor).location;
}

const char *macro_of(struct lowering *lowering, CXSourceLocation location, struct location *spelling) {
    struct place expansion = sources_expansion(&lowering->sources, location);
    struct place text = sources_spelling(&lowering->sources, location);

    *spelling = text.location;
    if (text.location.line == 0 || (text.location.file == expansion.location.file && text.offset == expansion.offset)) {
        *spelling = expansion.location;
        return NULL;
    }
    const char *name = sources_identifier(&lowering->sources, expansion);
    return name[0] == '\0' ? NULL : name;
}

struct region *emit(struct lowering *lowering, enum region_kind kind, struct location location) {
    struct region *region = region_new(lowering->arena, kind, location);

    region_append(lowering->body->list, region);
    return region;
}

void emit_assign(struct lowering *lowering, struct location location, const struct expr *target, enum expr_op op,
                 const struct expr *value, bool is_declaration) {
    struct region *region = emit(lowering, REGION_ASSIGN, location);

    region->assign.target = target;
    region->assign.op = (uint8_t)op;
    region->assign.value = value;
    region->assign.is_declaration = is_declaration;
}

void body_begin(struct lowering *lowering, struct body *body, struct region_list *list, uint32_t symbol,
                CXCursor definition) {
    *body = (struct body){
        .outer = lowering->body,
        .function = lowering->functions.count,
        .symbol = symbol,
        .list = list,
        .definition = definition,
        .result_type = clang_getCursorResultType(definition),
        .depth = lowering->body == NULL ? 0 : lowering->body->depth,
    };
    struct function *function = vec_add(&lowering->functions);
    function->symbol = symbol;
    if (symbol != SYMBOL_NONE)
        symbol_at(lowering, symbol)->flags |= SYMBOL_DEFINED;
    lowering->body = body;
}

static void renumber_loop(struct region *region, void *context) {
    if (region->kind == REGION_LOOP)
        region->loop->index = (*(uint32_t *)context)++;
}

static bool holds_error(struct lowering *lowering, struct location begin, uint32_t end_line) {
    for (uint32_t i = 0; i < lowering->errors.count; i++) {
        struct diagnostic_place place = lowering->errors.items[i];
        if (place.file == begin.file && place.line >= begin.line && place.line <= end_line)
            return true;
    }
    return false;
}

static void *copy_items(struct arena *arena, const void *items, size_t size) {
    void *copy = arena_alloc(arena, size);

    if (size > 0)
        memcpy(copy, items, size);
    return copy;
}

void body_end(struct lowering *lowering, struct region_list *list, struct location location, uint32_t end_line) {
    struct body *body = lowering->body;
    struct function *function = &lowering->functions.items[body->function];
    uint32_t loop_count = body->loop_count;

    function->location = location;
    function->end_line = end_line;
    if (body->is_incomplete || holds_error(lowering, location, end_line))
        function->flags |= FUNCTION_INCOMPLETE;
    if (body->symbol == SYMBOL_NONE)
        function->flags |= FUNCTION_GLOBAL_INIT;
    function->parameter_count = body->parameters.count;
    function->parameters =
        copy_items(lowering->arena, body->parameters.items, sizeof(struct local) * body->parameters.count);
    function->local_count = body->locals.count;
    function->locals = copy_items(lowering->arena, body->locals.items, sizeof(struct local) * body->locals.count);
    function->label_count = body->labels.count;
    function->labels = copy_items(lowering->arena, body->labels.items, sizeof(char *) * body->labels.count);
    function->body = list->first;
    if (body->has_goto) {
        function->body = region_fold_gotos(lowering->arena, function->body, &loop_count);
        loop_count = 0;
        region_walk(function->body, renumber_loop, &loop_count);
    }
    function->loop_count = loop_count;
    function->call_count = body->call_symbols.count;
    vec_finish(&body->parameters);
    vec_finish(&body->locals);
    vec_finish(&body->labels);
    vec_finish(&body->label_places);
    vec_finish(&body->scopes);
    vec_finish(&body->call_symbols);
    vec_finish(&body->destroys);
    map_finish(&body->by_declaration);
    map_finish(&body->by_name);
    map_finish(&body->by_label);
    lowering->body = body->outer;
}

static struct local describe(struct lowering *lowering, CXCursor declaration) {
    CXType type = clang_getCursorType(declaration);
    struct local local = {
        .name = cursor_spelling(lowering->arena, declaration),
        .type = type_text(&lowering->types, lowering->arena, type),
        .flags = type_is_reference(type) ? LOCAL_REFERENCE : 0,
        .line = sources_expansion(&lowering->sources, clang_getCursorLocation(declaration)).location.line,
    };

    if (strstr(local.type, "va_list") != NULL)
        lowering->body->has_va_list = true;
    return local;
}

/* A second `i` is "i.2". Parameters count: a local that hides one is told apart. */
static const char *unique_name(struct lowering *lowering, const char *name) {
    struct body *body = lowering->body;
    uint64_t key = map_key(symbol_key(lowering, name));
    uint32_t count = map_get(&body->by_name, key);

    count = count == MAP_NONE ? 1 : count + 1;
    map_put(&body->by_name, key, count);
    return count == 1 ? name : arena_printf(lowering->arena, "%s.%u", name, count);
}

void body_add_parameter(struct lowering *lowering, CXCursor declaration) {
    struct body *body = lowering->body;
    struct local local = describe(lowering, declaration);

    if (local.name[0] == '\0')
        local.name = arena_printf(lowering->arena, "unnamed%u", body->parameters.count + 1);
    local.name = unique_name(lowering, local.name);
    map_put(&body->by_declaration, map_key(declaration.data[0]), body->parameters.count);
    vec_push(&body->parameters, local);
}

uint32_t body_add_named_local(struct lowering *lowering, const char *name, const char *type, uint32_t flags,
                              uint32_t line) {
    struct body *body = lowering->body;
    struct local local = {.name = unique_name(lowering, name), .type = type, .flags = flags, .line = line};

    vec_push(&body->locals, local);
    return body->locals.count - 1;
}

uint32_t body_add_local(struct lowering *lowering, CXCursor declaration, uint32_t flags) {
    struct local local = describe(lowering, declaration);
    const char *name = local.name[0] == '\0' ? "unnamed" : local.name;
    uint32_t index = body_add_named_local(lowering, name, local.type, local.flags | flags, local.line);

    map_put(&lowering->body->by_declaration, map_key(declaration.data[0]), index | LOCAL_BIT);
    return index;
}

static bool is_array_text(const char *type) {
    size_t length = strlen(type);

    return length > 0 && type[length - 1] == ']';
}

void body_flag_local(struct lowering *lowering, const struct expr *place, uint32_t flag) {
    struct body *body = lowering->body;

    while (place->kind == EXPR_FIELD || place->kind == EXPR_ELEMENT) {
        const struct expr *inside = place->a;
        /* p[i] is part of *p, not of p. */
        if (place->kind == EXPR_ELEMENT && inside->kind == EXPR_PARAMETER)
            return;
        if (place->kind == EXPR_ELEMENT && inside->kind == EXPR_LOCAL &&
            !is_array_text(body->locals.items[inside->index].type))
            return;
        place = inside;
    }
    if (place->kind == EXPR_LOCAL)
        body->locals.items[place->index].flags |= flag;
    else if (place->kind == EXPR_PARAMETER && place->index < body->parameters.count)
        body->parameters.items[place->index].flags |= flag;
}

uint32_t body_label(struct lowering *lowering, const void *declaration, const char *name) {
    struct body *body = lowering->body;
    uint32_t label = declaration == NULL ? MAP_NONE : map_get(&body->by_label, map_key(declaration));

    if (label != MAP_NONE)
        return label;
    label = body->labels.count;
    vec_push(&body->labels, name);
    vec_push(&body->label_places, (struct label_place){0});
    if (declaration != NULL)
        map_put(&body->by_label, map_key(declaration), label);
    return label;
}
