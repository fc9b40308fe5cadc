/* call-in-loop: a round trip on each turn of a loop, directly or through helpers and files.
 *
 * One finding per loop, at the dearest call inside; round trips that an inner loop reports are not reported again.
 * Tests: testdata/call-in-loop */
#include "base/error.h"
#include "cost/countdown.h"
#include "cost/later.h"
#include "ir/text.h"
#include "rule/besides.h"
#include "rule/caps.h"
#include "rule/chain.h"
#include "rule/checks.h"
#include "rule/draft.h"
#include "rule/formula.h"
#include "rule/handover.h"
#include "rule/makers.h"
#include "rule/of_kind.h"
#include "rule/verdict.h"
#include "rule/witness.h"
#include "turns/path.h"
#include "turns/scope.h"
#include "turns/turns.h"

#include <string.h>

#define PATH_LIMIT 64

struct drafting {
    struct rule_context *context;
    struct scope *scope; /* of the function that holds the loop */
    const struct loop_cost *loop;
    const struct call *chained;      /* sends again, when the answer has come (rule/chain.h); NULL: it is no chain */
    const struct handover *handover; /* of an instance: the call that it is told at; else NULL */
    const char *handed;              /* of a template: what it was handed runs this */
    struct wire_sites sites;
    struct formula_view view;
    double milliseconds;
    struct path_step last; /* of the path: the library's function */
    struct draft draft;
};

/* --- the way from the loop to the wire --------------------------------------------------------------------------- */

/* As the function of the finding would say it. */
static const struct poly *seen_from_caller(const struct drafting *draft, const struct poly *count) {
    if (!draft->handover)
        return count;
    count = handover_count(draft->handover, draft->scope->function, count);
    return draft->chained ? countdown_renamed(draft->handover->scopes[0], count) : count;
}

/* ... over all turns of what is around the calls that hand over. */
static const struct poly *in_all(const struct drafting *draft, const struct poly *count) {
    if (!draft->handover)
        return count;
    count = handover_times(draft->handover, draft->scope->function, count);
    return draft->chained ? countdown_renamed(draft->handover->scopes[0], count) : count;
}

/* The function that the finding stands in. */
static uint32_t teller_of(const struct drafting *draft) {
    return draft->handover ? draft->handover->scopes[0]->function : draft->scope->function;
}

/* "up to n + 1 turns" */
static const char *counted_as_told(const struct drafting *draft, const struct poly *count, const char *one,
                                   const char *many) {
    struct costs *costs = draft->context->costs;
    struct formula formula = {.people = formula_people(costs, count, &draft->view), .is_exact = poly_is_exact(count)};
    return arena_printf(draft->context->program->arena, "%s%s", formula_limit(&formula),
                        formula_counted(costs, formula.people, one, many));
}

static const char *counted_text(const struct drafting *draft, const struct poly *own, const char *one,
                                const char *many) {
    return counted_as_told(draft, seen_from_caller(draft, own), one, many);
}

/* The recursion around all of the function, where its runs have a name. */
static void add_recursion_step(struct drafting *draft) {
    struct program *program = draft->context->program;
    const struct poly *runs = draft->context->costs->functions[draft->scope->function].runs;
    const struct scope *scope = draft->chained && draft->handover ? draft->handover->scopes[0] : draft->scope;
    if (!runs)
        return;
    const char *text = counted_text(draft, poly_inexact(&draft->context->costs->atoms, runs), "time", "times");
    draft_add_step(&draft->draft,
                   (struct step){.kind = STEP_LOOP,
                                 .place = place_of(program, scope->function, scope->body->location),
                                 .function = program_function_name(program, scope->function),
                                 .text = arena_printf(program->arena, "%s: runs %s",
                                                      draft->chained ? "chain of callbacks" : "recursion", text)});
}

/* A field of what the caller holds decides. */
static void add_mode(const struct drafting *draft, const struct guard *guard, struct buffer *out) {
    const char *op = guard->op == OP_BIT_AND ? "&" : expr_op_text(guard->op);
    bool is_truth = guard->constant == 0 && (guard->op == OP_EQUAL || guard->op == OP_NOT_EQUAL);
    if (guard->path->kind != EXPR_FIELD)
        return;
    buffer_add_text(out, out->size ? " and " : "; waits only when ");
    buffer_add_text(out, guard->is_negated ? "!(" : is_truth && guard->op == OP_EQUAL ? "!" : "");
    path_print(draft->context->program, guard->path, draft->scope->function, out);
    if (!is_truth)
        buffer_printf(out, " %s %lld", op, (long long)guard->constant);
    buffer_add_text(out, guard->is_negated ? ")" : "");
}

/* The guard asks whether there is a connection: a field of the type of what the library's function is called with. */
static bool asks_for_handle(const struct drafting *draft, const struct guard *guard) {
    const struct path_step *last = &draft->last;
    if (!last->model)
        return false;
    const struct program_unit *unit =
        &draft->context->program->units[draft->context->program->functions[last->function].unit];
    const struct call *call = last->region->call;
    int32_t handle = last->model->handle;
    if (guard->path->kind != EXPR_FIELD || handle < 0 || (uint32_t)handle >= call->argument_count)
        return false;
    for (uint32_t i = 0; i < unit->summary.skeleton.symbol_count; i++)
        if (unit->entities[i] == guard->path->index)
            return unit->summary.skeleton.symbols[i].type && call->arguments[handle].type &&
                   strcmp(unit->summary.skeleton.symbols[i].type, call->arguments[handle].type) == 0;
    return false;
}

/* "; waits only when a->conn": where it is known that there need be no connection. */
static const char *modes_text(const struct drafting *draft, uint32_t loop) {
    const struct guards *when = loop == draft->loop->loop ? draft->loop->when : NULL;
    struct buffer text = {0};
    bool is_told = false;
    for (uint32_t i = 0; when && i < when->count; i++)
        is_told |= asks_for_handle(draft, when->items[i]);
    for (uint32_t i = 0; is_told && i < when->count; i++)
        add_mode(draft, when->items[i], &text);
    const char *kept = arena_text(draft->context->program->arena, text.data ? text.data : "", text.size);
    buffer_finish(&text);
    return kept;
}

/* The name of what is counted is that of one page, the number that of all. */
static const char *pages_text(const struct drafting *draft, uint32_t loop) {
    return loop == draft->loop->loop && draft->loop->is_of_pages ? " over all pages" : "";
}

/* ", waits on up to items(';') turns": where only some turns are counted. NULL: they all are. */
static const char *counted_turns_text(const struct drafting *draft, const struct poly *all) {
    struct atom_table *atoms = &draft->context->costs->atoms;
    const struct poly *counted = draft->loop->turns;
    const char *text = counted_text(draft, poly_inexact(atoms, counted), "turn", "turns");
    int64_t constant;
    if (poly_is_constant(counted, &constant) ||
        strcmp(text, counted_text(draft, poly_inexact(atoms, all), "turn", "turns")) == 0)
        return NULL;
    return arena_printf(draft->context->program->arena, ", waits on %s", text);
}

static void add_loop_step(struct drafting *draft, const struct scope *scope, uint32_t loop, const struct turns *turns,
                          const char *counted) {
    struct program *program = draft->context->program;
    const struct region *region = scope->loops[loop].region;
    const char *macro = region->loop->macro;
    const char *sentence =
        turns->is_named
            ? arena_printf(program->arena, "runs %s%s%s", counted, macro ? ", in macro " : "", macro ? macro : "")
            : arena_printf(program->arena, "runs an unknown number of times: %s",
                           formula_text(draft->context->costs, turns->count, scope->function));
    draft_add_step(&draft->draft, (struct step){.kind = STEP_LOOP,
                                                .place = place_of(program, scope->function, region->location),
                                                .function = program_function_name(program, scope->function),
                                                .text = sentence});
}

/* From the outermost loop to this one. */
static void add_loop_steps(struct drafting *draft, uint32_t loop) {
    const struct scope *scope = draft->scope;
    struct program *program = draft->context->program;
    const bool *is_tree_loop = draft->context->costs->functions[scope->function].is_tree_loop;
    if (loop == LOOP_NONE)
        return;
    add_loop_steps(draft, scope->loops[loop].parent);
    if (is_tree_loop && is_tree_loop[loop]) /* its turns are the runs */
        return;
    struct turns turns = turns_of(scope, loop);
    const char *counted = loop == draft->loop->loop ? counted_turns_text(draft, turns.count) : NULL;
    if (loop == draft->loop->loop && !counted)
        turns.count = draft->loop->turns; /* the same, less sure where something may leave the loop early */
    add_loop_step(draft, scope, loop, &turns, counted_text(draft, turns.count, "time", "times"));
    struct step *step = &draft->draft.finding.steps[draft->draft.finding.step_count - 1];
    step->text = arena_printf(program->arena, "%s%s%s%s", step->text, counted ? counted : "", pages_text(draft, loop),
                              modes_text(draft, loop));
}

/* A library's function, of which nothing is here: what it is told of stands where it is called. */
static bool is_library(const struct drafting *draft) {
    return draft->handover && draft->context->program->functions[draft->scope->function].is_stand_in;
}

/* "qsort() calls it up to log(n) * n times" */
static void add_library_step(struct drafting *draft) {
    struct program *program = draft->context->program;
    const struct handover *handover = draft->handover;
    const struct scope *scope = handover->scopes[handover->depth - 1];
    const struct call *call = handover->calls[handover->depth - 1];
    const char *name = program_function_name(program, draft->scope->function);
    const char *counted = counted_text(draft, draft->loop->all_turns, "time", "times");
    draft_add_step(
        &draft->draft,
        (struct step){.kind = STEP_LOOP,
                      .place = place_of(program, scope->function, scope->calls[call->index].region->location),
                      .function = program_function_name(program, scope->function),
                      .text = draft->loop->is_named
                                  ? arena_printf(program->arena, "%s() calls it %s", name, counted)
                                  : arena_printf(program->arena, "%s() calls it an unknown number of times", name)});
}

/* Those around a call that hands over. */
static void add_loops_around(struct drafting *draft, uint32_t level, uint32_t loop) {
    struct handover above = *draft->handover;
    const struct scope *scope = above.scopes[level];
    if (loop == LOOP_NONE)
        return;
    add_loops_around(draft, level, scope->loops[loop].parent);
    struct turns turns = turns_of(scope, loop);
    above.depth = level;
    const struct poly *count = handover_count(&above, scope->function, turns.count);
    add_loop_step(draft, scope, loop, &turns, counted_as_told(draft, count, "time", "times"));
}

/* "calls each() with fn = query" */
static void add_handover_steps(struct drafting *draft) {
    struct program *program = draft->context->program;
    for (uint32_t i = 0; draft->handover && i < draft->handover->depth; i++) {
        const struct scope *scope = draft->handover->scopes[i];
        const struct call *call = draft->handover->calls[i];
        uint32_t inner =
            i + 1 < draft->handover->depth ? draft->handover->scopes[i + 1]->function : draft->scope->function;
        const char *bound = program->functions[inner].bound;
        add_loops_around(draft, i, scope->calls[call->index].loop);
        draft_add_step(
            &draft->draft,
            (struct step){.kind = STEP_CALL,
                          .place = place_of(program, scope->function, scope->calls[call->index].region->location),
                          .function = program_function_name(program, scope->function),
                          .text =
                              arena_printf(program->arena, "calls %s() with %s", program_function_name(program, inner),
                                           bound ? bound : draft_named(program->arena, draft->handed))});
    }
}

static void add_steps(struct drafting *draft, uint32_t call) {
    struct path_step path[PATH_LIMIT];
    uint32_t count = witness_path(draft->context->costs, draft->scope->function, call, path, PATH_LIMIT);
    uint32_t around = 0;
    for (uint32_t i = 0; draft->handover && i < draft->handover->depth; i++)
        around += draft->handover->scopes[i]->body->loop_count + 1;
    draft_reserve_steps(&draft->draft, count + draft->scope->body->loop_count + 2 + MAKERS_LIMIT + around);
    if (draft->chained && draft->handover) { /* inside of the library there is nothing to see */
        add_recursion_step(draft);
        path[count - 1].function = draft->handover->scopes[0]->function;
        path[count - 1].region = draft->handover->scopes[0]->calls[draft->chained->index].region;
        draft_add_path(&draft->draft, &path[count - 1], 1);
        return;
    }
    add_handover_steps(draft);
    if (is_library(draft)) {
        add_library_step(draft);
        draft_add_path(&draft->draft, count > 1 ? path + 1 : path, count > 1 ? count - 1 : count);
        return;
    }
    add_recursion_step(draft);
    add_loop_steps(draft, draft->loop->loop == LOOP_NONE ? LOOP_NONE : draft->scope->calls[call].loop);
    draft_add_path(&draft->draft, path, count);
}

/* --- the finding ------------------------------------------------------------------------------------------------- */

/* A condition that each item has for itself may hold for few of them: a filter. */
static bool is_filtered(const struct loop_cost *loop) {
    return loop->option && !loop->most && guard_is_of_elements(loop->option);
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

static const char *turns_text(const struct drafting *draft) {
    struct arena *arena = draft->context->program->arena;
    const char *function = draft_last_part(program_function_name(draft->context->program, draft->scope->function));
    bool is_loop = draft->loop->loop != LOOP_NONE;
    const char *one = is_loop ? "turn" : arena_printf(arena, "recursive run of %s()", function);
    const char *many = is_loop ? "turns" : arena_printf(arena, "recursive runs of %s()", function);
    if (draft->handover && is_loop) {
        if (strncmp(function, "operator", strlen("operator")) != 0) {
            one = arena_printf(arena, "%s %s()", is_library(draft) ? "call by" : "turn of", function);
            many = arena_printf(arena, "%s %s()", is_library(draft) ? "calls by" : "turns of", function);
        }
    }
    const struct poly *turns = is_library(draft) ? draft->loop->all_turns : draft->loop->turns;
    return draft->loop->is_named ? counted_text(draft, turns, one, many)
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
static void print_option(const struct drafting *draft, const struct guard *option, struct buffer *text) {
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
static void add_option(const struct drafting *draft, struct buffer *text) {
    struct costs *costs = draft->context->costs;
    const struct loop_cost *loop = draft->loop;
    if (!loop->option)
        return;
    if (loop->most)
        buffer_printf(
            text, "; up to %s",
            formula_counted(costs,
                            formula_people(costs, in_all(draft, poly_inexact(&costs->atoms, loop->most)), &draft->view),
                            "round trip", "round trips"));
    buffer_add_text(text, loop->most ? " when " : ", when ");
    print_option(draft, loop->option, text);
}

/* "on each of n turns", "on those of n turns where c->kind is 3", "during n turns" */
static const char *turns_asked_text(const struct drafting *draft, bool is_each) {
    const struct scope *scope = draft->scope;
    struct arena *arena = draft->context->program->arena;
    const struct expr *kind = is_each ? of_kind(scope, draft->loop) : NULL;
    struct buffer text = {0};
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
static void set_chained(struct drafting *draft, struct finding *finding) {
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

static void set_texts(struct drafting *draft, struct finding *finding, const char *called) {
    struct buffer text = {0};
    const struct costs *costs = draft->context->costs;
    const struct formula *roundtrips = &finding->roundtrips;
    const char *counted = formula_counted(costs, roundtrips->people, "round trip", "round trips");
    bool is_each = grows_with_turns(draft->loop);
    struct place others[BESIDES_LIMIT];
    buffer_printf(&text, "%s waits for %s %s: %s%s%s", draft_called(draft->context->program->arena, called),
                  finding->peer, turns_asked_text(draft, is_each), formula_limit(roundtrips), counted,
                  is_each ? pages_text(draft, draft->loop->loop) : " in all");
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
static void add_makers(struct drafting *draft, struct finding *finding) {
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

static void set_verdict(struct drafting *draft, struct finding *finding, const struct model *model) {
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
    bool is_loop = is_library(draft) && draft->loop->loop != LOOP_NONE;
    bool is_sort = is_loop && draft->scope->loops[draft->loop->loop].parent != LOOP_NONE;
    if (is_sort && verdict.kind == VERDICT_BATCH &&
        draft->loop->per_turn) /* all that it compares are asked for at once */
        verdict.after = draft->loop->per_turn;
    finding->after_fix = ARENA_NEW(draft->context->program->arena, struct formula);
    *finding->after_fix = formula_of(costs, in_all(draft, verdict.after), teller_of(draft), 0);
    if (verdict.kind == VERDICT_BATCH || verdict.kind == VERDICT_PIPELINE)
        add_makers(draft, finding);
}

/* The turns of the loops from outside to `loop`; behind them those of the reported one. Gives their number. */
static uint32_t loop_turns(const struct drafting *draft, uint32_t loop, const struct poly **factors) {
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
static const char *people_of(const struct drafting *draft) {
    struct costs *costs = draft->context->costs;
    const struct loop_cost *loop = draft->loop;
    const struct poly *factors[FORMULA_FACTORS];
    if (loop->loop == LOOP_NONE || draft->handover) /* recursion: what a run makes may not be known */
        return formula_people(costs, in_all(draft, loop->trips), &draft->view);
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
static const struct poly *trips_of_path(const struct drafting *draft, const struct path_step *path, uint32_t count) {
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
static const struct call *chained_by(const struct drafting *draft) {
    if (!draft->handover)
        return chain_call(draft->scope);
    return later_is_completion(draft->context->program, draft->scope->function) ? draft->handover->calls[0] : NULL;
}

static void report(struct drafting *draft) {
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
    draft->view.viewer = teller_of(draft);
    draft->view.path = trips_of_path(draft, path, count);
    finding->severity = severity_of(draft->loop, in_all(draft, draft->loop->trips), finding->phase);
    finding->roundtrips =
        formula_of(context->costs, in_all(draft, draft->loop->trips), teller_of(draft), draft->milliseconds);
    finding->roundtrips.people = people_of(draft);
    if (!draft->handover)
        caps_assume(context->costs, draft->scope, draft->loop->loop, &finding->roundtrips);
    for (uint32_t i = 0; i < draft->sites.items.count; i++)
        draft->sites.items.items[i].trips = in_all(draft, draft->sites.items.items[i].trips);
    draft_set_sites(&draft->draft, &draft->sites);
    set_exact(draft->loop, finding);
    add_steps(draft, best->call);
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
static bool is_silent(const struct drafting *draft) {
    int64_t constant;
    return poly_is_constant(in_all(draft, draft->loop->trips), &constant) && constant <= SILENT_COUNT;
}

/* A loop whose function was handed what it asks with: at each call that hands it over. */
static void report_handovers(struct draft_walk *walk, const struct loop_cost *loop, const struct handover *handovers,
                             uint32_t count, const char *handed) {
    for (uint32_t i = 0; i < count; i++) {
        struct drafting draft = {.context = walk->context,
                                 .scope = &walk->scope,
                                 .loop = loop,
                                 .handover = &handovers[i],
                                 .handed = handed,
                                 .draft = {.context = walk->context, .scope = &walk->scope, .first = 0}};
        if (is_silent(&draft))
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

static void check_function(struct draft_walk *walk) {
    struct rule_context *context = walk->context;
    const struct function_cost_summary *summary = &context->costs->functions[walk->scope.function];
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        struct drafting draft = {.context = context,
                                 .scope = &walk->scope,
                                 .loop = &summary->loops[i],
                                 .draft = {.context = context, .scope = &walk->scope, .first = walk->first}};
        if (is_told_outside(summary, &walk->scope, draft.loop) || check_template(walk, draft.loop))
            continue;
        wire_sites_find(context->costs, &walk->scope, draft.loop, &draft.sites);
        report(&draft);
        wire_sites_finish(&draft.sites);
    }
}

void check_call_in_loop(struct rule_context *context) {
    struct draft_walk walk;
    draft_walk_begin(&walk, context);
    for (uint32_t f = 0; f < context->program->function_count; f++) {
        const struct function_cost_summary *summary = &context->costs->functions[f];
        if (!summary->is_done || summary->loop_count == 0)
            continue;
        draft_walk_to(&walk, f);
        if (program_is_instance(context->program, f))
            check_instance(&walk);
        else
            check_function(&walk);
    }
    draft_walk_end(&walk);
}
