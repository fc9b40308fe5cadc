/* Levels of waiting, up the call graph. Tests: tests/unit/rule/test_phase.c */
#include "rule/waiting.h"

#include "base/error.h"
#include "base/vec.h"
#include "cost/cost.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Calls of functions that may wait, as found once in each body. */
struct edge {
    uint32_t target;
    bool is_in_loop;
};

struct finding_waits {
    const struct program *program;
    unsigned char *waiting;
    unsigned char *marks; /* leads to a wait, if references by address count */
    struct arena scratch;
    VEC(uint32_t) functions; /* the marked ones */
    VEC(struct edge) edges;  /* by function, in the order of `functions` */
    VEC(uint32_t) first;     /* [functions.count + 1] */
};

/* ev_run, g_main_loop_run, event_base_dispatch: one call is the loop. */
static bool is_main_loop(const char *name) {
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

static enum waiting waiting_of_model(const struct model *model, const char *name) {
    if (model->pause != PAUSE_EVENT)
        return WAITS_NOT;
    return is_main_loop(name) ? WAITS_LOOP : WAITS;
}

/* A wait in a loop is an event loop. */
static enum waiting in_loop(enum waiting waiting, bool is_in_loop) {
    return waiting == WAITS && is_in_loop ? WAITS_LOOP : waiting;
}

struct looking {
    const struct program *program;
    const unsigned char *waiting;
    uint32_t function;
    struct arena *scratch;
    enum waiting most;
};

static void look_at_call(const struct call *call, bool is_in_loop, void *context) {
    struct looking *looking = context;
    const struct program *program = looking->program;
    struct callee callee = costs_callee(program, looking->function, call, looking->scratch);
    enum waiting most = WAITS_NOT;
    if (callee.model)
        most = waiting_of_model(callee.model, program->entities[callee.entity].name);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (looking->waiting[callee.targets.functions[i]] > most)
            most = looking->waiting[callee.targets.functions[i]];
    most = in_loop(most, is_in_loop);
    looking->most = most > looking->most ? most : looking->most;
}

enum waiting waiting_of_region(const struct program *program, const unsigned char *waiting, uint32_t function,
                               const struct region *region, struct arena *scratch) {
    struct looking looking = {program, waiting, function, scratch, WAITS_NOT};
    struct region alone = *region;
    alone.next = NULL;
    calls_walk(&alone, look_at_call, &looking);
    return looking.most;
}

/* --- the whole program ------------------------------------------------------------------------------------------- */

static bool refers_to_wait(const struct program *program, uint32_t function) {
    const struct function_entry *entry = program_entry(program, function);
    const uint32_t *entities = program->units[program->functions[function].unit].entities;
    for (uint32_t i = 0; i < entry->callee_count; i++) {
        const struct model *model = program->entities[entities[entry->callees[i]]].model;
        if (model && model->pause == PAUSE_EVENT)
            return true;
    }
    return false;
}

static void mark(struct finding_waits *finding, uint32_t function) {
    if (!finding->marks[function])
        vec_push(&finding->functions, function);
    finding->marks[function] = 1;
}

static void find_candidates(struct finding_waits *finding) {
    const struct program *program = finding->program;
    for (uint32_t f = 0; f < program->function_count; f++)
        if (refers_to_wait(program, f))
            mark(finding, f);
    for (uint32_t i = 0; i < finding->functions.count; i++) {
        uint32_t f = finding->functions.items[i];
        for (uint32_t k = program->callers.first[f]; k < program->callers.first[f + 1]; k++)
            mark(finding, program->callers.functions[k]);
    }
}

struct collecting {
    struct finding_waits *finding;
    uint32_t function;
};

static void collect_call(const struct call *call, bool is_in_loop, void *context) {
    const struct collecting *collecting = context;
    struct finding_waits *finding = collecting->finding;
    const struct program *program = finding->program;
    struct callee callee = costs_callee(program, collecting->function, call, &finding->scratch);
    enum waiting own = callee.model ? waiting_of_model(callee.model, program->entities[callee.entity].name) : WAITS_NOT;
    own = in_loop(own, is_in_loop);
    if (own > finding->waiting[collecting->function])
        finding->waiting[collecting->function] = (unsigned char)own;
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (finding->marks[callee.targets.functions[i]])
            vec_push(&finding->edges, (struct edge){callee.targets.functions[i], is_in_loop});
}

/* Its own waits, by models, and its edges. A body that cannot be read waits for nothing. */
static void collect(struct finding_waits *finding, uint32_t function) {
    struct error ignored = {0};
    const struct function *body = program_peek_body(finding->program, function, &finding->scratch, &ignored);
    struct collecting collecting = {finding, function};
    error_finish(&ignored);
    vec_push(&finding->first, finding->edges.count);
    if (body)
        calls_walk(body->body, collect_call, &collecting);
    arena_reset(&finding->scratch);
}

static unsigned char level_of(const struct finding_waits *finding, uint32_t index) {
    unsigned char level = finding->waiting[finding->functions.items[index]];
    for (uint32_t i = finding->first.items[index]; i < finding->first.items[index + 1]; i++) {
        const struct edge *edge = &finding->edges.items[i];
        enum waiting more = in_loop((enum waiting)finding->waiting[edge->target], edge->is_in_loop);
        level = more > level ? (unsigned char)more : level;
    }
    return level;
}

/* Levels only rise, twice at most: each function is looked at again when one that it refers to has risen. */
static void propagate(struct finding_waits *finding) {
    const struct call_edges *callers = &finding->program->callers;
    VEC(uint32_t) work = {0};
    uint32_t *index = checked_alloc((uint64_t)finding->program->function_count + 1, sizeof *index);
    for (uint32_t i = 0; i < finding->functions.count; i++) {
        index[finding->functions.items[i]] = i;
        vec_push(&work, finding->functions.items[i]);
    }
    for (uint32_t next = 0; next < work.count; next++) {
        uint32_t f = work.items[next];
        unsigned char level = level_of(finding, index[f]);
        bool is_risen = level != finding->waiting[f];
        finding->waiting[f] = level;
        for (uint32_t k = callers->first[f]; is_risen && k < callers->first[f + 1]; k++)
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
    vec_push(&finding.first, finding.edges.count);
    propagate(&finding);
    arena_finish(&finding.scratch);
    vec_finish(&finding.functions);
    vec_finish(&finding.edges);
    vec_finish(&finding.first);
    free(finding.marks);
    return finding.waiting;
}
