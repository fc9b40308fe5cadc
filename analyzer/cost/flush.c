/* Conditions that measure, and arms that empty. Tests: testdata/_cost/flush.region */
#include "cost/flush.h"

#include "cost/cost.h"
#include "turns/motion.h"

#include <string.h>

#define RESET_LEVELS 3 /* helpers below each other that may do the emptying */

struct measure {
    const struct scope *scope;
    const struct branch *branch;
    uint32_t loop;
};

/* --- emptying ---------------------------------------------------------------------------------------------------- */

/* `whole` is the object, a part of which is `part`: `b` or `*b` of `b->size`; or the same. */
static bool holds_part(const struct expr *whole, const struct expr *part) {
    while (whole->kind == EXPR_ADDRESS || whole->kind == EXPR_DEREF)
        whole = whole->a;
    for (; part; part = part->a) {
        if (expr_is_equal(whole, part))
            return true;
        if (part->kind != EXPR_FIELD && part->kind != EXPR_DEREF && part->kind != EXPR_ADDRESS)
            return false;
    }
    return false;
}

/* What a helper is asked about: does it set this global, or this field of what its argument points to? */
struct reset_search {
    struct program *program;
    uint32_t function;
    uint32_t parameter; /* SYMBOL_NONE: a global */
    uint32_t entity;    /* of the field or global; SYMBOL_NONE: what the argument points to */
    uint32_t levels;
    bool is_found;
};

static uint32_t entity_of_path(const struct program *program, uint32_t function, const struct expr *path) {
    if (path->kind != EXPR_FIELD && path->kind != EXPR_GLOBAL)
        return SYMBOL_NONE;
    return program->units[program->functions[function].unit].entities[path->index];
}

static bool helper_resets(struct reset_search search);

static void search_helper(struct reset_search *search, const struct call *call) {
    struct arena scratch;
    arena_init(&scratch);
    struct callee callee = costs_callee(search->program, search->function, call, &scratch);
    struct reset_search inner = *search;
    inner.levels--;
    if (!callee.model && callee.targets.count == 1 && inner.levels > 0) {
        inner.function = callee.targets.functions[0];
        if (search->parameter == SYMBOL_NONE)
            search->is_found = helper_resets(inner);
        for (uint32_t i = 0; search->parameter != SYMBOL_NONE && i < call->argument_count && !search->is_found; i++) {
            const struct expr *root = expr_root(call->arguments[i].value);
            inner.parameter = i;
            if (root->kind == EXPR_PARAMETER && root->index == search->parameter)
                search->is_found = helper_resets(inner);
        }
    }
    arena_finish(&scratch);
}

static void search_region(struct region *region, void *context) {
    struct reset_search *search = context;
    int64_t value;
    if (search->is_found)
        return;
    if (region->kind == REGION_CALL) {
        search_helper(search, region->call);
        return;
    }
    if (region->kind != REGION_ASSIGN || region->assign.op != OP_NONE ||
        !expr_is_constant(region->assign.value, &value))
        return;
    const struct expr *root = expr_root(region->assign.target);
    bool is_rooted = search->parameter == SYMBOL_NONE
                         ? root->kind == EXPR_GLOBAL
                         : root->kind == EXPR_PARAMETER && root->index == search->parameter;
    search->is_found = is_rooted && region->assign.target != root &&
                       entity_of_path(search->program, search->function, region->assign.target) == search->entity;
    if (search->parameter == SYMBOL_NONE && region->assign.target == root)
        search->is_found = entity_of_path(search->program, search->function, root) == search->entity;
}

static bool helper_resets(struct reset_search search) {
    struct error err = {0};
    const struct function *body = program_body(search.program, search.function, &err);
    error_finish(&err);
    if (body)
        region_walk(body->body, search_region, &search);
    return search.is_found;
}

/* The call empties `counter`: by its model, or because its body sets it to a constant. */
static bool call_resets(const struct scope *scope, const struct call *call, const struct expr *counter) {
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    int32_t resets = callee.model ? callee.model->resets : ARGUMENT_NONE;
    if (resets >= 0 && (uint32_t)resets < call->argument_count)
        return holds_part(call->arguments[resets].value, counter);
    if (callee.model || callee.targets.count != 1)
        return false;
    struct reset_search search = {.program = scope->program,
                                  .function = callee.targets.functions[0],
                                  .parameter = SYMBOL_NONE,
                                  .entity = entity_of_path(scope->program, scope->function, counter),
                                  .levels = RESET_LEVELS};
    if (expr_root(counter)->kind == EXPR_GLOBAL && helper_resets(search))
        return true;
    for (uint32_t i = 0; i < call->argument_count; i++) {
        search.parameter = i;
        if (holds_part(call->arguments[i].value, counter) && helper_resets(search))
            return true;
    }
    return false;
}

/* `counter`, `counter > 0`, `counter-- != 0`. */
static bool asks_for_more(const struct expr *condition, const struct expr *counter) {
    int64_t number;
    if (condition && condition->kind == EXPR_BINARY && (condition->op == OP_GREATER || condition->op == OP_NOT_EQUAL) &&
        expr_is_constant(condition->b, &number) && number == 0)
        condition = condition->a;
    return condition && expr_is_equal(condition, counter);
}

/* `for (; counter > 0; counter--) take();`: until nothing is left. */
static bool loop_resets(const struct scope *scope, const struct loop *loop, const struct expr *counter) {
    struct motion motion = {0};
    if (loop->form != LOOP_GOTO && asks_for_more(loop->condition, counter) && motion_is_variable(counter))
        motion = motion_of(scope, counter, loop->index);
    return motion.direction < 0 && !motion.is_set && !motion.is_wild;
}

struct arm_search {
    const struct scope *scope;
    const struct expr *counter;
    const struct region *reset;
};

static void find_reset(struct region *region, void *context) {
    struct arm_search *search = context;
    if (search->reset)
        return;
    bool is_reset = region->kind == REGION_ASSIGN && region->assign.op == OP_NONE && region->assign.value &&
                    expr_is_equal(region->assign.target, search->counter);
    if (is_reset || (region->kind == REGION_CALL && call_resets(search->scope, region->call, search->counter)) ||
        (region->kind == REGION_LOOP && loop_resets(search->scope, region->loop, search->counter)))
        search->reset = region;
}

static const struct region *reset_in(const struct scope *scope, const struct region *list, const struct expr *counter) {
    struct arm_search search = {.scope = scope, .counter = counter};
    region_walk((struct region *)list, find_reset, &search);
    return search.reset;
}

static const struct region *reset_of(const struct measure *measure, const struct expr *counter) {
    return reset_in(measure->scope, measure->branch->then_list, counter);
}

/* --- measuring --------------------------------------------------------------------------------------------------- */

static bool is_steady(const struct measure *measure, const struct expr *limit) {
    return measure->loop == LOOP_NONE || !scope_is_assigned_in(measure->scope, limit, measure->loop);
}

/* What is measured outlives the call: a counter of the caller or of the program. */
static bool outlives_call(const struct scope *scope, const struct expr *counter) {
    const struct expr *root = expr_root(counter);
    if (root->kind == EXPR_LOCAL)
        return root->index < scope->body->local_count && (scope->body->locals[root->index].flags & LOCAL_STATIC) != 0;
    return root->kind == EXPR_GLOBAL || (counter != root && (root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS));
}

/* +1, -1, 0: by which step the counter moves, in the loop or in the function. */
static struct motion motion_in(const struct measure *measure, const struct expr *counter) {
    struct motion motion = {0};
    int64_t step;
    if (measure->loop != LOOP_NONE)
        return motion_of(measure->scope, counter, measure->loop);
    for (const struct assignment *a = NULL; (a = scope_next(measure->scope, counter, a)) != NULL;) {
        if (!assignment_is_to(a, counter) || !a->assign->value || !expr_is_constant(a->assign->value, &step) ||
            (a->assign->op != OP_ADD && a->assign->op != OP_SUBTRACT))
            continue;
        motion.direction = (a->assign->op == OP_ADD) == (step > 0) ? 1 : -1;
        motion.step = step < 0 ? -step : step;
    }
    return motion;
}

/* `*used` of a parameter: a counter of the caller. */
static bool is_pointed_to(const struct expr *counter) {
    return counter->kind == EXPR_DEREF && counter->a->kind == EXPR_PARAMETER;
}

struct setting {
    const struct expr *counter;
    bool is_found;
};

static void find_setting(struct region *region, void *context) {
    struct setting *setting = context;
    int64_t value;
    setting->is_found |= region->kind == REGION_ASSIGN && region->assign.op == OP_NONE && region->assign.value &&
                         expr_is_equal(region->assign.target, setting->counter) &&
                         !expr_is_constant(region->assign.value, &value) &&
                         !expr_mentions(region->assign.value, setting->counter);
}

/* `*level = read_level();`: what the call is handed is an answer of its own on each turn. */
static bool sets_anew(const struct scope *scope, const struct call *call, uint32_t argument) {
    struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
    const struct expr *parameter = expr_indexed(scope->scratch, EXPR_PARAMETER, argument);
    struct error err = {0};
    struct setting setting = {.counter = expr_deref(scope->scratch, parameter)};
    for (uint32_t i = 0; i < callee.targets.count && !setting.is_found; i++) {
        const struct function *body = program_body(scope->program, callee.targets.functions[i], &err);
        if (body)
            region_walk(body->body, find_setting, &setting);
    }
    error_finish(&err);
    return setting.is_found;
}

/* `append(&text, &used, row);`: a call of the turn, apart from those of the arm, is handed where the counter lives. */
static bool is_handed_out(const struct measure *measure, const struct expr *counter) {
    const struct scope *scope = measure->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        if (!place->region || measure->loop == LOOP_NONE ||
            !scope_is_inside(scope, place->region->number, measure->loop) ||
            region_list_holds(measure->branch->then_list, place->region->number))
            continue;
        for (uint32_t k = 0; k < place->region->call->argument_count; k++) {
            const struct expr *value = place->region->call->arguments[k].value;
            if (value->kind == EXPR_ADDRESS && expr_is_equal(value->a, counter))
                return !sets_anew(scope, place->region->call, k);
        }
    }
    return false;
}

/* A size that grows in helpers is seen by its limit alone. */
static bool grows_in_helpers(const struct measure *measure, const struct expr *counter, enum expr_op op) {
    return op != OP_EQUAL && (counter->kind == EXPR_FIELD || is_pointed_to(counter) || is_handed_out(measure, counter));
}

static struct flush every(int64_t turns, const struct region *reset) {
    if (turns != 0 && turns < FLUSH_LEAST)
        return (struct flush){0};
    return (struct flush){FLUSH_EVERY, turns, 0, reset, false};
}

/* How far the assignment takes the counter in the direction; to `start`, or back behind it: 0. false: nobody knows. */
static bool step_of(const struct assignment *a, const struct expr *counter, int direction, int64_t start,
                    int64_t *step) {
    const struct expr *value = a->assign->value;
    enum expr_op op = (enum expr_op)a->assign->op;
    if (op == OP_NONE && value && value->kind == EXPR_BINARY && expr_is_equal(value->a, counter)) {
        op = (enum expr_op)value->op;
        value = value->b;
    }
    int64_t value_set = 0;
    *step = 0;
    if (op == OP_NONE && value && expr_is_constant(value, &value_set))
        return direction > 0 ? value_set <= start : value_set >= start;
    if (!value || !expr_is_constant(value, step) || (op != OP_ADD && op != OP_SUBTRACT) || *step > INT32_MAX ||
        *step < INT32_MIN)
        return false;
    *step = (op == OP_ADD) == (direction > 0) ? *step : -*step;
    return true;
}

/* How far one turn takes the counter at most; 0: nobody knows. */
static int64_t most_of_turn(const struct measure *measure, const struct expr *counter, int direction, int64_t start) {
    int64_t most = 0, step;
    for (const struct assignment *a = NULL; (a = scope_next(measure->scope, counter, a)) != NULL;) {
        bool is_inside = measure->loop == LOOP_NONE || scope_is_inside(measure->scope, a->number, measure->loop);
        if (!is_inside || !assignment_is_to(a, counter))
            continue;
        if (!step_of(a, counter, direction, start, &step) || (step > 0 && a->loop != measure->loop))
            return 0;
        most += step > 0 ? step : 0;
    }
    return most;
}

/* What it is set to; 0 where a helper does it. */
static int64_t start_of(const struct region *reset) {
    int64_t start;
    bool is_known = reset->kind == REGION_ASSIGN && expr_is_constant(reset->assign.value, &start);
    return is_known && start > INT32_MIN && start < INT32_MAX ? start : 0;
}

/* Turns from one time to the next that the counter has come from where it is reset to as far as `end`; 0: nobody
 * knows. */
static int64_t turns_between(const struct measure *measure, const struct expr *counter, int direction,
                             const struct region *reset, int64_t end) {
    int64_t start = start_of(reset), most = most_of_turn(measure, counter, direction, start);
    int64_t distance = direction > 0 ? end - start : start - end;
    if (most == 0 || end > INT32_MAX)
        return 0;
    return distance <= most ? 1 : distance / most + (distance % most != 0);
}

/* `counter op limit`, going up to the limit or down to 0. */
static struct flush measure_limit(const struct measure *measure, const struct expr *counter, enum expr_op op,
                                  const struct expr *limit) {
    int64_t number = 0;
    bool is_up = op == OP_EQUAL || op == OP_GREATER || op == OP_GREATER_EQUAL;
    bool is_down = op == OP_EQUAL || op == OP_LESS || op == OP_LESS_EQUAL;
    bool is_number = expr_is_constant(limit, &number);
    if ((!motion_is_variable(counter) && !is_pointed_to(counter)) || (!is_up && !is_down) ||
        !is_steady(measure, limit) || (measure->loop == LOOP_NONE && !outlives_call(measure->scope, counter)))
        return (struct flush){0};
    struct motion motion = motion_in(measure, counter);
    const struct region *reset = reset_of(measure, counter);
    bool moves_once = measure->loop != LOOP_NONE && motion.direction != 0 && !motion.is_set && !motion.is_wild;
    if (!reset)
        return (struct flush){op == OP_EQUAL && moves_once ? FLUSH_ONCE : FLUSH_NO, 0, 1, NULL, !is_number};
    if (is_number && number == 0 && is_down && motion.direction < 0)
        return every(start_of(reset) > 0 ? turns_between(measure, counter, -1, reset, 0) : 0, reset);
    bool grows = motion.direction > 0 || grows_in_helpers(measure, counter, op);
    if (!is_up || !grows || (is_number && number <= 1))
        return (struct flush){0};
    int64_t end = number + (op == OP_GREATER);
    return every(is_number && motion.direction > 0 ? turns_between(measure, counter, 1, reset, end) : 0, reset);
}

/* Something in the expression moves. */
static bool moves(const struct measure *measure, const struct expr *expr) {
    if (!expr)
        return false;
    if (motion_is_variable(expr) && (measure->loop != LOOP_NONE || outlives_call(measure->scope, expr)))
        return motion_in(measure, expr).direction != 0;
    return moves(measure, expr->a) || moves(measure, expr->b);
}

/* `counter % K`, `counter & 63`: K; 0 where it has no number; -1: it is neither. */
static int64_t period_of(const struct measure *measure, const struct expr *expr) {
    int64_t number = 0;
    bool is_remainder = expr->kind == EXPR_BINARY && expr->op == OP_REMAINDER;
    bool is_mask = expr->kind == EXPR_BINARY && expr->op == OP_BIT_AND;
    if ((!is_remainder && !is_mask) || !moves(measure, expr->a) || !is_steady(measure, expr->b))
        return -1;
    bool is_number = expr_is_constant(expr->b, &number);
    if (is_remainder)
        return is_number ? number : 0;
    return is_number && number > 0 && number < INT32_MAX && (number & (number + 1)) == 0 ? number + 1 : -1;
}

static struct flush measure_comparison(const struct measure *measure, enum expr_op op, const struct expr *a,
                                       const struct expr *b) {
    static const enum expr_op mirrored[EXPR_OP_COUNT] = {[OP_LESS] = OP_GREATER,
                                                         [OP_GREATER] = OP_LESS,
                                                         [OP_LESS_EQUAL] = OP_GREATER_EQUAL,
                                                         [OP_GREATER_EQUAL] = OP_LESS_EQUAL,
                                                         [OP_EQUAL] = OP_EQUAL};
    int64_t period = op == OP_EQUAL ? period_of(measure, a) : -1;
    if (period >= 0)
        return every(period, NULL);
    struct flush flush = measure_limit(measure, a, op, b);
    if (flush.kind == FLUSH_NO && mirrored[op] != OP_NONE)
        flush = measure_limit(measure, b, mirrored[op], a);
    return flush;
}

static struct flush measure_condition(const struct measure *measure, const struct expr *condition);

/* Each must be a flush, and each has turns of its own. */
static struct flush either(struct flush a, struct flush b) {
    if (a.kind == FLUSH_NO || b.kind == FLUSH_NO)
        return (struct flush){0};
    if (a.kind == FLUSH_ONCE && b.kind == FLUSH_ONCE)
        a.times += b.times;
    struct flush both = a.kind == FLUSH_EVERY || b.kind == FLUSH_ONCE ? a : b;
    both.is_at_end = a.is_at_end || b.is_at_end;
    return both;
}

/* `&&`: one is enough. */
static struct flush measure_both(const struct measure *measure, const struct expr *condition) {
    struct flush a = measure_condition(measure, condition->a), b = measure_condition(measure, condition->b);
    if (condition->op == OP_AND)
        return a.kind != FLUSH_NO ? a : b;
    return either(a, b);
}

/* `due = 0;`, on each turn before anything else is said of it. */
static bool is_cleared_first(const struct measure *measure, const struct assignment *a) {
    return a->loop == measure->loop && !a->is_conditional && !a->is_step && !a->is_test && a->assign->op == OP_NONE &&
           expr_is_zero(a->assign->value) && measure->branch->then_list &&
           a->list_end >= measure->branch->then_list->number;
}

/* `due = 0; if (n == all) due = n % K; else if (n % K == 0) due = K; if (due) flush();`: what sets it comes only on
 * such turns. */
static struct flush measure_due(const struct measure *measure, const struct expr *due) {
    const struct scope *scope = measure->scope;
    struct flush flush = {0};
    bool is_cleared = false;
    if (measure->loop == LOOP_NONE || scope_is_shared(scope, due) || !measure->branch->then_list)
        return (struct flush){0};
    for (const struct assignment *a = NULL; (a = scope_next(scope, due, a)) != NULL;) {
        if (!scope_is_inside(scope, a->number, measure->loop) || !a->assign->value ||
            a->number >= measure->branch->then_list->number)
            continue;
        if (!is_cleared && is_cleared_first(measure, a)) {
            is_cleared = true;
            continue;
        }
        struct measure of_arm = {scope, a->guard, measure->loop};
        bool is_in_arm = is_cleared && a->loop == measure->loop && a->guard && a->is_then && a->guard->then_list;
        struct flush one = is_in_arm ? measure_condition(&of_arm, a->guard->condition) : (struct flush){0};
        if (one.kind == FLUSH_NO)
            return (struct flush){0};
        flush = flush.kind == FLUSH_NO ? one : either(flush, one);
    }
    return flush;
}

static struct flush measure_condition(const struct measure *measure, const struct expr *condition) {
    static const struct expr zero = {.kind = EXPR_CONSTANT};
    if (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        return measure_comparison(measure, OP_EQUAL, condition->a, &zero);
    bool is_some = condition->kind == EXPR_BINARY && (condition->op == OP_NOT_EQUAL || condition->op == OP_GREATER) &&
                   expr_is_zero(condition->b) && condition->a->kind == EXPR_LOCAL;
    if (condition->kind == EXPR_LOCAL || is_some) {
        struct flush due = measure_due(measure, is_some ? condition->a : condition);
        if (due.kind != FLUSH_NO)
            return due;
    }
    if (condition->kind != EXPR_BINARY)
        return (struct flush){0};
    if (condition->op == OP_AND || condition->op == OP_OR)
        return measure_both(measure, condition);
    if (condition->op >= OP_EQUAL && condition->op <= OP_GREATER_EQUAL)
        return measure_comparison(measure, (enum expr_op)condition->op, condition->a, condition->b);
    return (struct flush){0};
}

struct flush flush_of(const struct scope *scope, const struct branch *branch, uint32_t loop) {
    struct measure measure = {scope, branch, loop};
    return branch->then_list ? measure_condition(&measure, branch->condition) : (struct flush){0};
}

/* --- loops over a full buffer ------------------------------------------------------------------------------------ */

/* The loop sets the counter by adding to it and by emptying it, and in no other way. */
static bool is_filled_and_emptied(const struct scope *scope, const struct expr *counter, uint32_t loop) {
    bool is_filled = false;
    int64_t value;
    for (const struct assignment *a = NULL; (a = scope_next(scope, counter, a)) != NULL;) {
        if (!scope_is_inside(scope, a->number, loop) || !assignment_is_to(a, counter))
            continue;
        bool is_added = a->assign->op == OP_ADD && !expr_is_constant(a->assign->value, &value);
        bool is_emptied = a->assign->op == OP_NONE && a->assign->value && expr_is_constant(a->assign->value, &value);
        if (!is_added && !is_emptied)
            return false;
        is_filled |= is_added;
    }
    return is_filled;
}

/* What empties one of the counters that the sum goes up with, or NULL. */
static const struct region *emptied_sum(const struct scope *scope, const struct expr *sum, uint32_t loop) {
    if (sum->kind == EXPR_BINARY && sum->op == OP_ADD) {
        const struct region *reset = emptied_sum(scope, sum->a, loop);
        return reset ? reset : emptied_sum(scope, sum->b, loop);
    }
    if (!motion_is_variable(sum) || !is_filled_and_emptied(scope, sum, loop))
        return NULL;
    return reset_in(scope, scope->loops[loop].region->loop->body, sum);
}

bool flush_of_loop(const struct scope *scope, uint32_t loop, struct quiet_loop *out) {
    const struct region *region = scope->loops[loop].region;
    const struct expr *condition = region->loop->condition;
    if (region->loop->form == LOOP_GOTO || !condition || condition->kind != EXPR_BINARY)
        return false;
    bool is_up = condition->op == OP_GREATER || condition->op == OP_GREATER_EQUAL;
    if (!is_up && condition->op != OP_LESS && condition->op != OP_LESS_EQUAL)
        return false;
    const struct expr *sum = is_up ? condition->a : condition->b, *limit = is_up ? condition->b : condition->a;
    const struct region *reset = emptied_sum(scope, sum, loop);
    if (!reset && limit->kind == EXPR_BINARY && limit->op == OP_SUBTRACT) /* n > b->size - b->used */
        reset = emptied_sum(scope, limit->b, loop);
    *out = (struct quiet_loop){.loop = loop, .call = CALL_NONE, .class = CLASS_FLUSH};
    if (reset)
        out->place = reset->location;
    return reset != NULL;
}
