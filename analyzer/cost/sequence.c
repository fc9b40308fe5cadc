/* Groups the calls of a course by connection and finds the longest chain of each group.
 * Tests: tests/unit/cost/test_sequence.c, testdata/chatty-sequence */
#include "cost/sequence_internal.h"
#include "flow/flow.h"

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

/* The helper that the call runs, whose round trips are not counted yet; FUNCTION_NONE: none, or several. */
static uint32_t helper_of(const struct costs *costs, const struct scope *scope, const struct site_count *site,
                          const int64_t *trips) {
    if (!site->trips || trips[site->call] > 0 || !scope->calls[site->call].region)
        return FUNCTION_NONE;
    struct callee callee =
        costs_callee(costs->program, scope->function, scope->calls[site->call].region->call, scope->scratch);
    bool is_one = !callee.model && callee.targets.count == 1 && sequence_peer(costs, scope->function, site->call);
    return is_one ? callee.targets.functions[0] : FUNCTION_NONE;
}

/* Calls that wait by how some tests come out: worth a look where there are enough of one helper. */
static void count_sure_calls(const struct costs *costs, const struct scope *scope, struct sure_table *sures,
                             int64_t *trips, const struct sure_way **ways) {
    const struct function_cost_summary *summary = &costs->functions[scope->function];
    uint32_t *helpers = ARENA_ARRAY(scope->scratch, uint32_t, summary->site_count);
    for (uint32_t i = 0; i < summary->site_count; i++)
        helpers[i] = helper_of(costs, scope, &summary->sites[i], trips);
    for (uint32_t i = 0; i < summary->site_count; i++) {
        uint32_t count = 0;
        for (uint32_t k = 0; k < summary->site_count; k++)
            count += helpers[k] == helpers[i];
        if (helpers[i] == FUNCTION_NONE || count < SEQUENCE_CALLS)
            continue;
        uint32_t call = summary->sites[i].call;
        ways[call] = sure_way_of(sures, helpers[i]);
        trips[call] = ways[call] ? 1 : 0;
    }
}

int64_t *sequence_trips(const struct costs *costs, const struct scope *scope, const int64_t *hidden,
                        struct sure_table *sures, const struct sure_way **ways) {
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
    count_sure_calls(costs, scope, sures, trips, ways);
    return trips;
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

bool access_stands_alone(uint32_t access) {
    return (access & (1u << ACCESS_SYNC | 1u << ACCESS_SESSION | 1u << ACCESS_HEAVY)) != 0;
}

bool grouping_ends(const struct grouping *g, const struct course_call *call) {
    return call->is_pause || (g->question->asks[call->call].access & 1u << ACCESS_SYNC) != 0;
}

/* What this call of a helper is known to ask for, apart from all that the helper may ask for on other ways. */
static uint32_t own_access(const struct grouping *g, uint32_t call, const struct sure_way *way) {
    const struct function_flows *flows = g->question->costs->flows[way->function];
    uint32_t other = (flows ? flows->access : 0) | (g->question->is_again ? 1u << ACCESS_SESSION : 0);
    return g->question->asks[call].access & ~other;
}

#define KEPT_DEPTH 4 /* helpers through which an answer that the client keeps is followed */

/* The client has the answer from the first call on: a round trip for each connection, not for each time that the calls
 * are made. */
static bool is_kept_by_client(const struct costs *costs, uint32_t function, const struct call *call,
                              struct arena *scratch, int depth) {
    struct callee callee = costs_callee(costs->program, function, call, scratch);
    if (callee.model)
        return callee.model->is_cached && callee.model->request == ARGUMENT_NONE;
    if (callee.targets.count != 1 || depth == 0)
        return false;
    const struct function_cost_summary *summary = &costs->functions[callee.targets.functions[0]];
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].trips &&
            !is_kept_by_client(costs, callee.targets.functions[0], summary->calls[summary->sites[i].call]->call,
                               scratch, depth - 1))
            return false;
    return summary->is_done && summary->site_count > 0;
}

bool grouping_counts(const struct grouping *g, const struct course_call *call) {
    const struct flow_ask *ask = &g->question->asks[call->call];
    const struct sure_way *way = g->question->ways[call->call];
    if (call->trips <= 0 || (g->is_left_out && g->is_left_out[call->call]))
        return false;
    if (way) /* its connection is one of the things that stay as they are */
        return !access_stands_alone(own_access(g, call->call, way));
    const struct scope *scope = g->question->scope;
    return !access_stands_alone(ask->access) && ask->connection != CONNECTION_OTHER &&
           !is_kept_by_client(g->question->costs, scope->function, scope->calls[call->call].region->call,
                              scope->scratch, KEPT_DEPTH);
}

const char *grouping_peer(const struct grouping *g, const struct course_call *call) {
    return sequence_peer(g->question->costs, g->question->scope->function, call->call);
}

bool asks_share_connection(const struct flow_ask *a, const struct flow_ask *b) {
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

bool place_is_set_between(const struct scope *scope, const struct flow_place *place, uint32_t first, uint32_t last) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        if (a->number > first && a->number < last && !scope->is_dead[a->number] && sets_place(scope, a, place))
            return true;
    }
    return false;
}

uint32_t grouping_number(const struct grouping *g, uint32_t place) {
    return g->question->scope->calls[g->course->calls.items[place].call].number;
}

void grouping_mark(struct grouping *g, uint32_t first, bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct flow_ask *asks = g->question->asks, *one = &asks[calls[first].call];
    const struct sure_way *const *ways = g->question->ways, *way = ways[calls[first].call];
    const char *peer = grouping_peer(g, &calls[first]);
    uint32_t last = first;
    for (uint32_t i = first; i < g->course->calls.count && !grouping_ends(g, &calls[i]); i++) {
        const struct flow_ask *ask = &asks[calls[i].call];
        if (!grouping_counts(g, &calls[i]) || g->is_grouped[i] || grouping_peer(g, &calls[i]) != peer ||
            ways[calls[i].call] != way || !(way || asks_share_connection(one, ask)))
            continue;
        if (!way && one->connection == CONNECTION_PLACE &&
            place_is_set_between(g->question->scope, &one->place, grouping_number(g, last), grouping_number(g, i)))
            break;
        if (way && i > first &&
            !sure_is_same(g->question->sures, g->question->scope, way, calls[first].call, calls[i].call))
            continue;
        members[i] = g->is_grouped[i] = true;
        last = i;
    }
}

#define ROUND_LIMIT 256 /* of those behind it each is one of its own */

/* --- chains ------------------------------------------------------------------------------------------------------- */

static const struct model *model_of(const struct grouping *g, uint32_t call) {
    const struct scope *scope = g->question->scope;
    return costs_callee(g->question->costs->program, scope->function, scope->calls[call].region->call, scope->scratch)
        .model;
}

bool grouping_asks_ahead(const struct grouping *g, const struct course_call *call) {
    return g->aheads && g->aheads[call->call].count > 0;
}

/* A round trip, which may be made some of the time only, or in a loop. */
static bool may_wait(const struct grouping *g, const struct course_call *call) {
    const struct site_count *site = site_of_call(g->question->costs, g->question->scope->function, call->call);
    int64_t trips;
    return site && site->trips && !(poly_is_constant(site->trips, &trips) && trips == 0);
}

/* The first member; at the end: there is none. */
static uint32_t first_member(const struct grouping *g, const bool *members) {
    uint32_t i = 0;
    while (i < g->course->calls.count && !members[i])
        i++;
    return i;
}

/* The call waits between calls of the group and whenever they run, though it is none of them: on another connection,
 * some of the time, or in a loop. */
static bool waits_between(const struct grouping *g, const bool *members, uint32_t place) {
    const struct course_call *calls = g->course->calls.items;
    if (members[place] || first_member(g, members) > place || !may_wait(g, &calls[place]))
        return false;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i] && arm_is_on_way_to(calls[place].arm, calls[i].arm))
            return true;
    return false;
}

/* Between calls of the group on their connection, it changes what these may ask for, or may: a table is made where it
 * is not there yet, an index is built. What could be a call of the group keeps its place among them. */
static bool prepares(const struct grouping *g, const bool *members, uint32_t place) {
    const struct course_call *calls = g->course->calls.items;
    const struct flow_ask *ask = &g->question->asks[calls[place].call];
    uint32_t first = first_member(g, members);
    return !members[place] && !grouping_counts(g, &calls[place]) && first < place &&
           (ask->access & (1u << ACCESS_WRITE | 1u << ACCESS_HEAVY)) &&
           asks_share_connection(ask, &g->question->asks[calls[first].call]) && may_wait(g, &calls[place]);
}

/* How many of the rounds behind `ready` no other member is sent in. */
static int64_t mark_rounds(bool *is_used, int64_t ready, int64_t trips) {
    int64_t count = 0;
    for (; trips > 0 && ready < ROUND_LIMIT; trips--, ready++) {
        count += !is_used[ready];
        is_used[ready] = true;
    }
    return count + trips;
}

int64_t grouping_rounds(const struct grouping *g, const bool *members) {
    const struct course_call *calls = g->course->calls.items;
    const struct flow_ask *asks = g->question->asks;
    bool is_used[ROUND_LIMIT] = {false};
    uint64_t sent = 0;
    int64_t rounds = 0, prepared = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++) {
        const struct flow_ask *ask = &asks[calls[i].call];
        const struct model *model = model_of(g, calls[i].call);
        uint64_t needs = ask->needs | ask->decided_by;
        bool is_ahead = members[i] && grouping_asks_ahead(g, &calls[i]);
        bool is_any = !model || (model->effect == EFFECT_WAIT && model->cookie == ARGUMENT_NONE);
        if (model && model->effect == EFFECT_SEND)
            sent |= needs;
        needs |= is_any ? sent : 0;
        sent = is_any ? 0 : sent;
        needs = is_ahead ? ask->decided_by : needs;
        int64_t ready = members[i] ? prepared : 0;
        for (uint32_t k = 0; k < i; k++)
            if ((asks[calls[k].call].answer & needs) && g->depth[k] > ready)
                ready = g->depth[k];
        int64_t own = is_ahead ? 1 : members[i] ? calls[i].trips : waits_between(g, members, i) ? 1 : 0;
        g->depth[i] = ready + own;
        if (prepares(g, members, i) && ready + 1 > prepared)
            prepared = ready + 1;
        rounds += members[i] ? mark_rounds(is_used, ready, own) : 0;
    }
    return rounds;
}

int64_t grouping_saved(const struct grouping *g, const bool *members) {
    int64_t trips = 0;
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        trips += members[i] ? g->course->calls.items[i].trips : 0;
    return trips - grouping_rounds(g, members);
}

void grouping_push(struct grouping *g, const bool *members, struct sequence sequence, struct sequences *out) {
    const struct course_call *calls = g->course->calls.items;
    struct arena *scratch = g->question->scope->scratch;
    sequence.rounds = grouping_rounds(g, members);
    struct course_call *kept = ARENA_ARRAY(scratch, struct course_call, g->course->calls.count);
    for (uint32_t i = 0; i < g->course->calls.count; i++)
        if (members[i]) {
            sequence.trips += calls[i].trips;
            sequence.has_optional |= g->is_optional && g->is_optional[i];
            kept[sequence.count] = calls[i];
            kept[sequence.count++].is_optional = g->is_optional && g->is_optional[i];
        }
    if (sequence.trips < SEQUENCE_CALLS || sequence.trips - sequence.rounds < SEQUENCE_GAIN)
        return;
    sequence.calls = kept;
    vec_push(&out->items, sequence);
}

static void offer(struct grouping *g, uint32_t first, struct sequences *out) {
    const struct course_call *calls = g->course->calls.items;
    bool *members = ARENA_ARRAY(g->question->scope->scratch, bool, g->course->calls.count);
    grouping_mark(g, first, members);
    grouping_keep_arms(g, members);
    grouping_push(g, members, (struct sequence){.way = g->question->ways[calls[first].call]}, out);
}

void sequences_find(const struct course_question *question, const struct course *course, const bool *is_left_out,
                    struct sequences *out) {
    struct arena *scratch = question->scope->scratch;
    struct grouping g = {.question = question,
                         .course = course,
                         .is_left_out = is_left_out,
                         .is_grouped = ARENA_ARRAY(scratch, bool, course->calls.count),
                         .is_optional = ARENA_ARRAY(scratch, bool, course->calls.count),
                         .depth = ARENA_ARRAY(scratch, int64_t, course->calls.count)};
    *out = (struct sequences){0};
    if (course->calls.count > SEQUENCE_COURSE)
        return;
    for (uint32_t i = 0; i < course->calls.count; i++)
        if (!g.is_grouped[i] && grouping_counts(&g, &course->calls.items[i]))
            offer(&g, i, out);
}

void sequences_finish(struct sequences *sequences) { vec_finish(&sequences->items); }
