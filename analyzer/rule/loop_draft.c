/* Counts as their reader says them, and the way from the loop to the wire. */
#include "rule/loop_draft.h"

#include "cost/countdown.h"
#include "rule/formula.h"
#include "rule/makers.h"
#include "turns/path.h"
#include "turns/turns.h"

#include <string.h>

/* As the function of the finding would say it. */
static const struct poly *seen_from_caller(const struct loop_draft *draft, const struct poly *count) {
    if (!draft->handover)
        return count;
    count = handover_count(draft->handover, draft->scope->function, count);
    return draft->chained ? countdown_renamed(draft->handover->scopes[0], count) : count;
}

/* ... over all turns of what is around the calls that hand over. */
const struct poly *loop_draft_in_all(const struct loop_draft *draft, const struct poly *count) {
    if (!draft->handover)
        return count;
    count = handover_times(draft->handover, draft->scope->function, count);
    return draft->chained ? countdown_renamed(draft->handover->scopes[0], count) : count;
}

/* The function that the finding stands in. */
uint32_t loop_draft_teller(const struct loop_draft *draft) {
    return draft->handover ? draft->handover->scopes[0]->function : draft->scope->function;
}

/* "up to n + 1 turns" */
static const char *counted_as_told(const struct loop_draft *draft, const struct poly *count, const char *one,
                                   const char *many) {
    struct costs *costs = draft->context->costs;
    struct formula formula = {.people = formula_people(costs, count, &draft->view), .is_exact = poly_is_exact(count)};
    return arena_printf(draft->context->program->arena, "%s%s", formula_limit(&formula),
                        formula_counted(costs, formula.people, one, many));
}

const char *loop_draft_counted(const struct loop_draft *draft, const struct poly *own, const char *one,
                               const char *many) {
    return counted_as_told(draft, seen_from_caller(draft, own), one, many);
}

/* The recursion around all of the function, where its runs have a name. */
static void add_recursion_step(struct loop_draft *draft) {
    struct program *program = draft->context->program;
    const struct poly *runs = draft->context->costs->functions[draft->scope->function].runs;
    const struct scope *scope = draft->chained && draft->handover ? draft->handover->scopes[0] : draft->scope;
    if (!runs)
        return;
    const char *text = loop_draft_counted(draft, poly_inexact(&draft->context->costs->atoms, runs), "time", "times");
    draft_add_step(&draft->draft,
                   (struct step){.kind = STEP_LOOP,
                                 .place = place_of(program, scope->function, scope->body->location),
                                 .function = program_function_name(program, scope->function),
                                 .text = arena_printf(program->arena, "%s: runs %s",
                                                      draft->chained ? "chain of callbacks" : "recursion", text)});
}

/* A field of what the caller holds decides. */
static void add_mode(const struct loop_draft *draft, const struct guard *guard, struct buffer *out) {
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
static bool asks_for_handle(const struct loop_draft *draft, const struct guard *guard) {
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
static const char *modes_text(const struct loop_draft *draft, uint32_t loop) {
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
const char *loop_draft_pages(const struct loop_draft *draft, uint32_t loop) {
    return loop == draft->loop->loop && draft->loop->is_of_pages ? " over all pages" : "";
}

/* ", waits on up to items(';') turns": where only some turns are counted. NULL: they all are. */
static const char *counted_turns_text(const struct loop_draft *draft, const struct poly *all) {
    struct atom_table *atoms = &draft->context->costs->atoms;
    const struct poly *counted = draft->loop->turns;
    const char *text = loop_draft_counted(draft, poly_inexact(atoms, counted), "turn", "turns");
    int64_t constant;
    if (poly_is_constant(counted, &constant) ||
        strcmp(text, loop_draft_counted(draft, poly_inexact(atoms, all), "turn", "turns")) == 0)
        return NULL;
    return arena_printf(draft->context->program->arena, ", waits on %s", text);
}

static void add_loop_step(struct loop_draft *draft, const struct scope *scope, uint32_t loop, const struct turns *turns,
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
static void add_loop_steps(struct loop_draft *draft, uint32_t loop) {
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
    add_loop_step(draft, scope, loop, &turns, loop_draft_counted(draft, turns.count, "time", "times"));
    struct step *step = &draft->draft.finding.steps[draft->draft.finding.step_count - 1];
    step->text = arena_printf(program->arena, "%s%s%s%s", step->text, counted ? counted : "",
                              loop_draft_pages(draft, loop), modes_text(draft, loop));
}

/* A library's function, of which nothing is here: what it is told of stands where it is called. */
bool loop_draft_is_library(const struct loop_draft *draft) {
    return draft->handover && draft->context->program->functions[draft->scope->function].is_stand_in;
}

/* "qsort() calls it up to log(n) * n times" */
static void add_library_step(struct loop_draft *draft) {
    struct program *program = draft->context->program;
    const struct handover *handover = draft->handover;
    const struct scope *scope = handover->scopes[handover->depth - 1];
    const struct call *call = handover->calls[handover->depth - 1];
    const char *name = program_function_name(program, draft->scope->function);
    const char *counted = loop_draft_counted(draft, draft->loop->all_turns, "time", "times");
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
static void add_loops_around(struct loop_draft *draft, uint32_t level, uint32_t loop) {
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
static void add_handover_steps(struct loop_draft *draft) {
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

void loop_draft_add_steps(struct loop_draft *draft, uint32_t call) {
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
    if (loop_draft_is_library(draft)) {
        add_library_step(draft);
        draft_add_path(&draft->draft, count > 1 ? path + 1 : path, count > 1 ? count - 1 : count);
        return;
    }
    add_recursion_step(draft);
    add_loop_steps(draft, draft->loop->loop == LOOP_NONE ? LOOP_NONE : draft->scope->calls[call].loop);
    draft_add_path(&draft->draft, path, count);
}
