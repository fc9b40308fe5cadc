/* What findings of all checks have in common. Tests: testdata/<id>, tests/unit/rule */
#include "rule/draft.h"

#include "base/hash.h"
#include "facts/counted_scope.h"
#include "rule/formula.h"
#include "rule/phase.h"
#include "rule/reach.h"

#include <stdlib.h>
#include <string.h>

#define LAMBDA "lambda@" /* what a symbol calls one, before its line */

const char *draft_last_part(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool is_lambda(const char *name) { return strncmp(draft_last_part(name), LAMBDA, strlen(LAMBDA)) == 0; }

const char *draft_named(struct arena *arena, const char *name) {
    return is_lambda(name) ? arena_printf(arena, "the lambda of line %s", draft_last_part(name) + strlen(LAMBDA))
                           : name;
}

const char *draft_called(struct arena *arena, const char *name) {
    const char *last = draft_last_part(name), *of_class = name;
    if (is_lambda(name))
        return draft_named(arena, name);
    for (const char *colon = name; (colon = strstr(colon, "::")) && colon + 2 < last; colon += 2)
        of_class = colon + 2;
    return arena_printf(arena, "%s()", strncmp(last, "operator", strlen("operator")) == 0 ? of_class : last);
}

void draft_begin(struct draft *draft, const char *rule, uint32_t call, uint32_t loop, const struct path_step *path,
                 uint32_t count) {
    const struct rule_context *context = draft->context;
    const struct program *program = context->program;
    uint32_t function = draft->scope->function;
    const struct program_function *f = &program->functions[function];
    const struct region *region = draft->scope->calls[call].region;
    const struct model *model = path[count - 1].model;
    struct finding *finding = &draft->finding;
    draft->teller = function;
    enum phase phase = loop == LOOP_NONE ? phase_of_call(context->phases, function, call)
                                         : phase_of_loop(context->phases, function, loop);
    *finding = (struct finding){.rule = rule,
                                .severity = SEVERITY_WARNING,
                                .confidence = CONFIDENCE_HIGH,
                                .phase = phase,
                                .place = place_of(program, function, region->location),
                                .end_line = region->call->end_line,
                                .end_column = region->call->end_column,
                                .function = program_function_name(program, function),
                                .usr = f->entity == SYMBOL_NONE ? "" : program->entities[f->entity].usr,
                                .callee = path[count - 1].callee,
                                .library = model ? model->library : NULL,
                                .peer = model ? model->peer : NULL};
    if (finding->phase != PHASE_REQUEST)
        finding->severity = SEVERITY_NOTE;
    finding->cause = finding->place;
    finding->reached_from = reach_entry_points(context->reach, function, &finding->reached_from_count);
}

void draft_move(struct draft *draft, const struct scope *scope, const struct call *call) {
    const struct rule_context *context = draft->context;
    const struct program *program = context->program;
    const struct program_function *f = &program->functions[scope->function];
    const struct call_place *place = &scope->calls[call->index];
    struct finding *finding = &draft->finding;
    draft->teller = scope->function;
    finding->phase = place->loop == LOOP_NONE ? phase_of_call(context->phases, scope->function, call->index)
                                              : phase_of_loop(context->phases, scope->function, place->loop);
    finding->severity = finding->phase == PHASE_REQUEST ? SEVERITY_WARNING : SEVERITY_NOTE;
    finding->place = place_of(program, scope->function, place->region->location);
    finding->end_line = call->end_line;
    finding->end_column = call->end_column;
    finding->function = program_function_name(program, scope->function);
    finding->usr = f->entity == SYMBOL_NONE ? "" : program->entities[f->entity].usr;
    finding->cause = finding->place;
    finding->reached_from = reach_entry_points(context->reach, scope->function, &finding->reached_from_count);
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

void draft_reserve_steps(struct draft *draft, uint32_t capacity) {
    draft->finding.steps = ARENA_ARRAY(draft->context->program->arena, struct step, capacity);
    draft->finding.step_count = 0;
    draft->step_capacity = capacity;
}

void draft_add_step(struct draft *draft, struct step step) {
    struct finding *finding = &draft->finding;
    if (finding->step_count < draft->step_capacity)
        finding->steps[finding->step_count++] = step;
}

void draft_add_path(struct draft *draft, const struct path_step *path, uint32_t count) {
    struct program *program = draft->context->program;
    struct finding *finding = &draft->finding;
    for (uint32_t i = 0; i < count; i++) {
        bool is_last = path[i].model != NULL;
        const char *text = is_last
                               ? arena_printf(program->arena, "%s() waits for %s", path[i].callee, path[i].model->peer)
                               : arena_printf(program->arena, is_lambda(path[i].callee) ? "calls %s" : "calls %s()",
                                              draft_named(program->arena, path[i].callee));
        draft_add_step(draft, (struct step){.kind = is_last ? STEP_ROUNDTRIP : STEP_CALL,
                                            .place = place_of(program, path[i].function, path[i].region->location),
                                            .function = program_function_name(program, path[i].function),
                                            .text = text});
    }
    for (uint32_t i = CALLS_PER_CONFIDENCE_STEP; i < count && finding->confidence > CONFIDENCE_LOW;
         i += CALLS_PER_CONFIDENCE_STEP)
        finding->confidence--;
}

/* --- sites -------------------------------------------------------------------------------------------------------- */

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

void draft_set_sites(struct draft *draft, const struct wire_sites *sites) {
    struct program *program = draft->context->program;
    struct finding *finding = &draft->finding;
    uint32_t count = sites->items.count;
    finding->sites = ARENA_ARRAY(program->arena, struct site, count);
    finding->site_count = count;
    for (uint32_t i = 0; i < count; i++) {
        const struct wire_site *wire = &sites->items.items[i];
        finding->sites[i] =
            (struct site){.callee = wire_site_callee(program, wire),
                          .library = wire->model ? wire->model->library : NULL,
                          .function = program_function_name(program, wire->function),
                          .place = place_of(program, wire->function, wire->region->location),
                          .roundtrips = formula_of(draft->context->costs, wire->trips, draft->teller, 0),
                          .call_count = wire->call_count};
    }
    qsort(finding->sites, count, sizeof *finding->sites, compare_sites);
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

/* How many findings of this check in this function, none of which comes before `first`, end in the same callee. */
static uint32_t ordinal_of(const struct rule_context *context, uint32_t first, const struct finding *finding) {
    uint32_t ordinal = 0;
    for (uint32_t i = first; i < context->findings.count; i++) {
        const struct finding *other = &context->findings.items[i];
        ordinal += strcmp(other->callee, finding->callee) == 0 && strcmp(other->usr, finding->usr) == 0 &&
                   strcmp(other->place.file, finding->place.file) == 0 && strcmp(other->rule, finding->rule) == 0;
    }
    return ordinal;
}

/* The USR of a static function only knows the base name of its file. */
void draft_set_fingerprint(struct draft *draft) {
    struct finding *finding = &draft->finding;
    const struct program *program = draft->context->program;
    const struct program_function *f = &program->functions[draft->teller];
    bool is_internal = f->entity == SYMBOL_NONE || (program->entities[f->entity].flags & SYMBOL_INTERNAL);
    struct buffer text = {0};
    buffer_printf(&text, "%s|%s|%s|%s|%u", finding->rule, finding->usr, is_internal ? f->file : "", finding->callee,
                  ordinal_of(draft->context, draft->first, finding));
    char digits[DIGEST_TEXT_SIZE];
    digest_print(digest_of(text.data, text.size), digits);
    buffer_finish(&text);
    finding->fingerprint = arena_text(program->arena, digits, strlen(digits));
}

void draft_walk_begin(struct draft_walk *walk, struct rule_context *context) {
    *walk = (struct draft_walk){.context = context, .scope = {.function = UINT32_MAX}};
    arena_init(&walk->scratch);
}

void draft_walk_to(struct draft_walk *walk, uint32_t function) {
    if (function != walk->scope.function)
        walk->first = walk->context->findings.count;
    atom_table_forget(&walk->context->costs->atoms);
    arena_reset(&walk->scratch);
    counted_scope(walk->context->costs, &walk->scope, &walk->scratch, function);
}

void draft_walk_end(struct draft_walk *walk) {
    atom_table_forget(&walk->context->costs->atoms);
    arena_finish(&walk->scratch);
}
