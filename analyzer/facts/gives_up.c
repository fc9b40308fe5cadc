/* Tests: testdata/call-in-loop/verdict_connect_once.c */
#include "facts/gives_up.h"

#include "algebra/known.h"

#include <string.h>

bool gives_up_at_label(const struct function *body, uint32_t label) {
    static const char *const words[] = {"err", "fail", "abort", "bad", "die", "oom"};
    if (label >= body->label_count)
        return false;
    const char *name = body->labels[label];
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}

struct search {
    const struct program *program;
    uint32_t function;
    const struct function *body;
    struct arena *arena;
    bool *is_asked;    /* the call waits for an answer   [call_count] */
    bool *is_answer;   /* the variable is given what such a call returns   [local_count] */
    bool *is_given_up; /* by number */
};

static bool asks(const struct search *search, const struct call *call) {
    const struct program *program = search->program;
    uint32_t unit = program->functions[search->function].unit;
    const struct entity *entity = call->symbol == SYMBOL_NONE ? NULL : program_entity(program, unit, call->symbol);
    if (!entity)
        return false;
    if (entity->model)
        return entity->model->effect == EFFECT_ROUNDTRIP || entity->model->effect == EFFECT_WAIT;
    struct targets targets = program_targets(program, unit, program->units[unit].entities[call->symbol], search->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        if (program->functions[targets.functions[i]].is_in_cone)
            return true;
    return false;
}

static void find_answers(struct region *region, void *context) {
    const struct search *search = context;
    const struct expr *value = region->kind == REGION_ASSIGN ? region->assign.value : NULL;
    if (region->kind == REGION_CALL && region->call->index < search->body->call_count)
        search->is_asked[region->call->index] = asks(search, region->call);
    if (value && value->kind == EXPR_CALL && value->index < search->body->call_count &&
        region->assign.target->kind == EXPR_LOCAL && region->assign.target->index < search->body->local_count)
        search->is_answer[region->assign.target->index] |= search->is_asked[value->index];
}

/* Where the condition holds, or does not, an answer is NULL. */
static bool says_no_answer(const struct search *search, const struct expr *condition, bool holds) {
    int64_t zero;
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return says_no_answer(search, condition->a, !holds);
    if (condition->kind == EXPR_BINARY && condition->op == (holds ? OP_AND : OP_OR))
        return says_no_answer(search, condition->a, holds) || says_no_answer(search, condition->b, holds);
    if (condition->kind == EXPR_BINARY && (condition->op == OP_EQUAL || condition->op == OP_NOT_EQUAL) &&
        expr_is_constant(condition->b, &zero) && zero == 0)
        return says_no_answer(search, condition->a, (condition->op == OP_NOT_EQUAL) == holds);
    return !holds && condition->kind == EXPR_LOCAL && condition->index < search->body->local_count &&
           search->is_answer[condition->index];
}

static void mark_arm(const struct search *search, const struct branch *branch, bool holds) {
    const struct region *list = holds ? branch->then_list : branch->else_list, *last = region_last(list);
    bool is_goto = last && last->kind == REGION_GOTO, is_return = last && last->kind == REGION_RETURN;
    bool gives_up = (is_goto && gives_up_at_label(search->body, last->label)) ||
                    ((is_goto || is_return) && says_no_answer(search, branch->condition, holds));
    for (uint32_t i = gives_up ? list->number : 1; gives_up && i <= last->number; i++)
        search->is_given_up[i] = true;
}

static void mark_branch(struct region *region, void *context) {
    if (region->kind != REGION_BRANCH)
        return;
    mark_arm(context, &region->branch, true);
    mark_arm(context, &region->branch, false);
}

const bool *gives_up_regions(const struct program *program, uint32_t function, const struct function *body,
                             struct arena *arena) {
    struct search search = {.program = program,
                            .function = function,
                            .body = body,
                            .arena = arena,
                            .is_asked = ARENA_ARRAY(arena, bool, body->call_count + 1),
                            .is_answer = ARENA_ARRAY(arena, bool, body->local_count + 1),
                            .is_given_up = ARENA_ARRAY(arena, bool, region_last_number(body->body) + 1)};
    region_walk(body->body, find_answers, &search);
    region_walk(body->body, mark_branch, &search);
    return search.is_given_up;
}
