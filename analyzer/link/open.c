/* Callers asked, as long as what they say opens more. */
#include "link/open.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define LIFT_ROUNDS 3 /* calls that are known to go through any object, whose functions call what they are handed */

/* --- who calls whom, as far as it is known now ------------------------------------------------------------------- */

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

void edges_find(struct resolving *resolving, struct edges *edges, bool with_handed) {
    edges->resolving = resolving;
    edges->items.count = 0;
    resolving_visit(resolving, add_edges, edges);
    for (uint32_t i = 0; i < edges->handed.count && with_handed; i++)
        vec_push(&edges->items, edges->handed.items[i]);
    if (edges->items.count > 0)
        qsort(edges->items.items, edges->items.count, sizeof *edges->items.items, compare_edges);
}

uint32_t edges_first(const struct edges *edges, uint32_t function) {
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

void edges_finish(struct edges *edges) {
    vec_finish(&edges->items);
    vec_finish(&edges->handed);
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
                             : resolving_open(opening->resolving, caller, own, looked->level[path] + 1u);
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
        if (call && resolving_names(resolving, caller, call, looked->view.function))
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
    for (uint32_t i = edges_first(opening->edges, function); i < opening->edges->items.count && ok; i++) {
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
    opening.is_queued = checked_zero_alloc((uint64_t)count + 1, sizeof *opening.is_queued);
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
bool open_functions(struct resolving *resolving, struct edges *edges) {
    bool ok = true;
    for (int round = 0; round < LIFT_ROUNDS && ok; round++) {
        uint32_t before = edges->items.count;
        edges_find(resolving, edges, false);
        if (round > 0 && edges->items.count == before)
            break;
        ok = lift_open_paths(resolving, edges);
    }
    return ok;
}
