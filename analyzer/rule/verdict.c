/* Verdicts from what flows through the turns. Tests: testdata/call-in-loop/verdict_*.c */
#include "rule/verdict.h"

#include "flow/flow.h"
#include "rule/chain.h"
#include "rule/same_request.h"
#include "rule/two_passes.h"
#include "rule/unpipelined.h"
#include "rule/within_turn.h"
#include "rule/witness.h"
#include "turns/turns.h"

#include <string.h>

#define SEARCH_BATCH 100 /* what one request may ask for at once, where a good answer ends the loop */

#define ASKED_DEPTH 6 /* calls on the way to what is asked */

#define CLASS_BIT(class) (1u << (class))

const char *verdict_name(enum verdict_kind kind) {
    static const char *const names[] = {
        [VERDICT_NONE] = NULL,           [VERDICT_FAN_OUT] = "fan-out", [VERDICT_SEQUENTIAL] = "sequential",
        [VERDICT_PAGING] = "paging",     [VERDICT_SEARCH] = "search",   [VERDICT_HOIST] = "hoist",
        [VERDICT_COALESCE] = "coalesce", [VERDICT_BATCH] = "batch",     [VERDICT_PIPELINE] = "pipeline"};
    return names[kind];
}

struct judging {
    struct costs *costs;
    const struct scope *scope;
    const struct loop_cost *loop;
    const struct model *model;
    struct loop_carry carry;
    uint32_t call;
    struct flow_use use;       /* of the call that is judged */
    bool needs_answers_within; /* of its own turn, below the call */
    uint32_t degree_left;      /* of what stays when the turns of a fan-out have gone out at once */
    const char *part;          /* what asks the same on each turn, where the turn asks for more; else NULL */
    const struct model
        *unpipelined; /* what a turn may call that no pipeline carries; NULL: nothing, or not of interest */
};

/* --- what is asked --------------------------------------------------------------------------------------------------
 */

static bool is_inside(const struct judging *j, uint32_t call) {
    return j->scope->calls[call].region && scope_is_inside(j->scope, j->scope->calls[call].number, j->loop->loop);
}

/* The path ends in a wait, and something else in the loop sends: what the call asks for itself, a connection when there
 * is none yet, is not what it waits for. */
static bool waits_for_others(const struct judging *j, uint32_t call) {
    for (uint32_t i = 0; i < j->scope->body->call_count && j->model->effect == EFFECT_WAIT; i++) {
        const struct flow_use *use = &j->carry.turns.uses[i];
        if (i != call && is_inside(j, i) && use->is_wire && !use->answer)
            return true;
    }
    return false;
}

/* The one call of the function that has open round trips; NULL: there are more. */
static const struct call *only_open_call(const struct costs *costs, uint32_t function) {
    const struct function_cost_summary *summary = &costs->functions[function];
    const struct call *only = NULL;
    for (uint32_t i = 0; i < summary->site_count; i++) {
        if (!poly_open((struct atom_table *)&costs->atoms, summary->sites[i].trips))
            continue;
        if (only || !summary->calls || !summary->calls[summary->sites[i].call])
            return NULL;
        only = summary->calls[summary->sites[i].call]->call;
    }
    return only;
}

/* All that the loop waits for is one request that is given nothing but the connection: whatever else the functions on
 * the way do with answers, it is the same each time. NULL: not so. */
static const struct model *same_request(const struct judging *j, uint32_t call) {
    const struct costs *costs = j->costs;
    const struct call *asked = j->loop->site_count == 1 ? j->scope->calls[call].region->call : NULL;
    uint32_t function = j->scope->function;
    for (uint32_t depth = 0; asked && depth < ASKED_DEPTH; depth++) {
        struct callee callee = costs_callee(costs->program, function, asked, j->scope->scratch);
        if (callee.model)
            return callee.model->handle == 0 && asked->argument_count == 1 && depth > 0 ? callee.model : NULL;
        if (callee.targets.count != 1)
            return NULL;
        function = callee.targets.functions[0];
        asked = only_open_call(costs, function);
    }
    return NULL;
}

/* A call that only waits was asked for by what the turn has sent. */
static struct flow_use use_of(const struct judging *j, uint32_t call) {
    struct flow_use use = j->carry.turns.uses[call];
    const struct model *same = use_is_carried(&use) ? same_request(j, call) : NULL;
    if (!same && call == j->call && (use_is_carried(&use) || j->model->is_blocking))
        same = same_request_of(j->costs, j->scope, j->loop->loop, call);
    if (same) {
        use.request = 0;
        use.access = CLASS_BIT(same->access);
    }
    bool waits = call == j->call && use_is_only(&use, ACCESS_SESSION) && waits_for_others(j, call);
    if ((use.access && !waits) || !use.is_wire)
        return use;
    use.access = 0;
    for (uint32_t i = 0; i < j->scope->body->call_count; i++) {
        const struct flow_use *sent = &j->carry.turns.uses[i];
        if (!is_inside(j, i) || !sent->is_wire || sent->answer)
            continue;
        use.handle |= sent->handle;
        use.request |= sent->request | sent->told;
        use.access |= sent->access;
        use.bulk = sent->bulk;
        use.key |= sent->key;
    }
    return use;
}

/* Nothing in the loop, apart from the call itself, does more than to read. */
static bool is_all_reads(const struct judging *j) {
    for (uint32_t i = 0; i < j->scope->body->call_count; i++)
        if (i != j->call && is_inside(j, i) && (j->carry.turns.uses[i].access & ~CLASS_BIT(ACCESS_READ)))
            return false;
    return true;
}

/* Nothing else in the loop changes the session: `SET ROLE a`, ..., `RESET ROLE` is a pair for each turn. */
static bool is_only_session(const struct judging *j) {
    for (uint32_t i = 0; i < j->scope->body->call_count; i++)
        if (i != j->call && is_inside(j, i) && (j->carry.turns.uses[i].access & CLASS_BIT(ACCESS_SESSION)))
            return false;
    return true;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

/* One command does the same for many turns; SADD puts many into one set, not one into many. */
static bool has_bulk_command(const struct flow_use *use) {
    return use->bulk && !(access_bulk_is_of_key(use->bulk) && (use->key & (FLOW_VARIES | FLOW_CARRIED)));
}

/* Another request of the turn has none: with one for many keys only a part is mended. */
static bool is_beside_single_requests(const struct judging *j) {
    for (uint32_t i = 0; i < j->scope->body->call_count; i++) {
        const struct flow_use *use = &j->carry.turns.uses[i];
        if (i != j->call && is_inside(j, i) && use->is_wire && !has_bulk_command(use) &&
            !use_is_only(use, ACCESS_SESSION))
            return true;
    }
    return false;
}

static bool has_bulk_form(const struct judging *j) {
    bool is_one_kind = use_is_only(&j->use, ACCESS_READ) || use_is_only(&j->use, ACCESS_WRITE);
    if (j->model->language == LANGUAGE_REDIS)
        return has_bulk_command(&j->use) && !is_beside_single_requests(j);
    if (j->model->bulk)
        return is_one_kind || use_is_only(&j->use, ACCESS_TAKE) || use_is_only(&j->use, ACCESS_UNKNOWN);
    return is_one_kind && j->model->language == LANGUAGE_SQL && j->use.bulk;
}

/* The loop has no count of its own: it goes on until an answer says that it is over. */
static bool is_until(const struct judging *j) {
    const struct flow_turns *turns = &j->carry.turns;
    return turns_are_endless(j->scope->loops[j->loop->loop].region->loop) || turns->tests_answer ||
           turns->leaves_on_answer;
}

static enum verdict_kind kind_of_connection(const struct judging *j) {
    if (j->model->handle != ARGUMENT_NONE) /* one that is there is opened again, or closed from outside */
        return carry_changes_connection(j->costs, j->scope, j->loop->loop, j->call) ? VERDICT_FAN_OUT : VERDICT_NONE;
    if (carry_dials_another(j->costs, j->scope, j->loop->loop, j->call))
        return VERDICT_FAN_OUT;
    return j->use.dialed & FLOW_VARIES ? VERDICT_NONE : VERDICT_HOIST;
}

/* A loop inside asks each of many peers. */
static bool holds_fan_out(const struct judging *j) {
    for (uint32_t loop = j->scope->calls[j->call].loop; loop != LOOP_NONE && loop != j->loop->loop;
         loop = j->scope->loops[loop].parent)
        if (carry_changes_connection(j->costs, j->scope, loop, j->call))
            return true;
    return false;
}

static enum verdict_kind kind_of(const struct judging *j) {
    const struct flow_use *use = &j->use;
    bool varies = use_varies_request(use);
    if (!use->is_wire)
        return VERDICT_NONE;
    if (j->model->effect == EFFECT_CONNECT)
        return kind_of_connection(j);
    if (carry_changes_connection(j->costs, j->scope, j->loop->loop, j->call) || (!varies && holds_fan_out(j)) ||
        carry_dials_before(j->carry.turns.uses, j->scope, j->loop->loop, j->call))
        return VERDICT_FAN_OUT;
    bool is_page_of_one = use->page == 1 && (use_is_carried(use) || j->carry.turns.tests_answer);
    if (is_page_of_one)
        return VERDICT_PAGING;
    if (use_is_carried(use))
        return use_is_only(use, ACCESS_CURSOR) ? VERDICT_PAGING : VERDICT_SEQUENTIAL;
    if (use_is_only(use, ACCESS_CURSOR) && !varies)
        return VERDICT_PAGING;
    if (use_is_only(use, ACCESS_HEAVY))
        return VERDICT_NONE;
    if (!varies && is_until(j))
        return VERDICT_SEQUENTIAL;
    if (j->carry.turns.leaves_on_answer || j->carry.turns.tests_answer)
        return VERDICT_SEARCH;
    if (!varies && use_is_only(use, ACCESS_READ) && is_all_reads(j))
        return VERDICT_HOIST;
    if (!varies && use_is_only(use, ACCESS_SESSION) && is_only_session(j)) /* set once, it stays */
        return VERDICT_HOIST;
    if (!varies && use_is_only(use, ACCESS_SYNC))
        return VERDICT_COALESCE;
    if (has_bulk_form(j))
        return VERDICT_BATCH;
    if (j->model->is_blocking && !j->model->pipeline)
        return VERDICT_NONE;
    return j->needs_answers_within ? VERDICT_SEQUENTIAL : VERDICT_PIPELINE;
}

/* Of calls with a function for many, one that it does not serve: with it only a part is mended. */
static bool is_left_over(const struct judging *j, const struct site_count *site, struct path_step *step) {
    if (!j->model->bulk || j->model->language != LANGUAGE_NONE ||
        !witness_path(j->costs, j->scope->function, site->call, step, 1) || !step->model)
        return false;
    return step->model != j->model && step->model->effect == EFFECT_ROUNDTRIP &&
           (!step->model->bulk || strcmp(step->model->bulk, j->model->bulk) != 0);
}

static bool left_over(const struct judging *j, struct path_step *step) {
    for (uint32_t i = 0; i < j->loop->site_count; i++)
        if (is_left_over(j, &j->loop->sites[i], step))
            return true;
    return false;
}

/* --- after the fix ------------------------------------------------------------------------------------------------ */

/* The call has its place before or behind the loop as well as the one that is judged. */
static bool goes_along(const struct judging *j, uint32_t call) {
    struct flow_use use = use_of(j, call);
    return call == j->call || (!use_varies_request(&use) && use.access == j->use.access);
}

/* So many round trips of each turn are made once instead, and all others stay. */
static const struct poly *after_part(const struct judging *j, int64_t moved) {
    struct atom_table *atoms = &j->costs->atoms;
    const struct loop_cost *loop = j->loop;
    const struct poly *once = poly_multiply(atoms, loop->times, poly_constant(atoms, moved));
    const struct poly *each = poly_multiply(atoms, once, loop->turns);
    const struct poly *after =
        poly_add(atoms, once, poly_excess(atoms, poly_bare(atoms, loop->trips), poly_bare(atoms, each)));
    return loop->trips->is_exact ? after : poly_inexact(atoms, after);
}

/* What is asked once, and what the turns go on to ask. */
static const struct poly *after_moved(const struct judging *j, const struct poly *once) {
    struct atom_table *atoms = &j->costs->atoms;
    const struct loop_cost *loop = j->loop;
    const struct poly *moved = NULL, *rest = NULL;
    for (uint32_t i = 0; i < loop->site_count; i++) {
        if (goes_along(j, loop->sites[i].call))
            moved = poly_add(atoms, moved, loop->times);
        else
            rest = poly_add(atoms, rest, loop->sites[i].trips);
    }
    return rest ? poly_add(atoms, moved, rest) : once;
}

/* One request for many, and what it does not serve. */
static const struct poly *after_batch(const struct judging *j) {
    const struct poly *after = j->loop->times;
    struct path_step step;
    for (uint32_t i = 0; i < j->loop->site_count; i++)
        if (is_left_over(j, &j->loop->sites[i], &step))
            after = poly_add(&j->costs->atoms, after, j->loop->sites[i].trips);
    return after;
}

static const struct poly *after_of(const struct judging *j, enum verdict_kind kind) {
    struct atom_table *atoms = &j->costs->atoms;
    const struct poly *once = poly_multiply(atoms, j->loop->times, j->loop->per_turn);
    if (kind == VERDICT_NONE)
        return NULL;
    if (kind == VERDICT_SEQUENTIAL || kind == VERDICT_PAGING)
        return j->loop->trips;
    if (kind == VERDICT_SEARCH)
        return poly_multiply(atoms, poly_divide(atoms, j->loop->turns, SEARCH_BATCH), once);
    if (kind == VERDICT_HOIST && j->part)
        return after_part(j, 1);
    if (kind == VERDICT_HOIST && j->model->effect == EFFECT_CONNECT) /* what is asked of the peer stays */
        return after_part(j, j->model->roundtrips);
    if (kind == VERDICT_HOIST || kind == VERDICT_COALESCE)
        return after_moved(j, once);
    struct path_step step;
    if (kind == VERDICT_BATCH && left_over(j, &step))
        return after_batch(j);
    return once;
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

#define NO_TURN "no turn needs another's answer"

static const char *sentence(const struct judging *j, const char *words, const char *more) {
    return more ? arena_printf(j->costs->program->arena, "%s; %s", words, more) : words;
}

/* "one MGET serves many": the command is the text's, not the function's. Of SQL the verb is no news. */
static const char *one_command(const struct judging *j) {
    bool is_command = j->use.bulk && j->model->language == LANGUAGE_REDIS;
    return is_command ? arena_printf(j->costs->program->arena, "one %s serves many", j->use.bulk) : NULL;
}

static const char *batch_text(const struct judging *j) {
    const char *advice = j->model->advice;
    const char *text = "batch: " NO_TURN;
    if (one_command(j))
        return sentence(j, text, one_command(j));
    if (j->model->bulk && (!advice || !strstr(advice, j->model->bulk)))
        text = arena_printf(j->costs->program->arena, "%s; one call of %s() serves many", text, j->model->bulk);
    text = sentence(j, text, advice);
    struct path_step step;
    return left_over(j, &step)
               ? arena_printf(j->costs->program->arena, "%s; %s() stays on each turn", text, step.callee)
               : text;
}

static const char *pipeline_text(const struct judging *j) {
    const char *way = j->model->pipeline ? j->model->pipeline : j->model->advice;
    return sentence(j, "pipeline: " NO_TURN, way ? way : "send all, then wait");
}

static const char *search_text(const struct judging *j) {
    const char *more = one_command(j);
    if (!more && j->model->language == LANGUAGE_REDIS)
        more = j->model->pipeline;
    else if (!more && j->model->language == LANGUAGE_NONE)
        more = j->model->advice;
    return sentence(j, "search: ask for many at once and look through the answer", more);
}

/* The advice is about that very kind of request, not about all that the function can be asked. */
static const char *advice_for(const struct judging *j, enum access_class access) {
    return j->model->access == access ? j->model->advice : NULL;
}

static const char *hoist_text(const struct judging *j) {
    if (j->model->effect == EFFECT_CONNECT)
        return sentence(j, "hoist: the same connection is opened on each turn", j->model->advice);
    if (j->part)
        return arena_printf(j->costs->program->arena,
                            "hoist: what %s() asks for is the same on each turn; ask once before the loop", j->part);
    return "hoist: the request is the same on each turn; ask once before the loop";
}

/* There is no verdict: of a call that only waits nothing else is known, a connection is opened when it has to be. */
static const char *other_text(const struct judging *j) {
    if (!j->use.is_wire)
        return j->model->advice;
    if (j->model->is_blocking && !use_is_only(&j->use, ACCESS_HEAVY) && j->model->effect != EFFECT_CONNECT)
        return j->model->advice ? j->model->advice
                                : "it cannot be sent without waiting for the answer; keep what several turns ask for, "
                                  "or let them run side by side";
    if (use_is_only(&j->use, ACCESS_HEAVY))
        return "each of these is much work for the peer, and one request each is right; several connections can share "
               "it";
    return NULL;
}

static const char *paging_text(const struct judging *j) {
    const char *more = j->model->paging ? j->model->paging : advice_for(j, ACCESS_CURSOR);
    const char *text = "paging: ask for more items on each turn";
    if (j->loop->page)
        text = arena_printf(j->costs->program->arena, "paging: a page of %lld; ask for more items on each turn",
                            (long long)j->loop->page);
    return sentence(j, text, more);
}

static const char *fan_out_text(const struct judging *j) {
    if (j->model->effect == EFFECT_CONNECT)
        return "fan-out: open all connections at once, then wait for them";
    return j->needs_answers_within || j->degree_left > 0
               ? "fan-out: each turn has its own connection, and asks several times; let the turns run side by side"
               : "fan-out: each turn has its own connection; send to all, then wait for all";
}

static const char *text_of(const struct judging *j, enum verdict_kind kind) {
    switch (kind) {
    case VERDICT_FAN_OUT:
        return fan_out_text(j);
    case VERDICT_SEQUENTIAL:
        if (j->unpipelined)
            return arena_printf(j->costs->program->arena,
                                "sequential: a turn may call %s(), which is not possible in a pipeline; let several "
                                "connections share the turns",
                                j->unpipelined->name);
        if (!use_is_carried(&j->use) && !is_until(j))
            return "sequential: each turn asks several times, and needs the answers; let several turns run side by "
                   "side, or ask the peer for the whole";
        return sentence(j,
                        "sequential: each turn needs the answer before it; let the peer do the whole work, or ask for "
                        "more at once",
                        use_is_only(&j->use, ACCESS_CURSOR) ? j->model->paging : NULL);
    case VERDICT_PAGING:
        return paging_text(j);
    case VERDICT_SEARCH:
        return search_text(j);
    case VERDICT_HOIST:
        return hoist_text(j);
    case VERDICT_COALESCE:
        return sentence(j, "coalesce: once after the loop is enough", advice_for(j, ACCESS_SYNC));
    case VERDICT_BATCH:
        return batch_text(j);
    case VERDICT_PIPELINE:
        return pipeline_text(j);
    case VERDICT_NONE:
        return other_text(j);
    }
    return NULL;
}

/* The call asks the same on each turn, and more than that: what asks the same. */
static const char *part_of(const struct judging *j) {
    struct path_step last;
    int64_t trips;
    if (poly_is_constant(j->loop->per_turn, &trips) && trips <= 1)
        return NULL;
    const struct model *same = same_request_of(j->costs, j->scope, j->loop->loop, j->call);
    return same && witness_path(j->costs, j->scope->function, j->call, &last, 1) && last.model ? last.callee : NULL;
}

/* The advice of a call that waits until all is done, where that is needed on each turn. */
static const char *two_passes_text(const struct costs *costs, const struct model *model) {
    return arena_printf(costs->program->arena,
                        "two passes with one %s() between them: what comes before it for all, then what goes to the "
                        "other connection",
                        model->name);
}

static bool needs_two_passes(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                             uint32_t call, const struct model *model) {
    return model->access == ACCESS_SYNC && model->handle >= 0 && !model->is_glob &&
           two_passes_are_needed(costs, scope, loop->loop, call);
}

/* BEGIN and COMMIT on each turn go with what stands between them: of calls as dear as this one, one that asks for data.
 */
static uint32_t call_that_asks(const struct judging *j, uint32_t dearest) {
    uint32_t frame = CLASS_BIT(ACCESS_SESSION) | CLASS_BIT(ACCESS_SYNC), seen = 0;
    const struct site_count *first = NULL;
    for (uint32_t i = 0; i < j->loop->site_count; i++) {
        seen |= use_of(j, j->loop->sites[i].call).access;
        if (j->loop->sites[i].call == dearest)
            first = &j->loop->sites[i];
    }
    if ((use_of(j, dearest).access & ~frame) || !(seen & CLASS_BIT(ACCESS_SYNC))) /* PREPARE is no such frame */
        return dearest;
    for (uint32_t i = 0; first && i < j->loop->site_count; i++)
        if (costs_compare_sites(first, &j->loop->sites[i]) == 0 && use_of(j, j->loop->sites[i].call).access & ~frame)
            return j->loop->sites[i].call;
    return dearest;
}

/* Of what is left when all turns have gone out at once: a turn may have a loop of its own. One of those that go to many
 * peers as well goes out with them. */
static uint32_t degree_left(const struct judging *j, const struct poly *after) {
    uint32_t degree = poly_degree(after);
    for (uint32_t loop = j->scope->calls[j->call].loop; degree && loop != LOOP_NONE && loop != j->loop->loop;
         loop = j->scope->loops[loop].parent)
        degree -= carry_changes_connection(j->costs, j->scope, loop, j->call);
    return degree;
}

/* Beside the calls that go to many peers, none asks one and the same on each turn. */
static bool is_all_fan_out(const struct judging *j) {
    if (j->loop->is_fan_out || j->model->effect == EFFECT_CONNECT)
        return true;
    for (uint32_t i = 0; i < j->loop->site_count; i++) {
        struct judging other = *j;
        other.call = j->loop->sites[i].call;
        if (!carry_changes_connection(j->costs, j->scope, j->loop->loop, other.call) && !holds_fan_out(&other))
            return false;
    }
    return true;
}

/* One round trip on each turn, whatever is asked once for all turns: a connection when there is none yet. */
static bool turn_asks_once(struct costs *costs, const struct loop_cost *loop) {
    struct atom_table *atoms = &costs->atoms;
    int64_t trips;
    if (poly_is_constant(loop->per_turn, &trips) && trips <= 1)
        return true;
    const struct poly *each = poly_bare(atoms, poly_multiply(atoms, loop->times, loop->turns));
    return poly_degree(loop->trips) > 0 && poly_degree(poly_excess(atoms, poly_bare(atoms, loop->trips), each)) == 0;
}

struct verdict verdict_of_loop(struct costs *costs, const struct scope *scope, const struct loop_cost *loop,
                               const struct model *model) {
    uint32_t call = loop_dearest_site(costs, scope->function, loop)->call;
    bool is_twice = needs_two_passes(costs, scope, loop, call, model);
    const struct call *chained = loop->loop == LOOP_NONE ? chain_call(scope) : NULL;
    if (chained)
        return chain_verdict(costs, scope, loop, chained, call);
    if (loop->loop == LOOP_NONE) { /* recursion: what one run hands to the next is not followed */
        const char *advice = model->advice ? model->advice : model->pipeline;
        return (struct verdict){.kind = VERDICT_NONE, .fix = is_twice ? two_passes_text(costs, model) : advice};
    }
    struct judging j = {costs, scope, loop, model, carry_of_loop(costs, scope, loop->loop), call, {0},
                        false, 0,     NULL, NULL};
    j.call = call_that_asks(&j, call);
    j.use = use_of(&j, j.call);
    int64_t turns;
    if (poly_is_constant(loop->turns, &turns) && turns <= SILENT_COUNT) /* each is much: the loop is not the matter */
        return (struct verdict){.kind = VERDICT_NONE, .fix = "do once what the turns have in common"};
    j.needs_answers_within = !turn_asks_once(costs, loop) &&
                             within_turn_needs_answers(costs, scope, scope->calls[j.call].region->call, model->peer);
    enum verdict_kind kind = kind_of(&j);
    j.unpipelined = kind == VERDICT_PIPELINE ? unpipelined_in_loop(costs, scope, loop->loop) : NULL;
    kind = j.unpipelined ? VERDICT_SEQUENTIAL : kind;
    j.part = kind == VERDICT_HOIST ? part_of(&j) : NULL;
    const struct poly *after = after_of(&j, kind);
    j.degree_left = kind == VERDICT_FAN_OUT ? degree_left(&j, after) : 0;
    const char *fix = text_of(&j, kind);
    if (is_twice && kind == VERDICT_COALESCE)
        fix = arena_printf(costs->program->arena, "coalesce: %s", two_passes_text(costs, model));
    else if (is_twice && kind == VERDICT_NONE)
        fix = two_passes_text(costs, model);
    bool is_all = kind == VERDICT_FAN_OUT && is_all_fan_out(&j);
    uint32_t degree = is_all ? j.degree_left : poly_degree(loop->trips);
    return (struct verdict){.kind = kind,
                            .is_note = (is_all && degree == 0) || use_is_only(&j.use, ACCESS_HEAVY),
                            .degree = degree,
                            .after = after,
                            .fix = fix};
}
