/* Sequences of answers that could be asked for ahead: over the whole course, whatever else is waited for between them.
 * Tests: testdata/chatty-sequence */
#include "cost/sequence_internal.h"

#include <string.h>

#define LINE_LIMIT 64 /* calls that are tried as members of one line: each try looks at the whole course */

struct asking_ahead {
    struct grouping *g;
    struct course_call
        *calls;     /* of the course: `trips` of what asks ahead is how many answers that are not there yet */
    uint32_t begin; /* of the part of the course without sure pauses: [begin, end) */
    uint32_t end;
};

static const struct program *program_of(const struct grouping *g) { return g->question->costs->program; }

/* How many answers the call asks for that nothing before it has asked for. */
static int64_t ask_for(const struct grouping *g, const struct course_call *call, const char *peer,
                       struct aheads *asked) {
    const struct aheads *own = &g->aheads[call->call];
    uint32_t before = asked->count;
    for (uint32_t i = 0; i < own->count; i++)
        if (strcmp(own->items[i]->model->peer, peer) == 0)
            aheads_add(program_of(g), asked, own->items[i]);
    return asked->count - before;
}

static bool may_ask_ahead(const struct grouping *g, uint32_t place) {
    const struct course_call *call = &g->course->calls.items[place];
    return grouping_asks_ahead(g, call) && !call->is_inside_loop && !g->is_grouped[place] &&
           !g->is_left_out[call->call] && g->question->asks[call->call].connection != CONNECTION_OTHER;
}

static bool is_one_connection(const struct grouping *g, uint32_t a, uint32_t b) {
    const struct flow_ask *x = &g->question->asks[g->course->calls.items[a].call];
    const struct flow_ask *y = &g->question->asks[g->course->calls.items[b].call];
    uint32_t first = grouping_number(g, a), last = grouping_number(g, b);
    if (first > last) {
        first = grouping_number(g, b);
        last = grouping_number(g, a);
    }
    return asks_share_connection(x, y) &&
           (x->connection != CONNECTION_PLACE || !place_is_set_between(g->question->scope, &x->place, first, last));
}

/* Marks what asks ahead on the connection of the call at `first`; gives what it asks for. */
static void mark_ahead(struct asking_ahead *a, uint32_t first, const char *peer, bool *members, struct aheads *asked) {
    struct aheads all = {0};
    for (uint32_t i = first; i < a->end; i++) {
        if (!may_ask_ahead(a->g, i) || !is_one_connection(a->g, first, i))
            continue;
        a->g->is_grouped[i] = true;
        a->calls[i].trips = ask_for(a->g, &a->calls[i], peer, &all);
        members[i] = a->calls[i].trips > 0;
    }
    grouping_keep_one_arm(a->g, members);
    for (uint32_t i = first; i < a->end; i++)
        if (members[i]) {
            a->calls[i].trips = ask_for(a->g, &a->calls[i], peer, asked);
            members[i] = a->calls[i].trips > 0;
        }
}

/* It waits on the same connection whenever the members run: their answers may come with its own. */
static bool may_host(const struct asking_ahead *a, uint32_t first, uint32_t place, const char *peer,
                     const bool *members) {
    const struct course_call *call = &a->calls[place];
    const struct flow_ask *ask = &a->g->question->asks[call->call];
    if (members[place] || grouping_asks_ahead(a->g, call) || call->trips == 0 || a->g->question->ways[call->call] ||
        a->g->is_left_out[call->call] || (ask->access & (1u << ACCESS_SESSION | 1u << ACCESS_HEAVY)) ||
        grouping_peer(a->g, call) != peer || !is_one_connection(a->g, first, place))
        return false;
    for (uint32_t i = a->begin; i < a->end; i++)
        if (members[i] && arm_is_on_way_to(call->arm, a->calls[i].arm))
            return true;
    return false;
}

/* A round trip that a sequence of any kind may hold: no commit, no setting up of a session. */
static bool may_join(const struct asking_ahead *a, uint32_t first, uint32_t place, const char *peer,
                     const bool *members) {
    return grouping_counts(a->g, &a->calls[place]) && may_host(a, first, place, peer, members);
}

/* Makes the call a member if that saves a round trip. */
static bool joins(const struct asking_ahead *a, uint32_t place, bool *members, int64_t *saved) {
    members[place] = true;
    int64_t now = grouping_saved(a->g, members);
    if (now <= *saved) {
        members[place] = false;
        return false;
    }
    *saved = now;
    return true;
}

/* Round trips that need no answer of each other, up to where something has to be over before what comes later goes out:
 * two or more, each of which saves one, become members. False: there are none, and nothing has changed. */
static bool mark_line(const struct asking_ahead *a, uint32_t first, const char *peer, bool *members) {
    int64_t alone = grouping_saved(a->g, members);
    for (uint32_t begin = a->begin, end; begin < a->end; begin = end + 1) {
        int64_t saved = alone;
        uint32_t count = 0, tried = 0, last = a->end;
        for (end = begin; end < a->end && !grouping_ends(a->g, &a->calls[end]); end++)
            if (may_join(a, first, end, peer, members) && tried++ < LINE_LIMIT && joins(a, end, members, &saved)) {
                last = end;
                count++;
            }
        if (count >= 2)
            return true;
        if (count == 1)
            members[last] = false;
    }
    return false;
}

/* With the calls of a line that could wait together, alone, or with the first call that waits anyway and needs none of
 * them. */
static void offer_ahead(struct asking_ahead *a, uint32_t first, struct sequences *out) {
    const struct grouping *g = a->g;
    struct aheads *asked = ARENA_NEW(g->question->scope->scratch, struct aheads);
    bool *members = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
    const char *peer = g->aheads[a->calls[first].call].items[0]->model->peer;
    mark_ahead(a, first, peer, members, asked);
    uint32_t count = out->items.count;
    if (asked->count < SEQUENCE_GAIN)
        return;
    struct sequence sequence = {.aheads = asked->items, .ahead_count = asked->count};
    peer = intern(program_of(g)->interner, peer);
    bool has_line = mark_line(a, first, peer, members);
    grouping_push(a->g, members, sequence, out);
    for (uint32_t i = a->begin; i < a->end && !has_line && out->items.count == count; i++) {
        if (!may_host(a, first, i, peer, members))
            continue;
        members[i] = true;
        grouping_push(a->g, members, sequence, out);
        members[i] = false;
    }
}

void sequences_find_ahead(const struct course_question *question, const struct course *course,
                          const struct aheads *aheads, const bool *is_left_out, struct sequences *out) {
    struct arena *scratch = question->scope->scratch;
    uint32_t count = course->calls.count;
    struct course own = *course;
    struct grouping g = {.question = question,
                         .course = &own,
                         .aheads = aheads,
                         .is_left_out = is_left_out,
                         .is_grouped = ARENA_ARRAY(scratch, bool, count),
                         .depth = ARENA_ARRAY(scratch, int64_t, count)};
    struct asking_ahead a = {.g = &g, .calls = ARENA_ARRAY(scratch, struct course_call, count)};
    *out = (struct sequences){0};
    if (count > SEQUENCE_COURSE)
        return;
    for (uint32_t i = 0; i < count; i++)
        a.calls[i] = course->calls.items[i];
    own.calls.items = a.calls;
    for (; a.begin < count; a.begin = a.end + 1) {
        for (a.end = a.begin; a.end < count && !a.calls[a.end].is_sure_pause;)
            a.end++;
        for (uint32_t i = a.begin; i < a.end; i++)
            if (may_ask_ahead(&g, i))
                offer_ahead(&a, i, out);
    }
}
