/* call-in-loop: a round trip on each turn of a loop, directly or through helpers and files.
 *
 * One finding per loop, at the dearest call inside; round trips that an inner loop reports are not reported again.
 * Tests: testdata/call-in-loop */
#include "cost/path.h"
#include "cost/scope.h"
#include "cost/turns.h"
#include "rule/caps.h"
#include "rule/checks.h"
#include "rule/formula.h"
#include "rule/phase.h"
#include "rule/reach.h"
#include "rule/verdict.h"
#include "rule/witness.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define SITE_LIMIT 200
#define PATH_LIMIT 64

struct drafting {
    struct rule_context *context;
    struct scope *scope;
    const struct loop_cost *loop;
    struct wire_sites sites;
    struct formula_view view;
    double milliseconds;
    uint32_t first; /* finding of this function */
};

/* --- the way from the loop to the wire --------------------------------------------------------------------------- */

static void add_step(struct finding *finding, struct arena *arena, uint32_t capacity, struct step step) {
    if (!finding->steps)
        finding->steps = ARENA_ARRAY(arena, struct step, capacity);
    finding->steps[finding->step_count++] = step;
}

/* "up to n + 1 turns" */
static const char *counted_text(const struct drafting *draft, const struct poly *count, const char *one,
                                const char *many) {
    struct costs *costs = draft->context->costs;
    struct formula formula = {.people = formula_people(costs, count, &draft->view), .is_exact = poly_is_exact(count)};
    return arena_printf(draft->context->program->arena, "%s%s", formula_limit(&formula),
                        formula_counted(costs, formula.people, one, many));
}

/* The recursion around all of the function, where its runs have a name. */
static void add_recursion_step(struct drafting *draft, struct finding *finding, uint32_t capacity) {
    const struct scope *scope = draft->scope;
    struct program *program = draft->context->program;
    const struct poly *runs = draft->context->costs->functions[scope->function].runs;
    if (!runs)
        return;
    const char *text = counted_text(draft, poly_inexact(&draft->context->costs->atoms, runs), "time", "times");
    add_step(finding, program->arena, capacity,
             (struct step){.kind = STEP_LOOP,
                           .place = place_of(program, scope->function, scope->body->location),
                           .function = finding->function,
                           .text = arena_printf(program->arena, "recursion: runs %s", text)});
}

static void add_loop_steps(struct drafting *draft, struct finding *finding, uint32_t loop, uint32_t capacity) {
    const struct scope *scope = draft->scope;
    struct program *program = draft->context->program;
    const bool *is_tree_loop = draft->context->costs->functions[scope->function].is_tree_loop;
    if (loop == LOOP_NONE)
        return;
    if (scope->loops[loop].parent != LOOP_NONE)
        add_loop_steps(draft, finding, scope->loops[loop].parent, capacity);
    if (is_tree_loop && is_tree_loop[loop]) /* its turns are the runs */
        return;
    const struct region *region = scope->loops[loop].region;
    struct turns turns = turns_of(scope, loop);
    if (loop == draft->loop->loop)
        turns.count = draft->loop->turns; /* the same, less sure where something may leave the loop early */
    const char *text = counted_text(draft, turns.count, "time", "times");
    const char *macro = region->loop->macro;
    const char *sentence =
        turns.is_named
            ? arena_printf(program->arena, "runs %s%s%s", text, macro ? ", in macro " : "", macro ? macro : "")
            : arena_printf(program->arena, "runs an unknown number of times: %s",
                           formula_text(draft->context->costs, turns.count, scope->function));
    add_step(finding, program->arena, capacity,
             (struct step){.kind = STEP_LOOP,
                           .place = place_of(program, scope->function, region->location),
                           .function = finding->function,
                           .text = sentence});
}

static void add_steps(struct drafting *draft, struct finding *finding, uint32_t call) {
    struct program *program = draft->context->program;
    struct path_step path[PATH_LIMIT];
    uint32_t count = witness_path(draft->context->costs, draft->scope->function, call, path, PATH_LIMIT);
    uint32_t capacity = count + draft->scope->body->loop_count + 2;
    add_recursion_step(draft, finding, capacity);
    add_loop_steps(draft, finding, draft->loop->loop, capacity);
    for (uint32_t i = 0; i < count; i++) {
        bool is_last = path[i].model != NULL;
        const char *text = is_last
                               ? arena_printf(program->arena, "%s() waits for %s", path[i].callee, path[i].model->peer)
                               : arena_printf(program->arena, "calls %s()", path[i].callee);
        add_step(finding, program->arena, capacity,
                 (struct step){.kind = is_last ? STEP_ROUNDTRIP : STEP_CALL,
                               .place = place_of(program, path[i].function, path[i].region->location),
                               .function = program_function_name(program, path[i].function),
                               .text = text});
    }
    for (uint32_t i = CALLS_PER_CONFIDENCE_STEP; i < count && finding->confidence > CONFIDENCE_LOW;
         i += CALLS_PER_CONFIDENCE_STEP)
        finding->confidence--;
}

/* --- sites ------------------------------------------------------------------------------------------------------- */

static int compare_sites(const void *a, const void *b) {
    const struct site *x = a, *y = b;
    if (x->roundtrips.degree != y->roundtrips.degree)
        return x->roundtrips.degree > y->roundtrips.degree ? -1 : 1;
    if (x->roundtrips.value < y->roundtrips.value || x->roundtrips.value > y->roundtrips.value)
        return x->roundtrips.value > y->roundtrips.value ? -1 : 1;
    int order = strcmp(x->place.file, y->place.file);
    if (order)
        return order;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    if (x->place.column != y->place.column)
        return x->place.column < y->place.column ? -1 : 1;
    order = strcmp(x->callee, y->callee);
    return order ? order : strcmp(x->roundtrips.expr, y->roundtrips.expr);
}

static void set_sites(struct drafting *draft, struct finding *finding) {
    struct program *program = draft->context->program;
    uint32_t count = draft->sites.items.count;
    finding->sites = ARENA_ARRAY(program->arena, struct site, count);
    finding->site_count = count;
    for (uint32_t i = 0; i < count; i++) {
        const struct wire_site *wire = &draft->sites.items.items[i];
        finding->sites[i] =
            (struct site){.callee = wire_site_callee(program, wire),
                          .library = wire->model->library,
                          .function = program_function_name(program, wire->function),
                          .place = place_of(program, wire->function, wire->region->location),
                          .roundtrips = formula_of(draft->context->costs, wire->trips, draft->scope->function, 0),
                          .call_count = wire->call_count};
    }
    qsort(finding->sites, count, sizeof *finding->sites, compare_sites);
}

/* --- the finding ------------------------------------------------------------------------------------------------- */

static enum severity severity_of(const struct poly *trips, enum phase phase) {
    int64_t constant;
    enum severity severity = poly_degree(trips) >= 2 ? SEVERITY_ERROR : SEVERITY_WARNING;
    if (phase != PHASE_REQUEST || (poly_is_constant(trips, &constant) && constant <= NOTE_TRIPS))
        severity = SEVERITY_NOTE;
    return severity;
}

static const char *last_part(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void set_texts(struct drafting *draft, struct finding *finding, const char *called) {
    struct program *program = draft->context->program;
    struct buffer text = {0};
    const struct costs *costs = draft->context->costs;
    const struct formula *roundtrips = &finding->roundtrips;
    bool is_loop = draft->loop->loop != LOOP_NONE;
    const char *one =
        is_loop ? "turn" : arena_printf(program->arena, "recursive run of %s()", last_part(finding->function));
    const char *many =
        is_loop ? "turns" : arena_printf(program->arena, "recursive runs of %s()", last_part(finding->function));
    const char *turns = draft->loop->is_named ? counted_text(draft, draft->loop->turns, one, many)
                                              : arena_printf(program->arena, "an unknown number of %s", many);
    buffer_printf(&text, "%s() waits for %s on each of %s: %s%s", last_part(called), finding->peer, turns,
                  formula_limit(roundtrips), formula_counted(costs, roundtrips->people, "round trip", "round trips"));
    if (roundtrips->break_even_atom)
        buffer_printf(&text, ", %s", formula_break_even_text(costs, roundtrips));
    finding->message = arena_text(program->arena, text.data, text.size);
    buffer_finish(&text);
}

static void set_verdict(struct drafting *draft, struct finding *finding, const struct model *model) {
    struct costs *costs = draft->context->costs;
    struct verdict verdict = verdict_of_loop(costs, draft->scope, draft->loop, model);
    finding->verdict = verdict_name(verdict.kind);
    finding->fix = verdict.fix;
    if (verdict.is_note)
        finding->severity = SEVERITY_NOTE;
    if (verdict.kind == VERDICT_NONE)
        return;
    finding->after_fix = ARENA_NEW(draft->context->program->arena, struct formula);
    *finding->after_fix = formula_of(costs, verdict.after, draft->scope->function, 0);
}

/* How many findings of this function, which stand at the end of the list, end in `callee`. */
static uint32_t ordinal_of(const struct rule_context *context, uint32_t first, const char *callee) {
    uint32_t ordinal = 0;
    for (uint32_t i = first; i < context->findings.count; i++)
        ordinal += strcmp(context->findings.items[i].callee, callee) == 0;
    return ordinal;
}

/* From names and structure, never from line numbers: the function, what it calls in the end, and which of its loops
 * that end there it is. The USR of a static function only knows the base name of its file. */
static void set_fingerprint(struct drafting *draft, struct finding *finding) {
    const struct program *program = draft->context->program;
    const struct program_function *f = &program->functions[draft->scope->function];
    bool is_internal = f->entity == SYMBOL_NONE || (program->entities[f->entity].flags & SYMBOL_INTERNAL);
    struct buffer text = {0};
    buffer_printf(&text, "%s|%s|%s|%s|%u", finding->rule, finding->usr, is_internal ? f->file : "", finding->callee,
                  ordinal_of(draft->context, draft->first, finding->callee));
    char digits[DIGEST_TEXT_SIZE];
    digest_print(digest_of(text.data, text.size), digits);
    buffer_finish(&text);
    finding->fingerprint = arena_text(program->arena, digits, strlen(digits));
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
    if (loop->loop == LOOP_NONE) /* recursion: what a run makes may not be known */
        return formula_people(costs, loop->trips, &draft->view);
    uint32_t count = loop_turns(draft, loop->loop, factors);
    if (!is_product(&costs->atoms, factors, count, loop->all_turns)) {
        factors[0] = loop->all_turns;
        count = 1;
    }
    factors[count++] = loop->per_turn;
    return is_product(&costs->atoms, factors, count, loop->trips)
               ? formula_product(costs, factors, count, poly_is_exact(loop->trips), &draft->view)
               : formula_people(costs, loop->trips, &draft->view);
}

static void report(struct drafting *draft) {
    struct rule_context *context = draft->context;
    struct program *program = context->program;
    uint32_t function = draft->scope->function;
    const struct program_function *f = &program->functions[function];
    const struct site_count *best = loop_dearest_site(context->costs, function, draft->loop);
    const struct region *region = draft->scope->calls[best->call].region;
    struct path_step path[PATH_LIMIT];
    uint32_t count = witness_path(context->costs, function, best->call, path, PATH_LIMIT);
    if (count == 0 || !path[count - 1].model || draft->sites.items.count == 0)
        return;
    const struct model *model = path[count - 1].model;
    struct finding finding = {.rule = "call-in-loop",
                              .confidence = poly_confidence(draft->loop->trips),
                              .phase = phase_of_loop(context->phases, function, draft->loop->loop),
                              .place = place_of(program, function, region->location),
                              .end_line = region->call->end_line,
                              .end_column = region->call->end_column,
                              .function = program_function_name(program, function),
                              .usr = f->entity == SYMBOL_NONE ? "" : program->entities[f->entity].usr,
                              .callee = path[count - 1].callee,
                              .library = model->library,
                              .peer = model->peer};
    draft->milliseconds = latency_of_peer(context->latency, model->peer);
    draft->view.viewer = function;
    finding.severity = severity_of(draft->loop->trips, finding.phase);
    finding.roundtrips = formula_of(context->costs, draft->loop->trips, function, draft->milliseconds);
    finding.roundtrips.people = people_of(draft);
    caps_assume(context->costs, draft->scope, draft->loop->loop, &finding.roundtrips);
    finding.cause = finding.place;
    finding.reached_from = reach_entry_points(context->reach, function, &finding.reached_from_count);
    set_sites(draft, &finding);
    add_steps(draft, &finding, best->call);
    set_texts(draft, &finding, path[0].callee);
    set_verdict(draft, &finding, model);
    set_fingerprint(draft, &finding);
    vec_push(&context->findings, finding);
}

static void check_function(struct rule_context *context, uint32_t function, struct arena *scratch) {
    const struct function_cost_summary *summary = &context->costs->functions[function];
    uint32_t first = context->findings.count;
    struct scope scope;
    costs_scope(context->costs, &scope, scratch, function);
    for (uint32_t i = 0; i < summary->loop_count; i++) {
        struct drafting draft = {.context = context, .scope = &scope, .loop = &summary->loops[i], .first = first};
        wire_sites_find(context->costs, &scope, draft.loop, &draft.sites);
        report(&draft);
        wire_sites_finish(&draft.sites);
    }
}

void check_call_in_loop(struct rule_context *context) {
    struct program *program = context->program;
    struct arena scratch;
    arena_init(&scratch);
    for (uint32_t f = 0; f < program->function_count; f++) {
        const struct function_cost_summary *summary = &context->costs->functions[f];
        if (!summary->is_done || summary->loop_count == 0)
            continue;
        check_function(context, f, &scratch);
        atom_table_forget(&context->costs->atoms);
        arena_reset(&scratch);
    }
    arena_finish(&scratch);
}
