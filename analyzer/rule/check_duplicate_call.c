/* duplicate-call: the same read twice on one way, with nothing changed in between; a size probe and then the read.
 *
 * Stands at the second call. Tests: testdata/duplicate-call */
#include "rule/checks.h"
#include "rule/courses.h"
#include "rule/draft.h"
#include "rule/formula.h"

#define PATH_LIMIT 64

/* The first call, then the second with its whole path. */
static void add_steps(struct draft *draft, const struct course_repeat *told, const struct path_step *path,
                      uint32_t count) {
    struct path_step last = path[count - 1];
    struct path_step first = {told->function, draft->scope->calls[told->repeat.first].region, last.callee, last.model};
    draft_reserve_steps(draft, count + 1);
    draft_add_path(draft, &first, 1);
    draft_add_path(draft, path, count);
}

static void set_sites(struct draft *draft, const struct course_repeat *told, const struct poly *trips) {
    struct costs *costs = draft->context->costs;
    struct site_count sites[] = {{told->repeat.first, poly_constant(&costs->atoms, 1), trips},
                                 {told->repeat.second, poly_constant(&costs->atoms, 1), trips}};
    struct loop_cost like_loop = {.sites = sites, .site_count = 2, .trips = poly_add(&costs->atoms, trips, trips)};
    struct wire_sites found = {0};
    wire_sites_find(costs, draft->scope, &like_loop, &found);
    draft_set_sites(draft, &found);
    wire_sites_finish(&found);
}

static void set_texts(struct draft *draft, const struct course_repeat *told, const char *called) {
    struct arena *arena = draft->context->program->arena;
    struct finding *finding = &draft->finding;
    uint32_t line = draft->scope->calls[told->repeat.first].region->location.line;
    called = draft_last_part(called);
    if (told->repeat.is_probe) {
        finding->message = arena_printf(arena,
                                        "%s() waits for %s once for the size, in line %u, and once more for the "
                                        "answer",
                                        called, finding->peer, line);
        finding->fix = "ask once with a buffer that is large enough most of the time; ask for the size only where it "
                       "was too small";
        return;
    }
    finding->message = arena_printf(arena, "%s() asks %s what line %u has asked, and nothing has changed in between",
                                    called, finding->peer, line);
    finding->fix = "keep the first answer";
}

static void report(const struct draft_walk *walk, const struct course_repeat *told) {
    struct rule_context *context = walk->context;
    struct draft draft = {.context = context, .scope = &walk->scope, .first = walk->first};
    struct finding *finding = &draft.finding;
    struct path_step path[PATH_LIMIT];
    uint32_t count = witness_path(context->costs, told->function, told->repeat.second, path, PATH_LIMIT);
    if (count == 0 || !path[count - 1].model)
        return;
    const struct model *model = path[count - 1].model;
    struct atom_table *atoms = &context->costs->atoms;
    const struct poly *trips = poly_trips(atoms, told->trips, model->peer, CONFIDENCE_HIGH);
    draft_begin(&draft, "duplicate-call", told->repeat.second, told->loop, path, count);
    finding->roundtrips = formula_of(context->costs, poly_add(atoms, trips, trips), told->function, 0);
    finding->cause = place_of(context->program, told->function, walk->scope.calls[told->repeat.first].region->location);
    set_sites(&draft, told, trips);
    if (finding->site_count == 0)
        return;
    add_steps(&draft, told, path, count);
    set_texts(&draft, told, path[0].callee);
    draft_set_fingerprint(&draft);
    vec_push(&context->findings, *finding);
}

void check_duplicate_call(struct rule_context *context) {
    const struct courses *courses = rule_courses(context);
    struct draft_walk walk;
    draft_walk_begin(&walk, context);
    for (uint32_t i = 0; i < courses->repeats.count; i++) {
        uint32_t function = courses->repeats.items[i].function;
        if (program_is_instance(context->program, function) || context->is_unrun[function])
            continue; /* its origin tells of it */
        draft_walk_to(&walk, function);
        report(&walk, &courses->repeats.items[i]);
    }
    draft_walk_end(&walk);
}
