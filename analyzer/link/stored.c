/* Stores and arguments as flows between places. */
#include "link/stored.h"

#include "base/error.h"

#include <string.h>

#define ARGUMENT_ROUNDS 3 /* functions passed to what a pointer leads to, which passes functions on */
#define STORE_LEVELS    3 /* callers up to which a store through a parameter is told again */

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
            if (region && resolving_names(resolving, caller, region->call, lifted->function))
                tell_at_call(lifting, lifted, caller, region->call);
        }
    }
    return true;
}

bool stored_tell(struct resolving *resolving) {
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

/* --- arguments of calls without a name --------------------------------------------------------------------------- */

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

void stored_solve(struct resolving *resolving) {
    struct passing passing = {.resolving = resolving, .is_new = true};
    pointers_solve(resolving->pointers);
    for (int round = 0; round < ARGUMENT_ROUNDS && passing.is_new; round++) {
        passing.is_new = false;
        resolving_visit(resolving, pass_arguments, &passing);
        if (passing.is_new)
            pointers_solve(resolving->pointers);
    }
    map_finish(&passing.known);
}
