/* Steps and links. Tests: tests/unit/cost/test_turns.c */
#include "turns/motion.h"

#include "turns/growth.h"
#include "turns/packed.h"
#include "turns/path.h"

#include <string.h>

#define LINK_DEPTH 4 /* variables that a link goes through */

bool motion_is_variable(const struct expr *expr) {
    const struct expr *root = expr_root(expr);
    bool is_rooted = root->kind == EXPR_LOCAL || root->kind == EXPR_PARAMETER || root->kind == EXPR_GLOBAL;
    return (is_rooted && (expr == root || expr->kind == EXPR_FIELD)) ||
           (expr->kind == EXPR_FIELD && root->kind == EXPR_THIS);
}

/* The next assignment to the variable inside the loop. */
static const struct assignment *next_inside(const struct scope *scope, const struct expr *variable, uint32_t loop,
                                            const struct assignment *previous) {
    const struct assignment *a = previous;
    while ((a = scope_next(scope, variable, a)) != NULL)
        if (scope_is_inside(scope, a->number, loop) && assignment_is_to(a, variable))
            return a;
    return NULL;
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

struct increment {
    enum expr_op op; /* OP_NONE: `v = value` */
    int64_t amount;
    bool is_known;
    const struct expr *by; /* no constant; NULL else */
};

/* `v = v + c` and `v = c + v` are `v += c`. */
static struct increment step_of(const struct assignment *a, const struct expr *variable) {
    const struct expr *value = a->assign->value;
    struct increment step = {.op = (enum expr_op)a->assign->op};
    if (step.op != OP_NONE) {
        step.is_known = expr_is_constant(value, &step.amount);
        step.by = step.is_known ? NULL : value;
        return step;
    }
    if (!value || value->kind != EXPR_BINARY)
        return step;
    bool is_first = expr_is_equal(value->a, variable) && expr_is_constant(value->b, &step.amount);
    bool is_second = !is_first && (value->op == OP_ADD || value->op == OP_MULTIPLY) &&
                     expr_is_equal(value->b, variable) && expr_is_constant(value->a, &step.amount);
    if (is_first || is_second) {
        step.op = (enum expr_op)value->op;
        step.is_known = true;
    } else if (expr_is_equal(value->a, variable) && (value->op == OP_ADD || value->op == OP_SUBTRACT)) {
        step.op = (enum expr_op)value->op;
        step.by = value->b;
    } else if (expr_is_equal(value->b, variable) && value->op == OP_ADD) {
        step.op = OP_ADD;
        step.by = value->a;
    }
    return step;
}

/* +1, -1; 0: no step of a kind that is understood. */
static int direction_of(const struct increment *step, bool *is_geometric) {
    *is_geometric = false;
    if (!step->is_known || step->amount == 0 || step->amount == INT64_MIN)
        return 0;
    switch (step->op) {
    case OP_ADD:
        return step->amount > 0 ? 1 : -1;
    case OP_SUBTRACT:
        return step->amount > 0 ? -1 : 1;
    case OP_MULTIPLY:
    case OP_DIVIDE:
        *is_geometric = true;
        return step->amount < 2 ? 0 : step->op == OP_MULTIPLY ? 1 : -1;
    case OP_SHIFT_LEFT:
    case OP_SHIFT_RIGHT:
        *is_geometric = true;
        return step->amount < 1 ? 0 : step->op == OP_SHIFT_LEFT ? 1 : -1;
    default:
        return 0;
    }
}

/* A path, or a sum or product of such, of which nothing is assigned in the loop: no answer of a call. */
static bool keeps_still(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CALL:
    case EXPR_OPAQUE:
    case EXPR_SELECT:
        return false;
    case EXPR_BINARY:
        return keeps_still(scope, expr->a, loop) && keeps_still(scope, expr->b, loop);
    case EXPR_LOCAL:
    case EXPR_PARAMETER:
        return !scope_is_shared(scope, expr) && !scope_is_assigned_in(scope, expr, loop);
    default:
        return !scope_is_assigned_in(scope, expr, loop) && (!expr->a || keeps_still(scope, expr->a, loop));
    }
}

static bool is_minimum_of(const struct expr *value, const struct expr *variable, const struct expr **other) {
    if (!value || value->kind != EXPR_SELECT || value->a->kind != EXPR_BINARY)
        return false;
    bool is_first = expr_is_equal(value->b, variable);
    if (!is_first && !expr_is_equal(value->c, variable))
        return false;
    *other = is_first ? value->c : value->b;
    bool is_less = value->a->op == OP_LESS || value->a->op == OP_LESS_EQUAL;
    bool is_more = value->a->op == OP_GREATER || value->a->op == OP_GREATER_EQUAL;
    const struct expr *low = is_less ? value->a->a : value->a->b, *high = is_less ? value->a->b : value->a->a;
    return (is_less || is_more) && expr_is_equal(low, value->b) && expr_is_equal(high, value->c);
}

/* `chunk = left < 4096 ? left : 4096; ...; left -= chunk;`: 4096, and what is left on the last turn. */
static const struct expr *chunk_of(const struct scope *scope, const struct expr *by, const struct expr *variable,
                                   uint32_t loop) {
    const struct expr *size = NULL, *other;
    if (by->kind != EXPR_LOCAL)
        return is_minimum_of(by, variable, &size) ? size : NULL;
    if (scope_is_shared(scope, by))
        return NULL;
    for (const struct assignment *a = NULL; (a = next_inside(scope, by, loop, a)) != NULL;) {
        if (!a->assign->value && a->assign->op == OP_NONE)
            continue;
        if (a->assign->op != OP_NONE || !is_minimum_of(a->assign->value, variable, &other) || size)
            return NULL;
        size = other;
    }
    return size;
}

static void add_step(struct motion *motion, const struct increment *step, const struct assignment *a,
                     const struct scope *scope, uint32_t loop) {
    bool is_geometric = false;
    bool is_by = step->by && (step->op == OP_ADD || step->op == OP_SUBTRACT) && keeps_still(scope, step->by, loop);
    int direction = is_by ? (step->op == OP_ADD ? 1 : -1) : direction_of(step, &is_geometric);
    int64_t magnitude = is_by ? 1 : step->amount < 0 ? -(step->amount + (step->amount == INT64_MIN)) : step->amount;
    /* `p += length(p)` in the head of a for, `i += skip` beside i++: at least 1, or on top of it. */
    bool is_more = step->by && direction == 0 && (step->op == OP_ADD || step->op == OP_SUBTRACT);
    int way = step->op == OP_ADD ? 1 : -1;
    if (is_more && motion->direction == way && motion->is_own) {
        motion->is_exact = false;
    } else if (is_more && motion->direction == 0 && a->is_step && a->loop == loop) {
        motion->direction = way;
        motion->step = 1;
    } else if (direction == 0) {
        motion->is_wild = true;
    } else if (motion->direction == 0) {
        motion->direction = direction;
        motion->step = magnitude;
        motion->by = is_by ? step->by : NULL;
        motion->is_geometric = is_geometric;
        motion->is_exact = !a->is_conditional && a->loop == loop;
        motion->is_own = a->is_step && motion->is_exact;
    } else {
        motion->is_exact = false;
        motion->is_wild |= motion->is_geometric != is_geometric;
        motion->is_taken_back |= direction != motion->direction;
        if (direction == motion->direction && (is_by || motion->by)) {
            motion->by = NULL;
            motion->step = 1;
        } else if (direction == motion->direction && magnitude < motion->step) {
            motion->step = magnitude;
        }
    }
    /* `a && i++ < n`: where it is not stepped, the loop ends; `a || i++ < n`: it has no end. */
    bool is_sure = !a->is_conditional || (a->guard && strcmp(a->guard->form, a->is_then ? "&&" : "||") == 0);
    motion->is_tested |= a->is_test && a->loop == loop && is_sure;
}

static bool holds_call(const struct expr *expr) {
    return expr && (expr->kind == EXPR_CALL || holds_call(expr->a) || holds_call(expr->b) || holds_call(expr->c));
}

/* Parts of a path are no values of their own, but what stands in a sum is. */
bool motion_may_be_changed(const struct scope *scope, const struct expr *expr, uint32_t loop) {
    if (!expr || expr->kind == EXPR_CONSTANT)
        return false;
    if (expr->kind == EXPR_BINARY)
        return motion_may_be_changed(scope, expr->a, loop) || motion_may_be_changed(scope, expr->b, loop);
    if (expr->kind == EXPR_LOCAL || expr->kind == EXPR_PARAMETER)
        return scope_is_shared(scope, expr);
    if (holds_call(expr) || !path_can_be(expr) || !scope->may_change)
        return true;
    return growth_is_changed(scope, expr, loop, false);
}

/* `x += 0.5`, `x += width`: may be less than 1. */
static bool may_be_part_of_one(const struct scope *scope, const struct expr *variable, const struct increment *step) {
    const char *type = scope_type(scope, variable);
    return !step->is_known && type && (strstr(type, "double") || strstr(type, "float"));
}

/* `i = fill(&request, items, i);`: at least one further each turn, or nothing would ever end. */
static bool is_packed(const struct scope *scope, const struct expr *variable, uint32_t loop,
                      const struct assignment *a) {
    struct packed packed;
    return a->loop == loop && scope_call(scope, a->assign->value) && packed_of(scope, loop, &packed) &&
           scope_call(scope, a->assign->value)->index == packed.call && expr_is_equal(packed.cursor, variable);
}

struct motion motion_of(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    struct motion motion = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;) {
            bool is_own = (a->is_step || a->is_test) && a->loop == loop;
            struct increment step = step_of(a, variable);
            if (step.op == OP_NONE && is_packed(scope, variable, loop, a))
                step = (struct increment){.op = OP_ADD, .amount = 1, .is_known = true};
            const struct expr *chunk = step.by ? chunk_of(scope, step.by, variable, loop) : NULL;
            if (chunk) {
                step.is_known = expr_is_constant(chunk, &step.amount);
                step.by = step.is_known ? NULL : chunk;
            }
            if (is_own != (pass == 0))
                continue;
            if (step.op == OP_NONE)
                motion.is_set |= a->assign->value != NULL;
            else if (may_be_part_of_one(scope, variable, &step))
                motion.is_wild = true;
            else
                add_step(&motion, &step, a, scope, loop);
        }
    }
    return motion;
}

/* --- values ------------------------------------------------------------------------------------------------------ */

/* What a plain assignment inside the loop sets the variable to; steps and constants are passed over. */
static const struct expr *next_value(const struct scope *scope, const struct expr *variable, uint32_t loop,
                                     const struct assignment **cursor) {
    while ((*cursor = next_inside(scope, variable, loop, *cursor)) != NULL) {
        const struct expr *value = (*cursor)->assign->value;
        if (value && step_of(*cursor, variable).op == OP_NONE && value->kind != EXPR_CONSTANT)
            return value;
    }
    return NULL;
}

#define LINK_NONE UINT32_MAX /* no field yet */

/* `p->next`, `&p->next`, `(char *)p->list.next - 16`: reached from the variable through a pointer, whose field is the
 * one that other links went through: down here and on there leads to more than either list has. */
static bool is_reached_from(const struct expr *value, const struct expr *variable, uint32_t *field) {
    uint32_t own = LINK_NONE;
    while (value->kind == EXPR_ADDRESS || (value->kind == EXPR_BINARY && value->b->kind == EXPR_CONSTANT &&
                                           (value->op == OP_ADD || value->op == OP_SUBTRACT)))
        value = value->a;
    for (; value->kind == EXPR_FIELD || value->kind == EXPR_ELEMENT || value->kind == EXPR_DEREF ||
           value->kind == EXPR_ADDRESS;
         value = value->a) {
        if (value->kind == EXPR_FIELD && own == LINK_NONE)
            own = value->index;
        if (!expr_is_equal(value->a, variable))
            continue;
        if (own == LINK_NONE || (*field != LINK_NONE && *field != own))
            return false;
        *field = own;
        return true;
    }
    return false;
}

static bool is_null(const struct expr *value) {
    int64_t number;
    return expr_is_constant(value, &number) && number == 0;
}

/* `p->next`, also behind `p ? ... : NULL` and through other locals: all that those are set to in the loop. */
static bool is_link(const struct scope *scope, const struct expr *value, const struct expr *variable, uint32_t loop,
                    int depth, uint32_t *field) {
    if (is_reached_from(value, variable, field))
        return true;
    if (value->kind == EXPR_SELECT) {
        uint32_t other = *field; /* `is_up ? p->next : p->prev`: one way all along */
        bool is_one_way = keeps_still(scope, value->a, loop);
        return (is_null(value->b) || is_link(scope, value->b, variable, loop, depth, field)) &&
               (is_null(value->c) || is_link(scope, value->c, variable, loop, depth, is_one_way ? &other : field));
    }
    const struct expr *from = value;
    while (from->kind == EXPR_BINARY && from->b->kind == EXPR_CONSTANT)
        from = from->a;
    if (from->kind != EXPR_LOCAL || expr_is_equal(from, variable) || depth == LINK_DEPTH)
        return false;
    const struct assignment *cursor = NULL;
    bool has_link = false;
    for (const struct expr *second; (second = next_value(scope, from, loop, &cursor)) != NULL;) {
        if (!is_link(scope, second, variable, loop, depth + 1, field) &&
            !is_link(scope, second, from, loop, depth + 1, field))
            return false;
        has_link = true;
    }
    return has_link;
}

bool motion_is_link(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    const struct assignment *cursor = NULL;
    uint32_t field = LINK_NONE;
    bool has_link = false;
    for (const struct expr *value; (value = next_value(scope, variable, loop, &cursor)) != NULL;) {
        uint32_t other = LINK_NONE; /* `if (is_up) p = p->next; else p = p->prev;` */
        bool is_one_way = cursor->guard && keeps_still(scope, cursor->guard->condition, loop);
        if (!is_link(scope, value, variable, loop, 0, is_one_way ? &other : &field))
            return false;
        has_link = true;
    }
    return has_link;
}

bool motion_is_straight(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;)
        if (a->is_conditional || a->loop != loop)
            return false;
    return true;
}

/* `while ((p = next(q)) != NULL)`: whatever else p is set to, this is what the test sees. */
static const struct assignment *set_in_test(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    const struct assignment *found = NULL;
    for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;)
        if (a->is_test && a->loop == loop && !a->is_conditional)
            found = a;
    return found;
}

/* The call whose result the value is, also through one local of the loop: `next = f(); ...; x = next;`. */
static const struct call *call_of_value(const struct scope *scope, const struct expr *value, uint32_t loop) {
    const struct assignment *cursor = NULL;
    const struct expr *first, *more;
    if (value->kind != EXPR_LOCAL || scope_is_shared(scope, value))
        return scope_call(scope, value);
    first = next_value(scope, value, loop, &cursor);
    more = first ? next_value(scope, value, loop, &cursor) : NULL;
    return first && !more ? scope_call(scope, first) : NULL;
}

const struct call *motion_call(const struct scope *scope, const struct expr *variable, uint32_t loop) {
    const struct assignment *cursor = set_in_test(scope, variable, loop);
    if (cursor && cursor->assign->op == OP_NONE && scope_call(scope, cursor->assign->value))
        return scope_call(scope, cursor->assign->value);
    cursor = NULL;
    const struct call *first = NULL;
    bool is_on_every_turn = false;
    for (const struct expr *value; (value = next_value(scope, variable, loop, &cursor)) != NULL;) {
        const struct call *call = call_of_value(scope, value, loop);
        if (!call || (first && (call->symbol != first->symbol || !expr_is_equal(call->callee, first->callee))))
            return NULL;
        is_on_every_turn |= !cursor->is_conditional || cursor->is_test || first;
        if (!first)
            first = call;
    }
    return is_on_every_turn && scope_is_inside(scope, scope->calls[first->index].number, loop) ? first : NULL;
}

bool motion_sets_only(const struct scope *scope, const struct expr *variable, uint32_t loop, const struct expr *value) {
    for (const struct assignment *a = NULL; (a = next_inside(scope, variable, loop, a)) != NULL;)
        if (a->assign->value && step_of(a, variable).op == OP_NONE && !expr_is_equal(a->assign->value, value) &&
            !is_packed(scope, variable, loop, a))
            return false;
    return true;
}

/* --- halving ----------------------------------------------------------------------------------------------------- */

static bool is_half(const struct expr *value, int64_t *constant) {
    return value->kind == EXPR_BINARY && expr_is_constant(value->b, constant) &&
           ((value->op == OP_DIVIDE && *constant == 2) || (value->op == OP_SHIFT_RIGHT && *constant == 1));
}

/* (a + b) / 2, a + (b - a) / 2 */
static bool is_middle(const struct expr *value, const struct expr *low, const struct expr *high) {
    int64_t constant;
    if (is_half(value, &constant)) {
        const struct expr *sum = value->a;
        return sum->kind == EXPR_BINARY && sum->op == OP_ADD &&
               ((expr_is_equal(sum->a, low) && expr_is_equal(sum->b, high)) ||
                (expr_is_equal(sum->a, high) && expr_is_equal(sum->b, low)));
    }
    if (value->kind != EXPR_BINARY || value->op != OP_ADD || !expr_is_equal(value->a, low) ||
        !is_half(value->b, &constant))
        return false;
    const struct expr *distance = value->b->a;
    return distance->kind == EXPR_BINARY && distance->op == OP_SUBTRACT && expr_is_equal(distance->a, high) &&
           expr_is_equal(distance->b, low);
}

/* The local, that the loop sets the end to, give or take a constant; NULL: it is set to other things. */
static const struct expr *set_to_local(const struct scope *scope, const struct expr *end, uint32_t loop) {
    const struct expr *local = NULL;
    for (const struct assignment *a = NULL; (a = next_inside(scope, end, loop, a)) != NULL;) {
        const struct expr *value = a->assign->value;
        if (a->assign->op != OP_NONE || !value)
            return NULL;
        while (value->kind == EXPR_BINARY && value->b->kind == EXPR_CONSTANT &&
               (value->op == OP_ADD || value->op == OP_SUBTRACT))
            value = value->a;
        if (value->kind != EXPR_LOCAL || (local && !expr_is_equal(local, value)))
            return NULL;
        local = value;
    }
    return local;
}

bool motion_is_halving(const struct scope *scope, const struct expr *low, const struct expr *high, uint32_t loop) {
    const struct expr *middle = set_to_local(scope, low, loop), *other = set_to_local(scope, high, loop);
    bool is_set = false;
    if (!middle || !other || !expr_is_equal(middle, other))
        return false;
    for (const struct assignment *a = NULL; (a = next_inside(scope, middle, loop, a)) != NULL;) {
        if (!a->assign->value && a->assign->op == OP_NONE)
            continue;
        if (a->assign->op != OP_NONE || !is_middle(a->assign->value, low, high))
            return false;
        is_set = true;
    }
    return is_set;
}
