/* Ways through a loop's body on which nothing moves. Tests: tests/unit/cost/test_turns.c */
#include "turns/advance.h"

#include "algebra/known.h"

#include <string.h>

/* How control may have come to a place, of the ways on which nothing has moved. */
enum way {
    WAY_IDLE = 1 << 0,   /* without a call */
    WAY_CALLED = 1 << 1, /* a call was made on it */
};

struct advance {
    const struct scope *scope;
    const struct loop *loop;
    const struct expr *const *variables;
    uint32_t variable_count;
    uint8_t ways;      /* enum way: to here; 0: none on which nothing has moved */
    uint8_t to_end;    /* to the next turn of the innermost loop, by `continue` */
    uint8_t to_break;  /* behind the innermost loop or switch */
    uint8_t to_next;   /* to the next turn of the loop itself, from anywhere inside */
    uint8_t *to_label; /* [label_count] */
};

static void walk_list(struct advance *w, const struct region *list);

/* --- the last turn ----------------------------------------------------------------------------------------------- */

/* Without `!`, `== 0` and `!= 0`. */
static const struct expr *bare_test(const struct expr *expr, bool *is_true) {
    for (;;) {
        int64_t value;
        if (expr->kind == EXPR_UNARY && expr->op == OP_NOT)
            *is_true = !*is_true;
        else if (expr->kind == EXPR_BINARY && expr->op == OP_EQUAL && expr_is_constant(expr->b, &value) && value == 0)
            *is_true = !*is_true;
        else if (!(expr->kind == EXPR_BINARY && expr->op == OP_NOT_EQUAL && expr_is_constant(expr->b, &value) &&
                   value == 0))
            return expr;
        expr = expr->a;
    }
}

/* Where `known` is true, or false, the part of the loop's test is false. */
static bool contradicts(const struct expr *part, const struct expr *known, bool is_true) {
    bool wanted = true;
    part = bare_test(part, &wanted);
    known = bare_test(known, &is_true);
    if (known->kind == EXPR_BINARY && known->op == (is_true ? OP_AND : OP_OR))
        return contradicts(part, known->a, is_true) || contradicts(part, known->b, is_true);
    if (part->kind == EXPR_BINARY && part->op == OP_AND && wanted)
        return contradicts(part->a, known, is_true) || contradicts(part->b, known, is_true);
    if (expr_is_equal(part, known))
        return is_true != wanted;
    bool is_comparison = part->kind == EXPR_BINARY && known->kind == EXPR_BINARY && expr_is_equal(part->a, known->a) &&
                         expr_is_equal(part->b, known->b);
    return is_comparison && is_true == wanted && part->op == comparison_negated((enum expr_op)known->op);
}

/* `target = value` makes the loop's test false. */
static bool ends_test(const struct expr *test, const struct expr *target, int64_t value) {
    bool wanted = true;
    struct known known = known_value(value);
    int64_t number;
    test = bare_test(test, &wanted);
    if (test->kind == EXPR_BINARY && test->op == OP_AND && wanted)
        return ends_test(test->a, target, value) || ends_test(test->b, target, value);
    if (expr_is_equal(test, target))
        return (value != 0) != wanted;
    if (test->kind != EXPR_BINARY || test->op < OP_EQUAL || test->op > OP_GREATER_EQUAL ||
        !expr_is_equal(test->a, target) || !expr_is_constant(test->b, &number))
        return false;
    return known_compare(&known, (enum expr_op)test->op, number) == (wanted ? TRUTH_NO : TRUTH_YES);
}

/* --- ways -------------------------------------------------------------------------------------------------------- */

static bool moves(const struct advance *w, const struct assign *assign) {
    const struct assignment assignment = {.assign = assign};
    int64_t value;
    for (uint32_t i = 0; i < w->variable_count; i++)
        if (assignment_is_to(&assignment, w->variables[i]))
            return true;
    return w->loop->condition && assign->op == OP_NONE && assign->value && expr_is_constant(assign->value, &value) &&
           ends_test(w->loop->condition, assign->target, value);
}

static void walk_arm(struct advance *w, const struct region *list, uint8_t ways) {
    w->ways = ways;
    walk_list(w, list);
}

static void walk_branch(struct advance *w, const struct branch *branch) {
    const struct expr *test = w->loop->condition;
    uint8_t ways = w->ways;
    walk_arm(w, branch->then_list, test && contradicts(test, branch->condition, true) ? 0 : ways);
    uint8_t behind_then = w->ways;
    walk_arm(w, branch->else_list, test && contradicts(test, branch->condition, false) ? 0 : ways);
    w->ways |= behind_then;
}

static void walk_switch(struct advance *w, const struct switch_region *region) {
    uint8_t ways = w->ways, outer = w->to_break;
    bool has_default = false;
    w->to_break = 0;
    walk_arm(w, region->before, 0);
    for (uint32_t i = 0; i < region->case_count; i++) {
        walk_arm(w, region->cases[i].body, w->ways | ways);
        has_default |= region->cases[i].is_default;
    }
    w->ways |= w->to_break | (has_default ? 0 : ways);
    w->to_break = outer;
}

static bool is_endless(const struct loop *loop) {
    int64_t value;
    return loop->form != LOOP_RANGE && (!loop->condition || (expr_is_constant(loop->condition, &value) && value));
}

/* Its body may not run at all; of a do-loop it does. A loop that moves the variable on each turn of its own is taken to
 * have one: `while (*text) { while (*text == ' ') text++; ...; while (*text && *text != ' ') text++; }`. */
static void walk_inner(struct advance *w, const struct loop *loop) {
    uint8_t outer_break = w->to_break, outer_end = w->to_end, before = 0;
    if (loop->form == LOOP_GOTO) { /* runs once at least; `break` and `continue` are of a loop around it */
        walk_list(w, loop->body);
        return;
    }
    w->to_break = w->to_end = 0;
    if (loop->form != LOOP_DO) {
        walk_list(w, loop->condition_list);
        before = w->ways;
    }
    walk_list(w, loop->body);
    w->ways |= w->to_end;
    walk_list(w, loop->form == LOOP_DO ? loop->condition_list : loop->step_list);
    if (w->ways != 0)
        w->ways |= before;
    w->ways = (is_endless(loop) ? 0 : w->ways) | w->to_break;
    w->to_break = outer_break;
    w->to_end = outer_end;
}

static void walk_try(struct advance *w, const struct try_region *region) {
    uint8_t ways = w->ways; /* a handler may be come to before anything has moved */
    walk_list(w, region->body);
    uint8_t behind = w->ways;
    for (uint32_t i = 0; i < region->handler_count; i++) {
        walk_arm(w, region->handlers[i].body, ways ? WAY_CALLED : 0);
        behind |= w->ways;
    }
    w->ways = behind;
}

static void walk_call(struct advance *w, const struct call *call) {
    bool returns = call->symbol == SYMBOL_NONE || !(w->scope->unit->symbols[call->symbol].flags & SYMBOL_NORETURN);
    w->ways = w->ways && returns ? WAY_CALLED : 0;
}

/* Control does not go on behind the region; where it goes to instead. */
static void leave(struct advance *w, const struct region *region) {
    uint8_t *place = NULL;
    if (region->kind == REGION_BREAK)
        place = &w->to_break;
    else if (region->kind == REGION_CONTINUE)
        place = &w->to_end;
    else if (region->kind == REGION_GOTO && w->loop->form == LOOP_GOTO && region->label == w->loop->label)
        place = &w->to_next;
    else if (region->kind == REGION_GOTO && region->label < w->scope->body->label_count)
        place = &w->to_label[region->label]; /* of a label outside of the loop nobody asks */
    if (place)
        *place |= w->ways;
    w->ways = 0;
}

static void walk_region(struct advance *w, const struct region *region) {
    switch ((enum region_kind)region->kind) {
    case REGION_ASSIGN:
        w->ways = moves(w, &region->assign) ? 0 : w->ways;
        break;
    case REGION_BRANCH:
        walk_branch(w, &region->branch);
        break;
    case REGION_SWITCH:
        walk_switch(w, &region->switch_);
        break;
    case REGION_LOOP:
        walk_inner(w, region->loop);
        break;
    case REGION_TRY:
        walk_try(w, &region->try_);
        break;
    case REGION_LABEL:
        w->ways |= region->label < w->scope->body->label_count ? w->to_label[region->label] : 0;
        break;
    case REGION_CALL:
        walk_call(w, region->call);
        break;
    default:
        leave(w, region);
        break;
    }
}

static void walk_list(struct advance *w, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        if (w->scope->is_dead[region->number] && region->kind != REGION_LABEL)
            w->ways = 0; /* nothing fails, so that control does not come here */
        else
            walk_region(w, region);
    }
}

/* `a && i++ < n`: where it is not stepped, the loop ends. */
static bool moves_in_test(const struct advance *w, const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        if (region->kind == REGION_ASSIGN && moves(w, &region->assign))
            return true;
        if (region->kind == REGION_BRANCH &&
            ((strcmp(region->branch.form, "&&") == 0 && moves_in_test(w, region->branch.then_list)) ||
             (strcmp(region->branch.form, "||") == 0 && moves_in_test(w, region->branch.else_list))))
            return true;
    }
    return false;
}

enum advance_kind advance_of(const struct scope *scope, uint32_t index, const struct expr *const *variables,
                             uint32_t count) {
    const struct loop *loop = scope->loops[index].region->loop;
    struct advance w = {.scope = scope,
                        .loop = loop,
                        .variables = variables,
                        .variable_count = count,
                        .ways = WAY_IDLE,
                        .to_label = ARENA_ARRAY(scope->scratch, uint8_t, scope->body->label_count)};
    if (moves_in_test(&w, loop->condition_list))
        return ADVANCE_SURE;
    walk_list(&w, loop->condition_list);
    walk_list(&w, loop->body);
    w.ways |= w.to_end;
    walk_list(&w, loop->step_list);
    if (loop->form == LOOP_GOTO) /* running off the end leaves */
        w.ways = w.to_next;
    return w.ways & WAY_CALLED ? ADVANCE_NONE : w.ways ? ADVANCE_WITH_CALLS : ADVANCE_SURE;
}
