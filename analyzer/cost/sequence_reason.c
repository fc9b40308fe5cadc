/* Tests: tests/unit/rule/test_why_not.c */
#include "cost/sequence_reason.h"

#include "cost/sequence_internal.h"

static const struct region *region_at(const struct grouping *g, uint32_t place) {
    return g->question->scope->calls[g->course->calls.items[place].call].region;
}

/* What parts the group at `place` from others. */
static void set_ends(const struct grouping *g, uint32_t place, struct sequence_reason *reason) {
    const struct course_call *calls = g->course->calls.items;
    for (uint32_t i = place; i-- > 0 && !reason->begin;)
        if (grouping_ends(g, &calls[i]))
            reason->begin = region_at(g, i);
    for (uint32_t i = place + 1; i < g->course->calls.count && !reason->end; i++)
        if (grouping_ends(g, &calls[i]))
            reason->end = region_at(g, i);
}

static enum sequence_reason_kind kind_of_group(const struct grouping *g, uint32_t place, const bool *members,
                                               const struct sequence_reason *reason) {
    if (!members[place])
        return REASON_ARM;
    if (reason->trips < SEQUENCE_CALLS)
        return REASON_FEW;
    return grouping_saved(g, members) < SEQUENCE_GAIN ? REASON_NEEDED : REASON_NONE;
}

/* Of a call that counts: by the group that it is in. */
static void set_group(struct grouping *g, uint32_t place, struct sequence_reason *reason) {
    const struct course_call *calls = g->course->calls.items;
    bool *members = NULL;
    for (uint32_t i = 0; i <= place && !(members && members[place]); i++) {
        if (g->is_grouped[i] || !grouping_counts(g, &calls[i]))
            continue;
        members = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
        grouping_mark(g, i, members);
    }
    if (!members || !members[place])
        return;
    grouping_keep_arms(g, members);
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        reason->trips += members[i] ? calls[i].trips : 0;
    reason->rounds = grouping_rounds(g, members);
    reason->kind = kind_of_group(g, place, members, reason);
    set_ends(g, place, reason);
}

static enum sequence_reason_kind kind_of_call(const struct grouping *g, const struct course_call *call) {
    const struct flow_ask *ask = &g->question->asks[call->call];
    if (g->is_left_out && g->is_left_out[call->call])
        return REASON_LEFT_OUT;
    if (call->trips <= 0)
        return REASON_UNSURE;
    if (access_stands_alone(ask->access))
        return REASON_ALONE;
    return ask->connection == CONNECTION_OTHER ? REASON_CONNECTION : REASON_KEPT;
}

struct sequence_reason sequence_reason_of(const struct course_question *question, const struct course *course,
                                          const bool *is_left_out, uint32_t call) {
    struct arena *scratch = question->scope->scratch;
    struct sequence_reason reason = {.kind = REASON_ELSEWHERE};
    struct grouping g = {.question = question,
                         .course = course,
                         .is_left_out = is_left_out,
                         .is_grouped = ARENA_ARRAY(scratch, bool, course->calls.count),
                         .is_optional = ARENA_ARRAY(scratch, bool, course->calls.count),
                         .depth = ARENA_ARRAY(scratch, int64_t, course->calls.count)};
    uint32_t place = 0;
    while (place < course->calls.count && course->calls.items[place].call != call)
        place++;
    if (place == course->calls.count || course->calls.count > SEQUENCE_COURSE)
        return reason;
    if (grouping_counts(&g, &course->calls.items[place]))
        set_group(&g, place, &reason);
    else
        reason.kind = kind_of_call(&g, &course->calls.items[place]);
    return reason;
}
