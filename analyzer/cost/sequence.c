/* Groups the calls of a course by connection and finds the longest chain of each group.
 * Tests: tests/unit/cost/test_sequence.c, testdata/chatty-sequence */
#include "cost/sequence.h"

#include "cost/cost.h"

#include <string.h>

#define COURSE_LIMIT 2000 /* generated code: the work is quadratic */

/* --- round trips of single calls ---------------------------------------------------------------------------------- */

static const struct site_count *site_of_call(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct function_cost_summary *summary = &costs->functions[function];
    uint32_t low = 0, high = summary->site_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (summary->sites[middle].call < call)
            low = middle + 1;
        else
            high = middle;
    }
    return low < summary->site_count && summary->sites[low].call == call ? &summary->sites[low] : NULL;
}

const char *sequence_peer(const struct costs *costs, uint32_t function, uint32_t call) {
    const struct site_count *site = site_of_call(costs, function, call);
    const char *peer = NULL;
    for (uint32_t i = 0; site && site->trips && i < site->trips->count; i++) {
        if (peer && peer != site->trips->items[i].peer)
            return NULL;
        peer = site->trips->items[i].peer;
    }
    return peer;
}

/* What is reported below the call. */
static int64_t hidden_below(const struct costs *costs, const struct scope *scope, uint32_t call,
                            const int64_t *hidden) {
    const struct region *region = scope->calls[call].region;
    int64_t most = 0;
    struct callee callee = costs_callee(costs->program, scope->function, region->call, scope->scratch);
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (hidden[callee.targets.functions[i]] > most)
            most = hidden[callee.targets.functions[i]];
    return most;
}

/* The call's round trips are made whenever it runs: `if (!is_local(c)) ask();` in a helper may hardly ever ask. */
static bool is_sure(const struct costs *costs, const struct scope *scope, const struct site_count *site) {
    const struct region *region = scope->calls[site->call].region;
    struct callee callee = costs_callee(costs->program, scope->function, region->call, scope->scratch);
    if (poly_is_exact(site->trips))
        return true;
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (!poly_is_exact(costs->functions[callee.targets.functions[i]].trips))
            return false;
    return true;
}

int64_t *sequence_trips(const struct costs *costs, const struct scope *scope, const int64_t *hidden) {
    const struct function_cost_summary *summary = &costs->functions[scope->function];
    int64_t *trips = ARENA_ARRAY(scope->scratch, int64_t, scope->body->call_count);
    for (uint32_t i = 0; i < summary->site_count; i++) {
        const struct site_count *site = &summary->sites[i];
        int64_t all, times;
        if (!site->trips || !scope->calls[site->call].region || !poly_is_constant(site->trips, &all) ||
            !poly_is_constant(site->times, &times) || times < 1 || !sequence_peer(costs, scope->function, site->call))
            continue;
        int64_t each = all / times - hidden_below(costs, scope, site->call, hidden);
        trips[site->call] = each > 0 && is_sure(costs, scope, site) ? each : 0;
    }
    return trips;
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

struct grouping {
    const struct course_question *question;
    const struct course *course;
    const struct aheads *aheads; /* by call: what it asks for that could be asked for ahead; NULL: not of interest */
    const bool *is_left_out;
    bool *is_grouped; /* by place in the course */
    int64_t *depth;   /* rounds that are over when the answer is there, by place in the course */
};

/* One each is right: nothing that could be asked together with the rest. */
static bool stands_alone(const struct flow_ask *ask) {
    return (ask->access & (1u << ACCESS_SYNC | 1u << ACCESS_SESSION | 1u << ACCESS_HEAVY)) != 0;
}

/* What comes later must not go out before it is over. */
static bool ends_sequence(const struct grouping *g, const struct course_call *call) {
    return call->is_pause || (g->question->asks[call->call].access & 1u << ACCESS_SYNC) != 0;
}

static bool counts(const struct grouping *g, const struct course_call *call) {
    const struct flow_ask *ask = &g->question->asks[call->call];
    return call->trips > 0 && !(g->is_left_out && g->is_left_out[call->call]) && !stands_alone(ask) &&
           ask->connection != CONNECTION_OTHER;
}

static const char *peer_of(const struct grouping *g, const struct course_call *call) {
    return sequence_peer(g->question->costs, g->question->scope->function, call->call);
}

static bool is_same_connection(const struct flow_ask *a, const struct flow_ask *b) {
    if (a->connection != b->connection)
        return false;
    return a->connection == CONNECTION_NONE ||
           (flow_place_equals(&a->place, &b->place) && expr_is_equal(a->element, b->element));
}

/* The assignment is to the variable that the place is, or to one of its fields. */
static bool sets_place(const struct scope *scope, const struct assignment *a, const struct flow_place *place) {
    const struct program_unit *unit = &scope->program->units[scope->program->functions[scope->function].unit];
    const struct expr *target = a->assign->target;
    if (target->kind == EXPR_FIELD) {
        for (uint32_t i = 0; i < place->field_count; i++)
            if (unit->entities[target->index] == place->fields[i])
                return true;
        return false;
    }
    if (target->kind != place->root || place->root == EXPR_THIS)
        return false;
    return (place->root == EXPR_GLOBAL ? unit->entities[target->index] : target->index) == place->index;
}

static bool is_set_between(const struct scope *scope, const struct flow_place *place, uint32_t first, uint32_t last) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number > first && a->number < last && !scope->is_dead[a->number] && sets_place(scope, a, place))
            return true;
    }
    return false;
}

static uint32_t number_of(const struct grouping *g, uint32_t place) {
    return g->question->scope->calls[g->course->calls.items[place].call].number;
}

/* Marks the calls on the connection of the one at `first`, up to where something else is waited for. */
static void mark_group(struct grouping *g, uint32_t first, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct flow_ask *asks = g->question->asks, *one = &asks[calls[first].call];
    const char *peer = peer_of(g, &calls[first]);
    uint32_t last = first;
    for (uint32_t i = first; i < g->course->calls.count && !ends_sequence(g, &calls[i]); i++) {
        const struct flow_ask *ask = &asks[calls[i].call];
        if (!counts(g, &calls[i]) || g->is_grouped[i] || peer_of(g, &calls[i]) != peer || !is_same_connection(one, ask))
            continue;
        if (one->connection == CONNECTION_PLACE &&
            is_set_between(g->question->scope, &one->place, number_of(g, last), number_of(g, i)))
            break;
        members[i] = g->is_grouped[i] = true;
        last = i;
    }
}

/* --- arms --------------------------------------------------------------------------------------------------------- */

/* Whoever is in `inner` has come through `outer`. */
static bool is_on_way_to(const struct course_arm *outer, const struct course_arm *inner) {
    for (; inner; inner = inner->outer)
        if (inner == outer)
            return true;
    return outer == NULL;
}

static int64_t trips_on_way(const struct grouping *g, const bool *members, const struct course_arm *arm) {
    int64_t trips = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i] && is_on_way_to(g->course->calls.items[i].arm, arm))
            trips += g->course->calls.items[i].trips;
    return trips;
}

/* Two options that are switched on one by one may never be so together: only one arm, and those around it, count beside
 * what always runs. */
static void keep_one_arm(const struct grouping *g, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct course_arm *best = NULL;
    int64_t most = trips_on_way(g, members, NULL);
    for (uint32_t i = 0; i < g->course->calls.count; i++) {
        bool is_new = members[i] && calls[i].arm != best && (i == 0 || calls[i].arm != calls[i - 1].arm);
        int64_t trips = is_new ? trips_on_way(g, members, calls[i].arm) : 0;
        if (trips > most) {
            most = trips;
            best = calls[i].arm;
        }
    }
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        members[i] = members[i] && is_on_way_to(calls[i].arm, best);
}

/* --- chains ------------------------------------------------------------------------------------------------------- */

static const struct model *model_of(const struct grouping *g, uint32_t call) {
    const struct scope *scope = g->question->scope;
    return costs_callee(g->question->costs->program, scope->function, scope->calls[call].region->call, scope->scratch)
        .model;
}

static bool asks_ahead(const struct grouping *g, const struct course_call *call) {
    return g->aheads && g->aheads[call->call].count > 0;
}

/* The longest chain of the group's round trips, through all calls of the course: also those of others hand data on.
 * A wait that does not say what it waits for takes the answers to all that was sent since the last one. */
static int64_t rounds_of(struct grouping *g, const bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct flow_ask *asks = g->question->asks;
    uint64_t sent = 0;
    int64_t most = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++) {
        const struct flow_ask *ask = &asks[calls[i].call];
        const struct model *model = model_of(g, calls[i].call);
        uint64_t needs = ask->needs | ask->decided_by;
        bool is_ahead = members[i] && asks_ahead(g, &calls[i]);
        bool is_any = !model || (model->effect == EFFECT_WAIT && model->cookie == ARGUMENT_NONE);
        if (model && model->effect == EFFECT_SEND)
            sent |= needs;
        needs |= is_any ? sent : 0;
        sent = is_any ? 0 : sent;
        needs = is_ahead ? ask->decided_by : needs;
        int64_t ready = 0;
        for (uint32_t k = 0; k < i; k++)
            if ((asks[calls[k].call].answer & needs) && g->depth[k] > ready)
                ready = g->depth[k];
        g->depth[i] = ready + (is_ahead ? 1 : members[i] ? calls[i].trips : 0);
        if (members[i] && g->depth[i] > most)
            most = g->depth[i];
    }
    return most;
}

static void push_sequence(struct grouping *g, const bool *members, const struct aheads *asked, struct sequences *out) {
    const struct course_call *calls = g->course->calls.items;
    struct arena *scratch = g->question->scope->scratch;
    struct sequence sequence = {.rounds = rounds_of(g, members)};
    struct course_call *kept = ARENA_ARRAY(scratch, struct course_call, g->course->calls.count);
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i]) {
            sequence.trips += calls[i].trips;
            kept[sequence.count++] = calls[i];
        }
    if (sequence.trips < SEQUENCE_CALLS || sequence.trips - sequence.rounds < SEQUENCE_GAIN)
        return;
    sequence.calls = kept;
    sequence.aheads = asked ? asked->items : NULL;
    sequence.ahead_count = asked ? asked->count : 0;
    vec_push(&out->items, sequence);
}

static void offer(struct grouping *g, uint32_t first, struct sequences *out) {
    bool *members = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
    mark_group(g, first, members);
    keep_one_arm(g, members);
    push_sequence(g, members, NULL, out);
}

void sequences_find(const struct course_question *question, const struct course *course, const bool *is_left_out,
                    struct sequences *out) {
    struct arena *scratch = question->scope->scratch;
    struct grouping g = {.question = question,
                         .course = course,
                         .is_left_out = is_left_out,
                         .is_grouped = ARENA_ARRAY(scratch, bool, course->calls.count),
                         .depth = ARENA_ARRAY(scratch, int64_t, course->calls.count)};
    *out = (struct sequences){0};
    if (course->calls.count > COURSE_LIMIT)
        return;
    for (uint32_t i = 0; i < course->calls.count; i++)
        if (!g.is_grouped[i] && counts(&g, &course->calls.items[i]))
            offer(&g, i, out);
}

/* --- answers that could be asked for ahead ------------------------------------------------------------------------ */

struct asking_ahead {
    struct grouping *g;
    struct course_call
        *calls;     /* of the course: `trips` of what asks ahead is how many answers that are not there yet */
    uint32_t begin; /* of the part of the course without pauses: [begin, end) */
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
    return asks_ahead(g, call) && !call->is_inside_loop && !g->is_grouped[place] && !g->is_left_out[call->call] &&
           g->question->asks[call->call].connection != CONNECTION_OTHER;
}

static bool is_one_connection(const struct grouping *g, uint32_t a, uint32_t b) {
    const struct flow_ask *x = &g->question->asks[g->course->calls.items[a].call];
    const struct flow_ask *y = &g->question->asks[g->course->calls.items[b].call];
    uint32_t first = number_of(g, a), last = number_of(g, b);
    if (first > last) {
        first = number_of(g, b);
        last = number_of(g, a);
    }
    return is_same_connection(x, y) &&
           (x->connection != CONNECTION_PLACE || !is_set_between(g->question->scope, &x->place, first, last));
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
    keep_one_arm(a->g, members);
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
    if (members[place] || asks_ahead(a->g, call) || call->trips == 0 || a->g->is_left_out[call->call] ||
        (ask->access & (1u << ACCESS_SESSION | 1u << ACCESS_HEAVY)) || peer_of(a->g, call) != peer ||
        !is_one_connection(a->g, first, place))
        return false;
    for (uint32_t i = a->begin; i < a->end; i++)
        if (members[i] && is_on_way_to(call->arm, a->calls[i].arm))
            return true;
    return false;
}

/* Alone, or with the first call that waits anyway and needs none of them. */
static void offer_ahead(struct asking_ahead *a, uint32_t first, struct sequences *out) {
    const struct grouping *g = a->g;
    struct aheads *asked = ARENA_NEW(g->question->scope->scratch, struct aheads);
    bool *members = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
    const char *peer = g->aheads[a->calls[first].call].items[0]->model->peer;
    mark_ahead(a, first, peer, members, asked);
    uint32_t count = out->items.count;
    if (asked->count < SEQUENCE_GAIN)
        return;
    push_sequence(a->g, members, asked, out);
    peer = intern(program_of(g)->interner, peer);
    for (uint32_t i = a->begin; i < a->end && out->items.count == count; i++) {
        if (!may_host(a, first, i, peer, members))
            continue;
        members[i] = true;
        push_sequence(a->g, members, asked, out);
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
    if (count > COURSE_LIMIT)
        return;
    for (uint32_t i = 0; i < count; i++)
        a.calls[i] = course->calls.items[i];
    own.calls.items = a.calls;
    for (; a.begin < count; a.begin = a.end + 1) {
        for (a.end = a.begin; a.end < count && !a.calls[a.end].is_pause;)
            a.end++;
        for (uint32_t i = a.begin; i < a.end; i++)
            if (may_ask_ahead(&g, i))
                offer_ahead(&a, i, out);
    }
}

void sequences_finish(struct sequences *sequences) { vec_finish(&sequences->items); }
