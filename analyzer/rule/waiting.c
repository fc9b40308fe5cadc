/* Decides which loop is a program's event loop. Tests: tests/unit/rule/test_phase.c */
#include "rule/waiting.h"

#include "base/error.h"
#include "base/vec.h"
#include "cost/cost.h"
#include "cost/pause.h"
#include "turns/turns.h"

#include <stdlib.h>
#include <string.h>

/* One call that may wait. */
struct edge {
    uint32_t target;     /* FUNCTION_NONE: it is that of a library */
    enum waiting own;    /* of a library's function */
    uint32_t loop;       /* index of the outermost loop around it in its function, or LOOP_NONE */
    bool is_served_loop; /* that loop may be one that serves events */
};

struct edge_list {
    VEC(struct edge) items;
};

/* --- one call ---------------------------------------------------------------------------------------------------- */

static enum waiting waiting_of_model(const struct model *model, const char *name) {
    if (model->pause != PAUSE_EVENT)
        return WAITS_NOT;
    return pause_is_main_loop(name) ? WAITS_LOOP : WAITS;
}

/* Nothing counts the turns: a flag, a state or the wait itself ends the loop. */
static bool condition_serves(const struct expr *condition, bool has_call) {
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return condition_serves(condition->a, has_call);
    if (condition->kind != EXPR_BINARY)
        return true;
    if (condition->op == OP_AND || condition->op == OP_OR)
        return condition_serves(condition->a, has_call) && condition_serves(condition->b, has_call);
    return has_call || condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL;
}

static bool loop_serves(const struct loop *loop) {
    bool has_call = false;
    for (const struct region *region = loop->condition_list; region; region = region->next)
        has_call |= region->kind == REGION_CALL;
    if (turns_are_endless(loop))
        return true;
    return loop->form != LOOP_RANGE && loop->form != LOOP_GOTO && condition_serves(loop->condition, has_call);
}

struct collecting {
    const struct program *program;
    uint32_t function;
    struct arena *scratch;
    struct edge_list *out;
};

static void collect_call(const struct call *call, const struct loop *loop, void *context) {
    const struct collecting *collecting = context;
    const struct program *program = collecting->program;
    struct callee callee = costs_callee(program, collecting->function, call, collecting->scratch);
    struct edge edge = {.target = FUNCTION_NONE, .loop = loop ? loop->index : LOOP_NONE};
    edge.is_served_loop = loop && loop_serves(loop);
    if (callee.model) {
        edge.own = waiting_of_model(callee.model, program->entities[callee.entity].name);
        if (edge.own != WAITS_NOT)
            vec_push(&collecting->out->items, edge);
    }
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        edge.target = callee.targets.functions[i];
        vec_push(&collecting->out->items, edge);
    }
}

/* --- several calls ----------------------------------------------------------------------------------------------- */

/* What the calls come to together. A loop around waits is one event loop, however many it holds; two are too many. */
static enum waiting waiting_of_edges(const unsigned char *waiting, const struct edge *edges, uint32_t count) {
    bool has_wait = false;
    uint32_t loop_count = 0, last_loop = LOOP_NONE;
    for (uint32_t i = 0; i < count; i++) {
        const struct edge *edge = &edges[i];
        enum waiting one = edge->target == FUNCTION_NONE ? edge->own : (enum waiting)waiting[edge->target];
        bool is_in_loop = edge->loop != LOOP_NONE;
        if (one == WAITS_NOT)
            continue;
        if (one == WAITS_MANY || (one == WAITS_LOOP && is_in_loop) || (is_in_loop && !edge->is_served_loop))
            return WAITS_MANY;
        if (one == WAITS && !is_in_loop) {
            has_wait = true;
        } else if (!is_in_loop || edge->loop != last_loop) {
            loop_count++;
            last_loop = edge->loop;
        }
    }
    if (loop_count > 1)
        return WAITS_MANY;
    return loop_count ? WAITS_LOOP : has_wait ? WAITS : WAITS_NOT;
}

enum waiting waiting_of_region(const struct program *program, const unsigned char *waiting, uint32_t function,
                               const struct region *region, struct arena *scratch) {
    struct edge_list edges = {0};
    struct collecting collecting = {program, function, scratch, &edges};
    struct region alone = *region;
    alone.next = NULL;
    calls_walk(&alone, collect_call, &collecting);
    enum waiting found = waiting_of_edges(waiting, edges.items.items, edges.items.count);
    vec_finish(&edges.items);
    return found;
}

struct main_loop_search {
    struct collecting where;
    const struct call *found;
    uint32_t count;
};

static void note_main_loop(const struct call *call, const struct loop *loop, void *context) {
    struct main_loop_search *search = context;
    const struct program *program = search->where.program;
    struct callee callee = costs_callee(program, search->where.function, call, search->where.scratch);
    if (!callee.model || waiting_of_model(callee.model, program->entities[callee.entity].name) != WAITS_LOOP)
        return;
    search->found = loop ? search->found : call;
    search->count += !loop;
}

const struct call *waiting_main_loop(const struct program *program, uint32_t function, const struct region *list,
                                     struct arena *scratch) {
    struct main_loop_search search = {.where = {program, function, scratch, NULL}};
    calls_walk(list, note_main_loop, &search);
    return search.count == 1 ? search.found : NULL;
}

/* --- the whole program ------------------------------------------------------------------------------------------- */

struct finding_waits {
    const struct program *program;
    unsigned char *waiting;
    unsigned char *marks; /* leads to a wait, if references by address count */
    struct arena scratch;
    VEC(uint32_t) functions; /* the marked ones */
    struct edge_list edges;  /* by function, in the order of `functions` */
    VEC(uint32_t) first;     /* [functions.count + 1] */
};

static void mark(struct finding_waits *finding, uint32_t function) {
    if (!finding->marks[function])
        vec_push(&finding->functions, function);
    finding->marks[function] = 1;
}

static void find_candidates(struct finding_waits *finding) {
    const struct program *program = finding->program;
    for (uint32_t f = 0; f < program->function_count; f++)
        if (program_calls_model(program, f, model_waits_for_event))
            mark(finding, f);
    for (uint32_t i = 0; i < finding->functions.count; i++) {
        uint32_t f = finding->functions.items[i];
        for (uint32_t k = program->callers.first[f]; k < program->callers.first[f + 1]; k++)
            mark(finding, program->callers.functions[k]);
    }
}

/* A body that cannot be read waits for nothing. */
static void collect(struct finding_waits *finding, uint32_t function) {
    struct error ignored = {0};
    const struct function *body = program_peek_body(finding->program, function, &finding->scratch, &ignored);
    struct edge_list *edges = &finding->edges;
    struct collecting collecting = {finding->program, function, &finding->scratch, edges};
    uint32_t first = edges->items.count, kept = first;
    error_finish(&ignored);
    vec_push(&finding->first, first);
    if (body)
        calls_walk(body->body, collect_call, &collecting);
    for (uint32_t i = first; i < edges->items.count; i++)
        if (edges->items.items[i].target == FUNCTION_NONE || finding->marks[edges->items.items[i].target])
            edges->items.items[kept++] = edges->items.items[i];
    edges->items.count = kept;
    arena_reset(&finding->scratch);
}

/* Levels only rise, three times at most: each function is looked at again when one that it calls has risen. */
static void propagate(struct finding_waits *finding) {
    const struct call_edges *callers = &finding->program->callers;
    VEC(uint32_t) work = {0};
    uint32_t *index = checked_alloc((uint64_t)finding->program->function_count + 1, sizeof *index);
    for (uint32_t i = 0; i < finding->functions.count; i++) {
        index[finding->functions.items[i]] = i;
        vec_push(&work, finding->functions.items[i]);
    }
    for (uint32_t next = 0; next < work.count; next++) {
        uint32_t f = work.items[next], i = index[f];
        const struct edge *edges = finding->edges.items.items + finding->first.items[i];
        enum waiting found =
            waiting_of_edges(finding->waiting, edges, finding->first.items[i + 1] - finding->first.items[i]);
        if (found <= (enum waiting)finding->waiting[f])
            continue;
        finding->waiting[f] = (unsigned char)found;
        for (uint32_t k = callers->first[f]; k < callers->first[f + 1]; k++)
            vec_push(&work, callers->functions[k]);
    }
    free(index);
    vec_finish(&work);
}

unsigned char *waiting_find(const struct program *program) {
    uint64_t count = (uint64_t)program->function_count + 1;
    struct finding_waits finding = {
        .program = program, .waiting = checked_alloc(count, 1), .marks = checked_alloc(count, 1)};
    memset(finding.waiting, 0, count);
    memset(finding.marks, 0, count);
    arena_init(&finding.scratch);
    find_candidates(&finding);
    for (uint32_t i = 0; i < finding.functions.count; i++)
        collect(&finding, finding.functions.items[i]);
    vec_push(&finding.first, finding.edges.items.count);
    if (finding.functions.count)
        propagate(&finding);
    arena_finish(&finding.scratch);
    vec_finish(&finding.functions);
    vec_finish(&finding.edges.items);
    vec_finish(&finding.first);
    free(finding.marks);
    return finding.waiting;
}
