/* What calls wait for: by their model, or by the bodies of what they run. Tests: tests/unit/cost/test_pause.c */
#include "cost/pause_internal.h"

#include "cost/cost.h"
#include "flow/access.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HANDLE_LEVELS 4 /* assignments and helpers through which a descriptor is followed */

/* --- where a stream or a descriptor comes from -------------------------------------------------------------------- */

enum source { SOURCE_UNKNOWN, SOURCE_STDIN, SOURCE_FILE };

static const char *name_of_symbol(const struct program *program, uint32_t function, uint32_t symbol) {
    return program_skeleton(program, function)->symbols[symbol].name;
}

static bool opens_file(const char *name) {
    static const char *const openers[] = {"open",    "open64",  "openat",   "openat64", "creat",
                                          "creat64", "fopen",   "fopen64",  "freopen",  "tmpfile",
                                          "popen",   "mkstemp", "mkstemps", "mkostemp"};
    for (size_t i = 0; i < ARRAY_COUNT(openers); i++)
        if (strcmp(name, openers[i]) == 0)
            return true;
    return false;
}

struct origin_search {
    struct pause_walk *walk;
    const struct expr *variable; /* NULL: what the function returns */
    enum source source;
    uint32_t levels;
};

static enum source source_of(struct pause_walk *walk, const struct expr *expr, uint32_t levels);

static void find_origin(struct region *region, void *context) {
    struct origin_search *search = context;
    const struct expr *value = NULL;
    if (search->variable && region->kind == REGION_ASSIGN && region->assign.op == OP_NONE &&
        expr_is_equal(region->assign.target, search->variable))
        value = region->assign.value;
    else if (!search->variable && region->kind == REGION_RETURN)
        value = region->value;
    if (!value || search->source == SOURCE_FILE)
        return;
    enum source source = source_of(search->walk, value, search->levels);
    search->source = source > search->source ? source : search->source;
}

/* Of several values the file counts: the loop may be over its lines. */
static enum source search_origin(struct pause_walk *walk, const struct expr *variable, uint32_t levels) {
    struct origin_search search = {.walk = walk, .variable = variable, .levels = levels};
    region_walk(walk->body->body, find_origin, &search);
    return search.source;
}

struct call_search {
    uint32_t index;
    const struct call *call;
};

static void find_call(struct region *region, void *context) {
    struct call_search *search = context;
    if (region->kind == REGION_CALL && region->call->index == search->index)
        search->call = region->call;
}

static enum source source_of_call(struct pause_walk *walk, uint32_t index, uint32_t levels) {
    struct program *program = walk->table->program;
    struct call_search search = {.index = index};
    struct arena scratch;
    struct error err = {0};
    enum source source = SOURCE_UNKNOWN;
    region_walk(walk->body->body, find_call, &search);
    if (!search.call || search.call->symbol == SYMBOL_NONE)
        return SOURCE_UNKNOWN;
    const char *name = name_of_symbol(program, walk->function, search.call->symbol);
    if (opens_file(name))
        return SOURCE_FILE;
    if (strcmp(name, "fileno") == 0 && search.call->argument_count == 1)
        return source_of(walk, search.call->arguments[0].value, levels);
    arena_init(&scratch);
    struct callee callee = costs_callee(program, walk->function, search.call, &scratch);
    if (!callee.model && callee.targets.count == 1) {
        uint32_t target = callee.targets.functions[0];
        struct pause_walk inner = {.table = walk->table, .function = target};
        inner.body = program_body(program, target, &err);
        if (inner.body)
            source = search_origin(&inner, NULL, levels);
        error_finish(&err);
    }
    arena_finish(&scratch);
    return source;
}

static enum source source_of(struct pause_walk *walk, const struct expr *expr, uint32_t levels) {
    int64_t number;
    if (levels == 0)
        return SOURCE_UNKNOWN;
    levels--;
    if (expr_is_constant(expr, &number))
        return number == 0 ? SOURCE_STDIN : SOURCE_UNKNOWN;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_GLOBAL:
        if (strcmp(name_of_symbol(walk->table->program, walk->function, expr->index), "stdin") == 0)
            return SOURCE_STDIN;
        return search_origin(walk, expr, levels);
    case EXPR_CALL:
        return source_of_call(walk, expr->index, levels);
    case EXPR_SELECT: {
        enum source a = source_of(walk, expr->b, levels), b = source_of(walk, expr->c, levels);
        return a > b ? a : b;
    }
    case EXPR_LOCAL:
    case EXPR_FIELD:
        return search_origin(walk, expr, levels);
    default:
        return SOURCE_UNKNOWN;
    }
}

/* --- one call ---------------------------------------------------------------------------------------------------- */

static bool type_holds(const char *type, const char *word) { return type && strstr(type, word) != NULL; }

/* The argument that is read from; `*is_stream`: a FILE, which is a file where nothing is known. NULL: there is none. */
static const struct expr *handle_of(const struct model *model, const struct call *call, bool *is_stream) {
    *is_stream = false;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        *is_stream = type_holds(call->arguments[i].type, "FILE"); /* struct _IO_FILE *, struct __sFILE * */
        if (*is_stream)
            return call->arguments[i].value;
    }
    uint32_t index = model && model->handle > 0 ? (uint32_t)model->handle : 0;
    if (index < call->argument_count && call->arguments[index].type && strcmp(call->arguments[index].type, "int") == 0)
        return call->arguments[index].value;
    return NULL;
}

/* What is waited for when `handle` is read. */
static unsigned bits_of_handle(struct pause_walk *walk, const struct expr *handle, bool is_stream) {
    enum source source = source_of(walk, handle, HANDLE_LEVELS);
    bool is_event = source == SOURCE_STDIN || (!is_stream && source == SOURCE_UNKNOWN);
    return PAUSES_STREAM | (is_event ? PAUSES_EVENT : 0u);
}

/* select() and poll() of nothing: a sleep. */
static bool waits_for_nothing(const struct call *call) {
    int64_t a, b;
    return call->argument_count >= 3 && expr_is_constant(call->arguments[0].value, &a) && a == 0 &&
           expr_is_constant(call->arguments[1].value, &b) && b == 0;
}

bool pause_is_main_loop(const char *name) {
    static const char *const ends[] = {"run", "loop", "main", "dispatch", "exec"};
    size_t length = strlen(name);
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        size_t size = strlen(ends[i]), k = 0;
        while (k < size && size <= length && tolower((unsigned char)name[length - size + k]) == ends[i][k])
            k++;
        if (k == size)
            return true;
    }
    return false;
}

/* A number other than 0 behind the loop's object says that it is run once: ev_run(loop, EVRUN_ONCE). */
static bool runs_main_loop(const struct pause_walk *walk, const struct call *call) {
    int64_t flags;
    bool is_once = call->argument_count > 0 &&
                   expr_is_constant(call->arguments[call->argument_count - 1].value, &flags) && flags != 0;
    return !is_once && call->symbol != SYMBOL_NONE &&
           pause_is_main_loop(name_of_symbol(walk->table->program, walk->function, call->symbol));
}

/* A request whose answer is an event: the next job of a queue. */
static bool asks_for_event(const struct model *model, const struct call *call) {
    if (model->request < 0 || (uint32_t)model->request >= call->argument_count)
        return false;
    const struct expr *request = call->arguments[model->request].value;
    return request->kind == EXPR_STRING && access_waits_for_others(model->language, request->text);
}

static struct pause_state state_of_model(struct pause_walk *walk, const struct model *model, const struct call *call) {
    struct pause_state state = {.is_possible = true, .stream = -1};
    bool is_stream;
    const struct expr *handle = handle_of(model, call, &is_stream);
    if (model->pause == PAUSE_COMMAND)
        return state;
    if (model->pause == PAUSE_ARRIVED)
        state.must = PAUSES_ARRIVED;
    else if (model->pause == PAUSE_TIME || (model->pause == PAUSE_EVENT && waits_for_nothing(call)))
        state.must = PAUSES_TIME;
    else if (model->pause != PAUSE_NONE && handle)
        state.must = bits_of_handle(walk, handle, is_stream);
    else if (model->pause != PAUSE_NONE || asks_for_event(model, call))
        state.must = PAUSES_STREAM | PAUSES_EVENT;
    if (model->pause == PAUSE_EVENT && (state.must & PAUSES_EVENT) && runs_main_loop(walk, call))
        state.must |= PAUSES_LOOP;
    if (state.must && handle && handle->kind == EXPR_PARAMETER)
        state.stream = (int32_t)handle->index;
    return state;
}

static const struct pause_fact *fact_of(struct pause_table *table, uint32_t function, uint32_t levels);

static struct pause_state state_of_target(struct pause_walk *walk, uint32_t target, const struct call *call) {
    const struct program *program = walk->table->program;
    struct pause_state state = {.is_possible = true, .stream = -1};
    if (program->functions[target].never_returns)
        return (struct pause_state){0};
    if (!program->functions[target].reaches_pause)
        return state;
    const struct pause_fact *fact = walk->levels > 0 ? fact_of(walk->table, target, walk->levels - 1) : NULL;
    walk->is_cut |= !fact || fact->is_cut;
    if (!fact || fact->is_open || !fact->state.is_possible)
        return state;
    state = fact->state;
    state.stream = -1;
    if (fact->state.stream < 0 || (uint32_t)fact->state.stream >= call->argument_count)
        return state;
    const struct argument *handle = &call->arguments[fact->state.stream];
    bool is_stream = type_holds(handle->type, "FILE");
    unsigned bits = bits_of_handle(walk, handle->value, is_stream);
    if (is_stream)
        state.must |= bits;
    else if (!(bits & PAUSES_EVENT))
        state.must &= ~(unsigned)PAUSES_EVENT;
    if (handle->value->kind == EXPR_PARAMETER)
        state.stream = (int32_t)handle->value->index;
    return state;
}

unsigned pause_bits_of_target(struct pause_walk *walk, uint32_t target, bool truth) {
    if (!walk->table->program->functions[target].reaches_pause || walk->levels == 0)
        return 0;
    const struct pause_fact *fact = fact_of(walk->table, target, walk->levels - 1);
    bool is_known = !fact->is_open && fact->state.is_possible && fact->state.stream < 0;
    return is_known ? fact->by_truth[truth] : 0;
}

static struct pause_state state_of_call(struct pause_walk *walk, const struct call *call) {
    const struct program *program = walk->table->program;
    struct pause_state state = {.is_possible = true, .stream = -1};
    struct arena scratch;
    arena_init(&scratch);
    struct callee callee = costs_callee(program, walk->function, call, &scratch);
    bool is_noreturn = callee.entity != SYMBOL_NONE && (program->entities[callee.entity].flags & SYMBOL_NORETURN);
    if (is_noreturn) {
        state = (struct pause_state){0};
    } else if (callee.model) {
        state = state_of_model(walk, callee.model, call);
    } else if (callee.targets.count > 0) {
        state = (struct pause_state){0};
        for (uint32_t i = 0; i < callee.targets.count; i++)
            state = pause_join(state, state_of_target(walk, callee.targets.functions[i], call));
    }
    arena_finish(&scratch);
    return state;
}

struct pause_state pause_after_call(struct pause_walk *walk, const struct region *region, struct pause_state state) {
    if (!state.is_possible)
        return state;
    if (walk->visit)
        walk->visit(region->call, &state, walk->context);
    struct pause_state more = state_of_call(walk, region->call);
    if (!more.is_possible)
        return more;
    if ((more.must & PAUSES_EVENT) && !state.event)
        state.event = region;
    if ((more.must & PAUSES_TIME) && !state.time)
        state.time = region;
    if ((more.must & (PAUSES_EVENT | PAUSES_STREAM)) == PAUSES_STREAM && !state.read)
        state.read = region;
    if (more.must && state.stream < 0)
        state.stream = more.stream;
    state.must |= more.must;
    state.may |= more.must | (more.may & PAUSES_LIFE);
    state.last = region;
    return state;
}

/* --- functions --------------------------------------------------------------------------------------------------- */

static struct pause_state *labels_of(const struct function *body) {
    struct pause_state *labels = checked_zero_alloc((uint64_t)body->label_count + 1, sizeof *labels);
    return labels;
}

static void make_fact(struct pause_table *table, uint32_t function, uint32_t levels) {
    struct pause_fact *fact = &table->facts[function];
    struct error err = {0};
    const struct function *body = program_body(table->program, function, &err);
    error_finish(&err);
    *fact = (struct pause_fact){.levels = levels, .is_made = true, .is_open = true};
    if (body) {
        struct pause_walk walk = {.table = table, .function = function, .body = body, .levels = levels};
        walk.labels = labels_of(body);
        struct pause_state start = {.is_possible = true, .stream = -1};
        struct pause_exits exits = pause_walk_list(&walk, body->body, start);
        struct pause_state some = pause_join(exits.by_kind[PAUSE_NEXT], exits.by_kind[PAUSE_RETURN]);
        struct pause_state zero = pause_join(some, exits.by_kind[PAUSE_ZERO]);
        struct pause_state other = pause_join(some, exits.by_kind[PAUSE_TRUE]);
        fact->state = pause_join(zero, other);
        fact->by_truth[false] = zero.must;
        fact->by_truth[true] = other.must;
        if (!fact->state.is_possible)
            fact->state = exits.by_kind[PAUSE_FAILED];
        fact->is_cut = walk.is_cut;
        free(walk.labels);
    }
    fact->is_open = false;
}

static const struct pause_fact *fact_of(struct pause_table *table, uint32_t function, uint32_t levels) {
    struct pause_fact *fact = &table->facts[function];
    if (!fact->is_made || (!fact->is_open && fact->is_cut && fact->levels < levels))
        make_fact(table, function, levels);
    return fact;
}

struct pause_table *pause_table_new(struct program *program) {
    struct pause_table *table = ARENA_NEW(program->arena, struct pause_table);
    table->program = program;
    table->facts = ARENA_ARRAY(program->arena, struct pause_fact, program->function_count);
    return table;
}

struct pause_state pause_turn(struct pause_table *table, const struct scope *scope, const struct loop *loop,
                              pause_visit *visit, void *context, bool *is_left) {
    struct pause_walk walk = {.table = table,
                              .function = scope->function,
                              .body = scope->body,
                              .is_dead = scope->is_dead,
                              .levels = PAUSE_LEVELS,
                              .visit = visit,
                              .context = context,
                              .labels = labels_of(scope->body)};
    struct pause_state start = {.is_possible = true, .stream = -1};
    struct pause_exits leaving;
    struct pause_state end = pause_walk_turn(&walk, loop, start, &leaving);
    *is_left = leaving.by_kind[PAUSE_NEXT].is_possible;
    for (int kind = PAUSE_RETURN; kind <= PAUSE_FAILED; kind++)
        *is_left |= leaving.by_kind[kind].is_possible;
    for (uint32_t i = 0; i < scope->body->label_count; i++)
        *is_left |= walk.labels[i].is_possible; /* where that is does not matter: it is rare */
    free(walk.labels);
    return end;
}

struct pause_state pause_call(struct pause_table *table, const struct scope *scope, const struct region *call) {
    struct pause_walk walk = {.table = table, .function = scope->function, .body = scope->body, .levels = PAUSE_LEVELS};
    struct pause_state start = {.is_possible = true, .stream = -1};
    return pause_after_call(&walk, call, start);
}
