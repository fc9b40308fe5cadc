/* Answers that the client keeps (`cached` of models), in sequences: which round trips are made the first time only.
 * Tests: testdata/chatty-sequence/good_kept_names.c, bad_kept_names.c */
#include "cost/sequence_kept.h"

#include "cost/sequence_internal.h"

static const struct poly *guarded_trips(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct function_cost_summary *summary = &costs->functions[function];
    for (uint32_t i = 0; i < summary->site_count && summary->guarded; i++)
        if (summary->sites[i].call == call)
            return summary->guarded[i];
    return NULL;
}

/* What is asked for by a text, the same each time; NULL: nothing such. */
static const struct guard *text_of(const struct guards *guards) {
    for (uint32_t i = 0; guards && i < guards->count; i++)
        if (guards->items[i]->kind == GUARD_CACHED && guards->items[i]->path->kind == EXPR_STRING)
            return guards->items[i];
    return NULL;
}

static bool is_of_text(const struct guards *guards, void *context) {
    (void)context;
    return text_of(guards) != NULL;
}

/* The one text that all of the call's round trips ask for; NULL: there are none, or several. */
static const struct guard *one_text(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct poly *trips = guarded_trips(costs, function, call);
    const struct guard *text = trips && trips->count ? text_of(trips->items[0].guards) : NULL;
    for (uint32_t i = 1; text && i < trips->count; i++)
        if (text_of(trips->items[i].guards) != text)
            return NULL;
    return text;
}

/* In a function that opens a connection, the client begins with nothing. */
static bool has_new_connection(const struct course_question *question, uint32_t loop) {
    const struct scope *scope = question->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (scope->calls[i].region && (question->asks[i].access & 1u << ACCESS_SESSION) &&
            (loop == LOOP_NONE || scope_is_inside(scope, scope->calls[i].number, loop)))
            return true;
    return false;
}

const int64_t *sequence_trips_anew(const struct course_question *question, uint32_t loop) {
    const struct scope *scope = question->scope;
    struct costs *costs = question->costs;
    const struct function_cost_summary *summary = &costs->functions[scope->function];
    if (has_new_connection(question, loop))
        return question->trips;
    int64_t *trips = ARENA_ARRAY(scope->scratch, int64_t, scope->body->call_count);
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        trips[i] = question->trips[i];
    for (uint32_t i = 0; i < summary->site_count && summary->guarded; i++) {
        const struct site_count *site = &summary->sites[i];
        int64_t kept, times;
        const struct poly *of_texts =
            summary->guarded[i] ? poly_where(&costs->atoms, summary->guarded[i], is_of_text, NULL) : NULL;
        if (!of_texts || !poly_is_constant(poly_unguarded(&costs->atoms, of_texts), &kept) || kept == 0 ||
            !poly_is_constant(site->times, &times) || times < 1)
            continue;
        trips[site->call] = kept / times < trips[site->call] ? trips[site->call] - kept / times : 0;
    }
    return trips;
}

/* Whenever `b` runs, `a` has run before it on the same connection. */
static bool is_answered_before(const struct course_question *question, const struct course_call *a,
                               const struct course_call *b) {
    const struct guard *text = a->trips > 0 ? one_text(question->costs, question->scope->function, b->call) : NULL;
    return text && one_text(question->costs, question->scope->function, a->call) == text &&
           arm_is_on_way_to(a->arm, b->arm) &&
           asks_share_connection(&question->asks[a->call], &question->asks[b->call]);
}

void sequence_ask_once(const struct course_question *question, struct course *course) {
    struct course_call *calls = course->calls.items;
    for (uint32_t i = 0; i < course->calls.count && course->calls.count <= SEQUENCE_COURSE; i++)
        for (uint32_t k = 0; k < i && calls[i].trips > 0; k++)
            if (is_answered_before(question, &calls[k], &calls[i]))
                calls[i].trips = 0;
}
