/* Stores of callbacks into handles, told as calls. Tests: testdata/call-in-loop/bad_chain_of_stored.c */
#include "link/continued.h"

#include "link/cone.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define WAY_LIMIT    10000 /* functions that are looked at for a way */
#define ANSWER_LIMIT 1000  /* functions that are looked at */

/* --- expressions ------------------------------------------------------------------------------------------------- */

/* What holds the field, however deep in records that it holds: `h->async.fn` is one of *h; NULL: it is no field. */
static const struct expr *holder_of(const struct expr *expr) {
    if (expr->kind != EXPR_FIELD)
        return NULL;
    while (expr->kind == EXPR_FIELD)
        expr = expr->a;
    return expr;
}

/* The pointer to the object, or the object where it stands for itself. */
static const struct expr *handle_of(const struct expr *field) {
    const struct expr *holder = holder_of(field);
    return holder && holder->kind == EXPR_DEREF ? holder->a : holder;
}

/* --- calls through fields ---------------------------------------------------------------------------------------- */

/* The object itself is passed, or what a field of it holds. */
static bool passes_holder(const struct call *call, const struct expr *field) {
    const struct expr *holder = holder_of(field), *handle = handle_of(field);
    for (uint32_t i = 0; i < call->argument_count; i++) {
        const struct expr *value = call->arguments[i].value;
        if (expr_is_equal(value, handle) || (value->kind == EXPR_FIELD && expr_is_equal(holder_of(value), holder)) ||
            (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, holder)))
            return true;
    }
    return false;
}

/* `(*h->fn)(h)` too. */
static const struct expr *field_called(const struct call *call) {
    const struct expr *callee = call->symbol == SYMBOL_NONE ? call->callee : NULL;
    while (callee && callee->kind == EXPR_DEREF)
        callee = callee->a;
    return callee && callee->kind == EXPR_FIELD ? callee : NULL;
}

/* What is known of a field: who calls through it. */
enum called { CALLED_BY_NOBODY, CALLED_OTHERWISE, CALLED_WITH_HOLDER };

/* By entity. False after an error. */
static bool find_called(struct resolving *resolving, unsigned char *called) {
    const struct program *program = resolving->program;
    for (uint32_t f = 0; f < program->own_count; f++) {
        const struct looked *looked =
            program_entry(program, f)->has_indirect_call ? resolving_look(resolving, f) : NULL;
        if (!looked && program_entry(program, f)->has_indirect_call)
            return false;
        for (uint32_t i = 0; looked && i < looked->view.body->call_count; i++) {
            const struct call *call = looked->view.calls[i] ? looked->view.calls[i]->call : NULL;
            const struct expr *field = call ? field_called(call) : NULL;
            if (!field)
                continue;
            unsigned char *known = &called[program->units[looked->view.unit].entities[field->index]];
            unsigned char now = passes_holder(call, field) ? CALLED_WITH_HOLDER : CALLED_OTHERWISE;
            *known = now > *known ? now : *known;
        }
    }
    return true;
}

/* --- what sends -------------------------------------------------------------------------------------------------- */

static const struct model *model_of(const struct program *program, uint32_t unit, const struct call *call) {
    return call->symbol == SYMBOL_NONE ? NULL : program_entity(program, unit, call->symbol)->model;
}

static bool is_send(const struct model *model) { return model->effect == EFFECT_SEND; }

static void note_marked(uint32_t function, void *context) { (void)function, (void)context; }

/* Functions that lead to such a model   [function_count + 1]. NULL: there are none. The caller frees it. */
static unsigned char *find_leading(const struct program *program, bool (*is_meant)(const struct model *model)) {
    unsigned char *marks = checked_zero_alloc((uint64_t)program->function_count + 1, 1);
    if (program_visit_leading(program, is_meant, marks, note_marked, NULL))
        return marks;
    free(marks);
    return NULL;
}

/* A function that stores one of its parameters into the field of what another one points to. */
struct setter {
    uint32_t handle, callback; /* parameters */
    uint32_t field;            /* entity */
};

struct store_search {
    struct resolving *resolving;
    const unsigned char *called;  /* enum called, by entity */
    const unsigned char *senders; /* functions that lead to what only sends */
    const unsigned char *askers;  /* ... to the wire */
    struct map setter_of;         /* entity -> setters */
    VEC(struct setter) setters;
};

static bool sends(const struct store_search *search, uint32_t unit, const struct call *call) {
    const struct program *program = search->resolving->program;
    if (call->symbol == SYMBOL_NONE)
        return false;
    const struct entity *entity = program_entity(program, unit, call->symbol);
    if (entity->model)
        return entity->model->effect == EFFECT_SEND;
    for (uint32_t i = 0; i < entity->definition_count; i++)
        if (search->senders[program->definitions[entity->first_definition + i]])
            return true;
    return false;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

struct functions {
    uint32_t *items;
    uint32_t count;
    uint32_t capacity;
};

/* Walks what the functions of `work` lead to, themselves first, until `is_end` or until `limit` are known. */
static bool leads_to(const struct program *program, struct functions *work, uint32_t limit,
                     bool (*is_end)(const struct program *program, uint32_t function, const void *context),
                     const void *context) {
    struct map seen = {0};
    bool is_found = false;
    for (uint32_t w = 0; w < work->count && work->count < limit && !is_found; w++) {
        uint32_t function = work->items[w];
        is_found = is_end(program, function, context);
        for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++)
            if (map_get_or_put(&seen, program->callees.functions[i], 1) == MAP_NONE)
                vec_push(work, program->callees.functions[i]);
    }
    map_finish(&seen);
    return is_found;
}

/* The peer may be NULL: any. */
static bool waits_for(const struct program *program, uint32_t function, const void *context) {
    const char *peer = context;
    for (uint32_t i = 0; i < program_entry(program, function)->callee_count; i++) {
        const struct model *model = program_callee_model(program, function, i);
        if (model && model->effect == EFFECT_WAIT && (!peer || strcmp(model->peer, peer) == 0))
            return true;
    }
    return false;
}

/* The callback, or what it leads to, takes the answer by a call that counts as the wait for it. */
static bool takes_answer(const struct program *program, uint32_t unit, const struct expr *callback, const char *peer) {
    struct arena scratch;
    struct functions work = {0};
    arena_init(&scratch);
    struct targets first = program_targets(program, unit, program->units[unit].entities[callback->index], &scratch);
    for (uint32_t i = 0; i < first.count; i++)
        vec_push(&work, first.functions[i]);
    bool is_found = leads_to(program, &work, ANSWER_LIMIT, waits_for, peer);
    vec_finish(&work);
    arena_finish(&scratch);
    return is_found;
}

/* --- functions that store ---------------------------------------------------------------------------------------- */

/* `void on_answer(struct request *request, callback *fn) { request->fn = fn; }`; what else it does is not looked at any
 * more, so it must not ask for anything. */
static void find_setters(struct store_search *search, uint32_t u) {
    const struct program *program = search->resolving->program;
    const struct program_unit *unit = &program->units[u];
    const struct unit *skeleton = &unit->summary.skeleton;
    for (uint32_t i = 0; i < skeleton->pointer_fact_count; i++) {
        const struct pointer_fact *fact = &skeleton->pointer_facts[i];
        if (fact->function == SYMBOL_NONE || fact->to->kind != EXPR_FIELD || fact->from->kind != EXPR_PARAMETER ||
            search->called[unit->entities[fact->to->index]] != CALLED_WITH_HOLDER)
            continue;
        const struct expr *handle = handle_of(fact->to);
        uint32_t function = unit->first_function + fact->function, entity = program->functions[function].entity;
        if (handle->kind != EXPR_PARAMETER || entity == SYMBOL_NONE || search->askers[function] ||
            (program->entities[entity].flags & SYMBOL_METHOD) || program->entities[entity].model)
            continue;
        if (map_get_or_put(&search->setter_of, entity, search->setters.count) == MAP_NONE)
            vec_push(&search->setters,
                     (struct setter){handle->index, fact->from->index, unit->entities[fact->to->index]});
    }
}

static const struct setter *setter_of(const struct store_search *search, uint32_t entity) {
    uint32_t number = map_get(&search->setter_of, entity);
    return number == MAP_NONE ? NULL : &search->setters.items[number];
}

/* --- stores ------------------------------------------------------------------------------------------------------ */

struct storing {
    const struct store_search *search;
    const struct body_view *view;
    VEC(const struct region *) assigns; /* of what calls give, as far as the walk has come */
    VEC(const struct region *) calls;   /* the same */
    VEC(struct continuation) found;
};

/* The call before that gave the handle, and sends: as its result, or where its address was passed. Of several the last
 * one in the source; NULL: there is none. */
static const struct call *giver_of(const struct storing *storing, const struct expr *handle) {
    const struct body_view *view = storing->view;
    const struct region *direct = handle->kind == EXPR_CALL ? view->calls[handle->index] : NULL;
    if (direct && sends(storing->search, view->unit, direct->call))
        return direct->call;
    for (uint32_t i = storing->assigns.count; i-- > 0;) {
        const struct assign *assign = &storing->assigns.items[i]->assign;
        const struct region *region = view->calls[assign->value->index];
        if (expr_is_equal(assign->target, handle) && region && sends(storing->search, view->unit, region->call))
            return region->call;
    }
    for (uint32_t i = storing->calls.count; i-- > 0;) {
        const struct call *call = storing->calls.items[i]->call;
        for (uint32_t k = 0; k < call->argument_count; k++) {
            const struct expr *value = call->arguments[k].value;
            if (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, handle) &&
                sends(storing->search, view->unit, call))
                return call;
        }
    }
    return NULL;
}

static void add_found(struct storing *storing, const struct region *region, const struct expr *handle,
                      const struct expr *callback, uint32_t field) {
    struct resolving *resolving = storing->search->resolving;
    const struct body_view *view = storing->view;
    const struct call *giver = callback->kind == EXPR_FUNCTION ? giver_of(storing, handle) : NULL;
    if (!giver)
        return;
    const struct model *model = model_of(view->program, view->unit, giver);
    bool is_taken = takes_answer(view->program, view->unit, callback, model ? model->peer : NULL);
    vec_push(&storing->found, (struct continuation){region->number, giver->index,
                                                    region->kind == REGION_CALL ? SYMBOL_NONE : field, !is_taken});
    map_put(&resolving->continued, map_key_pair(field, view->program->units[view->unit].entities[callback->index]), 1);
}

static uint32_t argument_count_of(const struct setter *setter) {
    return 1 + (setter->handle > setter->callback ? setter->handle : setter->callback);
}

/* The program calls through the field, and passes the object; or nobody does, and what it holds takes the handle: then
 * a library calls it. */
static bool is_continued(const struct storing *storing, const struct expr *field) {
    const struct program_unit *unit = &storing->view->program->units[storing->view->unit];
    const struct symbol *symbol = &unit->summary.skeleton.symbols[field->index];
    enum called called = (enum called)storing->search->called[unit->entities[field->index]];
    const struct expr *handle = handle_of(field);
    const char *type = NULL, *first = symbol->type ? strstr(symbol->type, "(*)(") : NULL;
    if (called != CALLED_BY_NOBODY || !first)
        return called == CALLED_WITH_HOLDER;
    if (handle->kind == EXPR_LOCAL)
        type = storing->view->body->locals[handle->index].type;
    else if (handle->kind == EXPR_PARAMETER)
        type = storing->view->body->parameters[handle->index].type;
    else if (handle->kind == EXPR_FIELD)
        type = unit->summary.skeleton.symbols[handle->index].type;
    first += strlen("(*)(");
    return type && *type && strncmp(first, type, strlen(type)) == 0 && strchr(",)", first[strlen(type)]);
}

static void look_at_region(struct region *region, void *context) {
    struct storing *storing = context;
    const struct assign *assign = &region->assign;
    const uint32_t *entities = storing->view->program->units[storing->view->unit].entities;
    if (region->kind == REGION_CALL) {
        const struct call *call = region->call;
        const struct setter *setter =
            call->symbol == SYMBOL_NONE ? NULL : setter_of(storing->search, entities[call->symbol]);
        vec_push(&storing->calls, region);
        if (setter && call->argument_count >= argument_count_of(setter))
            add_found(storing, region, call->arguments[setter->handle].value, call->arguments[setter->callback].value,
                      setter->field);
    }
    if (region->kind != REGION_ASSIGN || !assign->value || assign->op != OP_NONE)
        return;
    if (assign->value->kind == EXPR_CALL)
        vec_push(&storing->assigns, region);
    if (assign->target->kind == EXPR_FIELD && is_continued(storing, assign->target))
        add_found(storing, region, handle_of(assign->target), assign->value, entities[assign->target->index]);
}

/* Of a field, which is called as if by a library's function that is handed the handle and the callback, or of a
 * function that stores them. */
static const struct model *model_that_completes(const struct program *program, const struct entity *entity,
                                                uint32_t handle, uint32_t callback) {
    struct model *model = ARENA_NEW(program->arena, struct model);
    int32_t *passes = ARENA_ARRAY(program->arena, int32_t, 1);
    passes[0] = (int32_t)handle;
    *model = (struct model){MODEL_PLAIN, .name = entity->name, .library = "project", .peer = "project",
                            .origin = ORIGIN_PROJECT};
    model->completes = (int32_t)callback;
    model->passes = passes;
    model->pass_count = 1;
    return model;
}

static void set_model(const struct store_search *search, const struct storing *storing,
                      const struct continuation *continuation) {
    const struct program *program = storing->view->program;
    const struct program_unit *unit = &program->units[storing->view->unit];
    uint32_t number = continuation->field;
    for (uint32_t i = 0; number == SYMBOL_NONE && i < storing->calls.count; i++)
        if (storing->calls.items[i]->number == continuation->region)
            number = unit->entities[storing->calls.items[i]->call->symbol];
    struct entity *entity = &program->entities[number];
    const struct setter *setter = continuation->field == SYMBOL_NONE ? setter_of(search, number) : NULL;
    if (!entity->model)
        entity->model =
            model_that_completes(program, entity, setter ? setter->handle : 0, setter ? setter->callback : 1);
}

static bool find_stores(const struct store_search *search, uint32_t function) {
    struct resolving *resolving = search->resolving;
    struct program *program = resolving->program;
    const struct looked *looked = resolving_look(resolving, function);
    if (!looked)
        return false;
    struct storing storing = {.search = search, .view = &looked->view};
    region_walk(looked->view.body->body, look_at_region, &storing);
    for (uint32_t i = 0; i < storing.found.count; i++)
        set_model(search, &storing, &storing.found.items[i]);
    if (storing.found.count > 0) {
        struct continuation *own = ARENA_ARRAY(program->arena, struct continuation, storing.found.count);
        memcpy(own, storing.found.items, storing.found.count * sizeof *own);
        program->functions[function].continuations = own;
        program->functions[function].continuation_count = storing.found.count;
        resolving->looked[function] = NULL; /* to be decoded anew, with these */
    }
    vec_finish(&storing.assigns);
    vec_finish(&storing.calls);
    vec_finish(&storing.found);
    return true;
}

static bool find_in_function(const struct store_search *search, uint32_t function) {
    return !search->senders[function] || search->resolving->program->functions[function].continuation_count > 0 ||
           find_stores(search, function);
}

static bool calls_setter(const struct store_search *search, uint32_t function) {
    const struct program *program = search->resolving->program;
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++)
        if (setter_of(search, entities[entry->callees[i]]))
            return true;
    return false;
}

/* Functions that store a function into one of the fields themselves, and send. */
static bool find_in_unit(const struct store_search *search, uint32_t u) {
    const struct program_unit *unit = &search->resolving->program->units[u];
    const struct unit *skeleton = &unit->summary.skeleton;
    bool ok = true;
    for (uint32_t i = 0; i < skeleton->pointer_fact_count && ok; i++) {
        const struct pointer_fact *fact = &skeleton->pointer_facts[i];
        if (fact->function != SYMBOL_NONE && fact->to->kind == EXPR_FIELD && fact->from->kind == EXPR_FUNCTION &&
            search->called[unit->entities[fact->to->index]] != CALLED_OTHERWISE)
            ok = find_in_function(search, unit->first_function + fact->function);
    }
    return ok;
}

/* --- calls ------------------------------------------------------------------------------------------------------- */

struct inserting {
    const struct program_function *function;
    struct function *body;
    struct arena *arena;
    uint32_t count; /* of the stores, ascending, that were told */
};

static void tell_store(struct region *region, void *context) {
    struct inserting *inserting = context;
    if (inserting->count == inserting->function->continuation_count ||
        inserting->function->continuations[inserting->count].region != region->number)
        return;
    const struct continuation *continuation = &inserting->function->continuations[inserting->count++];
    uint32_t awaited = continuation->is_awaited ? CALL_AWAITED : 0U;
    if (region->kind == REGION_CALL) {
        region->call->flags |= awaited;
        return;
    }
    struct arena *arena = inserting->arena;
    struct region *told = stand_in_call(arena, inserting->body);
    struct argument *arguments = ARENA_ARRAY(arena, struct argument, 2);
    arguments[0] = (struct argument){expr_indexed(arena, EXPR_CALL, continuation->giver), ""};
    arguments[1] = (struct argument){region->assign.value, ""};
    told->location = told->call->spelling = region->location;
    told->call->symbol = region->assign.target->index;
    told->call->arguments = arguments;
    told->call->argument_count = 2;
    told->call->flags = CALL_DROPPED | CALL_IMPLICIT | awaited;
    told->call->end_line = region->location.line;
    told->call->end_column = region->location.column;
    told->next = region->next;
    region->next = told;
}

void continued_insert(const struct program *program, uint32_t function, struct function *body, struct arena *arena) {
    struct inserting inserting = {&program->functions[function], body, arena, 0};
    if (inserting.function->continuation_count == 0)
        return;
    region_walk(body->body, tell_store, &inserting);
    region_number(body->body);
}

/* --- calls through the fields ------------------------------------------------------------------------------------ */

static bool is_function(const struct program *program, uint32_t function, const void *context) {
    (void)program;
    return function == *(const uint32_t *)context;
}

/* By name, or by what it hands over. */
static bool finds_way(const struct program *program, uint32_t from, uint32_t to) {
    struct functions work = {0};
    vec_push(&work, from);
    bool is_found = leads_to(program, &work, WAY_LIMIT, is_function, &to);
    vec_finish(&work);
    return is_found;
}

struct rest {
    struct resolving *resolving;
    uint32_t field, caller;
};

static bool is_rest(uint32_t function, const void *context) {
    const struct rest *rest = context;
    const struct program *program = rest->resolving->program;
    uint64_t key = map_key_pair(function, rest->caller);
    if (function >= program->own_count ||
        map_get(&rest->resolving->continued, map_key_pair(rest->field, program->functions[function].entity)) ==
            MAP_NONE)
        return true;
    uint32_t known = map_get(&rest->resolving->leading, key);
    if (known == MAP_NONE) {
        known = finds_way(program, function, rest->caller);
        map_put(&rest->resolving->leading, key, known);
    }
    return known == 0;
}

const struct candidates *continued_rest(struct resolving *resolving, const struct looked *looked,
                                        const struct call *call, const struct candidates *candidates) {
    const struct expr *field = field_called(call);
    if (!field || candidates->count == 0 || looked->view.function >= resolving->program->own_count ||
        !passes_holder(call, field))
        return candidates;
    uint32_t entity = resolving->program->units[looked->view.unit].entities[field->index];
    struct rest rest = {resolving, entity, looked->view.function};
    return candidates_that(resolving->candidates, candidates, is_rest, &rest, true);
}

/* --- the program ------------------------------------------------------------------------------------------------- */

bool continued_find(struct resolving *resolving) {
    const struct program *program = resolving->program;
    unsigned char *senders = find_leading(program, is_send);
    unsigned char *askers = senders ? find_leading(program, model_is_remote) : NULL;
    unsigned char *called = checked_zero_alloc((uint64_t)program->entity_count + 1, sizeof *called);
    struct store_search search = {.resolving = resolving, .called = called, .senders = senders, .askers = askers};
    bool ok = !senders || find_called(resolving, called);
    for (uint32_t u = 0; senders && ok && u < program->unit_count; u++)
        find_setters(&search, u);
    for (uint32_t u = 0; senders && ok && u < program->unit_count; u++)
        ok = find_in_unit(&search, u);
    for (uint32_t f = 0; search.setters.count > 0 && ok && f < program->own_count; f++)
        ok = !calls_setter(&search, f) || find_in_function(&search, f);
    map_finish(&search.setter_of);
    vec_finish(&search.setters);
    free(called);
    free(senders);
    free(askers);
    return ok;
}
