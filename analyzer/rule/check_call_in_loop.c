/* call-in-loop: a round trip on each turn of a loop, directly or through helpers and files.
 *
 * One finding per loop, at the dearest call inside; round trips that an inner loop reports are not reported again.
 * Tests: testdata/call-in-loop */
#include "base/error.h"
#include "cost/later.h"
#include "ir/text.h"
#include "rule/besides.h"
#include "rule/callers_off.h"
#include "rule/caps.h"
#include "rule/chain.h"
#include "rule/checks.h"
#include "rule/loop_draft.h"
#include "rule/makers.h"
#include "rule/of_kind.h"
#include "rule/verdict.h"
#include "rule/witness.h"
#include "turns/path.h"
#include "turns/scope.h"
#include "turns/turns.h"

#include <string.h>

/* --- the finding ------------------------------------------------------------------------------------------------- */

/* A condition that each item has for itself may hold for few of them: a filter. */
static bool is_filtered(const struct loop_cost *loop) {
    return loop->is_of_changes || (loop->option && !loop->most && guard_is_of_elements(loop->option));
}

static enum severity severity_of(const struct loop_cost *loop, const struct poly *trips, enum phase phase) {
    int64_t constant;
    enum severity severity = poly_degree(trips) >= 2 ? SEVERITY_ERROR : SEVERITY_WARNING;
    if (phase != PHASE_REQUEST || (poly_is_constant(trips, &constant) && constant <= NOTE_TRIPS) || is_filtered(loop))
        severity = SEVERITY_NOTE;
    return severity;
}

static void note_atom(const struct atom *atom, void *context) { *(const struct atom **)context = atom; }

struct atom_search {
    const struct atom *wanted;
    bool is_found;
};

static void search_atom(const struct atom *atom, void *context) {
    struct atom_search *search = context;
    search->is_found |= atom == search->wanted;
}

/* More turns make more round trips: not where a way out or a bound says how many there are at most. */
static bool grows_with_turns(const struct loop_cost *loop) {
    struct atom_search search = {0};
    poly_visit_atoms(loop->turns, note_atom, &search.wanted);
    if (search.wanted)
        poly_visit_atoms(loop->trips, search_atom, &search);
    return !search.wanted || search.is_found;
}

static const char *turns_text(const struct loop_draft *draft) {
    struct arena *arena = draft->context->program->arena;
    const char *function = draft_last_part(program_function_name(draft->context->program, draft->scope->function));
    bool is_loop = draft->loop->loop != LOOP_NONE;
    const char *one = is_loop ? "turn" : arena_printf(arena, "recursive run of %s()", function);
    const char *many = is_loop ? "turns" : arena_printf(arena, "recursive runs of %s()", function);
    if (draft->handover && is_loop) {
        if (strncmp(function, "operator", strlen("operator")) != 0) {
            one = arena_printf(arena, "%s %s()", loop_draft_is_library(draft) ? "call by" : "turn of", function);
            many = arena_printf(arena, "%s %s()", loop_draft_is_library(draft) ? "calls by" : "turns of", function);
        }
    }
    const struct poly *turns = loop_draft_is_library(draft) ? draft->loop->all_turns : draft->loop->turns;
    return draft->loop->is_named ? loop_draft_counted(draft, turns, one, many)
                                 : arena_printf(arena, "an unknown number of %s", many);
}

static void print_reasons(uint32_t reasons, struct buffer *text) {
    static const char *const names[] = {
        "items are of special kinds",         "settings change",
        "what connecting switches off is on", "several conditions in callees hold at once",
        "items are not connected yet",        "several conditions hold at once"};
    const char *between = "";
    for (uint32_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (!(reasons >> i & 1))
            continue;
        buffer_printf(text, "%s%s", between, names[i]);
        uint32_t rest = reasons >> (i + 1);
        between = (rest & (rest - 1)) != 0 ? ", " : " and ";
    }
    buffer_add_text(text, reasons ? "" : "options ask for it");
}

/* "config.verbose is not 0" */
static void print_option(const struct loop_draft *draft, const struct guard *option, struct buffer *text) {
    bool is_element = guard_is_of_elements(option);
    if (guard_is_some_option(option) || guard_seldom_reasons(option)) {
        print_reasons(guard_seldom_reasons(option), text);
        return;
    }
    const struct expr *variable = is_element ? option->path->a : option->path;
    buffer_add_text(text, is_element ? "an element of " : "");
    path_print(draft->context->program, variable, draft->scope->function, text);
    if (option->op == OP_BIT_AND)
        buffer_printf(text, " has bit %lld", (long long)option->constant);
    else
        buffer_printf(text, " is %s%lld", option->op == OP_NOT_EQUAL ? "not " : "", (long long)option->constant);
}

/* What is only paid when the program is configured so. */
static void add_option(const struct loop_draft *draft, struct buffer *text) {
    struct costs *costs = draft->context->costs;
    const struct loop_cost *loop = draft->loop;
    if (!loop->option)
        return;
    if (loop->most)
        buffer_printf(
            text, "; up to %s",
            formula_counted(
                costs,
                formula_people(costs, loop_draft_in_all(draft, poly_inexact(&costs->atoms, loop->most)), &draft->view),
                "round trip", "round trips"));
    buffer_add_text(text, loop->most ? " when " : ", when ");
    print_option(draft, loop->option, text);
}

/* "on each of n turns", "on those of n turns where c->kind is 3", "... whose item has changed", "during n turns" */
static const char *turns_asked_text(const struct loop_draft *draft, bool is_each) {
    const struct scope *scope = draft->scope;
    struct arena *arena = draft->context->program->arena;
    const struct expr *kind = is_each ? of_kind(scope, draft->loop) : NULL;
    struct buffer text = {0};
    if (is_each && draft->loop->is_of_changes)
        return arena_printf(arena, "on those of %s whose item has changed", turns_text(draft));
    if (!kind)
        return arena_printf(arena, "%s %s", is_each ? "on each of" : "during", turns_text(draft));
    buffer_printf(&text, "on those of %s where ", turns_text(draft));
    expr_print_source(scope->unit, scope->body, kind->a, &text);
    buffer_printf(&text, " is %lld", (long long)kind->b->value);
    const char *kept = arena_text(arena, text.data, text.size);
    buffer_finish(&text);
    return kept;
}

/* What sends again is what people look for: the answer to the last request is where the library calls back. */
static void set_chained(struct loop_draft *draft, struct finding *finding) {
    const struct scope *scope = draft->handover ? draft->handover->scopes[0] : draft->scope;
    struct arena *arena = draft->context->program->arena;
    const struct formula *roundtrips = &finding->roundtrips;
    struct callee callee = costs_callee(draft->context->program, scope->function, draft->chained, scope->scratch);
    const char *name =
        callee.entity == SYMBOL_NONE ? finding->callee : draft->context->program->entities[callee.entity].name;
    draft_move(&draft->draft, scope, draft->chained);
    finding->message =
        arena_printf(arena, "%s() sends to %s again each time the answer has come: %s%s%s%s", draft_last_part(name),
                     finding->peer, formula_limit(roundtrips),
                     formula_counted(draft->context->costs, roundtrips->people, "round trip", "round trips"),
                     roundtrips->break_even_atom ? ", " : "",
                     roundtrips->break_even_atom ? formula_break_even_text(draft->context->costs, roundtrips) : "");
}

static void set_texts(struct loop_draft *draft, struct finding *finding, const char *called) {
    struct buffer text = {0};
    const struct costs *costs = draft->context->costs;
    const struct formula *roundtrips = &finding->roundtrips;
    const char *counted = formula_counted(costs, roundtrips->people, "round trip", "round trips");
    bool is_each = grows_with_turns(draft->loop);
    struct place others[BESIDES_LIMIT];
    buffer_printf(&text, "%s waits for %s %s: %s%s%s", draft_called(draft->context->program->arena, called),
                  finding->peer, turns_asked_text(draft, is_each), formula_limit(roundtrips), counted,
                  is_each ? loop_draft_pages(draft, draft->loop->loop) : " in all");
    if (roundtrips->break_even_atom)
        buffer_printf(&text, ", %s", formula_break_even_text(costs, roundtrips));
    add_option(draft, &text);
    uint32_t count = draft->handover ? 0 : besides_find(draft->context->costs, draft->scope, draft->loop, others);
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&text, "%s%s:%u", i == 0 ? ", besides what is reported at " : " and ", others[i].file,
                      others[i].line);
    finding->message = arena_text(draft->context->program->arena, text.data, text.size);
    buffer_finish(&text);
}

/* Requests that are sent one by one because a list holds them: where they are put there. */
static void add_makers(struct loop_draft *draft, struct finding *finding) {
    struct program *program = draft->context->program;
    struct maker makers[MAKERS_LIMIT];
    uint32_t count = makers_of_loop(draft->context->costs, draft->scope, draft->loop, makers);
    for (uint32_t i = 0; i < count; i++) {
        struct place place = place_of(program, makers[i].function, makers[i].location);
        const char *what = makers[i].is_joined ? "the items of another list" : "one item";
        if (count == 1 && !makers[i].is_copied)
            finding->cause = place;
        draft_add_step(&draft->draft,
                       (struct step){.kind = STEP_CALL,
                                     .place = place,
                                     .function = program_function_name(program, makers[i].function),
                                     .text = arena_printf(program->arena, "makes the list: %s() adds %s on each turn",
                                                          draft_last_part(makers[i].adder), what)});
    }
}

static void set_verdict(struct loop_draft *draft, struct finding *finding, const struct model *model) {
    struct costs *costs = draft->context->costs;
    struct verdict verdict = verdict_of_loop(costs, draft->scope, draft->loop, model);
    finding->verdict = verdict_name(verdict.kind);
    finding->fix = verdict.fix;
    if (verdict.is_note || draft->loop->page)
        finding->severity = SEVERITY_NOTE;
    else if (verdict.kind == VERDICT_FAN_OUT && verdict.degree < 2 && finding->severity == SEVERITY_ERROR)
        finding->severity = SEVERITY_WARNING;
    if (verdict.kind == VERDICT_NONE)
        return;
    bool is_loop = loop_draft_is_library(draft) && draft->loop->loop != LOOP_NONE;
    bool is_sort = is_loop && draft->scope->loops[draft->loop->loop].parent != LOOP_NONE;
    if (is_sort && verdict.kind == VERDICT_BATCH &&
        draft->loop->per_turn) /* all that it compares are asked for at once */
        verdict.after = draft->loop->per_turn;
    finding->after_fix = ARENA_NEW(draft->context->program->arena, struct formula);
    *finding->after_fix = formula_of(costs, loop_draft_in_all(draft, verdict.after), loop_draft_teller(draft), 0);
    if (verdict.kind == VERDICT_BATCH || verdict.kind == VERDICT_PIPELINE)
        add_makers(draft, finding);
}

/* The turns of the loops from outside to `loop`; behind them those of the reported one. Gives their number. */
static uint32_t loop_turns(const struct loop_draft *draft, uint32_t loop, const struct poly **factors) {
    const struct scope *scope = draft->scope;
    uint32_t count = 0;
    if (loop == LOOP_NONE) { /* recursion around all of the function */
        factors[0] = draft->loop->turns;
        return 1;
    }
    if (scope->loops[loop].parent != LOOP_NONE)
        count = loop_turns(draft, scope->loops[loop].parent, factors);
    if (count < FORMULA_FACTORS - 1)
        factors[count++] = loop == draft->loop->loop ? draft->loop->turns : turns_of(scope, loop).count;
    return count;
}

static bool is_product(struct atom_table *atoms, const struct poly *const *factors, uint32_t count,
                       const struct poly *whole) {
    const struct poly *product = poly_constant(atoms, 1);
    for (uint32_t i = 0; i < count; i++)
        product = poly_multiply(atoms, product, factors[i]);
    return product && poly_is_equal(poly_inexact(atoms, product), poly_inexact(atoms, whole));
}

/* By the loops where that says the same as the whole count. */
static const char *people_of(const struct loop_draft *draft) {
    struct costs *costs = draft->context->costs;
    const struct loop_cost *loop = draft->loop;
    const struct poly *factors[FORMULA_FACTORS];
    if (loop->loop == LOOP_NONE || draft->handover) /* recursion: what a run makes may not be known */
        return formula_people(costs, loop_draft_in_all(draft, loop->trips), &draft->view);
    uint32_t count = loop_turns(draft, loop->loop, factors);
    if (!is_product(&costs->atoms, factors, count, loop->all_turns)) {
        factors[0] = loop->all_turns;
        count = 1;
    }
    factors[count++] = loop->per_turn;
    return is_product(&costs->atoms, factors, count, loop->trips) ? formula_product(costs, factors, count, &draft->view)
                                                                  : formula_people(costs, loop->trips, &draft->view);
}

/* What the finding's round trips at the end of the path are, in terms of the loop. NULL: not known. */
static const struct poly *trips_of_path(const struct loop_draft *draft, const struct path_step *path, uint32_t count) {
    while (count-- > 0)
        for (uint32_t i = 0; i < draft->sites.items.count; i++) {
            const struct wire_site *site = &draft->sites.items.items[i];
            if (site->function == path[count].function && site->call->index == path[count].region->call->index)
                return site->trips;
        }
    return NULL;
}

/* Of the first round trips that have one. */
static const char *peer_of(const struct poly *trips) {
    for (uint32_t i = 0; i < trips->count; i++)
        if (trips->items[i].peer)
            return trips->items[i].peer;
    return "a peer";
}

/* Nothing is left open in a sum that is exact, though a call behind a test that always holds looks like it. */
static void set_exact(const struct loop_cost *loop, struct finding *finding) {
    for (uint32_t i = 0; i < finding->site_count && finding->roundtrips.is_exact && !loop->most; i++)
        finding->sites[i].roundtrips.is_exact = true;
}

/* Where one call sends and names the callback, the chain is told of there. */
static const struct call *chained_by(const struct loop_draft *draft) {
    if (!draft->handover)
        return chain_call(draft->scope);
    return later_is_completion(draft->context->program, draft->scope->function) ? draft->handover->calls[0] : NULL;
}

static void report(struct loop_draft *draft) {
    struct rule_context *context = draft->context;
    uint32_t function = draft->scope->function;
    const struct site_count *best = loop_dearest_site(context->costs, function, draft->loop);
    struct path_step path[PATH_LIMIT];
    uint32_t count = witness_path(context->costs, function, best->call, path, PATH_LIMIT);
    if (count == 0)
        BUG("a loop around round trips that no call makes");
    const struct model *model = path[count - 1].model;
    struct finding *finding = &draft->draft.finding;
    draft->last = path[count - 1];
    draft->chained = draft->loop->loop == LOOP_NONE ? chained_by(draft) : NULL;
    draft_begin(&draft->draft, "call-in-loop", best->call, draft->loop->loop, path, count);
    if (draft->handover)
        draft_move(&draft->draft, draft->handover->scopes[0], draft->handover->calls[0]);
    if (!model) /* the way to the library is lost: what is counted is told all the same */
        finding->peer = peer_of(draft->loop->trips);
    finding->confidence = poly_confidence(draft->loop->trips);
    draft->milliseconds = latency_of_peer(context->latency, finding->peer);
    draft->view.viewer = loop_draft_teller(draft);
    draft->view.path = trips_of_path(draft, path, count);
    finding->severity = severity_of(draft->loop, loop_draft_in_all(draft, draft->loop->trips), finding->phase);
    finding->roundtrips = formula_of(context->costs, loop_draft_in_all(draft, draft->loop->trips),
                                     loop_draft_teller(draft), draft->milliseconds);
    finding->roundtrips.people = people_of(draft);
    if (!draft->handover)
        caps_assume(context->costs, draft->scope, draft->loop->loop, &finding->roundtrips);
    for (uint32_t i = 0; i < draft->sites.items.count; i++)
        draft->sites.items.items[i].trips = loop_draft_in_all(draft, draft->sites.items.items[i].trips);
    draft_set_sites(&draft->draft, &draft->sites);
    set_exact(draft->loop, finding);
    loop_draft_add_steps(draft, best->call);
    if (draft->chained)
        set_chained(draft, finding);
    else
        set_texts(draft, finding, path[0].callee);
    if (model)
        set_verdict(draft, finding, model);
    draft_set_fingerprint(&draft->draft);
    vec_push(&context->findings, *finding);
}

/* `for each slot: for each node: ask`: the loop around is told of, and its steps hold this one. */
static bool is_told_outside(const struct function_cost_summary *summary, const struct scope *scope,
                            const struct loop_cost *loop) {
    for (uint32_t i = 0; i < summary->loop_count && loop->is_fan_out; i++)
        for (uint32_t outer = scope->loops[loop->loop].parent; outer != LOOP_NONE; outer = scope->loops[outer].parent)
            if (summary->loops[i].loop == outer)
                return true;
    return false;
}

/* The function for itself tells of the loop already, and of as much. */
static bool is_told_by_origin(struct costs *costs, uint32_t instance, const struct loop_cost *loop) {
    const struct function_cost_summary *own = &costs->functions[costs->program->functions[instance].origin];
    for (uint32_t i = 0; own->is_done && i < own->loop_count; i++)
        if (own->loops[i].loop == loop->loop)
            return poly_value(own->loops[i].trips, turns_assumed, NULL) >= poly_value(loop->trips, turns_assumed, NULL);
    return false;
}

/* Told of by nobody: a number of round trips as small as that. */
static bool is_silent(const struct loop_draft *draft) {
    int64_t constant;
    return poly_is_constant(loop_draft_in_all(draft, draft->loop->trips), &constant) && constant <= SILENT_COUNT;
}

/* All of it is asked under a condition on what the caller passes, and that one passes something else. */
static bool is_off_there(const struct costs *costs, const struct loop_cost *loop, const struct handover *handover) {
    for (uint32_t i = 0; loop->when && i < loop->when->count; i++) {
        const struct guard *guard = loop->when->items[i];
        enum guard_fate fate = GUARD_BECOMES;
        for (uint32_t k = handover->depth; k-- > 0 && fate == GUARD_BECOMES;)
            fate = costs_guard_fate(costs, handover->scopes[k]->function, handover->calls[k]->index, guard, &guard);
        if (fate == GUARD_FAILS)
            return true;
    }
    return false;
}

/* A loop whose function was handed what it asks with: at each call that hands it over. */
static void report_handovers(struct draft_walk *walk, const struct loop_cost *loop, const struct handover *handovers,
                             uint32_t count, const char *handed) {
    for (uint32_t i = 0; i < count; i++) {
        struct loop_draft draft = {.context = walk->context,
                                   .scope = &walk->scope,
                                   .loop = loop,
                                   .handover = &handovers[i],
                                   .handed = handed,
                                   .draft = {.context = walk->context, .scope = &walk->scope, .first = 0}};
        if (is_silent(&draft) || is_off_there(walk->context->costs, loop, &handovers[i]))
            continue;
        wire_sites_find(walk->context->costs, &walk->scope, draft.loop, &draft.sites);
        report(&draft);
        wire_sites_finish(&draft.sites);
    }
}

static void check_instance(struct draft_walk *walk) {
    struct rule_context *context = walk->context;
    uint32_t instance = walk->scope.function;
    const struct function_cost_summary *summary = &context->costs->functions[instance];
    struct handover handovers[HANDOVERS];
    uint32_t count = handovers_of(context->costs, instance, &walk->scratch, handovers);
    for (uint32_t i = 0; i < summary->loop_count; i++)
        if (!is_told_outside(summary, &walk->scope, &summary->loops[i]) &&
            !is_told_by_origin(context->costs, instance, &summary->loops[i]))
            report_handovers(walk, &summary->loops[i], handovers, count, NULL);
}

/* The template's function was handed the object that the loop asks with. False: it was not, or nobody calls it. */
static bool check_template(struct draft_walk *walk, const struct loop_cost *loop) {
    struct costs *costs = walk->context->costs;
    struct handover handovers[HANDOVERS];
    const struct site_count *best = loop_dearest_site(costs, walk->scope.function, loop);
    struct path_step path[PATH_LIMIT];
    uint32_t length = witness_path(costs, walk->scope.function, best->call, path, PATH_LIMIT);
    const char *handed = NULL;
    uint32_t parameter = handover_parameter(walk->context->program, path, length, &handed);
    if (parameter == PARAMETER_ANY)
        return false;
    uint32_t count = handovers_of_template(costs, walk->scope.function, parameter, &walk->scratch, handovers);
    report_handovers(walk, loop, handovers, count, handed);
    return count > 0;
}

/* All of it is asked under a condition that no caller lets hold. */
static bool is_off_for_all(struct costs *costs, uint32_t function, const struct loop_cost *loop) {
    for (uint32_t i = 0; loop->when && i < loop->when->count; i++)
        if (callers_switch_off(costs, function, loop->when->items[i]))
            return true;
    return loop->option && !loop->most && callers_switch_off(costs, function, loop->option);
}

static void check_function(struct draft_walk *walk) {
    struct rule_context *context = walk->context;
    const struct function_cost_summary *summary = &context->costs->functions[walk->scope.function];
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        struct loop_draft draft = {.context = context,
                                   .scope = &walk->scope,
                                   .loop = &summary->loops[i],
                                   .draft = {.context = context, .scope = &walk->scope, .first = walk->first}};
        if (is_told_outside(summary, &walk->scope, draft.loop) || check_template(walk, draft.loop) ||
            is_off_for_all(context->costs, walk->scope.function, draft.loop))
            continue;
        wire_sites_find(context->costs, &walk->scope, draft.loop, &draft.sites);
        report(&draft);
        wire_sites_finish(&draft.sites);
    }
}

void check_call_in_loop(struct rule_context *context) {
    struct draft_walk walk;
    draft_walk_begin(&walk, context);
    for (uint32_t f = 0; f < context->program->function_count && !program_is_cancelled(context->program, NULL); f++) {
        const struct function_cost_summary *summary = &context->costs->functions[f];
        if (!summary->is_done || summary->loop_count == 0 || context->is_unrun[f])
            continue;
        draft_walk_to(&walk, f);
        if (program_is_instance(context->program, f))
            check_instance(&walk);
        else
            check_function(&walk);
    }
    draft_walk_end(&walk);
}
