/* Tests: testdata/call-in-loop/bad_on_request.c */
#include "cost/on_request.h"

#include "facts/option.h"
#include "turns/turns.h"

/* --- conditions around a call ------------------------------------------------------------------------------------- */

/* `on`, `!on`, `on == 2`: what it is about. */
static const struct expr *subject_of(const struct expr *condition) {
    int64_t value;
    while (condition->kind == EXPR_UNARY && condition->op == OP_NOT)
        condition = condition->a;
    if (condition->kind == EXPR_BINARY && expr_is_constant(condition->b, &value))
        return condition->a;
    return condition;
}

static bool is_switch(const struct scope *scope, const struct holding *holding, uint32_t loop) {
    const struct expr *subject = subject_of(holding->condition);
    if (subject->kind == EXPR_LOCAL || subject->kind == EXPR_PARAMETER)
        return !scope_is_shared(scope, subject) && !scope_is_pointer(scope, subject) &&
               !scope_is_assigned_in(scope, subject, loop);
    return option_of_condition(scope, holding->condition, holding->is_true) != NULL;
}

/* A switch, and something that is no switch. */
static bool is_behind_both(const struct scope *scope, uint32_t number, uint32_t loop) {
    bool has_switch = false, has_other = false;
    for (uint32_t i = 0; i < scope->holding_count; i++) {
        const struct holding *holding = &scope->holding[i];
        bool is_arm =
            holding->begin <= number && number <= holding->end && scope_is_inside(scope, holding->begin, loop);
        if (is_arm && is_switch(scope, holding, loop))
            has_switch = true;
        else if (is_arm)
            has_other = true;
    }
    return has_switch && has_other;
}

/* --- sites -------------------------------------------------------------------------------------------------------- */

struct asking {
    const struct evaluation *evaluation;
    const struct facts *before;
    uint32_t loop;
    const struct poly *sure; /* of the sites so far */
    bool is_any;             /* site that is not sure */
};

static bool is_known_before(const struct guard *guard, void *context) {
    const struct asking *asking = context;
    return facts_hold(asking->before, guard);
}

/* Conditions inside the loop that nothing decides: what is left of the switch is a guard, or one more of them. */
static bool has_conditions(const struct asking *asking, const struct site_count *site) {
    uint32_t around = asking->evaluation->likely[site->call].filters, before = asking->before->filters;
    const struct guards *modes = poly_common_modes(asking->evaluation->algebra.atoms, site->trips);
    uint32_t count = around > before ? around - before : 0;
    for (uint32_t i = 0; modes && i < modes->count; i++)
        count += !is_known_before(modes->items[i], (void *)asking);
    return around > before && count >= 2;
}

static bool is_call(const struct evaluation *evaluation, const struct site_count *site) {
    return site->call < evaluation->scope->body->call_count; /* else it is a note about a loop */
}

static bool is_on_request(const struct asking *asking, const struct site_count *site) {
    const struct scope *scope = asking->evaluation->scope;
    return has_conditions(asking, site) && is_behind_both(scope, scope->calls[site->call].number, asking->loop);
}

static void look_at_site(const struct site_count *site, void *context) {
    struct asking *asking = context;
    if (!is_call(asking->evaluation, site) || !site->trips)
        return;
    if (is_on_request(asking, site))
        asking->is_any = true;
    else
        asking->sure = poly_add(asking->evaluation->algebra.atoms, asking->sure,
                                poly_open(asking->evaluation->algebra.atoms, site->trips));
}

static double value_of(const struct poly *poly) { return poly_value(poly, turns_assumed, NULL); }

void on_request_tell(struct evaluation *evaluation, const struct value *turn, const struct facts *before,
                     struct loop_cost *loop) {
    struct atom_table *atoms = evaluation->algebra.atoms;
    struct asking whole = {evaluation, before, loop->loop, NULL, false}, each = whole;
    for (uint32_t i = 0; i < loop->site_count; i++)
        look_at_site(&loop->sites[i], &whole);
    if (loop->option || !whole.is_any || poly_degree(whole.sure) < poly_degree(loop->trips) ||
        value_of(whole.sure) >= value_of(loop->trips))
        return;
    site_tree_visit(value_settled(&evaluation->algebra, turn)->sites, look_at_site, &each);
    if (!whole.sure || !each.sure)
        return;
    for (uint32_t i = 0; i < loop->site_count; i++)
        if (is_call(evaluation, &loop->sites[i]) && is_on_request(&whole, &loop->sites[i]))
            evaluation->is_conditional[loop->sites[i].call] = true; /* the finding stands somewhere else */
    loop->option = guard_seldom(atoms, SELDOM_SWITCH);
    loop->most = loop->trips;
    loop->trips = poly_inexact(atoms, whole.sure);
    loop->per_turn = each.sure;
}
