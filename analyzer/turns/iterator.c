/* Calls that yield one thing a turn, and what to call that which they walk. Tests: tests/unit/cost/test_walks.c */
#include "turns/comparison.h"

#include "turns/bound.h"
#include "turns/growth.h"
#include "turns/path.h"

#include <ctype.h>
#include <string.h>

bool query_is_retry(const struct call *call) {
    size_t length = call->type ? strlen(call->type) : 0;
    return length > 0 && call->type[length - 1] == '*';
}

static const char *name_of(const struct scope *scope, const struct call *call) {
    if (call->symbol == SYMBOL_NONE)
        return "";
    const char *name = scope->unit->symbols[call->symbol].name;
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* --- what an iterator was made from ------------------------------------------------------------------------------ */

/* In any case of letters. */
static bool contains(const char *text, const char *word) {
    size_t length = strlen(word);
    for (; *text; text++) {
        size_t i = 0;
        while (i < length && tolower((unsigned char)text[i]) == word[i])
            i++;
        if (i == length)
            return true;
    }
    return false;
}

static bool makes_iterator(const struct scope *scope, const struct call *call) {
    static const char *const words[] = {"iter", "rewind", "begin", "seq_init", "start", "cursor", "first", "walk"};
    const struct model *model = bound_model(scope, call);
    if (model && model->effect != EFFECT_LOCAL) /* what PQexec(conn) gives is not the length of conn */
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (contains(name_of(scope, call), words[i]))
            return true;
    return false;
}

/* A collection is a pointer to a record, or a record: no text, no number, no handle. */
static bool can_be_collection(const struct argument *argument, const struct expr *iterator) {
    const struct expr *value = argument->value;
    int64_t constant;
    bool is_text = contains(argument->type, "char") || contains(argument->type, "void");
    bool is_record = strchr(argument->type, '*') || strstr(argument->type, "struct ");
    return is_record && !is_text && path_can_be(value) && !expr_is_constant(value, &constant) &&
           value->kind != EXPR_FUNCTION && !expr_is_equal(expr_root(value), iterator);
}

static const struct expr *collection_of(const struct call *call, const struct expr *iterator) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (can_be_collection(&call->arguments[i], iterator))
            return call->arguments[i].value;
    return NULL;
}

static bool takes(const struct call *call, const struct expr *iterator) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (expr_is_equal(expr_root(call->arguments[i].value), iterator))
            return true;
    return false;
}

/* The last call before the loop, on every way to it, that was given the iterator: `listRewind(list, &it)`. */
static const struct call *last_setter(const struct query *query, const struct expr *iterator) {
    const struct scope *scope = query->scope;
    const struct call_place *found = NULL;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        bool is_before = place->region && place->number < query->start.number && place->list_end >= query->start.number;
        if (is_before && takes(place->region->call, iterator) && (!found || place->number > found->number))
            found = place;
    }
    return found ? found->region->call : NULL;
}

/* What `call`, which gives the next item, walks: `list` of `it = listGetIterator(list)`, `listRewind(list, &it)`. */
static const struct expr *walked_by(const struct query *query, const struct call *call, struct position *position) {
    const struct scope *scope = query->scope;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *iterator = expr_root(call->arguments[i].value);
        if (iterator->kind != EXPR_LOCAL)
            continue;
        const struct assignment *definition = scope_definition(scope, iterator, query->start);
        const struct call *maker = definition ? scope_call(scope, definition->assign->value) : NULL;
        if (!maker)
            maker = last_setter(query, iterator);
        if (!maker || !makes_iterator(scope, maker))
            continue;
        *position = scope_at_call(scope, maker->index);
        return collection_of(maker, iterator);
    }
    return NULL;
}

/* --- items ------------------------------------------------------------------------------------------------------- */

/* Another loop of the function asks the same function about something else: then the name alone says too little. */
static bool has_namesake(const struct query *query, const struct call *call) {
    const struct scope *scope = query->scope;
    int64_t constant;
    if (call->argument_count == 0 || !path_can_be(call->arguments[0].value) ||
        expr_is_constant(call->arguments[0].value, &constant))
        return false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || place->region->call == call || place->loop == LOOP_NONE || place->loop == query->loop)
            continue;
        const struct call *other = place->region->call;
        if (other->symbol == call->symbol && other->argument_count == call->argument_count &&
            !expr_is_equal(other->arguments[0].value, call->arguments[0].value))
            return true;
    }
    return false;
}

/* "f", or "f(it)" where that is needed to tell it from another. */
static const struct expr *path_of_items(const struct query *query, const struct call *call) {
    const struct scope *scope = query->scope;
    const struct expr *result = expr_indexed(scope->scratch, EXPR_CALL, call->index);
    if ((call->flags & CALL_OPERATOR) && call->argument_count == 2 && path_can_be(call->arguments[1].value) &&
        call->arguments[1].value->kind != EXPR_CALL) /* `first != last`: those in front of `last` */
        return path_of(scope, call->arguments[1].value, query->start);
    struct expr *path = expr_opaque(scope->scratch, NULL);
    const char *source = path_of(scope, result, query->start)->text;
    size_t length = strcspn(source, "(");
    const struct resolved_call *resolved =
        call->symbol == SYMBOL_NONE ? program_resolved(scope->program, scope->function, call->index) : NULL;
    if (resolved && resolved->targets.count == 1) { /* the parameter that it was handed for says less */
        source = program_function_name(scope->program, resolved->targets.functions[0]);
        source = strrchr(source, ':') ? strrchr(source, ':') + 1 : source;
        length = strlen(source);
    } else if (length == 0 || has_namesake(query, call)) {
        length = strlen(source);
    }
    path->text = intern_bytes(scope->program->interner, source, length);
    path->value = scope->function;
    return path;
}

/* ferror(f), has_error(s), is_cancelled(): whether to stop, not whether there is more. */
static bool asks_whether_to_stop(const struct scope *scope, const struct call *call) {
    static const char *const words[] = {"err", "fail", "cancel", "interrupt", "abort", "shutdown"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strstr(name_of(scope, call), words[i]))
            return true;
    return false;
}

void query_items(struct query *query, const struct call *call) {
    const struct scope *scope = query->scope;
    struct offer offer = {.has_partial = query->test != NULL};
    if (query->counters_only || !scope_is_inside(scope, scope->calls[call->index].number, query->loop))
        return;
    const struct model *model = bound_model(scope, call);
    if (model && model->items >= 0 && (uint32_t)model->items < call->argument_count) {
        offer.count = bound_atom(scope, ATOM_ROWS, call->arguments[model->items].value, query->start);
        query_offer(query, offer);
        return;
    }
    /* PQstatus(), PQresultStatus(): a look at what is there, no iterator; so is what a test in the body asks. */
    bool is_look = model && ((model->effect == EFFECT_LOCAL && model->pause == PAUSE_NONE) || model->rows >= 0);
    if (is_look || (model && query->test) || asks_whether_to_stop(scope, call))
        return;
    struct position position = query->start;
    const struct expr *walked = walked_by(query, call, &position);
    if (walked) {
        while (walked->kind == EXPR_ADDRESS)
            walked = walked->a;
        offer.count = poly_inexact(scope->atoms, bound_atom(scope, ATOM_LENGTH, walked, position));
    } else {
        bool is_nested = query->start.loop != LOOP_NONE;
        const struct expr *path = path_of_items(query, call);
        offer.count = poly_atom(scope->atoms, atom_path(scope->atoms, ATOM_ITEMS, path, is_nested), false);
    }
    query_offer(query, offer);
}

/* `list = remove(list, x)`, `p = next(p)`: one less each turn. Texts are looked through in leaps: strchr, strtok. */
bool query_accessor(struct query *query, const struct expr *variable, const struct call *call) {
    const char *type = call->type ? call->type : "";
    const struct model *model = bound_model(query->scope, call);
    if (contains(type, "char") || !strchr(type, '*') || (model && model->effect != EFFECT_LOCAL) ||
        !scope_is_inside(query->scope, query->scope->calls[call->index].number, query->loop))
        return false;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        if (!expr_is_equal(call->arguments[i].value, variable))
            continue;
        query_length(query, variable, false);
        return true;
    }
    return false;
}

/* --- containers -------------------------------------------------------------------------------------------------- */

bool query_end(struct query *query, const struct expr *expr) {
    const struct scope *scope = query->scope;
    const struct assignment *set = expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, query->start) : NULL;
    const struct expr *container = bound_ended(scope, set ? set->assign->value : expr); /* `auto end = v.end();` */
    if (!container)
        return false;
    if (growth_is_added_to(scope, container, query->loop))
        return true;
    const struct poly *count = bound_atom(scope, ATOM_SIZE, container, query->start);
    query_offer(query, (struct offer){.count = poly_inexact(scope->atoms, count), .has_partial = query->test != NULL});
    return true;
}

bool query_container(struct query *query, const struct call *call) {
    for (uint32_t i = 0; (call->flags & CALL_OPERATOR) && i < call->argument_count; i++)
        if (query_end(query, call->arguments[i].value))
            return true;
    return false;
}
