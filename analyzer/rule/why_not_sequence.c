/* One reason, in a sentence. Tests: tests/unit/rule/test_why_not.c */
#include "rule/why_not_sequence.h"

#include "rule/courses.h"
#include "rule/witness.h"

#include <inttypes.h>
#include <string.h>

struct asked_call {
    struct costs *costs;
    const struct scope *scope;
    const char *name;
    const char *function_name;
    const char *peer; /* of its round trips */
    struct buffer *out;
    struct course_inquiry inquiry;
};

static struct place place_in(const struct asked_call *a, const struct region *region) {
    return place_of(a->costs->program, a->scope->function, region->location);
}

/* --- what is reported --------------------------------------------------------------------------------------------- */

static bool is_of(const struct asked_call *a, const struct course_sequence *told) {
    if (told->function != a->inquiry.function || told->loop != LOOP_NONE)
        return false;
    for (uint32_t i = 0; i < told->sequence.count; i++)
        if (told->sequence.calls[i].call == a->inquiry.call)
            return true;
    return false;
}

static void explain_loop(const struct asked_call *a) {
    buffer_printf(a->out, "%s() is in no loop of %s(). A loop around a call of %s() is reported where it is.\n",
                  a->name, a->function_name, a->function_name);
}

static void explain_whole(const struct asked_call *a, const struct place *place) {
    buffer_printf(a->out, "The whole story: tripcount explain %s:%" PRIu32 "\n", place->file, place->line);
}

static void explain_told(const struct asked_call *a, const struct sequence *sequence) {
    const struct region *first =
        sequence->ahead_count ? sequence->aheads[0]->region : a->scope->calls[sequence->calls[0].call].region;
    struct place place = place_in(a, first), own = place_in(a, a->scope->calls[a->inquiry.call].region);
    const char *limit = sequence->has_optional ? "up to " : "";
    if (place.line == own.line && strcmp(place.file, own.file) == 0) {
        buffer_printf(a->out,
                      "Something is reported there: chatty-sequence, %s%" PRId64 " round trips where %" PRId64
                      " would do.\n",
                      limit, sequence->trips, sequence->rounds);
    } else {
        explain_loop(a);
        buffer_printf(a->out,
                      "It is one of %s%" PRId64 " round trips that are reported as a sequence at %s:%" PRIu32 ".\n",
                      limit, sequence->trips, place.file, place.line);
    }
    explain_whole(a, &place);
}

/* False: it is in no sequence. */
static bool explain_sequence(const struct asked_call *a, const struct courses *courses) {
    for (uint32_t i = 0; i < courses->sequences.count; i++)
        if (is_of(a, &courses->sequences.items[i])) {
            explain_told(a, &courses->sequences.items[i].sequence);
            return true;
        }
    return false;
}

/* --- what is not -------------------------------------------------------------------------------------------------- */

static void explain_end(const struct asked_call *a, const struct region *end, const char *where) {
    if (!end)
        return;
    struct callee callee = costs_callee(a->costs->program, a->scope->function, end->call, a->scope->scratch);
    struct place place = place_in(a, end);
    const char *name =
        callee.entity == SYMBOL_NONE ? "a call through a pointer" : a->costs->program->entities[callee.entity].name;
    buffer_printf(a->out, "What comes %s may not go with it: at %s:%" PRIu32 ", %s%s waits, or may wait, in between.\n",
                  where, place.file, place.line, name, callee.entity == SYMBOL_NONE ? "" : "()");
}

static void explain_few(const struct asked_call *a, const struct sequence_reason *reason) {
    if (reason->trips < 2)
        buffer_printf(a->out, "No other round trip to %s stands in a row with it: %d make a sequence.\n", a->peer,
                      SEQUENCE_CALLS);
    else
        buffer_printf(a->out, "It is one of %" PRId64 " round trips to %s in a row: %d make a sequence.\n",
                      reason->trips, a->peer, SEQUENCE_CALLS);
    explain_end(a, reason->begin, "before");
    explain_end(a, reason->end, "behind");
}

static void explain_needed(const struct asked_call *a, const struct sequence_reason *reason) {
    buffer_printf(a->out,
                  "It is one of %" PRId64 " round trips to %s in a row, but requests need the answers before them: "
                  "with those sent together that can be, %" PRId64 " are left. A sequence saves %d.\n",
                  reason->trips, a->peer, reason->rounds, SEQUENCE_GAIN);
    explain_end(a, reason->begin, "before");
    explain_end(a, reason->end, "behind");
}

/* It takes what another wait has brought along. */
static bool has_come(const struct asked_call *a) {
    const struct function_cost_summary *summary = &a->costs->functions[a->scope->function];
    const struct call *call = a->scope->calls[a->inquiry.call].region->call;
    struct callee callee = costs_callee(a->costs->program, a->scope->function, call, a->scope->scratch);
    for (uint32_t i = 0; i < summary->site_count; i++)
        if (summary->sites[i].call == a->inquiry.call && summary->sites[i].trips &&
            !poly_is_zero(summary->sites[i].trips))
            return false;
    return callee.model && (callee.model->effect == EFFECT_WAIT || callee.model->is_cached);
}

/* Of a call that makes no group. */
static void explain_call(const struct asked_call *a, enum sequence_reason_kind kind) {
    switch (kind) {
    case REASON_UNSURE:
        buffer_printf(a->out,
                      has_come(a) ? "%s() takes an answer that came with another one: it is no round trip of its own.\n"
                                  : "How many round trips %s() makes each time is not known, or they are reported "
                                    "below it: it counts for no sequence.\n",
                      a->name);
        break;
    case REASON_ALONE:
        buffer_printf(
            a->out,
            "%s() connects, sets up a session, waits until all before it is done or is long work for %s: it is "
            "in no sequence.\n",
            a->name, a->peer);
        break;
    case REASON_CONNECTION:
        buffer_printf(a->out, "%s() asks on a connection of its own, or on one of several: it is in no sequence.\n",
                      a->name);
        break;
    case REASON_KEPT:
        buffer_printf(a->out, "The client keeps the answer of %s() from the first time on: it is in no sequence.\n",
                      a->name);
        break;
    default:
        buffer_printf(a->out,
                      "Of several ways through %s() the one with the most round trips is searched for sequences: %s() "
                      "is on another.\n",
                      a->function_name, a->name);
    }
}

static void explain_reason(const struct asked_call *a, const struct sequence_reason *reason) {
    switch (reason->kind) {
    case REASON_UNKNOWN:
        buffer_printf(a->out, "%s() is too large to follow what its calls are asked with: no sequences are known.\n",
                      a->function_name);
        break;
    case REASON_LEFT_OUT:
        buffer_printf(a->out, "%s() takes an answer that is asked for ahead: it counts for no sequence.\n", a->name);
        break;
    case REASON_ARM:
        buffer_printf(a->out,
                      "%s() is in an arm that need not run: neither what runs in any case nor the arm is enough for a "
                      "sequence.\n",
                      a->name);
        break;
    case REASON_FEW:
        explain_few(a, reason);
        break;
    case REASON_NEEDED:
        explain_needed(a, reason);
        break;
    case REASON_NONE:
        break;
    default:
        explain_call(a, reason->kind);
    }
}

/* Neither in a loop nor in a sequence. */
static void explain_nothing(const struct asked_call *a) {
    explain_loop(a);
    if (a->inquiry.is_in_loop) {
        buffer_printf(a->out,
                      "%s() runs in a loop that is reported: what it waits for is told there, not as a sequence.\n",
                      a->function_name);
        return;
    }
    explain_reason(a, &a->inquiry.reason);
    if (a->inquiry.ahead_count > 0)
        buffer_printf(a->out, "Its answer could be asked for ahead: that is reported of %d such answers or more.\n",
                      SEQUENCE_GAIN);
}

void why_not_sequence(struct costs *costs, const struct scope *scope, uint32_t call, const char *name,
                      struct buffer *out) {
    const char *peer = sequence_peer(costs, scope->function, call);
    struct asked_call a = {.costs = costs,
                           .scope = scope,
                           .name = name,
                           .function_name = program_function_name(costs->program, scope->function),
                           .peer = peer ? peer : "its peer",
                           .out = out,
                           .inquiry = {.function = scope->function, .call = call}};
    struct courses *courses = courses_create(costs, &a.inquiry);
    if (a.inquiry.is_repeated) {
        struct place place = place_in(&a, scope->calls[call].region);
        buffer_add_text(out, "Something is reported there: duplicate-call.\n");
        explain_whole(&a, &place);
    } else if (!explain_sequence(&a, courses)) {
        explain_nothing(&a);
    }
    courses_destroy(courses);
}
