/* Calls looked up with what their function was handed; what that asks for is made, until nothing is asked for. */
#include "link/instance.h"

#include "base/error.h"
#include "base/text.h"
#include "ir/text.h"
#include "link/later.h"

#include <stdlib.h>
#include <string.h>

#define BIND_ROUNDS 3 /* what is handed over may ask for more of the same call */

/* A function, or an instance of it, whose calls are looked up. */
struct context {
    uint32_t function;
    struct looked *looked;
    const struct bindings *bindings; /* NULL: the function for itself */
    bool is_awaited;                 /* its callbacks are called before it is over (link/later.h) */
};

struct instance {
    uint32_t function; /* of the program */
    uint32_t origin;
    struct bindings bindings;
    bool is_awaited;
};

struct making {
    struct resolving *resolving;
    VEC(struct instance) instances;
    struct interner keys;
    struct map by_key;   /* interned origin and bindings -> program function */
    struct map count_of; /* origin -> instances */
    VEC(struct unresolved) unresolved;
};

/* Stand-ins do; an instance is made of what does. */
static bool is_remote(const struct resolving *resolving, uint32_t function) {
    return function >= resolving->program->own_count || resolving->is_remote[function];
}

static bool has_remote(const struct resolving *resolving, const struct candidates *candidates) {
    for (uint32_t i = 0; i < candidates->count; i++)
        if (is_remote(resolving, candidates->functions[i]))
            return true;
    return false;
}

/* --- what is handed over ----------------------------------------------------------------------------------------- */

static void add_path(struct bindings *paths, struct open_path path) {
    for (uint32_t i = 0; i < paths->count; i++)
        if (paths->items[i].path.parameter == path.parameter && paths->items[i].path.field == path.field)
            return;
    if (paths->count < OPEN_PATHS)
        paths->items[paths->count++] = (struct binding){.path = path};
}

/* The call goes through what the function was handed. Whom other calls run is known without: what those are handed was
 * lifted to the function's own open paths. */
static bool hangs_on_bindings(struct resolving *resolving, const struct looked *looked, const struct call *call) {
    struct source source;
    if (call->symbol != SYMBOL_NONE)
        return false;
    source_of(&looked->view, resolving->pointers, call->callee, SYMBOL_NONE, &source);
    for (uint32_t i = 0; i < source.count; i++)
        if (source.parts[i].kind == SOURCE_OPEN)
            return true;
    return false;
}

/* What is called may hang on what it is passed, and that on what the function is: `each(list, trampoline, &context)`.
 */
static void add_paths_of_called(struct resolving *resolving, const struct looked *target,
                                const struct bindings *bindings, struct bindings *paths) {
    for (uint32_t i = 0; i < target->view.body->call_count; i++) {
        const struct region *region = target->view.calls[i];
        if (!region || !hangs_on_bindings(resolving, target, region->call))
            continue;
        const struct candidates *called = resolving_call(resolving, target, region->call, bindings);
        for (uint32_t k = 0; k < called->count; k++) {
            const struct looked *inner = resolving_looked(resolving, called->functions[k]);
            for (uint32_t p = 0; inner && p < inner->open_count; p++) {
                struct source source;
                resolving_argument(resolving, target, region->call, inner->open[p], &source);
                for (uint32_t s = 0; s < source.count; s++)
                    if (source.parts[s].kind == SOURCE_OPEN)
                        add_path(paths, source.parts[s].open);
            }
        }
    }
}

/* What the caller knows of the path; NULL: no more than the function itself. */
static const struct candidates *handed_over(struct resolving *resolving, const struct context *caller,
                                            const struct call *call, struct open_path path) {
    struct source source;
    bool is_plain = caller->looked->is_plain && path.field == SYMBOL_NONE; /* `each(list, table->query)` */
    resolving_argument(resolving, caller->looked, call, path, &source);
    const struct candidates *candidates =
        candidates_of(resolving->candidates, caller->looked->view.unit, &source, caller->bindings, is_plain);
    if (path.field != SYMBOL_NONE)
        return candidates->is_generic || candidates->is_unknown ? NULL : candidates;
    return candidates->count + candidates->outside > 0 ? candidates : NULL;
}

/* What any object of the type holds there reaches the wire, and this one's own does not. */
static bool is_spared(struct resolving *resolving, const struct looked *target, struct open_path path) {
    if (!target->is_plain || path.field == SYMBOL_NONE)
        return false;
    struct source source = {.count = 1, .parts[0] = {.kind = SOURCE_OPEN, .open = path}};
    return has_remote(resolving, candidates_of(resolving->candidates, target->view.unit, &source, NULL, true));
}

/* False: the function for itself costs the same. */
static bool find_bindings(struct resolving *resolving, const struct context *caller, const struct call *call,
                          const struct looked *target, struct bindings *out) {
    struct bindings paths = {.count = 0};
    bool is_wanted = false;
    uint32_t seen = 0;
    out->count = 0;
    for (uint32_t i = 0; i < target->open_count; i++)
        add_path(&paths, target->open[i]);
    for (uint32_t round = 0; round < BIND_ROUNDS && seen < paths.count; round++) {
        for (; seen < paths.count; seen++) {
            struct open_path path = paths.items[seen].path;
            const struct candidates *candidates = handed_over(resolving, caller, call, path);
            if (!candidates)
                continue;
            out->items[out->count++] = (struct binding){path, candidates};
            is_wanted |= has_remote(resolving, candidates) || is_spared(resolving, target, path);
        }
        if (out->count > 0)
            add_paths_of_called(resolving, target, out, &paths);
    }
    return is_wanted;
}

/* --- instances --------------------------------------------------------------------------------------------------- */

static int compare_bindings(const void *a, const void *b) {
    const struct binding *x = a, *y = b;
    if (x->path.parameter != y->path.parameter)
        return x->path.parameter < y->path.parameter ? -1 : 1;
    return x->path.field < y->path.field ? -1 : x->path.field > y->path.field;
}

/* Those that are added have no place in the program yet. */
static const struct program_function *function_at(const struct resolving *resolving, uint32_t function) {
    const struct program *program = resolving->program;
    return function < program->own_count ? &program->functions[function]
                                         : &resolving->added.items.items[function - program->own_count].function;
}

/* The first that reaches the wire, else the first; NULL: there is none. */
static const char *name_of(const struct resolving *resolving, const struct candidates *candidates) {
    const struct program *program = resolving->program;
    uint32_t named = 0;
    while (named < candidates->count && !is_remote(resolving, candidates->functions[named]))
        named++;
    named = named == candidates->count ? 0 : named;
    if (candidates->count == 0)
        return NULL;
    uint32_t function = candidates->functions[named];
    const char *name = function < program->own_count ? program_function_name(program, function)
                                                     : program->entities[function_at(resolving, function)->entity].name;
    const char *line = strstr(name, "::lambda@");
    return line ? arena_printf(program->arena, "the lambda of line %s", strchr(line, '@') + 1) : name;
}

/* "fn = query", "p->fn = query or 2 others"; "its answer" */
static const char *label_of(const struct resolving *resolving, const struct looked *target,
                            const struct bindings *bindings) {
    struct program *program = resolving->program;
    struct buffer text = {0};
    if (bindings->count == 0)
        return "what its callbacks do";
    for (uint32_t i = 0; i < bindings->count; i++) {
        const struct open_path *path = &bindings->items[i].path;
        const struct candidates *candidates = bindings->items[i].candidates;
        /* A library's parameters have no names; of an object its field is enough. */
        bool is_named = target->view.function < program->own_count && path->parameter != OPEN_THIS;
        static const struct local nameless = {.name = "", .type = ""};
        const struct local *parameter = is_named ? &target->view.body->parameters[path->parameter] : &nameless;
        const char *between = strchr(parameter->type, '*') ? "->" : ".";
        buffer_printf(&text, "%s%s", i ? ", " : "", is_named ? parameter->name : "");
        if (path->field != SYMBOL_NONE)
            buffer_printf(&text, "%s%s", is_named ? between : "", text_own_name(program->entities[path->field].name));
        const char *is = is_named || path->field != SYMBOL_NONE ? " = " : "";
        const char *named = name_of(resolving, candidates);
        if (candidates->count == 0)
            buffer_printf(&text, "%snothing that waits", is);
        else if (named)
            buffer_printf(&text, "%s%s", is, named);
        if (candidates->count > 1)
            buffer_printf(&text, " or %u other%s", candidates->count - 1, candidates->count == 2 ? "" : "s");
    }
    const char *label = arena_text(program->arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return label;
}

/* What the parameters, or such fields of any object, may hold in the whole program. */
static void forget_bindings(struct resolving *resolving, const struct looked *target, struct bindings *bindings) {
    struct pointers *pointers = resolving->pointers;
    uint32_t entity = function_at(resolving, target->view.function)->entity;
    for (uint32_t i = 0; i < bindings->count; i++) {
        struct binding *binding = &bindings->items[i];
        struct source source = {.count = 1};
        source.parts[0].kind = SOURCE_HELD;
        source.parts[0].place = binding->path.field == SYMBOL_NONE
                                    ? pointers_parameter(pointers, entity, binding->path.parameter)
                                    : pointers_field(pointers, binding->path.field);
        binding->candidates = candidates_of(resolving->candidates, target->view.unit, &source, NULL, false);
    }
}

static const char *key_of(struct making *making, uint32_t origin, const struct bindings *bindings, bool is_awaited) {
    struct buffer key = {0};
    buffer_printf(&key, "%u%s", origin, is_awaited ? " awaited" : "");
    for (uint32_t i = 0; i < bindings->count; i++)
        buffer_printf(&key, " %u.%u=%p", bindings->items[i].path.parameter, bindings->items[i].path.field,
                      (const void *)bindings->items[i].candidates);
    const char *text = intern_bytes(&making->keys, key.data, key.size);
    buffer_finish(&key);
    return text;
}

static uint32_t instance_of(struct making *making, const struct looked *target, struct bindings *bindings,
                            bool is_awaited) {
    struct resolving *resolving = making->resolving;
    const struct program *program = resolving->program;
    uint32_t origin = target->view.function, count = map_get(&making->count_of, origin);
    qsort(bindings->items, bindings->count, sizeof bindings->items[0], compare_bindings);
    uint32_t known = map_get(&making->by_key, map_key(key_of(making, origin, bindings, is_awaited)));
    if (known != MAP_NONE)
        return known;
    count = count == MAP_NONE ? 0 : count;
    if (count >= INSTANCE_LIMIT) {
        forget_bindings(resolving, target, bindings);
        known = map_get(&making->by_key, map_key(key_of(making, origin, bindings, is_awaited)));
        if (known != MAP_NONE)
            return known;
    }
    struct program_function function = *function_at(resolving, origin);
    const struct function *body =
        origin < program->own_count ? NULL : resolving->added.items.items[origin - program->own_count].body;
    function.bound = label_of(resolving, target, bindings);
    function.is_repeated = false;
    uint32_t number = added_push(&resolving->added, program, (struct added_function){function, body});
    map_put(&making->by_key, map_key(key_of(making, origin, bindings, is_awaited)), number);
    map_put(&making->count_of, origin, count + 1);
    vec_push(&making->instances, (struct instance){number, origin, *bindings, is_awaited});
    return number;
}

/* --- calls ------------------------------------------------------------------------------------------------------- */

/* What the call runs when it calls `function`, which has to be over before the caller goes on, or not. */
static uint32_t called(struct making *making, const struct context *caller, const struct call *call, uint32_t function,
                       bool is_awaited) {
    struct resolving *resolving = making->resolving;
    struct looked *target = resolving_looked(resolving, function);
    struct bindings bindings = {.count = 0};
    bool is_iterator = function >= resolving->program->own_count;
    is_awaited = is_awaited && (is_iterator || later_leaves(resolving, function));
    if (!target && is_awaited && !is_iterator)
        target = resolving_look(resolving, function);
    bool is_bound = target && target->open_count > 0 && find_bindings(resolving, caller, call, target, &bindings);
    if (!is_bound && (!target || !is_awaited))
        return function;
    bindings.count = is_bound ? bindings.count : 0;
    return instance_of(making, target, &bindings, is_awaited);
}

static enum confidence confidence_of(const struct resolving *resolving, const struct candidates *candidates) {
    uint32_t remote = 0, total = candidates->count + candidates->outside;
    for (uint32_t i = 0; i < candidates->count; i++)
        remote += is_remote(resolving, candidates->functions[i]);
    if (total == 1 && !candidates->is_unknown)
        return CONFIDENCE_HIGH;
    return remote > 0 && remote < total && candidates->is_container ? CONFIDENCE_LOW : CONFIDENCE_MEDIUM;
}

static struct targets keep_targets(struct resolving *resolving, const uint32_t *functions, uint32_t count,
                                   enum confidence confidence) {
    uint32_t *own = ARENA_ARRAY(resolving->program->arena, uint32_t, count);
    if (count > 0)
        memcpy(own, functions, count * sizeof *own);
    return (struct targets){own, count, confidence};
}

struct results {
    VEC(struct resolved_call) calls;
    VEC(uint32_t) functions;
};

/* Whom it calls is known, if only to the callers of its function. */
static bool is_resolved(struct resolving *resolving, const struct looked *looked, const struct call *call,
                        const struct candidates *candidates) {
    struct source source;
    bool is_found = candidates->count + candidates->outside > 0;
    source_of(&looked->view, resolving->pointers, call->callee, SYMBOL_NONE, &source);
    for (uint32_t i = 0; i < source.count && !is_found; i++)
        for (uint32_t k = 0; k < looked->open_count && source.parts[i].kind == SOURCE_OPEN; k++)
            is_found |= looked->is_answered[k] && looked->open[k].parameter == source.parts[i].open.parameter &&
                        looked->open[k].field == source.parts[i].open.field;
    return is_found;
}

static void note_unresolved(struct making *making, const struct context *context, const struct call *call) {
    const struct body_view *view = &context->looked->view;
    struct program *program = making->resolving->program;
    struct buffer text = {0};
    if (making->unresolved.count == PROGRAM_UNRESOLVED)
        return;
    expr_print_source(&program->units[view->unit].summary.skeleton, view->body, call->callee, &text);
    struct unresolved unresolved = {context->function, view->calls[call->index]->location,
                                    arena_text(program->arena, buffer_text(&text), text.size)};
    vec_push(&making->unresolved, unresolved);
    buffer_finish(&text);
}

static void look_up_open(struct making *making, const struct context *context, const struct call *call,
                         struct results *results) {
    struct resolving *resolving = making->resolving;
    struct program *program = resolving->program;
    const struct candidates *candidates = resolving_call(resolving, context->looked, call, context->bindings);
    /* In a template that has no instance, a call of what depends on its parameters has no prototype: it is none through
     * a pointer. */
    bool is_dependent = !call->pointee || !call->pointee[0];
    bool is_counted = call->symbol == SYMBOL_NONE && !is_dependent && !context->bindings &&
                      !program->functions[context->function].is_repeated;
    bool is_known = is_counted && is_resolved(resolving, context->looked, call, candidates);
    program->indirect_call_count += is_counted;
    program->resolved_call_count += is_known;
    if (is_counted && !is_known)
        note_unresolved(making, context, call);
    if (candidates->count == 0)
        return;
    results->functions.count = 0;
    for (uint32_t i = 0; i < candidates->count; i++)
        vec_push(&results->functions, called(making, context, call, candidates->functions[i], context->is_awaited));
    struct targets targets = keep_targets(resolving, results->functions.items, results->functions.count,
                                          confidence_of(resolving, candidates));
    vec_push(&results->calls, (struct resolved_call){call->index, false, targets});
}

static void look_up_name(struct making *making, const struct context *context, const struct call *call,
                         struct results *results) {
    struct resolving *resolving = making->resolving;
    uint32_t unit = context->looked->view.unit;
    uint32_t entity = resolving->program->units[unit].entities[call->symbol];
    uint32_t iterator = resolving_iterator(resolving, context->looked, call);
    bool is_awaited = context->is_awaited || later_is_awaited(resolving, context->looked, context->bindings, call);
    if (!context->is_awaited && later_is_left(resolving, context->looked, context->bindings, call))
        return;
    if (iterator == FUNCTION_NONE &&
        ((!resolving->is_open[entity] && !is_awaited) || resolving->program->entities[entity].model))
        return;
    struct arena scratch;
    arena_init(&scratch);
    struct targets targets = {&iterator, 1, CONFIDENCE_HIGH};
    if (iterator == FUNCTION_NONE)
        targets = program_targets(resolving->program, unit, entity, &scratch);
    bool is_changed = false;
    results->functions.count = 0;
    for (uint32_t i = 0; i < targets.count; i++) {
        vec_push(&results->functions, called(making, context, call, targets.functions[i], is_awaited));
        is_changed |= results->functions.items[i] != targets.functions[i];
    }
    if (is_changed) {
        struct targets kept = keep_targets(resolving, results->functions.items, targets.count, targets.confidence);
        bool is_over = later_is_over(resolving, context->looked, call);
        vec_push(&results->calls, (struct resolved_call){call->index, is_over, kept});
    }
    arena_finish(&scratch);
}

static void look_up(struct making *making, const struct context *context) {
    struct program *program = making->resolving->program;
    struct results results = {0};
    const struct body_view *view = &context->looked->view;
    for (uint32_t i = 0; i < view->body->call_count; i++) {
        const struct call *call = view->calls[i] ? view->calls[i]->call : NULL;
        if (call && resolving_is_open_call(making->resolving, context->looked, call))
            look_up_open(making, context, call, &results);
        else if (call)
            look_up_name(making, context, call, &results);
    }
    struct resolved_call *own = ARENA_ARRAY(program->arena, struct resolved_call, results.calls.count);
    if (results.calls.count > 0)
        memcpy(own, results.calls.items, results.calls.count * sizeof *own);
    struct program_function *function =
        context->function < program->own_count
            ? &program->functions[context->function]
            : &making->resolving->added.items.items[context->function - program->own_count].function;
    function->resolved = own;
    function->resolved_count = results.calls.count;
    vec_finish(&results.calls);
    vec_finish(&results.functions);
}

static void keep_unresolved(struct making *making) {
    struct program *program = making->resolving->program;
    struct unresolved *own = ARENA_ARRAY(program->arena, struct unresolved, making->unresolved.count);
    if (making->unresolved.count > 0)
        memcpy(own, making->unresolved.items, making->unresolved.count * sizeof *own);
    program->unresolved = own;
    program->unresolved_count = making->unresolved.count;
    vec_finish(&making->unresolved);
}

void instances_make(struct resolving *resolving) {
    struct making making = {.resolving = resolving};
    interner_init(&making.keys);
    for (uint32_t f = 0; f < resolving->program->own_count; f++)
        if (resolving->looked[f])
            look_up(&making, &(struct context){f, resolving->looked[f], NULL, false});
    for (uint32_t i = 0; i < making.instances.count; i++) {
        const struct instance instance = making.instances.items[i]; /* more may be made */
        look_up(&making, &(struct context){instance.function, resolving_looked(resolving, instance.origin),
                                           &instance.bindings, instance.is_awaited});
    }
    keep_unresolved(&making);
    interner_finish(&making.keys);
    map_finish(&making.by_key);
    map_finish(&making.count_of);
    vec_finish(&making.instances);
}
