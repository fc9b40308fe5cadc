/* Which sends a wait may be for. Tests: testdata/_cost/cookies.region */
#include "cost/cookie.h"

#include "value/slot.h"

#include <string.h>

#define SHARED_BIT 62 /* the last one below SEND_UNNAMED: of all that are named beyond the others */
#define COPY_DEPTH 4  /* variables that a cookie is followed through */

/* Something that may put a cookie at a slot. */
struct store {
    const struct store *next;
    const struct expr *slot;
    const struct expr *from; /* copied from another slot, or NULL */
    uint32_t call;           /* a send, or CALL_NONE */
    bool is_constant;
    bool is_part; /* the send may fill any part of the slot */
};

struct cookie_table {
    const struct store *stores;
    bool *sends;    /* [call_count] */
    uint8_t *names; /* of sends that some wait names: the bit + 1   [call_count] */
    uint8_t named_count;
};

/* --- who sends --------------------------------------------------------------------------------------------------- */

static bool call_sends(const struct evaluation *evaluation, struct callee callee) {
    if (callee.model)
        return callee.model->effect == EFFECT_SEND;
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &evaluation->costs->functions[callee.targets.functions[i]];
        if (summary->is_done && summary->value.sends)
            return true;
    }
    return false;
}

static uint64_t name_send(struct cookie_table *table, uint32_t call) {
    if (!table->names[call]) {
        if (table->named_count <= SHARED_BIT)
            table->named_count++;
        table->names[call] = table->named_count;
    }
    return UINT64_C(1) << (table->names[call] - 1);
}

/* --- stores ------------------------------------------------------------------------------------------------------ */

static void add_store(struct evaluation *evaluation, struct store store) {
    struct cookie_table *table = evaluation->cookies;
    if (!store.slot)
        return;
    struct store *added = ARENA_NEW(evaluation->algebra.scratch, struct store);
    *added = store;
    added->next = table->stores;
    table->stores = added;
}

static void add_value(struct evaluation *evaluation, const struct expr *slot, const struct expr *value) {
    struct store store = {.slot = slot, .call = CALL_NONE};
    if (!value)
        return;
    if (value->kind == EXPR_SELECT) {
        add_value(evaluation, slot, value->b);
        add_value(evaluation, slot, value->c);
        return;
    }
    if (value->kind == EXPR_CALL && value->index < evaluation->scope->body->call_count &&
        evaluation->cookies->sends[value->index])
        store.call = value->index;
    else if (value->kind != EXPR_CALL)
        store.from = slot_of(evaluation->scope, value);
    store.is_constant = value->kind == EXPR_CONSTANT || value->kind == EXPR_STRING || value->kind == EXPR_LIST;
    add_store(evaluation, store);
}

/* What the callee can write to: `pointer` itself names the send where it is an object that stands for it. */
static void add_pointer(struct evaluation *evaluation, const struct call *call, const struct expr *pointer,
                        bool is_part) {
    struct store store = {.slot = pointer, .call = call->index, .is_part = is_part};
    if (!pointer)
        return;
    if (!is_part)
        add_store(evaluation, store);
    store.slot = expr_deref(evaluation->algebra.scratch, pointer);
    add_store(evaluation, store);
}

static void add_call(struct evaluation *evaluation, const struct call *call, const struct model *model) {
    const struct scope *scope = evaluation->scope;
    for (uint32_t i = 0; i < call->argument_count; i++)
        if (!model || model->cookie == (int32_t)i)
            add_pointer(evaluation, call, slot_of(scope, call->arguments[i].value), !model);
    const struct expr *object = call->receiver ? slot_of(scope, call->receiver) : NULL;
    if (object && (!model || model->cookie == ARGUMENT_THIS))
        add_pointer(evaluation, call, expr_address(scope->scratch, object), !model);
}

/* --- what a wait is for ------------------------------------------------------------------------------------------ */

struct search {
    struct evaluation *evaluation;
    struct lead lead;
    uint32_t depth;
    bool is_guess; /* found through a copy, a whole or a field */
};

static bool is_found(const struct search *search) {
    return search->lead.sends || search->lead.path || search->lead.is_any;
}

static void search_slot(struct search *search, const struct expr *slot);

static void add_send(struct search *search, uint32_t call) {
    search->lead.sends |= name_send(search->evaluation->cookies, call);
}

static void add_path(struct search *search, const struct expr *slot) {
    if (search->lead.path && !expr_is_equal(search->lead.path, slot))
        search->lead.is_any = true;
    search->lead.path = slot;
}

static void search_from(struct search *search, const struct expr *slot) {
    if (!slot || search->depth == COPY_DEPTH) {
        search->lead.is_any = true;
        return;
    }
    search->is_guess = true;
    search->depth++;
    search_slot(search, slot);
    search->depth--;
}

/* Stores to this very slot. */
static void search_stores(struct search *search, const struct expr *slot) {
    for (const struct store *store = search->evaluation->cookies->stores; store; store = store->next) {
        if (store->is_part || !expr_is_equal(store->slot, slot))
            continue;
        if (store->call != CALL_NONE)
            add_send(search, store->call);
        else if (store->from)
            search_from(search, store->from);
        else
            search->lead.is_any |= !store->is_constant;
    }
}

/* Stores to something that the slot is a part of. A copy of itself is a step: e = e->next. */
static void search_wholes(struct search *search, const struct expr *slot) {
    for (const struct store *store = search->evaluation->cookies->stores; store; store = store->next) {
        if ((!store->is_part && expr_is_equal(store->slot, slot)) || !slot_is_in(slot, store->slot))
            continue;
        if (store->call != CALL_NONE)
            add_send(search, store->call);
        else if (store->from && !slot_is_in(store->from, store->slot))
            search_from(search, slot_replace(search->evaluation->algebra.scratch, slot, store->slot, store->from));
    }
}

/* Sends that are put into the same field of whatever object. */
static void search_field(struct search *search, const struct expr *slot) {
    for (const struct store *store = search->evaluation->cookies->stores; store; store = store->next)
        if (store->call != CALL_NONE && !store->is_part && store->slot->kind == EXPR_FIELD &&
            store->slot->index == slot->index)
            add_send(search, store->call);
}

static bool outlives_call(const struct scope *scope, const struct expr *root) {
    return root->kind == EXPR_GLOBAL || (root->kind == EXPR_LOCAL && root->index < scope->body->local_count &&
                                         (scope->body->locals[root->index].flags & LOCAL_STATIC));
}

/* The root is the result of a call. */
static void search_call(struct search *search, uint32_t call) {
    if (call < search->evaluation->scope->body->call_count && search->evaluation->cookies->sends[call])
        add_send(search, call);
    else
        search->lead.is_any = true;
}

static void search_slot(struct search *search, const struct expr *slot) {
    const struct expr *root = expr_root(slot);
    if (root->kind == EXPR_CALL) {
        search_call(search, root->index);
        return;
    }
    search_stores(search, slot);
    if (!is_found(search)) {
        search->is_guess = true;
        search_wholes(search, slot);
    }
    if (!is_found(search) && slot->kind == EXPR_FIELD)
        search_field(search, slot);
    if (!is_found(search) && slot->kind == EXPR_ADDRESS)
        search_from(search, slot->a);
    if (root->kind == EXPR_PARAMETER || root->kind == EXPR_THIS ||
        (search->lead.sends && outlives_call(search->evaluation->scope, root)))
        add_path(search, slot);
    if (!is_found(search))
        search->lead.is_any = true;
}

/* It waits for nothing: no answer that was under way has come when it is over. */
static bool never_waits(const struct evaluation *evaluation, uint32_t call) {
    const struct scope *scope = evaluation->scope;
    const struct callee callee =
        costs_callee(evaluation->costs->program, scope->function, scope->calls[call].region->call, scope->scratch);
    if (callee.model)
        return callee.model->effect != EFFECT_ROUNDTRIP && callee.model->effect != EFFECT_WAIT;
    for (uint32_t i = 0; i < callee.targets.count; i++)
        if (evaluation->costs->program->functions[callee.targets.functions[i]].is_in_cone)
            return false;
    return true;
}

/* All that the named statement sends, turn after turn, is under way when its loop is over. */
static bool is_sent_in_one_go(const struct evaluation *evaluation, uint64_t send) {
    const struct scope *scope = evaluation->scope;
    uint32_t loop = LOOP_NONE;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (evaluation->cookies->names[i] && UINT64_C(1) << (evaluation->cookies->names[i] - 1) == send &&
            scope->calls[i].region)
            loop = scope->calls[i].loop;
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (scope->calls[i].region && scope_is_inside(scope, scope->calls[i].number, loop) &&
            !never_waits(evaluation, i))
            return false;
    return true;
}

static bool is_own_array(const struct evaluation *evaluation, const struct expr *expr) {
    const struct function *body = evaluation->scope->body;
    const char *type =
        expr->kind == EXPR_LOCAL && expr->index < body->local_count ? body->locals[expr->index].type : NULL;
    return type && strchr(type, '[') && !strchr(type, '*');
}

/* A variable that one statement fills holds what that has sent last; an array whose elements one loop fills, without
 * waiting for anything in between, holds what is all as old. */
static bool is_sure(const struct evaluation *evaluation, const struct expr *slot, uint64_t sends) {
    bool is_one = (sends & (sends - 1)) == 0;
    while (slot->kind == EXPR_FIELD)
        slot = slot->a;
    if (sends == UINT64_C(1) << SHARED_BIT)
        return false;
    if (slot->kind == EXPR_DEREF && is_own_array(evaluation, slot->a))
        return is_one && is_sent_in_one_go(evaluation, sends);
    return slot->kind == EXPR_CALL || (slot->kind == EXPR_LOCAL && is_one);
}

static struct lead lead_of(struct evaluation *evaluation, const struct expr *slot) {
    struct search search = {.evaluation = evaluation};
    if (slot)
        search_slot(&search, slot);
    else
        search.lead.is_any = true;
    search.lead.is_unsure = !slot || search.is_guess || !is_sure(evaluation, slot, search.lead.sends);
    if (search.lead.is_any) {
        search.lead.sends = 0;
        search.lead.path = NULL;
    }
    return search.lead;
}

/* --- requests ahead ---------------------------------------------------------------------------------------------- */

static bool is_same_argument(const struct scope *scope, const struct expr *a, const struct expr *b) {
    const struct expr *x = slot_of(scope, a), *y = slot_of(scope, b);
    return x && y ? expr_is_equal(x, y) : expr_is_equal(a, b);
}

static bool has_same_arguments(const struct scope *scope, const struct call *a, const struct call *b) {
    if (a->argument_count != b->argument_count)
        return false;
    for (uint32_t i = 0; i < a->argument_count; i++)
        if (!is_same_argument(scope, a->arguments[i].value, b->arguments[i].value))
            return false;
    return true;
}

static uint64_t prefetches_of(struct evaluation *evaluation, const struct call *call, const struct model *model) {
    const struct scope *scope = evaluation->scope;
    uint64_t sends = 0;
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region || !evaluation->cookies->sends[i] || scope->calls[i].number > scope->calls[call->index].number)
            continue;
        struct callee ahead = costs_callee(evaluation->costs->program, scope->function, region->call, scope->scratch);
        if (ahead.model && strcmp(evaluation->costs->program->entities[ahead.entity].name, model->prefetch) == 0 &&
            has_same_arguments(scope, call, region->call))
            sends |= name_send(evaluation->cookies, i);
    }
    return sends;
}

/* --- the table --------------------------------------------------------------------------------------------------- */

/* Names the sends that the call waits for. */
static void name_awaited(struct evaluation *evaluation, const struct call *call, struct callee callee) {
    const struct model *model = callee.model;
    if (model && model->effect == EFFECT_WAIT)
        (void)lead_of(evaluation, slot_of_argument(evaluation->scope, call, model->cookie));
    else if (model && model->prefetch)
        (void)prefetches_of(evaluation, call, model);
    for (uint32_t i = 0; i < callee.targets.count; i++) {
        const struct function_cost_summary *summary = &evaluation->costs->functions[callee.targets.functions[i]];
        for (uint32_t k = 0; summary->is_done && k < summary->value.peer_count; k++) {
            const struct peer_state *state = &summary->value.peers[k];
            for (uint32_t n = 0; n < state->lead_count; n++)
                if (state->leads[n].path)
                    (void)lead_of(evaluation, slot_substitute(evaluation->scope, state->leads[n].path,
                                                              callee.targets.functions[i], call));
        }
    }
}

static void fill_table(struct evaluation *evaluation) {
    const struct scope *scope = evaluation->scope;
    struct callee *callees = ARENA_ARRAY(scope->scratch, struct callee, scope->body->call_count);
    for (uint32_t i = 0; i < scope->body->call_count; i++) {
        const struct region *region = scope->calls[i].region;
        if (!region)
            continue;
        callees[i] = costs_callee(evaluation->costs->program, scope->function, region->call, scope->scratch);
        evaluation->cookies->sends[i] = call_sends(evaluation, callees[i]);
        if (evaluation->cookies->sends[i])
            add_call(evaluation, region->call, callees[i].model);
    }
    for (uint32_t i = 0; i < scope->assignment_count; i++)
        if (scope->assignments[i].assign->op == OP_NONE)
            add_value(evaluation, slot_of(scope, scope->assignments[i].assign->target),
                      scope->assignments[i].assign->value);
    for (uint32_t i = 0; i < scope->body->call_count; i++)
        if (scope->calls[i].region)
            name_awaited(evaluation, scope->calls[i].region->call, callees[i]);
}

static struct cookie_table *table_of(struct evaluation *evaluation) {
    if (!evaluation->cookies) {
        evaluation->cookies = ARENA_NEW(evaluation->algebra.scratch, struct cookie_table);
        uint32_t count = evaluation->scope->body->call_count;
        evaluation->cookies->sends = ARENA_ARRAY(evaluation->algebra.scratch, bool, count);
        evaluation->cookies->names = ARENA_ARRAY(evaluation->algebra.scratch, uint8_t, count);
        fill_table(evaluation);
    }
    return evaluation->cookies;
}

struct lead cookie_lead(struct evaluation *evaluation, const struct expr *slot) {
    (void)table_of(evaluation);
    return lead_of(evaluation, slot);
}

uint64_t cookie_prefetches(struct evaluation *evaluation, const struct call *call, const struct model *model) {
    (void)table_of(evaluation);
    return prefetches_of(evaluation, call, model);
}

uint64_t cookie_send(struct evaluation *evaluation, uint32_t call) {
    const struct cookie_table *table = table_of(evaluation);
    return table->names[call] ? UINT64_C(1) << (table->names[call] - 1) : SEND_UNNAMED;
}
