/* What is known from the start is compared over all units; what always runs is a walk with sets, joined where ways
 * meet. Tests: tests/unit/cost/test_ahead.c, testdata/chatty-sequence */
#include "cost/ahead.h"

#include "cost/cost.h"

#include <string.h>

/* A call that sends ahead. */
struct sent {
    struct ahead call;
    const bool *serves; /* functions that run in one program with it   [function_count] */
};

struct sent_list {
    VEC(struct sent) items;
};

struct ahead_table {
    struct program *program;
    const bool *asks; /* the model keeps answers that can be sent for ahead   [entity_count] */
    const struct sent *sent;
    uint32_t sent_count;
    struct aheads **kept; /* NULL: none   [function_count] */
};

/* --- the same answer ---------------------------------------------------------------------------------------------- */

static uint32_t entity_in(const struct program *program, uint32_t function, uint32_t symbol) {
    return program->units[program->functions[function].unit].entities[symbol];
}

/* The address of a global object, or of a part of it at a known place. */
static bool is_fixed_object(const struct expr *expr) {
    while (expr->kind == EXPR_FIELD || (expr->kind == EXPR_ELEMENT && expr->b->kind == EXPR_CONSTANT))
        expr = expr->a;
    return expr->kind == EXPR_GLOBAL;
}

static bool is_fixed(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT || expr->kind == EXPR_STRING || expr->kind == EXPR_FUNCTION ||
           (expr->kind == EXPR_ADDRESS && is_fixed_object(expr->a));
}

static bool has_fixed_arguments(const struct call *call, int32_t handle) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if ((int32_t)i != handle && !is_fixed(call->arguments[i].value))
            return false;
    return true;
}

/* Of fixed ones, in functions of any two units. */
static bool is_same_fixed(const struct program *program, uint32_t f, const struct expr *a, uint32_t g,
                          const struct expr *b) {
    for (;; a = a->a, b = b->a) {
        if (a->kind != b->kind)
            return false;
        switch ((enum expr_kind)a->kind) {
        case EXPR_CONSTANT:
            return a->value == b->value;
        case EXPR_STRING:
            return strcmp(a->text, b->text) == 0;
        case EXPR_FUNCTION:
        case EXPR_GLOBAL:
            return entity_in(program, f, a->index) == entity_in(program, g, b->index);
        case EXPR_FIELD:
            if (entity_in(program, f, a->index) != entity_in(program, g, b->index))
                return false;
            break;
        case EXPR_ELEMENT:
            if (a->b->value != b->b->value)
                return false;
            break;
        default:
            break;
        }
    }
}

static bool has_same_arguments(const struct program *program, const struct ahead *a, const struct ahead *b) {
    const struct call *x = a->region->call, *y = b->region->call;
    if (x->argument_count != y->argument_count)
        return false;
    for (uint32_t i = 0; i < x->argument_count; i++)
        if ((int32_t)i != a->model->handle &&
            !(is_fixed(y->arguments[i].value) &&
              is_same_fixed(program, a->function, x->arguments[i].value, b->function, y->arguments[i].value)))
            return false;
    return true;
}

bool aheads_hold(const struct program *program, const struct aheads *aheads, const struct ahead *ahead) {
    for (uint32_t i = 0; i < aheads->count; i++)
        if (strcmp(aheads->items[i]->last->callee, ahead->last->callee) == 0 &&
            has_same_arguments(program, aheads->items[i]->last, ahead->last))
            return true;
    return false;
}

void aheads_add(const struct program *program, struct aheads *aheads, const struct ahead *ahead) {
    if (aheads->count < AHEAD_LIMIT && !aheads_hold(program, aheads, ahead))
        aheads->items[aheads->count++] = ahead;
}

/* --- what is sent ahead ------------------------------------------------------------------------------------------- */

struct collecting {
    const struct program *program;
    const bool *sends; /* [entity_count] */
    uint32_t function;
    const bool *serves; /* NULL: not asked for yet */
    struct sent_list out;
};

/* Marks all that the marked ones lead to. */
static void spread(const struct call_edges *edges, bool *is_marked, uint32_t count) {
    VEC(uint32_t) work = {0};
    for (uint32_t f = 0; f < count; f++)
        if (is_marked[f])
            vec_push(&work, f);
    while (work.count > 0) {
        uint32_t f = work.items[--work.count];
        for (uint32_t i = edges->first[f]; i < edges->first[f + 1]; i++)
            if (!is_marked[edges->functions[i]]) {
                is_marked[edges->functions[i]] = true;
                vec_push(&work, edges->functions[i]);
            }
    }
    vec_finish(&work);
}

/* Whoever leads to the function, and all that these lead to. */
static const bool *served_by(const struct program *program, uint32_t function) {
    bool *serves = ARENA_ARRAY(program->arena, bool, program->function_count);
    serves[function] = true;
    spread(&program->callers, serves, program->function_count);
    spread(&program->callees, serves, program->function_count);
    return serves;
}

static void collect(struct region *region, void *context) {
    struct collecting *c = context;
    if (region->kind != REGION_CALL || region->call->symbol == SYMBOL_NONE)
        return;
    uint32_t entity = entity_in(c->program, c->function, region->call->symbol);
    if (!c->sends[entity])
        return;
    if (!c->serves)
        c->serves = served_by(c->program, c->function);
    struct ahead call = {.function = c->function, .region = region, .callee = c->program->entities[entity].name};
    vec_push(&c->out.items, (struct sent){call, c->serves});
}

static void find_sent(struct ahead_table *table, const bool *sends) {
    const struct program *program = table->program;
    struct collecting c = {.program = program, .sends = sends};
    for (c.function = 0; c.function < program->function_count; c.function++) {
        const struct function_entry *entry = program_entry(program, c.function);
        bool is_sender = false;
        for (uint32_t i = 0; i < entry->callee_count; i++)
            is_sender |= sends[entity_in(program, c.function, entry->callees[i])];
        c.serves = NULL;
        if (is_sender && program->bodies[c.function])
            region_walk(program->bodies[c.function]->body, collect, &c);
    }
    struct sent *sent = ARENA_ARRAY(program->arena, struct sent, c.out.items.count);
    for (uint32_t i = 0; i < c.out.items.count; i++)
        sent[i] = c.out.items.items[i];
    table->sent = sent;
    table->sent_count = c.out.items.count;
    vec_finish(&c.out.items);
}

static bool can_be_sent_ahead(const struct model *model) {
    return model && model->effect == EFFECT_ROUNDTRIP && model->is_cached && model->prefetch;
}

/* The functions that such models name. */
static bool *find_senders(const struct program *program, const bool *asks) {
    bool *sends = ARENA_ARRAY(program->arena, bool, program->entity_count);
    struct map names = {0};
    for (uint32_t i = 0; i < program->entity_count; i++)
        if (asks[i])
            map_put(&names, map_key(intern(program->interner, program->entities[i].model->prefetch)), 1);
    for (uint32_t i = 0; i < program->entity_count; i++)
        sends[i] = program->entities[i].kind == SYMBOL_FUNCTION &&
                   map_get(&names, map_key(intern(program->interner, program->entities[i].name))) != MAP_NONE;
    map_finish(&names);
    return sends;
}

struct ahead_table *ahead_table_new(struct program *program) {
    bool *asks = ARENA_ARRAY(program->arena, bool, program->entity_count), has_any = false;
    for (uint32_t i = 0; i < program->entity_count; i++) {
        asks[i] = can_be_sent_ahead(program->entities[i].model);
        has_any |= asks[i];
    }
    if (!has_any)
        return NULL;
    struct ahead_table *table = ARENA_NEW(program->arena, struct ahead_table);
    *table = (struct ahead_table){.program = program, .asks = asks};
    table->kept = ARENA_ARRAY(program->arena, struct aheads *, program->function_count);
    find_sent(table, find_senders(program, asks));
    return table;
}

/* --- one call ----------------------------------------------------------------------------------------------------- */

/* What brings answers along: a call of the library that waits, or a helper that may. */
static bool may_wait(const struct program *program, const struct scope *scope, uint32_t call) {
    const struct callee callee =
        costs_callee(program, scope->function, scope->calls[call].region->call, scope->scratch);
    if (callee.model)
        return callee.model->effect == EFFECT_ROUNDTRIP || callee.model->effect == EFFECT_WAIT;
    bool is_known = callee.entity != SYMBOL_NONE;
    for (uint32_t i = 0; is_known && i < callee.targets.count; i++)
        if (program->functions[callee.targets.functions[i]].is_in_cone)
            return true;
    return !is_known;
}

/* The library's, on the connection of `asked`. */
static bool waits_with(const struct program *program, const struct scope *scope, uint32_t call,
                       const struct ahead *asked) {
    const struct call *own = scope->calls[call].region->call, *other = asked->region->call;
    const struct model *model = costs_callee(program, scope->function, own, scope->scratch).model;
    int32_t handle = asked->model->handle;
    return model && model->peer == asked->model->peer && may_wait(program, scope, call) && model->handle >= 0 &&
           handle >= 0 && (uint32_t)model->handle < own->argument_count && (uint32_t)handle < other->argument_count &&
           expr_is_equal(own->arguments[model->handle].value, other->arguments[handle].value);
}

/* `prefetch(c, &id); get(c, &id);`: nothing is waited for in between, and something was before that would have brought
 * the answer along. */
static bool is_sent_late(const struct program *program, const struct scope *scope, const struct ahead *sent,
                         const struct ahead *asked) {
    if (sent->function != scope->function)
        return false;
    uint32_t first = scope->calls[sent->region->call->index].number;
    uint32_t last = scope->calls[asked->region->call->index].number, list_end = 0;
    bool has_waited = false;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || scope->is_dead[place->number])
            continue;
        list_end = place->region == sent->region ? place->list_end : list_end;
        if (place->number > first && place->number < last && may_wait(program, scope, i))
            return false;
        has_waited |= place->number < first && place->list_end >= first && waits_with(program, scope, i, asked);
    }
    return first < last && list_end >= last && has_waited;
}

static bool is_sent(const struct ahead_table *table, const struct scope *scope, const struct ahead *ahead) {
    for (uint32_t i = 0; i < table->sent_count; i++)
        if (table->sent[i].serves[ahead->function] && strcmp(table->sent[i].call.callee, ahead->model->prefetch) == 0 &&
            has_same_arguments(table->program, ahead, &table->sent[i].call) &&
            !is_sent_late(table->program, scope, &table->sent[i].call, ahead))
            return true;
    return false;
}

/* The call is one of the library's that asks for something fixed. */
static bool is_asking(const struct ahead_table *table, const struct scope *scope, const struct region *region,
                      struct ahead *out) {
    const struct call *call = region->call;
    uint32_t entity =
        call->symbol == SYMBOL_NONE ? SYMBOL_NONE : entity_in(table->program, scope->function, call->symbol);
    if (entity == SYMBOL_NONE || !table->asks[entity])
        return false;
    const struct entity *e = &table->program->entities[entity];
    *out = (struct ahead){.function = scope->function, .region = region, .callee = e->name, .model = e->model};
    return has_fixed_arguments(call, e->model->handle);
}

static const struct ahead *keep_ahead(struct arena *arena, struct ahead ahead) {
    struct ahead *kept = ARENA_NEW(arena, struct ahead);
    *kept = ahead;
    kept->last = ahead.inner ? ahead.inner->last : kept;
    return kept;
}

struct aheads ahead_of_call(const struct ahead_table *table, const struct scope *scope, uint32_t call) {
    const struct region *region = scope->calls[call].region;
    struct aheads out = {0};
    struct ahead own;
    if (is_asking(table, scope, region, &own)) {
        if (!is_sent(table, scope, &own))
            out.items[out.count++] = keep_ahead(table->program->arena, own);
        return out;
    }
    struct callee callee = costs_callee(table->program, scope->function, region->call, scope->scratch);
    bool is_known = callee.entity != SYMBOL_NONE && !callee.model && callee.targets.count == 1;
    const struct aheads *below = is_known ? table->kept[callee.targets.functions[0]] : NULL;
    for (uint32_t i = 0; below && i < below->count; i++)
        out.items[out.count++] =
            keep_ahead(table->program->arena, (struct ahead){.function = scope->function,
                                                             .region = region,
                                                             .inner = below->items[i],
                                                             .callee = table->program->entities[callee.entity].name,
                                                             .model = below->items[i]->model});
    return out;
}

bool ahead_is_sent(const struct ahead_table *table, const struct scope *scope, uint32_t call) {
    struct ahead own;
    return is_asking(table, scope, scope->calls[call].region, &own) && is_sent(table, scope, &own);
}

void ahead_keep(struct ahead_table *table, uint32_t function, const struct aheads *aheads) {
    if (aheads->count == 0)
        return;
    table->kept[function] = ARENA_NEW(table->program->arena, struct aheads);
    *table->kept[function] = *aheads;
}
