/* Tests: testdata/call-in-loop/good_emptied.c, bad_emptied.c */
#include "facts/listed.h"

#include "facts/names.h"
#include "facts/returned.h"
#include "facts/writes.h"
#include "turns/path.h"

#include <string.h>

struct listing {
    const struct assumptions *assumptions;
    const struct expr *local;
    const char *type;
    const struct expr *list;
    const struct facts *facts;
};

/* memset() and its like write, and keep nothing. */
static bool is_emptying(const struct scope *scope, const struct call *call) {
    return call->symbol != SYMBOL_NONE && name_is_reset(scope->unit->symbols[call->symbol].name);
}

/* The local record that is given the address for one of its fields: `cb.rows = &rows;`. NULL: none by this. */
static const struct expr *holder_of(const struct assign *assign, const struct expr *local) {
    const struct expr *target = assign->target;
    if (!assign->value || assign->value->kind != EXPR_ADDRESS || !expr_is_equal(expr_root(assign->value), local))
        return NULL;
    while (target->kind == EXPR_FIELD)
        target = target->a;
    return target != assign->target && target->kind == EXPR_LOCAL ? target : NULL;
}

#define HOLDERS 2 /* records that hold one another's address */

/* Something keeps the address that cannot be looked into: what it does with it, and when, is unknown. */
static bool is_kept_elsewhere(const struct scope *scope, const struct expr *local, int depth) {
    uint32_t unit = scope->program->functions[scope->function].unit;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        const struct expr *holder = holder_of(assign, local);
        if (holder && assign->value->a->kind == EXPR_FIELD) /* of a member alone: see is_member_kept() */
            continue;
        if (holder && (depth == 0 || is_kept_elsewhere(scope, holder, depth - 1)))
            return true;
        if (!holder && assign->value && assign->value->kind == EXPR_ADDRESS && assign->target->kind != EXPR_LOCAL &&
            expr_is_equal(expr_root(assign->value), local))
            return true;
    }
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = scope->calls[i].region ? scope->calls[i].region->call : NULL;
        for (uint32_t k = 0; call && k < call->argument_count; k++)
            if (!writes_has_body(scope->program, unit, call) && !is_emptying(scope, call) &&
                writes_gives_address(scope->program, unit, call, k, local))
                return true;
    }
    return false;
}

/* `info.typep = &data.type`: who is given `info` may set it. The member is a path in the program's terms. */
static bool is_member_kept(const struct scope *scope, const struct expr *member) {
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct expr *value = scope->assignments[i].assign->value;
        if (value && value->kind == EXPR_ADDRESS && value->a->kind == EXPR_FIELD && path_can_be(value->a) &&
            path_goes_through(member, path_convert(scope, value->a)))
            return true;
    }
    return false;
}

/* --- members that the list names ---------------------------------------------------------------------------------- */

static void name_members(struct listing *listing, const struct expr *object, const char *type,
                         const struct expr *list) {
    const struct scope *scope = listing->assumptions->scope;
    const struct record *record = returned_record(scope->unit, type);
    for (uint32_t i = 0; record && i < record->field_count && i < list->item_count; i++) {
        const struct expr *item = list->items[i];
        const struct expr *member = item ? expr_field(scope->scratch, object, record->fields[i].symbol) : NULL;
        int64_t value;
        if (item && item->kind == EXPR_LIST)
            name_members(listing, member, record->fields[i].type, item);
        if (!item || !expr_is_constant(item, &value))
            continue;
        uint32_t variable = assume_variable(scope, member);
        if (variable != FACT_NONE && !is_member_kept(scope, path_convert(scope, member)))
            listing->facts = facts_assign(scope->scratch, listing->facts, variable, known_value(value));
    }
}

/* --- members that it leaves out ----------------------------------------------------------------------------------- */

/* What the list says of the variable, or of a member of it. */
struct part {
    const char *type;
    const struct expr *list; /* NULL: a value, or nothing is known */
    bool is_zero;            /* left out */
};

/* `place` is a path in the program's terms. */
static struct part part_of(const struct listing *listing, const struct expr *place) {
    const struct scope *scope = listing->assumptions->scope;
    const uint32_t *entities = scope->program->units[scope->program->functions[scope->function].unit].entities;
    if (place->kind == EXPR_LOCAL && place->index == listing->local->index)
        return (struct part){listing->type, listing->list, false};
    struct part whole = {0};
    if (place->kind == EXPR_FIELD)
        whole = part_of(listing, place->a);
    const struct record *record = whole.list || whole.is_zero ? returned_record(scope->unit, whole.type) : NULL;
    for (uint32_t i = 0; record && i < record->field_count; i++)
        if (entities[record->fields[i].symbol] == place->index) {
            const struct expr *item = whole.list && i < whole.list->item_count ? whole.list->items[i] : NULL;
            return (struct part){record->fields[i].type, item && item->kind == EXPR_LIST ? item : NULL, !item};
        }
    return (struct part){0};
}

static void ask_member(struct listing *listing, const struct expr *path) {
    const struct scope *scope = listing->assumptions->scope;
    const struct expr *root = path ? expr_root(path) : NULL;
    if (!root || root->kind != EXPR_LOCAL || (uint32_t)root->value != scope->function ||
        !part_of(listing, path).is_zero || is_member_kept(scope, path))
        return;
    if (path_depth(path) <= FACT_FIELDS)
        listing->facts = facts_assign(scope->scratch, listing->facts, assume_path(scope, path), known_value(0));
}

static void ask_guard(struct listing *listing, const struct expr *path) {
    ask_member(listing, path ? assume_object(listing->assumptions->scope, path) : NULL);
}

static void ask_for_guards_of(struct listing *listing, const struct poly *trips, uint32_t target,
                              const struct call *call) {
    for (uint32_t k = 0; trips && k < trips->count; k++) {
        const struct guards *guards = trips->items[k].guards;
        for (uint32_t g = 0; guards && g < guards->count; g++)
            if (guards->items[g]->path)
                ask_guard(listing, path_substitute(listing->assumptions->scope, guards->items[g]->path, target, call));
    }
}

/* What the callee's round trips depend on. Those of a loop of its own stand in none of its calls. */
static void ask_for_guards(struct listing *listing, uint32_t target, const struct call *call) {
    const struct function_cost_summary *summary = &listing->assumptions->costs->functions[target];
    for (uint32_t i = 0; summary->is_done && i < summary->site_count; i++)
        ask_for_guards_of(listing, summary->guarded[i], target, call);
    if (summary->is_done)
        ask_for_guards_of(listing, summary->value.trips, target, call);
}

static bool gives_address(const struct scope *scope, const struct call *call, const struct expr *local, int depth) {
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (call->arguments[i].value->kind == EXPR_ADDRESS && expr_is_equal(expr_root(call->arguments[i].value), local))
            return true;
    for (uint32_t i = 0; i < scope->assignment_count && depth > 0; i++) {
        const struct expr *holder = holder_of(scope->assignments[i].assign, local);
        if (holder && gives_address(scope, call, holder, depth - 1))
            return true;
    }
    return false;
}

static void ask_for_calls(struct listing *listing) {
    const struct scope *scope = listing->assumptions->scope;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct call *call = scope->calls[i].region ? scope->calls[i].region->call : NULL;
        if (!call || !gives_address(scope, call, listing->local, HOLDERS))
            continue;
        struct callee callee = costs_callee(scope->program, scope->function, call, scope->scratch);
        for (uint32_t k = 0; k < callee.targets.count; k++)
            ask_for_guards(listing, callee.targets.functions[k], call);
    }
}

static void ask_for_operands(struct listing *listing, const struct expr *condition) {
    while (condition && (condition->kind == EXPR_UNARY || condition->kind == EXPR_BINARY)) {
        if (condition->kind == EXPR_BINARY)
            ask_for_operands(listing, condition->b);
        condition = condition->a;
    }
    if (condition && condition->kind == EXPR_FIELD && path_can_be(condition))
        ask_member(listing, path_convert(listing->assumptions->scope, condition));
}

static void ask_for_test(struct region *region, void *context) {
    if (region->kind == REGION_BRANCH)
        ask_for_operands(context, region->branch.condition);
    else if (region->kind == REGION_SWITCH)
        ask_for_operands(context, region->switch_.value);
    else if (region->kind == REGION_LOOP)
        ask_for_operands(context, region->loop->condition);
}

const struct facts *listed_members(const struct assumptions *assumptions, const struct facts *facts,
                                   const struct assign *assign) {
    const struct scope *scope = assumptions->scope;
    const struct expr *target = assign->target, *list = assign->value;
    if (target->kind != EXPR_LOCAL || target->index >= scope->body->local_count || !list || list->kind != EXPR_LIST ||
        (scope->body->locals[target->index].flags & LOCAL_STATIC) /* that was long ago */ ||
        is_kept_elsewhere(scope, target, HOLDERS))
        return facts;
    struct listing listing = {assumptions, target, scope->body->locals[target->index].type, list, facts};
    name_members(&listing, target, listing.type, list);
    region_walk(scope->body->body, ask_for_test, &listing);
    ask_for_calls(&listing);
    return listing.facts;
}
