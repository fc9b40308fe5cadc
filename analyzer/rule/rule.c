/* Runs the checks and puts the result together. Tests: testdata, tests/unit/rule */
#include "rule/rule.h"

#include "link/cone.h"
#include "rule/caps.h"
#include "rule/cases.h"
#include "rule/checks.h"
#include "rule/courses.h"
#include "rule/formula.h"
#include "rule/phase.h"
#include "rule/reach.h"
#include "rule/unrun.h"
#include "rule/witness.h"

#include <stdlib.h>
#include <string.h>

#define UNKNOWN_SHOWN 5

const struct check *check_at(uint32_t index) {
    static const struct check checks[] = {
#define CHECK(name, id) {id, check_##name},
#include "rule/rule_list.h"
#undef CHECK
    };
    return index < ARRAY_COUNT(checks) ? &checks[index] : NULL;
}

const struct courses *rule_courses(struct rule_context *context) {
    if (!context->courses)
        context->courses = courses_create(context->costs, NULL);
    return context->courses;
}

static int compare_places(const struct place *a, const struct place *b) {
    int order = strcmp(a->file, b->file);
    if (order)
        return order;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Degree, entry points reached, path length, then the place: never an assumed value. */
static int compare_findings(const void *a, const void *b) {
    const struct finding *x = a, *y = b;
    if (x->roundtrips.degree != y->roundtrips.degree)
        return x->roundtrips.degree > y->roundtrips.degree ? -1 : 1;
    if (x->reached_from_count != y->reached_from_count)
        return x->reached_from_count > y->reached_from_count ? -1 : 1;
    if (x->step_count != y->step_count)
        return x->step_count < y->step_count ? -1 : 1;
    int order = compare_places(&x->place, &y->place);
    if (order == 0)
        order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static int compare_identities(const void *a, const void *b) {
    const struct finding *x = a, *y = b;
    int order = compare_places(&x->place, &y->place);
    if (order == 0)
        order = strcmp(x->rule, y->rule);
    if (order == 0)
        order = strcmp(x->fingerprint, y->fingerprint);
    return order ? order : compare_findings(a, b);
}

/* A function of a header is counted once in each unit that includes it: of the same finding, the one that most entry
 * points reach is kept. */
static uint32_t drop_repeated(struct finding *findings, uint32_t count) {
    uint32_t kept = 0;
    if (count == 0)
        return 0;
    qsort(findings, count, sizeof *findings, compare_identities);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || compare_places(&findings[kept - 1].place, &findings[i].place) != 0 ||
            strcmp(findings[kept - 1].fingerprint, findings[i].fingerprint) != 0)
            findings[kept++] = findings[i];
    return kept;
}

static int compare_costs(const void *a, const void *b) {
    const struct function_cost *x = a, *y = b;
    if (x->roundtrips.degree != y->roundtrips.degree)
        return x->roundtrips.degree > y->roundtrips.degree ? -1 : 1;
    if (x->roundtrips.value < y->roundtrips.value || x->roundtrips.value > y->roundtrips.value)
        return x->roundtrips.value > y->roundtrips.value ? -1 : 1;
    int order = compare_places(&x->place, &y->place);
    return order ? order : strcmp(x->function, y->function);
}

static struct function_cost cost_of(struct rule_context *context, uint32_t function) {
    struct program *program = context->program;
    const struct function_cost_summary *summary = &context->costs->functions[function];
    uint32_t entity = program->functions[function].entity, alternatives = formula_alternatives(summary->trips);
    struct function_cost cost = {
        .function = program_function_name(program, function),
        .usr = entity == SYMBOL_NONE ? "" : program->entities[entity].usr,
        .place = place_of(program, function, program_entry(program, function)->head.location),
        .roundtrips = formula_of(context->costs, summary->trips, function, context->latency->milliseconds),
        .sends = formula_of(context->costs, summary->sends, function, 0)};
    if (alternatives) {
        struct formula_view view = {.viewer = function,
                                    .case_count = cases_of_function(context->costs, function, alternatives)};
        cost.roundtrips.people = formula_people(context->costs, summary->trips, &view);
    }
    return cost;
}

static void list_costs(struct rule_context *context, struct result *out) {
    struct program *program = context->program;
    VEC(struct function_cost) costs = {0};
    for (uint32_t f = 0; f < program->own_count; f++) {
        const struct function_cost_summary *summary = &context->costs->functions[f];
        if (!summary->is_done || (poly_is_zero(summary->trips) && poly_is_zero(summary->sends)))
            continue;
        vec_push(&costs, cost_of(context, f));
    }
    if (costs.count)
        qsort(costs.items, costs.count, sizeof *costs.items, compare_costs);
    out->costs = ARENA_ARRAY(program->arena, struct function_cost, costs.count);
    for (uint32_t i = 0; i < costs.count; i++) {
        const struct function_cost *last = out->cost_count ? &out->costs[out->cost_count - 1] : NULL;
        if (!last || compare_costs(last, &costs.items[i]) != 0)
            out->costs[out->cost_count++] = costs.items[i];
    }
    vec_finish(&costs);
}

static int compare_libraries(const void *a, const void *b) {
    const struct library_count *x = a, *y = b;
    if (x->call_count != y->call_count)
        return x->call_count > y->call_count ? -1 : 1;
    return strcmp(x->library, y->library);
}

static int compare_unresolved(const void *a, const void *b) {
    const struct unresolved_call *x = a, *y = b;
    int order = strcmp(x->place.file, y->place.file);
    if (order)
        return order;
    if (x->place.line != y->place.line)
        return x->place.line < y->place.line ? -1 : 1;
    return x->place.column < y->place.column ? -1 : x->place.column > y->place.column;
}

static void list_unresolved(const struct program *program, struct run *run) {
    run->unresolved = ARENA_ARRAY(program->arena, struct unresolved_call, program->unresolved_count);
    run->unresolved_count = program->unresolved_count;
    for (uint32_t i = 0; i < program->unresolved_count; i++) {
        const struct unresolved *call = &program->unresolved[i];
        run->unresolved[i] = (struct unresolved_call){place_of(program, call->function, call->location),
                                                      program_function_name(program, call->function), call->text};
    }
    if (run->unresolved_count > 0)
        qsort(run->unresolved, run->unresolved_count, sizeof *run->unresolved, compare_unresolved);
}

static void fill_run(struct rule_context *context, struct run *run) {
    const struct costs *costs = context->costs;
    struct arena *arena = context->program->arena;
    run->latency = context->latency->profile;
    run->libraries = ARENA_ARRAY(arena, struct library_count, costs->library_count);
    run->library_count = costs->library_count;
    if (costs->library_count) {
        memcpy(run->libraries, costs->libraries, costs->library_count * sizeof *run->libraries);
        qsort(run->libraries, run->library_count, sizeof *run->libraries, compare_libraries);
    }
    run->remote_loop_count = costs->remote_loop_count;
    run->named_loop_count = costs->named_loop_count;
    run->indirect_call_count = context->program->indirect_call_count;
    run->resolved_call_count = context->program->resolved_call_count;
    list_unresolved(context->program, run);
    run->unknown =
        program_unknown_functions(context->program, arena, UNKNOWN_SHOWN, &run->unknown_count, &run->unknown_total);
    run->function_count = 0;
    run->incomplete_function_count = 0;
    for (uint32_t i = 0; i < context->program->own_count; i++) {
        if (program_is_repeated(context->program, i))
            continue;
        run->function_count++;
        run->incomplete_function_count += (program_entry(context->program, i)->head.flags & FUNCTION_INCOMPLETE) != 0;
    }
}

struct named_entry *rules_entries(const struct program *program, const struct entry_point *entries,
                                  uint32_t entry_count, bool *missing, uint32_t *count) {
    VEC(struct named_entry) found = {0};
    for (uint32_t i = 0; i < entry_count; i++) {
        uint32_t before = found.count;
        for (uint32_t f = 0; f < program->own_count; f++)
            if (strcmp(program_function_name(program, f), entries[i].function) == 0)
                vec_push(&found, (struct named_entry){entries[i].name, f});
        if (missing)
            missing[i] = found.count == before;
    }
    struct named_entry *kept = ARENA_ARRAY(program->arena, struct named_entry, found.count);
    if (found.count)
        memcpy(kept, found.items, found.count * sizeof *kept);
    *count = found.count;
    vec_finish(&found);
    return kept;
}

/* It may hand over what a template's function asks with (rule/handover.h). */
static bool calls_template(const struct program *program, uint32_t function) {
    for (uint32_t i = program->callees.first[function]; i < program->callees.first[function + 1]; i++) {
        const struct program_function *callee = &program->functions[program->callees.functions[i]];
        if (callee->is_in_cone && callee->entity != SYMBOL_NONE &&
            (program->entities[callee->entity].flags & SYMBOL_INSTANCE))
            return true;
    }
    return false;
}

/* Findings stand in functions with loops that are reported, with several round trips, or that hand over. */
static void find_ways(struct rule_context *context, const struct config *config) {
    const struct program *program = context->program;
    struct calls *calls = calls_create(program);
    VEC(uint32_t) functions = {0};
    uint32_t named_count = 0;
    struct named_entry *named =
        config ? rules_entries(program, config->entry_points, config->entry_point_count, NULL, &named_count) : NULL;
    for (uint32_t f = 0; f < program->function_count; f++)
        if (context->costs->functions[f].loop_count > 0 || context->costs->functions[f].site_count > 1 ||
            program->functions[f].resolved_count > 0 || calls_template(program, f))
            vec_push(&functions, f);
    context->reach = reach_create(program, calls, named, named_count, functions.items, functions.count);
    context->phases = phases_create(program, calls, named, named_count);
    context->is_unrun = unrun_find(program, named, named_count);
    vec_finish(&functions);
    calls_destroy(calls);
}

void rules_run(struct program *program, struct costs *costs, const struct pack_set *packs,
               const struct latency *latency, const struct config *config, struct result *out) {
    struct rule_context context = {.program = program, .costs = costs, .packs = packs, .latency = latency};
    find_ways(&context, config);
    for (uint32_t i = 0; check_at(i); i++)
        check_at(i)->run(&context);
    out->finding_count = drop_repeated(context.findings.items, context.findings.count);
    if (out->finding_count)
        qsort(context.findings.items, out->finding_count, sizeof *context.findings.items, compare_findings);
    out->findings = ARENA_ARRAY(program->arena, struct finding, out->finding_count);
    if (out->finding_count)
        memcpy(out->findings, context.findings.items, out->finding_count * sizeof *out->findings);
    vec_finish(&context.findings);
    list_costs(&context, out);
    fill_run(&context, &out->run);
    caps_remark(program, &costs->atoms, &out->run);
    reach_destroy(context.reach);
    phases_destroy(context.phases);
    free(context.is_unrun);
    courses_destroy(context.courses);
}
