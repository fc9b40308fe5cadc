/* Numbers the regions of a function and answers who assigns what, where. Tests: tests/unit/cost/test_scope.c */
#include "turns/scope.h"

#include "base/vec.h"
#include "turns/path.h"

#include <string.h>

struct walker {
    struct scope *scope;
    VEC(struct assignment) assignments;
    VEC(struct holding) holding;
    VEC(uint32_t) open_calls; /* whose list has not ended */
    uint32_t last_number;     /* of the regions seen */
    uint32_t loop;
    uint32_t conditional_depth; /* branches since the innermost loop began */
    const struct branch *guard;
    bool is_then;
    bool is_step;
    bool is_test;
};

static void walk_list(struct walker *walker, const struct region *list);

static void walk_conditional(struct walker *walker, const struct region *list, const struct branch *guard,
                             bool is_then) {
    const struct branch *outer = walker->guard;
    bool outer_is_then = walker->is_then;
    walker->guard = guard;
    walker->is_then = is_then;
    walker->conditional_depth++;
    walk_list(walker, list);
    walker->conditional_depth--;
    walker->guard = outer;
    walker->is_then = outer_is_then;
}

/* --- what is known ----------------------------------------------------------------------------------------------- */

static void note_holding(struct walker *walker, uint32_t begin, uint32_t end, const struct expr *condition,
                         bool is_true) {
    vec_push(&walker->holding, (struct holding){begin, end, walker->loop, is_true, condition});
}

/* Control never runs off the end of the list. A declared `noreturn` is enough here: what is found to never return while
 * counting depends on the order. */
static bool never_ends(const struct walker *walker, const struct region *list) {
    const struct region *last = list;
    if (!last)
        return false;
    while (last->next)
        last = last->next;
    switch ((enum region_kind)last->kind) {
    case REGION_BREAK:
    case REGION_CONTINUE:
    case REGION_RETURN:
    case REGION_GOTO:
    case REGION_THROW:
        return true;
    case REGION_CALL:
        return last->call->symbol != SYMBOL_NONE &&
               (walker->scope->unit->symbols[last->call->symbol].flags & SYMBOL_NORETURN);
    case REGION_BRANCH:
        return never_ends(walker, last->branch.then_list) && never_ends(walker, last->branch.else_list);
    default:
        return false;
    }
}

static void walk_branch(struct walker *walker, const struct region *region) {
    const struct branch *branch = &region->branch;
    uint32_t begin = walker->last_number + 1;
    uint32_t place = walker->holding.count;
    if (branch->then_list) {
        note_holding(walker, begin, begin, branch->condition, true);
        walk_conditional(walker, branch->then_list, branch, true);
        walker->holding.items[place].end = walker->last_number;
    }
    begin = walker->last_number + 1;
    place = walker->holding.count;
    if (branch->else_list) {
        note_holding(walker, begin, begin, branch->condition, false);
        walk_conditional(walker, branch->else_list, branch, false);
        walker->holding.items[place].end = walker->last_number;
    }
    /* UINT32_MAX: until the list that holds the branch ends. */
    if (never_ends(walker, branch->then_list))
        note_holding(walker, walker->last_number + 1, UINT32_MAX, branch->condition, false);
    else if (never_ends(walker, branch->else_list))
        note_holding(walker, walker->last_number + 1, UINT32_MAX, branch->condition, true);
}

static void walk_loop(struct walker *walker, const struct region *region, uint32_t number) {
    struct loop *loop = region->loop;
    struct walker outer = *walker;
    walker->scope->loops[loop->index] = (struct loop_range){.begin = number, .parent = walker->loop, .region = region};
    walker->loop = loop->index;
    walker->conditional_depth = 0;
    walker->guard = NULL;
    walker->is_step = false;
    walker->is_test = true;
    walk_list(walker, loop->condition_list);
    walker->is_test = false;
    walk_list(walker, loop->body);
    walker->is_step = true;
    walk_list(walker, loop->step_list);
    walker->is_step = outer.is_step;
    walker->is_test = outer.is_test;
    walker->guard = outer.guard;
    walker->conditional_depth = outer.conditional_depth;
    walker->loop = outer.loop;
    walker->scope->loops[loop->index].end = walker->last_number;
}

static void note_assignment(struct walker *walker, const struct region *region, uint32_t number) {
    vec_push(&walker->assignments, (struct assignment){.number = number,
                                                       .loop = walker->loop,
                                                       .next = ASSIGNMENT_NONE,
                                                       .is_step = walker->is_step,
                                                       .is_test = walker->is_test,
                                                       .is_conditional = walker->conditional_depth > 0,
                                                       .is_then = walker->is_then,
                                                       .guard = walker->guard,
                                                       .assign = &region->assign});
}

static void walk_region(struct walker *walker, const struct region *region) {
    uint32_t number = walker->last_number = region->number;
    switch ((enum region_kind)region->kind) {
    case REGION_CALL:
        walker->scope->calls[region->call->index] =
            (struct call_place){.number = number, .loop = walker->loop, .region = region};
        vec_push(&walker->open_calls, region->call->index);
        break;
    case REGION_ASSIGN:
        note_assignment(walker, region, number);
        break;
    case REGION_BRANCH:
        walk_branch(walker, region);
        break;
    case REGION_SWITCH:
        walk_conditional(walker, region->switch_.before, NULL, false);
        for (uint32_t i = 0; i < region->switch_.case_count; i++)
            walk_conditional(walker, region->switch_.cases[i].body, NULL, false);
        break;
    case REGION_LOOP:
        walk_loop(walker, region, number);
        break;
    case REGION_TRY:
        walk_list(walker, region->try_.body);
        for (uint32_t i = 0; i < region->try_.handler_count; i++)
            walk_conditional(walker, region->try_.handlers[i].body, NULL, false);
        break;
    default:
        break;
    }
}

static void walk_list(struct walker *walker, const struct region *list) {
    uint32_t first = walker->assignments.count, first_holding = walker->holding.count,
             first_call = walker->open_calls.count;
    for (const struct region *region = list; region; region = region->next)
        walk_region(walker, region);
    /* Those that no inner list has claimed stand in this list. */
    for (uint32_t i = first; i < walker->assignments.count; i++)
        if (walker->assignments.items[i].list_end == 0)
            walker->assignments.items[i].list_end = walker->last_number;
    for (uint32_t i = first_holding; i < walker->holding.count; i++)
        if (walker->holding.items[i].end == UINT32_MAX)
            walker->holding.items[i].end = walker->last_number;
    while (walker->open_calls.count > first_call)
        walker->scope->calls[walker->open_calls.items[--walker->open_calls.count]].list_end = walker->last_number;
}

static uint32_t *no_assignments(struct arena *arena, uint32_t count) {
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        first[i] = ASSIGNMENT_NONE;
    return first;
}

/* The head of the chain of assignments to a local or parameter; NULL for any other path. */
static uint32_t *chain_of(const struct scope *scope, const struct expr *variable) {
    if (variable->kind == EXPR_LOCAL && variable->index < scope->body->local_count)
        return &scope->first_to_local[variable->index];
    if (variable->kind == EXPR_PARAMETER && variable->index < scope->body->parameter_count)
        return &scope->first_to_parameter[variable->index];
    return NULL;
}

static void link_assignments(struct scope *scope) {
    scope->first_to_local = no_assignments(scope->scratch, scope->body->local_count);
    scope->first_to_parameter = no_assignments(scope->scratch, scope->body->parameter_count);
    for (uint32_t i = scope->assignment_count; i-- > 0;) {
        uint32_t *first = chain_of(scope, scope->assignments[i].assign->target);
        if (!first)
            continue;
        scope->assignments[i].next = *first;
        *first = i;
    }
}

void scope_init(struct scope *scope, struct program *program, struct atom_table *atoms, struct arena *scratch,
                uint32_t function, const struct function *body) {
    *scope = (struct scope){.program = program,
                            .atoms = atoms,
                            .scratch = scratch,
                            .function = function,
                            .unit = program_skeleton(program, function),
                            .body = body};
    scope->loops = ARENA_ARRAY(scratch, struct loop_range, body->loop_count);
    scope->calls = ARENA_ARRAY(scratch, struct call_place, body->call_count);
    struct walker walker = {.scope = scope, .loop = LOOP_NONE};
    walk_list(&walker, body->body);
    scope->region_count = walker.last_number;
    scope->is_dead = ARENA_ARRAY(scratch, bool, scope->region_count + 1);
    scope->was_dead = ARENA_ARRAY(scratch, bool, scope->region_count + 1);
    scope->assignment_count = walker.assignments.count;
    scope->assignments = ARENA_ARRAY(scratch, struct assignment, walker.assignments.count);
    if (walker.assignments.count)
        memcpy(scope->assignments, walker.assignments.items, walker.assignments.count * sizeof *scope->assignments);
    scope->holding_count = walker.holding.count;
    scope->holding = ARENA_ARRAY(scratch, struct holding, walker.holding.count);
    if (walker.holding.count)
        memcpy(scope->holding, walker.holding.items, walker.holding.count * sizeof *scope->holding);
    vec_finish(&walker.holding);
    vec_finish(&walker.open_calls);
    vec_finish(&walker.assignments);
    link_assignments(scope);
}

/* --- positions --------------------------------------------------------------------------------------------------- */

struct position scope_before_loop(const struct scope *scope, uint32_t loop) {
    return (struct position){scope->loops[loop].begin, scope->loops[loop].parent};
}

struct position scope_at_call(const struct scope *scope, uint32_t call) {
    return (struct position){scope->calls[call].number, scope->calls[call].loop};
}

struct position scope_at_assignment(const struct assignment *assignment) {
    return (struct position){assignment->number, assignment->loop};
}

bool scope_is_own_local(const struct scope *scope, const struct expr *expr) {
    return expr->kind == EXPR_LOCAL && (uint32_t)expr->value == scope->function &&
           expr->index < scope->body->local_count;
}

const struct call *scope_call(const struct scope *scope, const struct expr *expr) {
    if (!expr || expr->kind != EXPR_CALL || expr->index >= scope->body->call_count)
        return NULL;
    const struct region *region = scope->calls[expr->index].region;
    return region ? region->call : NULL;
}

/* --- assignments ------------------------------------------------------------------------------------------------- */

const struct assignment *scope_next(const struct scope *scope, const struct expr *variable,
                                    const struct assignment *previous) {
    const uint32_t *first = chain_of(scope, variable);
    uint32_t next;
    do {
        if (first)
            next = previous ? previous->next : *first;
        else
            next = previous ? (uint32_t)(previous - scope->assignments) + 1 : 0;
        previous = next < scope->assignment_count ? &scope->assignments[next] : NULL;
    } while (previous && scope->is_dead[previous->number]);
    return previous;
}

bool assignment_is_to(const struct assignment *assignment, const struct expr *variable) {
    const struct expr *target = assignment->assign->target;
    if (target->kind != variable->kind)
        return false;
    if (variable->kind == EXPR_LOCAL || variable->kind == EXPR_PARAMETER)
        return target->index == variable->index;
    return expr_is_equal(target, variable);
}

bool assignment_touches(const struct assignment *assignment, const struct expr *path) {
    for (; path; path = path->a) {
        if (assignment_is_to(assignment, path))
            return true;
        if ((path->kind == EXPR_ELEMENT || path->kind == EXPR_BINARY || path->kind == EXPR_SELECT) &&
            (assignment_touches(assignment, path->b) || (path->c && assignment_touches(assignment, path->c))))
            return true;
    }
    return false;
}

const struct assignment *scope_last_assignment(const struct scope *scope, const struct expr *variable,
                                               struct position position) {
    const struct assignment *found = NULL;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (a->number >= position.number)
            break;
        if (assignment_touches(a, variable))
            found = a;
    }
    return found;
}

/* A call between the assignment and the position, or on another turn of a loop around the position. */
static bool is_changed_by_call(const struct scope *scope, const struct expr *path, const struct assignment *set,
                               struct position position) {
    if (!scope->may_change || path->kind == EXPR_LOCAL || path->kind == EXPR_PARAMETER || !path_can_be(path))
        return false;
    const struct expr *converted = path_convert(scope, path);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call_place *place = &scope->calls[i];
        bool is_between = place->number > set->number && place->number < position.number;
        for (uint32_t outer = position.loop; outer != LOOP_NONE && !is_between; outer = scope->loops[outer].parent)
            is_between = !scope_is_inside(scope, set->number, outer) && scope_is_inside(scope, place->number, outer);
        if (place->region && is_between && !scope->is_dead[place->number] &&
            scope->may_change(scope, place->region->call, converted, scope->change_context))
            return true;
    }
    return false;
}

const struct assignment *scope_definition(const struct scope *scope, const struct expr *variable,
                                          struct position position) {
    const struct assignment *found = scope_last_assignment(scope, variable, position);
    if (!found || found->list_end < position.number || found->assign->op != OP_NONE || !found->assign->value ||
        !assignment_is_to(found, variable))
        return NULL;
    /* Another assignment in a loop around the position brings its value back to the top, unless the found one runs
     * again after it. */
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        if (!scope_is_inside(scope, found->number, outer) && scope_is_assigned_in(scope, variable, outer))
            return NULL;
    return is_changed_by_call(scope, variable, found, position) ? NULL : found;
}

bool scope_is_untouched(const struct scope *scope, const struct expr *path, struct position position) {
    if (scope_last_assignment(scope, path, position))
        return false;
    uint32_t outermost = LOOP_NONE;
    for (uint32_t outer = position.loop; outer != LOOP_NONE; outer = scope->loops[outer].parent)
        outermost = outer;
    return outermost == LOOP_NONE || !scope_is_assigned_in(scope, path, outermost);
}

bool scope_is_assigned_in(const struct scope *scope, const struct expr *path, uint32_t loop) {
    for (const struct assignment *a = NULL; (a = scope_next(scope, path, a)) != NULL;)
        if (scope_is_inside(scope, a->number, loop) && assignment_touches(a, path))
            return true;
    return false;
}

bool scope_is_shared(const struct scope *scope, const struct expr *variable) {
    uint32_t flags = 0;
    if (variable->kind == EXPR_LOCAL && variable->index < scope->body->local_count)
        flags = scope->body->locals[variable->index].flags;
    else if (variable->kind == EXPR_PARAMETER && variable->index < scope->body->parameter_count)
        flags = scope->body->parameters[variable->index].flags;
    return (flags & (LOCAL_ADDRESS_TAKEN | LOCAL_CAPTURED | LOCAL_STATIC)) != 0;
}

const char *scope_type(const struct scope *scope, const struct expr *variable) {
    switch ((enum expr_kind)variable->kind) {
    case EXPR_LOCAL:
        return variable->index < scope->body->local_count ? scope->body->locals[variable->index].type : NULL;
    case EXPR_PARAMETER:
        return variable->index < scope->body->parameter_count ? scope->body->parameters[variable->index].type : NULL;
    case EXPR_GLOBAL:
    case EXPR_FIELD:
        return scope->unit->symbols[variable->index].type;
    default:
        return NULL;
    }
}

bool scope_is_pointer(const struct scope *scope, const struct expr *variable) {
    const char *type = scope_type(scope, variable);
    size_t length = type ? strlen(type) : 0;
    return length > 0 && type[length - 1] == '*';
}
