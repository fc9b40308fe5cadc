/* Asks cost/ for the sequences and repeats of each function. Tests: testdata/chatty-sequence, testdata/duplicate-call
 */
#include "rule/courses.h"

#include "base/error.h"
#include "cost/sequence_kept.h"
#include "facts/counted_scope.h"
#include "rule/again.h"
#include "rule/rerun.h"

#include <stdlib.h>
#include <string.h>

struct searching {
    struct costs *costs;
    struct courses *out;
    int64_t *hidden;  /* round trips that are told of in the function, or below it   [function_count] */
    bool *is_in_loop; /* runs in a loop of a caller that is reported                [function_count] */
    struct sure_table *sures;
    struct again again;
    bool *is_rerun;                 /* [function_count] */
    uint32_t *progress;             /* of the walk; 0: not seen                                    [function_count] */
    struct ahead_table *aheads;     /* NULL: nothing can be asked for ahead */
    struct course_inquiry *inquiry; /* NULL: none */
    struct arena scratch;
};

/* --- loops of callers --------------------------------------------------------------------------------------------- */

struct marking {
    struct searching *searching;
    VEC(uint32_t) work;
};

static struct targets targets_of(struct searching *s, uint32_t function, uint32_t call) {
    const struct function_cost_summary *summary = &s->costs->functions[function];
    if (!summary->calls || !summary->calls[call])
        return (struct targets){0};
    return costs_callee(s->costs->program, function, summary->calls[call]->call, &s->scratch).targets;
}

static void mark_sites(struct marking *m, uint32_t function, const struct site_count *sites, uint32_t count) {
    struct searching *s = m->searching;
    for (uint32_t i = 0; i < count; i++) {
        struct targets targets = sites[i].trips ? targets_of(s, function, sites[i].call) : (struct targets){0};
        for (uint32_t k = 0; k < targets.count; k++)
            if (!s->is_in_loop[targets.functions[k]]) {
                s->is_in_loop[targets.functions[k]] = true;
                vec_push(&m->work, targets.functions[k]);
            }
    }
}

static void mark_loops(struct searching *s) {
    const struct program *program = s->costs->program;
    struct marking m = {.searching = s};
    for (uint32_t f = 0; f < program->function_count; f++) {
        const struct function_cost_summary *summary = &s->costs->functions[f];
        for (uint32_t i = 0; i < summary->loop_count && !program->functions[f].is_test; i++)
            mark_sites(&m, f, summary->loops[i].sites, summary->loops[i].site_count);
    }
    while (m.work.count > 0) {
        uint32_t f = m.work.items[--m.work.count];
        mark_sites(&m, f, s->costs->functions[f].sites, s->costs->functions[f].site_count);
    }
    vec_finish(&m.work);
    arena_reset(&s->scratch);
}

/* The loop, or one around it, is reported; or recursion around all of the function. */
static bool is_reported(const struct function_cost_summary *summary, const struct scope *scope, uint32_t loop) {
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        if (summary->loops[i].loop == LOOP_NONE)
            return true;
        for (uint32_t outer = loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
            if (summary->loops[i].loop == outer)
                return true;
    }
    return false;
}

/* --- one function ------------------------------------------------------------------------------------------------- */

struct asking {
    struct searching *searching;
    const struct scope *scope;
    struct course_question question;
    bool *is_repeated;         /* by call: told of as a second one */
    bool *is_told;             /* by call: in a sequence */
    bool *is_left_out;         /* by call: repeated, or the program asks for it ahead */
    int64_t told;              /* round trips in sequences */
    int64_t sent_ahead;        /* round trips of what the program asks for ahead: none for callers either */
    struct aheads *aheads;     /* by call: what it asks for that could be asked for ahead */
    struct aheads told_aheads; /* of these, what is in a sequence */
};

/* What all calls of the sequence have as their bulk form. */
static const char *bulk_of(const struct asking *a, const struct sequence *sequence) {
    const char *bulk = a->question.asks[sequence->calls[0].call].bulk;
    for (uint32_t i = 1; i < sequence->count; i++) {
        const char *other = a->question.asks[sequence->calls[i].call].bulk;
        if (!bulk || !other || strcmp(bulk, other) != 0)
            return NULL;
    }
    return bulk;
}

static const char *peer_of(const struct asking *a, const struct sequence *sequence) {
    struct costs *costs = a->searching->costs;
    if (sequence->ahead_count > 0)
        return intern(costs->program->interner, sequence->aheads[0]->model->peer);
    return sequence_peer(costs, a->scope->function, sequence->calls[0].call);
}

static const struct ahead *const *copy_aheads(struct arena *arena, const struct sequence *sequence) {
    const struct ahead **aheads = ARENA_ARRAY(arena, const struct ahead *, sequence->ahead_count);
    for (uint32_t i = 0; i < sequence->ahead_count; i++)
        aheads[i] = sequence->aheads[i];
    return aheads;
}

/* What callers need not be told of again. */
static void note_aheads(struct asking *a, uint32_t call) {
    for (uint32_t i = 0; a->aheads && i < a->aheads[call].count; i++)
        aheads_add(a->searching->costs->program, &a->told_aheads, a->aheads[call].items[i]);
}

/* In loops, and outside of them. */
static bool runs_again(const struct searching *s, uint32_t function) {
    return s->is_in_loop[function] && s->again.callers[function] != FUNCTION_NONE;
}

/* From the function that is called through a pointer to this one. */
static void set_callers(const struct searching *s, struct course_sequence *sequence) {
    uint32_t count = 0;
    for (uint32_t f = sequence->function; s->again.callers[f] != f; f = s->again.callers[f])
        count++;
    struct course_caller *callers = ARENA_ARRAY(s->costs->program->arena, struct course_caller, count);
    sequence->callers = callers;
    sequence->caller_count = count;
    for (uint32_t f = sequence->function; count > 0; f = s->again.callers[f])
        callers[--count] = (struct course_caller){s->again.callers[f], s->again.calls[f]};
}

static void keep_sequence(struct asking *a, uint32_t loop, const struct sequence *sequence) {
    struct costs *costs = a->searching->costs;
    struct course_sequence kept = {.function = a->scope->function, .loop = loop, .sequence = *sequence};
    struct course_call *calls = ARENA_ARRAY(costs->program->arena, struct course_call, sequence->count);
    memcpy(calls, sequence->calls, sequence->count * sizeof *calls);
    kept.sequence.aheads = copy_aheads(costs->program->arena, sequence);
    for (uint32_t i = 0; i < sequence->count; i++) {
        if (a->is_told[calls[i].call])
            return;
        calls[i].arm = NULL; /* gone with the scratch arena */
    }
    for (uint32_t i = 0; i < sequence->count; i++) {
        a->is_told[calls[i].call] = true;
        note_aheads(a, calls[i].call);
    }
    kept.sequence.calls = calls;
    kept.peer = peer_of(a, sequence);
    kept.bulk = sequence->ahead_count ? NULL : bulk_of(a, sequence);
    if (runs_again(a->searching, kept.function))
        set_callers(a->searching, &kept);
    a->told += loop == LOOP_NONE ? sequence->trips : 0;
    vec_push(&a->searching->out->sequences, kept);
}

static void keep_repeats(struct asking *a, uint32_t loop, const struct repeats *repeats) {
    for (uint32_t i = 0; i < repeats->items.count; i++) {
        struct repeat repeat = repeats->items.items[i];
        if (a->is_repeated[repeat.second])
            continue;
        a->is_repeated[repeat.second] = a->is_left_out[repeat.second] = true;
        vec_push(&a->searching->out->repeats,
                 (struct course_repeat){a->scope->function, loop, repeat, a->question.trips[repeat.second]});
    }
}

static void keep_sequences(struct asking *a, uint32_t loop, struct sequences *sequences) {
    for (uint32_t i = 0; i < sequences->items.count; i++)
        keep_sequence(a, loop, &sequences->items.items[i]);
    sequences_finish(sequences);
}

/* Of what is in no sequence yet. */
static void keep_ahead(struct asking *a, uint32_t loop, const struct course *course) {
    struct sequences sequences;
    bool *is_left_out = ARENA_ARRAY(a->scope->scratch, bool, a->scope->body->call_count);
    for (uint32_t i = 0; i < a->scope->body->call_count; i++)
        is_left_out[i] = a->is_left_out[i] || a->is_told[i];
    sequences_find_ahead(&a->question, course, a->aheads, is_left_out, &sequences);
    keep_sequences(a, loop, &sequences);
}

static uint32_t open_calls(const struct function_cost_summary *summary) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < summary->site_count; i++)
        count += summary->sites[i].trips != NULL;
    return count;
}

/* Of a function that has no line to be searched. */
static void begin_inquiry(const struct asking *a) {
    struct course_inquiry *inquiry = a->searching->inquiry;
    if (!inquiry || inquiry->function != a->scope->function ||
        open_calls(&a->searching->costs->functions[inquiry->function]) >= 2)
        return;
    inquiry->reason.trips = a->question.trips[inquiry->call];
    inquiry->reason.kind = a->is_left_out[inquiry->call] ? REASON_LEFT_OUT
                           : inquiry->reason.trips > 0   ? REASON_FEW
                                                         : REASON_UNSURE;
}

/* `first_time`: round trips of each call, what the client keeps from then on included; `is_in_loop`: what the function
 * asks for is told of a loop around it. */
static void answer_inquiry(const struct asking *a, const struct course *course, const int64_t *first_time,
                           bool is_in_loop) {
    struct course_inquiry *inquiry = a->searching->inquiry;
    if (!inquiry || inquiry->function != a->scope->function)
        return;
    inquiry->is_in_loop = is_in_loop;
    inquiry->is_repeated = a->is_repeated[inquiry->call];
    inquiry->ahead_count = a->aheads ? a->aheads[inquiry->call].count : 0;
    inquiry->reason = sequence_reason_of(&a->question, course, a->is_left_out, inquiry->call);
    if (inquiry->reason.kind == REASON_UNSURE && first_time[inquiry->call] > 0)
        inquiry->reason.kind = REASON_KEPT;
}

/* The function's own line, or that of one turn of a loop. */
static void ask(struct asking *a, uint32_t loop) {
    struct course course;
    struct repeats repeats;
    struct sequences sequences;
    const struct function_cost_summary *summary = &a->searching->costs->functions[a->scope->function];
    const int64_t *first_time = a->question.trips;
    if (loop != LOOP_NONE || a->searching->is_rerun[a->scope->function])
        a->question.trips = sequence_trips_anew(&a->question, loop);
    course_find(&a->question, loop, &course);
    sequence_ask_once(&a->question, &course);
    repeats_find(&a->question, &course, &repeats);
    keep_repeats(a, loop, &repeats);
    bool is_told_of_loop =
        (a->searching->is_in_loop[a->scope->function] && !a->question.is_again) || is_reported(summary, a->scope, loop);
    if (loop == LOOP_NONE)
        answer_inquiry(a, &course, first_time, is_told_of_loop);
    if (!is_told_of_loop) {
        sequences_find(&a->question, &course, a->is_left_out, &sequences);
        keep_sequences(a, loop, &sequences);
        if (a->aheads && !a->question.is_again) /* asked anew, they are there */
            keep_ahead(a, loop, &course);
    }
    repeats_finish(&repeats);
    course_finish(&course);
    a->question.trips = first_time;
}

static int64_t hidden_of(const struct searching *s, const struct asking *a) {
    int64_t hidden = a->told + a->sent_ahead;
    const struct function_cost_summary *summary = &s->costs->functions[a->scope->function];
    for (uint32_t i = 0; i < summary->site_count; i++) {
        struct targets targets = targets_of((struct searching *)s, a->scope->function, summary->sites[i].call);
        int64_t most = 0;
        for (uint32_t k = 0; k < targets.count; k++)
            most = s->hidden[targets.functions[k]] > most ? s->hidden[targets.functions[k]] : most;
        hidden += a->is_told[summary->sites[i].call] ? 0 : most;
    }
    return hidden;
}

static void find_aheads(struct asking *a) {
    const struct ahead_table *table = a->searching->aheads;
    const struct scope *scope = a->scope;
    if (!table)
        return;
    a->aheads = ARENA_ARRAY(scope->scratch, struct aheads, scope->body->call_count);
    a->question.aheads = a->aheads;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        if (!scope->calls[i].region)
            continue;
        a->aheads[i] = ahead_of_call(table, scope, i);
        a->is_left_out[i] = ahead_is_sent(table, scope, i);
        a->sent_ahead += a->is_left_out[i] ? a->question.trips[i] : 0;
    }
}

static void keep_for_callers(const struct asking *a) {
    struct ahead_table *table = a->searching->aheads;
    if (!table)
        return;
    struct aheads aheads = ahead_on_each_way(table, a->scope, &a->told_aheads);
    ahead_keep(table, a->scope->function, &aheads);
}

static void search(struct searching *s, uint32_t function) {
    struct scope scope;
    counted_scope(s->costs, &scope, &s->scratch, function);
    const struct sure_way **ways = ARENA_ARRAY(&s->scratch, const struct sure_way *, scope.body->call_count);
    const int64_t *trips = sequence_trips(s->costs, &scope, s->hidden, s->sures, ways);
    struct asking a = {.searching = s,
                       .scope = &scope,
                       .question = {s->costs, &scope, NULL, trips, ways, s->sures, NULL, runs_again(s, function)},
                       .is_repeated = ARENA_ARRAY(&s->scratch, bool, scope.body->call_count),
                       .is_told = ARENA_ARRAY(&s->scratch, bool, scope.body->call_count),
                       .is_left_out = ARENA_ARRAY(&s->scratch, bool, scope.body->call_count)};
    find_aheads(&a);
    begin_inquiry(&a);
    if (open_calls(&s->costs->functions[function]) >= 2)
        a.question.asks = flow_asks_of(s->costs, &scope, FLOW_BY_TESTS);
    if (a.question.asks) {
        ask(&a, LOOP_NONE);
        for (uint32_t loop = 0; loop < scope.body->loop_count; loop++)
            if (scope.loops[loop].region && !scope.is_dead[scope.loops[loop].begin])
                ask(&a, loop);
    }
    s->hidden[function] = hidden_of(s, &a);
    keep_for_callers(&a);
    atom_table_forget(&s->costs->atoms);
    arena_reset(&s->scratch);
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static bool is_candidate(const struct searching *s, uint32_t function) {
    const struct function_cost_summary *summary = &s->costs->functions[function];
    return summary->is_done && summary->site_count > 0 && s->costs->program->bodies[function];
}

/* Callees first, without C recursion: call graphs are deep. What leads back is taken as it is. */
static void search_below(struct searching *s, uint32_t root) {
    const struct call_edges *callees = &s->costs->program->callees;
    VEC(uint32_t) stack = {0};
    s->progress[root] = callees->first[root] + 1;
    vec_push(&stack, root);
    while (stack.count > 0) {
        uint32_t f = stack.items[stack.count - 1];
        if (s->progress[f] - 1 == callees->first[f + 1]) {
            search(s, f);
            stack.count--;
            continue;
        }
        uint32_t callee = callees->functions[s->progress[f]++ - 1];
        if (s->progress[callee] || !is_candidate(s, callee))
            continue;
        s->progress[callee] = callees->first[callee] + 1;
        vec_push(&stack, callee);
    }
    vec_finish(&stack);
}

struct courses *courses_create(struct costs *costs, struct course_inquiry *inquiry) {
    uint64_t count = (uint64_t)costs->program->function_count + 1;
    struct courses *out = checked_alloc(1, sizeof *out);
    *out = (struct courses){0};
    struct searching s = {.costs = costs,
                          .out = out,
                          .hidden = checked_alloc(count, sizeof *s.hidden),
                          .sures = sure_table_new(costs),
                          .is_in_loop = checked_alloc(count, sizeof *s.is_in_loop),
                          .is_rerun = rerun_find(costs),
                          .progress = checked_alloc(count, sizeof *s.progress),
                          .aheads = ahead_table_new(costs->program),
                          .inquiry = inquiry};
    memset(s.hidden, 0, count * sizeof *s.hidden);
    memset(s.is_in_loop, 0, count * sizeof *s.is_in_loop);
    memset(s.progress, 0, count * sizeof *s.progress);
    arena_init(&s.scratch);
    mark_loops(&s);
    again_find(&s.again, costs, s.is_in_loop);
    for (uint32_t f = 0; f < costs->program->function_count && !program_is_cancelled(costs->program, NULL); f++)
        if (!s.progress[f] && is_candidate(&s, f))
            search_below(&s, f);
    arena_finish(&s.scratch);
    sure_table_free(s.sures);
    again_finish(&s.again);
    free(s.hidden);
    free(s.is_in_loop);
    free(s.is_rerun);
    free(s.progress);
    return out;
}

void courses_destroy(struct courses *courses) {
    if (!courses)
        return;
    vec_finish(&courses->sequences);
    vec_finish(&courses->repeats);
    free(courses);
}
