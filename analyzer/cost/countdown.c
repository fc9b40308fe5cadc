/* Tests at calls back, and what steps toward their end. Tests: testdata/call-in-loop/bad_recursion_steps.c */
#include "cost/countdown.h"

#include "cost/cost.h"
#include "turns/path.h"

#include <ctype.h>
#include <string.h>

#define RESOLVE_DEPTH 4

static uint32_t entity_of(const struct scope *scope, uint32_t symbol) {
    return scope->program->units[scope->program->functions[scope->function].unit].entities[symbol];
}

static bool runs_before(const struct assignment *a, uint32_t number) {
    return a->number < number && a->list_end >= number;
}

/* --- names ------------------------------------------------------------------------------------------------------- */

/* In any case of letters. */
static bool has_word(const char *name, const char *const *words, size_t count) {
    for (; *name; name++)
        for (size_t w = 0; w < count; w++) {
            size_t i = 0;
            while (words[w][i] && tolower((unsigned char)name[i]) == words[w][i])
                i++;
            if (!words[w][i])
                return true;
        }
    return false;
}

static bool counts_attempts(const char *name) {
    static const char *const words[] = {"retr",  "attempt",  "tries",    "depth", "level", "nest",
                                        "recur", "redirect", "referral", "hops",  "loops"};
    return has_word(name, words, ARRAY_COUNT(words));
}

static bool yields_items(const char *name) {
    static const char *const words[] = {"next", "pop", "shift", "dequeue"};
    return has_word(name, words, ARRAY_COUNT(words));
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

/* `v++`, `v -= 2`, `v = v + 1`: by how much; 0: it is no step by a constant. */
static int64_t step_of(const struct assign *assign) {
    const struct expr *value = assign->value;
    enum expr_op op = (enum expr_op)assign->op;
    int64_t amount;
    if (op == OP_NONE && value && value->kind == EXPR_BINARY && expr_is_equal(value->a, assign->target)) {
        op = (enum expr_op)value->op;
        value = value->b;
    }
    if (!value || !expr_is_constant(value, &amount) || amount == INT64_MIN)
        return 0;
    return op == OP_ADD ? amount : op == OP_SUBTRACT ? -amount : 0;
}

/* What the variable has been stepped by in all where control has come to, on every way. False: it is also set. */
static bool steps_before(const struct scope *scope, const struct expr *variable, uint32_t number, int64_t *sum) {
    *sum = 0;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;) {
        if (a->number >= number || !assignment_is_to(a, variable))
            continue;
        int64_t step = step_of(a->assign);
        if (step == 0)
            return false;
        *sum += runs_before(a, number) && a->loop == LOOP_NONE ? step : 0;
    }
    return true;
}

static void add_stepped(uint32_t *fields, uint32_t *count, uint32_t field) {
    for (uint32_t i = 0; i < *count; i++)
        if (fields[i] == field)
            return;
    if (*count < STEPPED_FIELDS)
        fields[(*count)++] = field;
}

/* `to_end`: those count, too, that run in any case after the call has come back. */
static void find_steps(const struct scope *scope, uint32_t number, bool to_end, struct countdowns *out) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assignment *a = &scope->assignments[i];
        int64_t step = step_of(a->assign);
        bool is_after = to_end && a->number > number && !a->is_conditional && a->loop == LOOP_NONE;
        if (a->assign->target->kind != EXPR_FIELD || step == 0 || scope->is_dead[a->number] ||
            !(is_after || runs_before(a, number)))
            continue;
        uint32_t field = entity_of(scope, a->assign->target->index);
        if (step > 0)
            add_stepped(out->up, &out->up_count, field);
        else
            add_stepped(out->down, &out->down_count, field);
    }
}

/* --- one test ---------------------------------------------------------------------------------------------------- */

struct looking {
    const struct scope *scope;
    uint32_t begin, end; /* where the test holds */
    struct position position;
    struct countdowns *out;
};

static void add(const struct looking *looking, struct countdown countdown) {
    countdown.tester = looking->scope->function;
    countdown.begin = looking->begin;
    countdown.end = looking->end;
    if (looking->out->count < COUNTDOWNS)
        looking->out->items[looking->out->count++] = countdown;
}

/* `v`, `v + 1`, or a local that was set to such a thing: v, and what is added. */
static const struct expr *base_of(const struct scope *scope, const struct expr *expr, struct position *position,
                                  int64_t *added) {
    int64_t amount;
    *added = 0;
    for (int depth = 0; depth < RESOLVE_DEPTH; depth++) {
        const struct assignment *definition =
            expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, *position) : NULL;
        if (expr->kind == EXPR_BINARY && (expr->op == OP_ADD || expr->op == OP_SUBTRACT) &&
            expr_is_constant(expr->b, &amount) && amount < INT32_MAX && amount > INT32_MIN) {
            *added += expr->op == OP_ADD ? amount : -amount;
            expr = expr->a;
        } else if (definition && definition->assign->value->kind != EXPR_CALL) {
            *position = scope_at_assignment(definition);
            expr = definition->assign->value;
        } else {
            break;
        }
    }
    return expr;
}

static const char *last_part(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static const char *name_of(const struct scope *scope, const struct expr *variable) {
    return variable->kind == EXPR_FIELD ? last_part(scope->unit->symbols[variable->index].name)
                                        : scope->body->parameters[variable->index].name;
}

/* Part of a variable of the function itself: the next run has another one. */
static bool is_of_own_record(const struct expr *variable) {
    while (variable->kind == EXPR_FIELD)
        variable = variable->a;
    return variable->kind == EXPR_LOCAL;
}

/* `tested op end` must hold, `op` being <, <=, >, >= or !=. */
static void look_at_test(const struct looking *looking, const struct expr *tested, enum expr_op op,
                         const struct expr *end, bool is_up) {
    const struct scope *scope = looking->scope;
    struct atom_table *atoms = scope->atoms;
    static const struct position start = {0, LOOP_NONE};
    struct position position = looking->position;
    int64_t added, stepped;
    const struct expr *variable = base_of(scope, tested, &position, &added);
    bool is_slot = variable->kind == EXPR_PARAMETER;
    if ((!is_slot && variable->kind != EXPR_FIELD) || counts_attempts(name_of(scope, variable)) ||
        scope_is_pointer(scope, variable) || is_of_own_record(variable) ||
        !steps_before(scope, variable, position.number, &stepped))
        return;
    /* Where a field that is stepped up begins is not known: at 0, as far as it can. */
    struct bound from = {0};
    if (is_slot || !is_up)
        from.plus = bound_atom(scope, ATOM_VALUE, variable, start);
    from = bound_sum(atoms, from, bound_constant(atoms, added + stepped));
    bool is_passed = expr_root(end)->kind == EXPR_PARAMETER || expr_root(end)->kind == EXPR_THIS;
    if (is_passed && !scope_is_untouched(scope, end, looking->position))
        return;
    struct bound to = bound_of(scope, end, looking->position);
    bool is_inclusive = op == OP_LESS_EQUAL || op == OP_GREATER_EQUAL;
    struct bound left = is_up ? bound_difference(atoms, to, from) : bound_difference(atoms, from, to);
    add(looking, (struct countdown){.by = is_slot ? COUNTDOWN_SLOT : COUNTDOWN_FIELD,
                                    .is_up = is_up,
                                    .number = is_slot ? variable->index : entity_of(scope, variable->index),
                                    .left = bound_sum(atoms, left, bound_constant(atoms, is_inclusive))});
}

/* `(item = queue_next(q)) != NULL` */
static bool look_at_item(const struct looking *looking, const struct expr *expr) {
    const struct scope *scope = looking->scope;
    const struct assignment *definition =
        expr->kind == EXPR_LOCAL ? scope_definition(scope, expr, looking->position) : NULL;
    const struct call *call = scope_call(scope, definition ? definition->assign->value : expr);
    const struct model *model = call ? bound_model(scope, call) : NULL;
    if (!call || call->symbol == SYMBOL_NONE || (model && model->effect != EFFECT_LOCAL))
        return false;
    const char *name = last_part(scope->unit->symbols[call->symbol].name);
    if (!yields_items(name) || !call->type || !strchr(call->type, '*'))
        return false;
    struct expr *path = expr_opaque(scope->scratch, intern(scope->program->interner, name));
    path->value = scope->function;
    const struct atom *atom = atom_path(scope->atoms, ATOM_ITEMS, path, false);
    add(looking, (struct countdown){.by = COUNTDOWN_ITEMS, .left.plus = poly_atom(scope->atoms, atom, false)});
    return true;
}

static void look_at_comparison(const struct looking *looking, const struct expr *a, enum expr_op op,
                               const struct expr *b) {
    int64_t constant;
    if (op == OP_NOT_EQUAL) { /* toward the end, from either side */
        if (expr_is_constant(b, &constant) && constant == 0 && look_at_item(looking, a))
            return;
        look_at_test(looking, a, op, b, true);
        look_at_test(looking, a, op, b, false);
    } else if (op == OP_LESS || op == OP_LESS_EQUAL || op == OP_GREATER || op == OP_GREATER_EQUAL) {
        look_at_test(looking, a, op, b, op == OP_LESS || op == OP_LESS_EQUAL);
    }
}

/* The expression is true, or not, whenever the call is made. */
static void look_at_condition(const struct looking *looking, const struct expr *expr, bool is_true) {
    for (; expr->kind == EXPR_UNARY && expr->op == OP_NOT; is_true = !is_true)
        expr = expr->a;
    if (expr->kind == EXPR_BINARY && (expr->op == OP_AND || expr->op == OP_OR)) {
        if (is_true != (expr->op == OP_AND))
            return;
        look_at_condition(looking, expr->a, is_true);
        look_at_condition(looking, expr->b, is_true);
    } else if (expr->kind == EXPR_BINARY && expr->op >= OP_EQUAL && expr->op <= OP_GREATER_EQUAL) {
        enum expr_op op = is_true ? (enum expr_op)expr->op : comparison_negated((enum expr_op)expr->op);
        look_at_comparison(looking, expr->a, op, expr->b);
        if (op != OP_NOT_EQUAL || !look_at_item(looking, expr->b))
            look_at_comparison(looking, expr->b, comparison_mirrored(op), expr->a);
    } else if (is_true && !look_at_item(looking, expr)) {
        look_at_comparison(looking, expr, OP_NOT_EQUAL, expr_constant(looking->scope->scratch, 0));
    }
}

/* --- loops that are left ----------------------------------------------------------------------------------------- */

enum going { GOES_ON, GOES_AWAY, GOES_ANYWHERE };

static void look_for_jump(struct region *region, void *context) {
    bool *has_jump = context;
    *has_jump |= region->kind == REGION_CONTINUE || region->kind == REGION_GOTO;
}

/* Where control goes from the list, which is a part of a loop's turn: behind it, out of the loop, or who knows. */
static enum going going_of(const struct region *list) {
    for (const struct region *region = list; region; region = region->next) {
        enum going then_going = GOES_ON, else_going = GOES_ON;
        bool has_jump = false;
        switch ((enum region_kind)region->kind) {
        case REGION_RETURN:
        case REGION_THROW:
        case REGION_BREAK:
            return GOES_AWAY;
        case REGION_CONTINUE:
        case REGION_GOTO:
        case REGION_SWITCH:
        case REGION_TRY:
            return GOES_ANYWHERE;
        case REGION_LOOP:
            region_walk(region->loop->body, look_for_jump, &has_jump);
            if (has_jump)
                return GOES_ANYWHERE;
            break;
        case REGION_BRANCH:
            then_going = going_of(region->branch.then_list);
            else_going = going_of(region->branch.else_list);
            if (then_going == GOES_ANYWHERE || else_going == GOES_ANYWHERE)
                return GOES_ANYWHERE;
            if (then_going == GOES_AWAY && else_going == GOES_AWAY)
                return GOES_AWAY;
            break;
        case REGION_CALL:
        case REGION_ASSIGN:
        case REGION_LABEL:
            break;
        }
    }
    return GOES_ON;
}

/* The same from behind what has the number. */
static enum going going_behind(const struct region *list, uint32_t number) {
    const struct region *region = list;
    while (region->next && region->next->number <= number)
        region = region->next;
    if (region->number != number) {
        const struct region *other = region->kind == REGION_BRANCH ? region->branch.else_list : NULL;
        if (region->kind != REGION_BRANCH)
            return GOES_ANYWHERE;
        enum going going = going_behind(other && other->number <= number ? other : region->branch.then_list, number);
        if (going != GOES_ON)
            return going;
    }
    return going_of(region->next);
}

/* The loops around the call that make no other turn once it is made: `while (left) { ...; send(); return; }`. What they
 * test holds then. */
static void look_at_loops(const struct scope *scope, const struct call *call, struct countdowns *out) {
    uint32_t number = scope->calls[call->index].number;
    for (uint32_t l = scope->calls[call->index].loop; l != LOOP_NONE; l = scope->loops[l].parent) {
        const struct loop *loop = scope->loops[l].region->loop;
        bool is_body = loop->body && number >= loop->body->number && number <= region_last_number(loop->body);
        if (!is_body || going_behind(loop->body, number) != GOES_AWAY)
            return;
        const struct looking looking = {scope, loop->body->number, scope->loops[l].end, {loop->body->number, l}, out};
        if (loop->condition && loop->form != LOOP_DO)
            look_at_condition(&looking, loop->condition, true);
    }
}

static void countdowns_of(const struct scope *scope, const struct call *call, bool to_end, struct countdowns *out) {
    uint32_t number = scope->calls[call->index].number;
    *out = (struct countdowns){0};
    find_steps(scope, number, to_end, out);
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        if (holding->begin > number || holding->end < number)
            continue;
        const struct looking looking = {scope, holding->begin, holding->end, {holding->begin, holding->loop}, out};
        look_at_condition(&looking, holding->condition, holding->is_true);
    }
    look_at_loops(scope, call, out);
}

void countdowns_at(const struct scope *scope, const struct call *call, struct countdowns *out) {
    countdowns_of(scope, call, false, out);
}

void countdowns_past(const struct scope *scope, const struct call *call, struct countdowns *out) {
    countdowns_of(scope, call, true, out);
}

/* --- composition ------------------------------------------------------------------------------------------------- */

/* A local of another function that holds the state of the whole walk: the variable of this type that the caller has
 * for it, if there is just one. `state->count` of what tevent_req_data(req) gives is that of the caller's `state`. */
static const struct expr *namesake_of(const struct scope *scope, const struct expr *root) {
    const struct function *body = scope->program->bodies[root->value];
    const char *type = body && root->index < body->local_count ? body->locals[root->index].type : NULL;
    const struct expr *found = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; type && i < scope->body->parameter_count + scope->body->local_count; i++) {
        bool is_parameter = i < scope->body->parameter_count;
        uint32_t index = is_parameter ? i : i - scope->body->parameter_count;
        const char *other = is_parameter ? scope->body->parameters[index].type : scope->body->locals[index].type;
        if (!other || strcmp(other, type) != 0)
            continue;
        found = expr_indexed(scope->scratch, is_parameter ? EXPR_PARAMETER : EXPR_LOCAL, index);
        count++;
    }
    return count == 1 ? path_convert(scope, found) : NULL;
}

static const struct poly *rename_atom(const struct atom *atom, void *context) {
    const struct scope *scope = context;
    const struct expr *root = atom->path ? expr_root(atom->path) : NULL;
    const struct expr *own =
        root && root->kind == EXPR_LOCAL && (uint32_t)root->value != scope->function ? namesake_of(scope, root) : NULL;
    if (own)
        atom = atom_path(scope->atoms, atom->kind, path_with_root(scope->scratch, atom->path, own), atom->is_nested);
    return poly_atom(scope->atoms, atom, !own);
}

const struct poly *countdown_renamed(const struct scope *scope, const struct poly *count) {
    return poly_substitute(scope->atoms, count, rename_atom, (void *)scope);
}

static struct bound substituted(const struct scope *scope, uint32_t callee, const struct call *call,
                                struct bound bound) {
    return (struct bound){costs_substitute(scope, callee, call, bound.plus),
                          costs_substitute(scope, callee, call, bound.minus)};
}

/* The slot of the function whose value the argument is made of; false: it cannot be told. */
static bool slot_passed(const struct scope *scope, const struct call *call, uint32_t slot, uint32_t *out) {
    int64_t added;
    struct position position = scope_at_call(scope, call->index);
    if (slot >= call->argument_count)
        return false;
    const struct expr *variable = base_of(scope, call->arguments[slot].value, &position, &added);
    *out = variable->index;
    return variable->kind == EXPR_PARAMETER;
}

void countdowns_through(const struct scope *scope, const struct call *call, uint32_t callee,
                        const struct countdowns *rest, struct countdowns *out) {
    for (uint32_t i = 0; i < rest->up_count; i++)
        add_stepped(out->up, &out->up_count, rest->up[i]);
    for (uint32_t i = 0; i < rest->down_count; i++)
        add_stepped(out->down, &out->down_count, rest->down[i]);
    for (uint32_t i = 0; i < rest->count && out->count < COUNTDOWNS; i++) {
        struct countdown one = rest->items[i];
        if (one.by == COUNTDOWN_SLOT && !slot_passed(scope, call, rest->items[i].number, &one.number))
            continue;
        one.left = substituted(scope, callee, call, one.left);
        one.left = (struct bound){countdown_renamed(scope, one.left.plus), countdown_renamed(scope, one.left.minus)};
        one.begin = one.end = 0;
        out->items[out->count++] = one;
    }
}

static uint32_t keep_common(uint32_t *fields, uint32_t count, const uint32_t *others, uint32_t other_count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < other_count; k++)
            if (others[k] == fields[i]) {
                fields[kept++] = fields[i];
                break;
            }
    return kept;
}

/* The later one of the two ends. */
static struct countdown later(const struct scope *scope, struct countdown a, const struct countdown *b) {
    struct atom_table *atoms = scope->atoms;
    if (!poly_is_equal(a.left.plus, b->left.plus) || !poly_is_equal(a.left.minus, b->left.minus))
        a.left = (struct bound){poly_join(atoms, bound_count(atoms, a.left), bound_count(atoms, b->left)), NULL};
    a.tester = a.tester == b->tester ? a.tester : scope->function;
    a.begin = a.begin > b->begin ? a.begin : b->begin;
    a.end = a.end < b->end ? a.end : b->end;
    return a;
}

void countdowns_both(const struct scope *scope, struct countdowns *both, const struct countdowns *other) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < both->count; i++)
        for (uint32_t k = 0; k < other->count; k++) {
            const struct countdown *a = &both->items[i], *b = &other->items[k];
            if (a->by != b->by || a->is_up != b->is_up || a->number != b->number)
                continue;
            both->items[kept++] = later(scope, *a, b);
            break;
        }
    both->count = kept;
    both->up_count = keep_common(both->up, both->up_count, other->up, other->up_count);
    both->down_count = keep_common(both->down, both->down_count, other->down, other->down_count);
}

void countdowns_keep(struct atom_table *atoms, struct countdowns *countdowns) {
    for (uint32_t i = 0; i < countdowns->count; i++) {
        struct bound *left = &countdowns->items[i].left;
        *left = (struct bound){poly_keep(atoms, left->plus), poly_keep(atoms, left->minus)};
    }
}

/* --- what else happens to it ------------------------------------------------------------------------------------- */

struct steadiness {
    const struct countdown *countdown;
    const uint32_t *entities; /* of the function that is looked at */
    bool is_steady;
};

static void look_at_path(const struct atom *atom, struct steadiness *steadiness, uint32_t entity) {
    for (const struct expr *path = atom->path; path; path = path->a)
        if (path->kind == EXPR_FIELD && path->index == entity)
            steadiness->is_steady = false;
}

struct field_search {
    struct steadiness *steadiness;
    uint32_t entity;
};

static void look_at_atom(const struct atom *atom, void *context) {
    struct field_search *search = context;
    look_at_path(atom, search->steadiness, search->entity);
}

static void look_at_region(struct region *region, void *context) {
    struct steadiness *steadiness = context;
    const struct countdown *countdown = steadiness->countdown;
    if (region->kind != REGION_ASSIGN || region->assign.target->kind != EXPR_FIELD)
        return;
    struct field_search search = {steadiness, steadiness->entities[region->assign.target->index]};
    int64_t step = step_of(&region->assign);
    if (countdown->by == COUNTDOWN_FIELD && countdown->number == search.entity) {
        steadiness->is_steady &= countdown->is_up ? step > 0 : step < 0;
        return;
    }
    poly_visit_atoms(countdown->left.plus, look_at_atom, &search);
    poly_visit_atoms(countdown->left.minus, look_at_atom, &search);
}

bool countdown_is_steady(const struct scope *scope, const struct countdown *countdown, const uint32_t *functions,
                         uint32_t count) {
    struct program *program = scope->program;
    struct steadiness steadiness = {.countdown = countdown, .is_steady = true};
    for (uint32_t i = 0; i < count && steadiness.is_steady; i++) {
        const struct function *body = program->bodies[functions[i]];
        if (functions[i] == scope->function)
            body = scope->body;
        steadiness.entities = program->units[program->functions[functions[i]].unit].entities;
        if (body)
            region_walk(body->body, look_at_region, &steadiness);
    }
    return steadiness.is_steady;
}
