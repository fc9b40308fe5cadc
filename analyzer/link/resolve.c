/* What pointers hold, who calls through them, who hands them over. */
#include "link/resolve.h"

#include "base/error.h"
#include "link/instance.h"

#include <stdlib.h>
#include <string.h>

#define ARGUMENT_ROUNDS 3 /* functions passed to what a pointer leads to, which passes functions on */
#define STORE_LEVELS    3 /* callers up to which a store through a parameter is told again */
#define LIFT_ROUNDS     3 /* calls that are known to go through any object, whose functions call what they are handed */

/* --- bodies ------------------------------------------------------------------------------------------------------ */

struct looked *resolving_look(struct resolving *resolving, uint32_t function) {
    if (resolving->looked[function])
        return resolving->looked[function];
    const struct function *body = program_peek_body(resolving->program, function, &resolving->arena, resolving->err);
    if (!body)
        return NULL;
    struct looked *looked = ARENA_NEW(&resolving->arena, struct looked);
    body_view_init(&looked->view, resolving->program, resolving->program->functions[function].unit, function, body,
                   &resolving->arena);
    resolving->looked[function] = looked;
    return looked;
}

struct looked *resolving_looked(const struct resolving *resolving, uint32_t function) {
    if (function < resolving->program->own_count)
        return resolving->looked[function];
    uint32_t number = map_get(&resolving->iterators, function);
    return number == MAP_NONE ? NULL : resolving->looked_iterators.items[number];
}

static bool is_iterator(const struct entity *entity) {
    return entity->model && iterator_callback(entity->model) != ARGUMENT_NONE;
}

uint32_t resolving_iterator(struct resolving *resolving, const struct looked *looked, const struct call *call) {
    uint32_t unit = looked->view.unit;
    if (call->symbol == SYMBOL_NONE || looked->view.function >= resolving->program->own_count ||
        !is_iterator(program_entity(resolving->program, unit, call->symbol)))
        return FUNCTION_NONE;
    uint32_t function = iterator_of(&resolving->stand_ins, unit, call->symbol);
    const struct added_function *added = &resolving->added.items.items[function - resolving->program->own_count];
    uint32_t parameter = (uint32_t)iterator_callback(program_entity(resolving->program, unit, call->symbol)->model);
    if (parameter >= added->body->parameter_count) /* declared without a prototype */
        return FUNCTION_NONE;
    if (map_get_or_put(&resolving->iterators, function, resolving->looked_iterators.count) != MAP_NONE)
        return function;
    struct looked *iterator = ARENA_NEW(&resolving->arena, struct looked);
    body_view_init(&iterator->view, resolving->program, added->function.unit, function, added->body, &resolving->arena);
    iterator->open[0] = (struct open_path){parameter, SYMBOL_NONE};
    iterator->open_count = 1;
    vec_push(&resolving->looked_iterators, iterator);
    return function;
}

void resolving_argument(struct resolving *resolving, const struct looked *looked, const struct call *call,
                        struct open_path path, struct source *out) {
    out->count = 0;
    if (path.parameter >= call->argument_count)
        return;
    bool is_whole = path.field == SYMBOL_NONE;
    if (!is_whole || !source_of_object(&looked->view, call->arguments[path.parameter].type, out))
        source_of(&looked->view, resolving->pointers, call->arguments[path.parameter].value, path.field, out);
}

static uint32_t entity_of(const struct resolving *resolving, const struct looked *looked, uint32_t symbol) {
    const struct program *program = resolving->program;
    return program->units[looked->view.unit].entities[symbol];
}

/* A constructor or destructor runs the methods of its own class: the object is none of a derived one yet, or no more.
 */
static bool is_of_own_class(const struct resolving *resolving, const struct looked *looked, const struct call *call) {
    const struct expr *receiver = call->receiver;
    uint32_t entity = resolving->program->functions[looked->view.function].entity;
    while (receiver && receiver->kind == EXPR_DEREF)
        receiver = receiver->a;
    return receiver && receiver->kind == EXPR_THIS && entity != SYMBOL_NONE &&
           (resolving->program->entities[entity].flags & (SYMBOL_CONSTRUCTOR | SYMBOL_DESTRUCTOR));
}

bool resolving_is_open_call(const struct resolving *resolving, const struct looked *looked, const struct call *call) {
    if (call->symbol == SYMBOL_NONE)
        return true;
    uint32_t entity = entity_of(resolving, looked, call->symbol);
    return (call->flags & CALL_DYNAMIC) && !is_of_own_class(resolving, looked, call) &&
           !resolving->program->entities[entity].model && overriders_exist(resolving->overriders, entity);
}

static const struct candidates *overriders_of_call(struct resolving *resolving, const struct looked *looked,
                                                   const struct call *call) {
    uint32_t count, unit = looked->view.unit;
    bool is_cut;
    const uint32_t *entities = overriders_of(resolving->overriders, entity_of(resolving, looked, call->symbol),
                                             call->receiver_type, &count, &is_cut);
    return candidates_of_entities(resolving->candidates, unit, entities, count, is_cut);
}

const struct candidates *resolving_call(struct resolving *resolving, const struct looked *looked,
                                        const struct call *call, const struct bindings *bindings) {
    struct source source;
    uint32_t unit = looked->view.unit;
    if (call->symbol != SYMBOL_NONE)
        return overriders_of_call(resolving, looked, call);
    source_of(&looked->view, resolving->pointers, call->callee, SYMBOL_NONE, &source);
    const struct candidates *candidates =
        candidates_of(resolving->candidates, unit, &source, bindings, looked->is_plain);
    return candidates_of_call(resolving->candidates, candidates, &looked->view, call);
}

enum opened { OPENED_NOT, OPENED_BEFORE, OPENED_NOW };

/* OPENED_NOW: or nearer than it was; OPENED_NOT: there is no more room. */
static enum opened add_open(struct resolving *resolving, struct looked *looked, struct open_path path, uint32_t level) {
    uint32_t entity = resolving->program->functions[looked->view.function].entity, i = 0;
    while (i < looked->open_count &&
           (looked->open[i].parameter != path.parameter || looked->open[i].field != path.field))
        i++;
    if (i < looked->open_count && looked->level[i] <= level)
        return OPENED_BEFORE;
    if (i == OPEN_PATHS || entity == SYMBOL_NONE)
        return OPENED_NOT;
    resolving->is_open[entity] = true;
    looked->open_count += i == looked->open_count;
    looked->open[i] = path;
    looked->level[i] = (uint8_t)level;
    return OPENED_NOW;
}

/* The function may hold such a call. */
static bool may_call_openly(const struct resolving *resolving, uint32_t function) {
    const struct program *program = resolving->program;
    const struct function_entry *entry = program_entry(program, function);
    const struct program_unit *unit = &program->units[program->functions[function].unit];
    if (entry->has_indirect_call)
        return true;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        uint32_t entity = unit->entities[entry->callees[i]];
        bool is_virtual = symbol_is(&unit->summary.skeleton.symbols[entry->callees[i]], SYMBOL_VIRTUAL);
        if (is_iterator(&program->entities[entity]) || (is_virtual && overriders_exist(resolving->overriders, entity)))
            return true;
    }
    return false;
}

/* The pointer that the call goes through, or that it hands to a library's iterator; NULL: none. */
static const struct expr *called_by(const struct resolving *resolving, const struct looked *looked,
                                    const struct call *call) {
    uint32_t unit = looked->view.unit;
    if (call->symbol == SYMBOL_NONE)
        return call->callee;
    const struct entity *entity = program_entity(resolving->program, unit, call->symbol);
    int32_t callback = is_iterator(entity) ? iterator_callback(entity->model) : ARGUMENT_NONE;
    return callback >= 0 && (uint32_t)callback < call->argument_count ? call->arguments[callback].value : NULL;
}

static void open_paths_of_call(struct resolving *resolving, struct looked *looked, const struct expr *callee) {
    struct source source;
    source_of(&looked->view, resolving->pointers, callee, SYMBOL_NONE, &source);
    for (uint32_t k = 0; k < source.count; k++)
        if (source.parts[k].kind == SOURCE_OPEN)
            add_open(resolving, looked, source.parts[k].open, 0);
}

static bool look_at_open_calls(struct resolving *resolving) {
    for (uint32_t f = 0; f < resolving->program->own_count; f++) {
        if (!may_call_openly(resolving, f))
            continue;
        struct looked *looked = resolving_look(resolving, f);
        if (!looked)
            return false;
        for (uint32_t i = 0; i < looked->view.body->call_count; i++) {
            const struct call *call = looked->view.calls[i] ? looked->view.calls[i]->call : NULL;
            const struct expr *callee = call ? called_by(resolving, looked, call) : NULL;
            if (callee)
                open_paths_of_call(resolving, looked, callee);
        }
    }
    return true;
}

/* The call names the function. */
static bool names(struct resolving *resolving, const struct looked *caller, const struct call *call,
                  uint32_t function) {
    const struct program *program = resolving->program;
    uint32_t unit = caller->view.unit;
    if (call->symbol == SYMBOL_NONE ||
        program->units[unit].entities[call->symbol] != program->functions[function].entity)
        return false;
    struct arena scratch;
    arena_init(&scratch);
    struct targets targets = program_targets(program, unit, program->functions[function].entity, &scratch);
    bool is_found = false;
    for (uint32_t i = 0; i < targets.count && !is_found; i++)
        is_found = targets.functions[i] == function;
    arena_finish(&scratch);
    return is_found;
}

/* --- stores through parameters ----------------------------------------------------------------------------------- */

struct lifted {
    uint32_t function;
    uint32_t level;
    struct lifted_store store;
};

struct lifting {
    struct resolving *resolving;
    VEC(struct lifted) work;
};

static bool is_same_store(const struct lifted_store *a, const struct lifted_store *b) {
    return a->parameter == b->parameter && a->field == b->field && a->from_parameter == b->from_parameter &&
           a->from == b->from && a->function == b->function;
}

static void add_lifted(struct lifting *lifting, struct lifted lifted) {
    uint32_t of_function = 0;
    for (uint32_t i = 0; i < lifting->work.count; i++) {
        if (lifting->work.items[i].function != lifted.function)
            continue;
        if (is_same_store(&lifting->work.items[i].store, &lifted.store) || ++of_function >= OPEN_PATHS)
            return;
    }
    if (lifted.level <= STORE_LEVELS)
        vec_push(&lifting->work, lifted);
}

/* One function or place is stored in one object that the caller passes. */
static void tell_store(struct lifting *lifting, const struct lifted *lifted, const struct looked *caller,
                       const struct source_part *to, const struct source_part *from) {
    struct resolving *resolving = lifting->resolving;
    uint32_t function = caller->view.function;
    struct lifted_store store = {
        .field = lifted->store.field, .from_parameter = UINT32_MAX, .from = PLACE_NONE, .function = SYMBOL_NONE};
    if (from->kind == SOURCE_FUNCTION)
        store.function = from->entity;
    else if (from->kind == SOURCE_HELD)
        store.from = from->place;
    else if (from->kind == SOURCE_OPEN && from->open.field == SYMBOL_NONE)
        store.from_parameter = from->open.parameter;
    else
        return;
    if (to->kind == SOURCE_OPEN) {
        store.parameter = to->open.parameter;
        add_lifted(lifting, (struct lifted){function, lifted->level + 1, store});
    } else if (to->kind == SOURCE_HELD && store.function != SYMBOL_NONE) {
        pointers_add(resolving->pointers, store.function, to->place);
    } else if (to->kind == SOURCE_HELD) {
        uint32_t entity = resolving->program->functions[function].entity;
        uint32_t place = store.from_parameter != UINT32_MAX
                             ? pointers_parameter(resolving->pointers, entity, store.from_parameter)
                             : store.from;
        pointers_flow(resolving->pointers, place, to->place);
    }
}

static void tell_at_call(struct lifting *lifting, const struct lifted *lifted, const struct looked *caller,
                         const struct call *call) {
    struct source to, from = {.count = 1};
    const struct lifted_store *store = &lifted->store;
    resolving_argument(lifting->resolving, caller, call, (struct open_path){store->parameter, store->field}, &to);
    if (store->from_parameter != UINT32_MAX)
        resolving_argument(lifting->resolving, caller, call, (struct open_path){store->from_parameter, SYMBOL_NONE},
                           &from);
    else if (store->function != SYMBOL_NONE)
        from.parts[0] = (struct source_part){.kind = SOURCE_FUNCTION, .entity = store->function};
    else
        from.parts[0] = (struct source_part){.kind = SOURCE_HELD, .place = store->from};
    for (uint32_t i = 0; i < to.count; i++)
        for (uint32_t k = 0; k < from.count; k++)
            tell_store(lifting, lifted, caller, &to.parts[i], &from.parts[k]);
}

static bool tell_to_callers(struct lifting *lifting, const struct lifted *lifted) {
    struct resolving *resolving = lifting->resolving;
    const struct call_edges *callers = &resolving->program->callers;
    for (uint32_t i = callers->first[lifted->function]; i < callers->first[lifted->function + 1]; i++) {
        const struct looked *caller = resolving_look(resolving, callers->functions[i]);
        if (!caller)
            return false;
        for (uint32_t c = 0; c < caller->view.body->call_count; c++) {
            const struct region *region = caller->view.calls[c];
            if (region && names(resolving, caller, region->call, lifted->function))
                tell_at_call(lifting, lifted, caller, region->call);
        }
    }
    return true;
}

static bool tell_stores(struct resolving *resolving) {
    struct lifting lifting = {.resolving = resolving};
    bool ok = true;
    for (uint32_t f = 0; f < resolving->program->own_count; f++) {
        uint32_t count;
        const struct lifted_store *stores = pointers_lifted(resolving->pointers, f, &count);
        for (uint32_t i = 0; i < count && i < OPEN_PATHS; i++)
            vec_push(&lifting.work, (struct lifted){f, 0, stores[i]});
    }
    for (uint32_t i = 0; i < lifting.work.count && ok; i++) {
        const struct lifted lifted = lifting.work.items[i]; /* more may be added */
        ok = tell_to_callers(&lifting, &lifted);
    }
    vec_finish(&lifting.work);
    return ok;
}

/* --- calls without a name ---------------------------------------------------------------------------------------- */

typedef void open_call_visit(const struct looked *looked, const struct call *call, void *context);

static void visit_open_calls(const struct resolving *resolving, open_call_visit *visit, void *context) {
    for (uint32_t f = 0; f < resolving->program->own_count; f++) {
        const struct looked *looked = resolving->looked[f];
        for (uint32_t c = 0; looked && c < looked->view.body->call_count; c++)
            if (looked->view.calls[c] && resolving_is_open_call(resolving, looked, looked->view.calls[c]->call))
                visit(looked, looked->view.calls[c]->call, context);
    }
}

struct passing {
    struct resolving *resolving;
    struct map known; /* what flows where */
    bool is_new;
};

static void pass_to(struct passing *passing, const struct source_part *part, uint32_t to) {
    struct pointers *pointers = passing->resolving->pointers;
    bool is_place = part->kind == SOURCE_HELD;
    uint32_t from = is_place ? part->place : part->entity;
    if ((!is_place && part->kind != SOURCE_FUNCTION) || to == PLACE_NONE ||
        map_get_or_put(&passing->known, map_key_pair(to, from * 2 + is_place), 1) != MAP_NONE)
        return;
    passing->is_new = true;
    if (is_place)
        pointers_flow(pointers, from, to);
    else
        pointers_add(pointers, from, to);
}

/* What is passed flows into the parameters of those that the pointer leads to. */
static void pass_arguments(const struct looked *looked, const struct call *call, void *context) {
    struct passing *passing = context;
    struct resolving *resolving = passing->resolving;
    const struct program *program = resolving->program;
    for (uint32_t a = 0; a < call->argument_count; a++) {
        if (call->arguments[a].value->kind != EXPR_FUNCTION && !strstr(call->arguments[a].type, "(*"))
            continue;
        struct source source;
        resolving_argument(resolving, looked, call, (struct open_path){a, SYMBOL_NONE}, &source);
        const struct candidates *candidates = resolving_call(resolving, looked, call, NULL);
        for (uint32_t i = 0; i < candidates->count; i++)
            for (uint32_t s = 0; s < source.count && candidates->functions[i] < program->own_count; s++)
                pass_to(
                    passing, &source.parts[s],
                    pointers_parameter(resolving->pointers, program->functions[candidates->functions[i]].entity, a));
    }
}

static void solve(struct resolving *resolving) {
    struct passing passing = {.resolving = resolving, .is_new = true};
    pointers_solve(resolving->pointers);
    for (int round = 0; round < ARGUMENT_ROUNDS && passing.is_new; round++) {
        passing.is_new = false;
        visit_open_calls(resolving, pass_arguments, &passing);
        if (passing.is_new)
            pointers_solve(resolving->pointers);
    }
    map_finish(&passing.known);
}

/* --- who calls whom, as far as it is known now ------------------------------------------------------------------- */

struct edge {
    uint32_t function;
    uint32_t caller;
    uint32_t call; /* of the caller, by index; of those that hand over meaningless */
};

struct edges {
    struct resolving *resolving;
    VEC(struct edge) items;  /* by pointers; by function */
    VEC(struct edge) handed; /* from those that may hand the function over; in no order */
};

static int compare_edges(const void *a, const void *b) {
    const struct edge *x = a, *y = b;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    if (x->caller != y->caller)
        return x->caller < y->caller ? -1 : 1;
    return x->call < y->call ? -1 : x->call > y->call;
}

static void add_edges(const struct looked *looked, const struct call *call, void *context) {
    struct edges *edges = context;
    const struct candidates *candidates = resolving_call(edges->resolving, looked, call, NULL);
    for (uint32_t i = 0; i < candidates->count; i++)
        vec_push(&edges->items, (struct edge){candidates->functions[i], looked->view.function, call->index});
}

static void find_edges(struct resolving *resolving, struct edges *edges) {
    edges->resolving = resolving;
    edges->items.count = 0;
    visit_open_calls(resolving, add_edges, edges);
    if (edges->items.count > 0)
        qsort(edges->items.items, edges->items.count, sizeof *edges->items.items, compare_edges);
}

static uint32_t first_edge(const struct edges *edges, uint32_t function) {
    uint32_t low = 0, high = edges->items.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (edges->items.items[middle].function < function)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- open paths -------------------------------------------------------------------------------------------------- */

struct opening {
    struct resolving *resolving;
    struct edges *edges;
    VEC(struct edge) lifted; /* callers whose own open paths are what they hand over */
    VEC(uint32_t) work;      /* functions whose callers are to be asked */
    bool *is_queued;         /* [own_count] */
};

static void queue(struct opening *opening, uint32_t function) {
    if (!opening->is_queued[function])
        vec_push(&opening->work, function);
    opening->is_queued[function] = true;
}

/* The caller hands over what it was handed itself. */
static bool lift_part(struct opening *opening, struct looked *looked, uint32_t path, struct looked *caller,
                      struct open_path own) {
    enum opened opened = looked->level[path] >= OPEN_LEVELS
                             ? OPENED_NOT
                             : add_open(opening->resolving, caller, own, looked->level[path] + 1u);
    if (opened == OPENED_NOT)
        return false;
    if (opened == OPENED_NOW)
        queue(opening, caller->view.function);
    if (looked->view.function < opening->resolving->program->own_count)
        vec_push(&opening->lifted, (struct edge){looked->view.function, caller->view.function, 0});
    return true;
}

/* The call is of what the function was handed for the path. */
static bool is_call_of(const struct resolving *resolving, const struct looked *looked, const struct call *call,
                       struct open_path path) {
    struct source source;
    if (call->symbol != SYMBOL_NONE)
        return false;
    source_of(&looked->view, resolving->pointers, call->callee, SYMBOL_NONE, &source);
    for (uint32_t s = 0; s < source.count; s++)
        if (source.parts[s].kind == SOURCE_OPEN && source.parts[s].open.parameter == path.parameter &&
            source.parts[s].open.field == path.field)
            return true;
    return false;
}

/* What the caller passes along for the path of what it hands over. True: it is known. */
static bool ask_passed(struct opening *opening, struct looked *looked, uint32_t path, struct looked *handed,
                       struct looked *caller, const struct source *own) {
    struct resolving *resolving = opening->resolving;
    struct source rest = {.count = 0};
    bool is_known = false;
    for (uint32_t i = 0; i < own->count; i++) {
        bool is_lifted =
            own->parts[i].kind == SOURCE_OPEN && lift_part(opening, looked, path, caller, own->parts[i].open);
        if (is_lifted)
            vec_push(&opening->lifted, (struct edge){handed->view.function, caller->view.function, 0});
        else
            rest.parts[rest.count++] = own->parts[i];
        is_known |= is_lifted;
    }
    const struct candidates *known = candidates_of(resolving->candidates, caller->view.unit, &rest, NULL, false);
    handed->is_plain |= known->is_generic || known->is_unknown;
    return is_known || known->count + known->outside > 0;
}

/* `handed` is handed over for the path, and calls what it finds in what it is passed: `each(list, trampoline,
 * &context)`. That may be what the caller was handed itself. */
static void ask_along(struct opening *opening, struct looked *looked, uint32_t path, struct looked *handed,
                      struct looked *caller, const struct call *call) {
    struct resolving *resolving = opening->resolving;
    for (uint32_t c = 0; c < looked->view.body->call_count; c++) {
        const struct region *region = looked->view.calls[c];
        if (!region || !is_call_of(resolving, looked, region->call, looked->open[path]))
            continue;
        handed->is_asked = true;
        for (uint32_t p = 0; p < handed->open_count; p++) {
            struct source passed, own;
            resolving_argument(resolving, looked, region->call, handed->open[p], &passed);
            for (uint32_t i = 0; i < passed.count; i++) {
                own = (struct source){.count = 1, .parts = {passed.parts[i]}};
                if (passed.parts[i].kind == SOURCE_OPEN)
                    resolving_argument(resolving, caller, call, passed.parts[i].open, &own);
                handed->is_answered[p] |= ask_passed(opening, looked, path, handed, caller, &own);
            }
        }
    }
}

/* One call of the function, which hands over something for each of its open paths. */
static void ask_call(struct opening *opening, struct looked *looked, struct looked *caller, const struct call *call) {
    struct resolving *resolving = opening->resolving;
    uint32_t unit = caller->view.unit;
    looked->is_asked = true;
    for (uint32_t p = 0; p < looked->open_count; p++) {
        struct source source, rest = {.count = 0};
        resolving_argument(resolving, caller, call, looked->open[p], &source);
        for (uint32_t s = 0; s < source.count; s++) {
            bool is_lifted =
                source.parts[s].kind == SOURCE_OPEN && lift_part(opening, looked, p, caller, source.parts[s].open);
            looked->is_answered[p] |= is_lifted;
            if (!is_lifted)
                rest.parts[rest.count++] = source.parts[s];
        }
        const struct candidates *known = candidates_of(resolving->candidates, unit, &rest, NULL, false);
        looked->is_answered[p] |= known->count + known->outside > 0;
        looked->is_plain |= known->is_generic || known->is_unknown;
        for (uint32_t i = 0; i < known->count; i++) {
            struct looked *handed = resolving_looked(resolving, known->functions[i]);
            vec_push(&opening->edges->handed, (struct edge){known->functions[i], caller->view.function, 0});
            if (handed)
                ask_along(opening, looked, p, handed, caller, call);
        }
    }
}

static bool ask_caller(struct opening *opening, struct looked *looked, uint32_t function) {
    struct resolving *resolving = opening->resolving;
    struct looked *caller = resolving_look(resolving, function);
    for (uint32_t c = 0; caller && c < caller->view.body->call_count; c++) {
        const struct call *call = caller->view.calls[c] ? caller->view.calls[c]->call : NULL;
        if (call && names(resolving, caller, call, looked->view.function))
            ask_call(opening, looked, caller, call);
    }
    return caller != NULL;
}

static bool ask_callers(struct opening *opening, uint32_t function) {
    struct resolving *resolving = opening->resolving;
    const struct call_edges *callers = &resolving->program->callers;
    struct looked *looked = resolving->looked[function];
    bool ok = true;
    opening->is_queued[function] = false;
    for (uint32_t i = callers->first[function]; i < callers->first[function + 1] && ok; i++)
        ok = ask_caller(opening, looked, callers->functions[i]);
    for (uint32_t i = first_edge(opening->edges, function); i < opening->edges->items.count && ok; i++) {
        const struct edge *edge = &opening->edges->items.items[i];
        if (edge->function != function)
            break;
        struct looked *caller = resolving->looked[edge->caller]; /* an open call was found in it */
        ask_call(opening, looked, caller, caller->view.calls[edge->call]->call);
    }
    return ok;
}

/* Library functions that call what they are handed, at each of their calls. */
static void ask_library(struct opening *opening, struct looked *caller) {
    struct resolving *resolving = opening->resolving;
    for (uint32_t c = 0; c < caller->view.body->call_count; c++) {
        const struct call *call = caller->view.calls[c] ? caller->view.calls[c]->call : NULL;
        uint32_t iterator = call ? resolving_iterator(resolving, caller, call) : FUNCTION_NONE;
        if (iterator != FUNCTION_NONE)
            ask_call(opening, resolving_looked(resolving, iterator), caller, call);
    }
}

/* Where a caller knows no more of what it was handed than its type, so does whom it hands it to. */
static void spread_plain(struct opening *opening) {
    struct looked **looked = opening->resolving->looked;
    bool is_new = true;
    for (uint32_t f = 0; f < opening->resolving->program->own_count; f++)
        if (looked[f])
            looked[f]->is_plain |= !looked[f]->is_asked;
    for (uint32_t level = 0; level <= OPEN_LEVELS && is_new; level++) {
        is_new = false;
        for (uint32_t i = 0; i < opening->lifted.count; i++) {
            const struct edge *edge = &opening->lifted.items[i];
            is_new |= looked[edge->caller]->is_plain && !looked[edge->function]->is_plain;
            looked[edge->function]->is_plain |= looked[edge->caller]->is_plain;
        }
    }
}

static bool lift_open_paths(struct resolving *resolving, struct edges *edges) {
    uint32_t count = resolving->program->own_count;
    struct opening opening = {.resolving = resolving, .edges = edges};
    bool ok = true;
    edges->handed.count = 0;
    opening.is_queued = checked_alloc((uint64_t)count + 1, sizeof *opening.is_queued);
    memset(opening.is_queued, 0, count * sizeof *opening.is_queued);
    for (uint32_t f = 0; f < count; f++)
        if (resolving->looked[f] && resolving->looked[f]->open_count > 0)
            queue(&opening, f);
    for (uint32_t f = 0; f < count; f++)
        if (resolving->looked[f])
            ask_library(&opening, resolving->looked[f]);
    for (uint32_t i = 0; i < opening.work.count && ok; i++)
        ok = ask_callers(&opening, opening.work.items[i]);
    spread_plain(&opening);
    free(opening.is_queued);
    vec_finish(&opening.work);
    vec_finish(&opening.lifted);
    return ok;
}

/* Which calls go through an object of which no more is known than its type shows when callers were asked: then there
 * are more callers. */
static bool open_functions(struct resolving *resolving, struct edges *edges) {
    bool ok = true;
    for (int round = 0; round < LIFT_ROUNDS && ok; round++) {
        uint32_t before = edges->items.count;
        find_edges(resolving, edges);
        if (round > 0 && edges->items.count == before)
            break;
        ok = lift_open_paths(resolving, edges);
    }
    return ok;
}

/* --- what reaches the wire --------------------------------------------------------------------------------------- */

static bool calls_library(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        const struct model *model = program->entities[entities[entry->callees[i]]].model;
        if (model && model->effect != EFFECT_LOCAL)
            return true;
    }
    return false;
}

static void note_remote(struct resolving *resolving, uint32_t function, uint32_t *queue, uint32_t *count) {
    uint32_t entity = resolving->program->functions[function].entity;
    if (resolving->is_remote[function] || (entity != SYMBOL_NONE && resolving->program->entities[entity].model))
        return;
    resolving->is_remote[function] = true;
    queue[(*count)++] = function;
}

/* Callers by name, by pointer, and those that hand over. What a function does that has a model is told by the model. */
static void find_remote(struct resolving *resolving, struct edges *edges) {
    const struct program *program = resolving->program;
    uint32_t count = 0, *queue = checked_alloc((uint64_t)program->own_count + 1, sizeof *queue);
    edges->items.count = 0; /* callers that know no more of an object than its type are known now */
    visit_open_calls(resolving, add_edges, edges);
    for (uint32_t i = 0; i < edges->handed.count; i++)
        vec_push(&edges->items, edges->handed.items[i]);
    if (edges->items.count > 0)
        qsort(edges->items.items, edges->items.count, sizeof *edges->items.items, compare_edges);
    for (uint32_t f = 0; f < program->own_count; f++)
        if (calls_library(program, f))
            note_remote(resolving, f, queue, &count);
    for (uint32_t i = first_edge(edges, program->own_count); i < edges->items.count; i++) /* of stand-ins */
        note_remote(resolving, edges->items.items[i].caller, queue, &count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t function = queue[i];
        for (uint32_t k = program->callers.first[function]; k < program->callers.first[function + 1]; k++)
            note_remote(resolving, program->callers.functions[k], queue, &count);
        for (uint32_t k = first_edge(edges, function);
             k < edges->items.count && edges->items.items[k].function == function; k++)
            note_remote(resolving, edges->items.items[k].caller, queue, &count);
    }
    free(queue);
}

/* --- the program ------------------------------------------------------------------------------------------------- */

/* The functions that were added follow the program's own. */
static void adopt(struct resolving *resolving) {
    struct program *program = resolving->program;
    uint32_t count = program->own_count + resolving->added.items.count;
    struct program_function *functions = ARENA_ARRAY(program->arena, struct program_function, count);
    const struct function **bodies = ARENA_ARRAY(program->arena, const struct function *, count);
    if (program->own_count > 0)
        memcpy(functions, program->functions, program->own_count * sizeof *functions);
    for (uint32_t i = 0; i < resolving->added.items.count; i++) {
        functions[program->own_count + i] = resolving->added.items.items[i].function;
        bodies[program->own_count + i] = resolving->added.items.items[i].body;
    }
    program->functions = functions;
    program->function_count = count;
    program->bodies = bodies;
}

bool program_resolve(struct program *program, struct error *err) {
    struct resolving resolving = {.program = program, .err = err, .pointers = pointers_new(program)};
    struct edges edges = {0};
    arena_init(&resolving.arena);
    resolving.stand_ins = (struct stand_ins){.program = program, .added = &resolving.added};
    resolving.overriders = overriders_new(program);
    resolving.candidates = candidate_table_new(program, resolving.pointers, &resolving.stand_ins);
    resolving.looked = ARENA_ARRAY(&resolving.arena, struct looked *, program->own_count);
    resolving.is_open = ARENA_ARRAY(&resolving.arena, bool, program->entity_count);
    resolving.is_remote = ARENA_ARRAY(&resolving.arena, bool, program->own_count);
    bool ok = look_at_open_calls(&resolving) && tell_stores(&resolving);
    if (ok) {
        solve(&resolving);
        ok = open_functions(&resolving, &edges);
    }
    if (ok) {
        find_remote(&resolving, &edges);
        instances_make(&resolving);
        adopt(&resolving);
    }
    vec_finish(&edges.items);
    vec_finish(&edges.handed);
    vec_finish(&resolving.added.items);
    candidate_table_free(resolving.candidates);
    overriders_free(resolving.overriders);
    stand_ins_finish(&resolving.stand_ins);
    map_finish(&resolving.iterators);
    vec_finish(&resolving.looked_iterators);
    pointers_free(resolving.pointers);
    arena_finish(&resolving.arena);
    return ok;
}
