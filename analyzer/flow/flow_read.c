/* What expressions are made of. Tests: tests/unit/cost/test_flow.c */
#include "facts/names.h"
#include "flow/flow_captured.h"
#include "flow/flow_run.h"

#include <string.h>

#define ALIAS_DEPTH 4

/* --- tables ------------------------------------------------------------------------------------------------------- */

static uint32_t shared_fields(const struct flow_place *a, const struct flow_place *b) {
    uint32_t count = 0;
    while (count < a->field_count && count < b->field_count && a->fields[count] == b->fields[count])
        count++;
    return count;
}

/* The table is full: the place that has most in common with this one stands for both from now on, as what holds them.
 * Of the last place, which stands for all that have nothing in common with another, callers know no more. */
static uint32_t widen_place(struct flow_run *run, const struct flow_place *place) {
    uint32_t best = FLOW_PLACE_LIMIT - 1;
    for (uint32_t i = 0; i < FLOW_PLACE_LIMIT - 1; i++) {
        const struct flow_place *other = &run->places[i];
        if (other->root == place->root && other->index == place->index &&
            (best == FLOW_PLACE_LIMIT - 1 || shared_fields(other, place) > shared_fields(&run->places[best], place)))
            best = i;
    }
    struct flow_place *wide = &run->places[best];
    if (best == FLOW_PLACE_LIMIT - 1)
        *wide = (struct flow_place){.root = EXPR_OPAQUE};
    for (uint32_t shared = shared_fields(wide, place); wide->field_count > shared;)
        flow_place_parent(wide);
    return best;
}

static uint32_t place_number(struct flow_run *run, const struct flow_place *place) {
    for (uint32_t i = 0; i < run->place_count; i++)
        if (flow_place_equals(&run->places[i], place))
            return i;
    if (run->place_count < FLOW_PLACE_LIMIT - 1) {
        run->places[run->place_count] = *place;
        return run->place_count++;
    }
    run->place_count = FLOW_PLACE_LIMIT;
    return widen_place(run, place);
}

static uint32_t text_number(struct flow_run *run, struct flow_text text) {
    for (uint32_t i = 0; i < run->text_count; i++) {
        const struct flow_text *known = &run->texts[i];
        bool is_same = text.literal ? known->literal && strcmp(known->literal, text.literal) == 0
                                    : !known->literal && known->built == text.built && known->place == text.place;
        if (is_same)
            return i;
    }
    if (run->text_count == TEXT_LIMIT)
        return TEXT_LIMIT;
    run->texts[run->text_count] = text;
    return run->text_count++;
}

uint64_t flow_text_bit(struct flow_run *run, const char *literal) {
    if (!access_is_told(literal))
        return 0;
    return UINT64_C(1) << text_number(run, (struct flow_text){.literal = literal});
}

uint64_t flow_built_bit(struct flow_run *run, const struct built_request *built) {
    return built ? UINT64_C(1) << text_number(run, (struct flow_text){.built = built}) : 0;
}

const struct built_request *flow_built(const struct flow_run *run, uint64_t texts) {
    const struct built_request *most = NULL;
    for (uint32_t i = 0; i < run->text_count; i++) {
        const struct built_request *built = run->texts[i].built;
        if (!(texts >> i & 1))
            continue;
        if (!built)
            return NULL;
        if (!most || (most->page != 0 && (built->page == 0 || built->page > most->page)))
            most = built;
    }
    return texts & TEXT_UNKNOWN ? NULL : most;
}

const char *flow_literal(const struct flow_run *run, uint64_t texts) {
    for (uint32_t i = 0; i < run->text_count; i++)
        if ((texts >> i & 1) && run->texts[i].literal)
            return run->texts[i].literal;
    return NULL;
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static uint32_t entity_of(const struct flow_run *run, uint32_t symbol) {
    const struct program *program = run->costs->program;
    return program->units[program->functions[run->scope->function].unit].entities[symbol];
}

static bool is_plain_path(const struct expr *expr) {
    for (; expr; expr = expr->a)
        if (expr->kind != EXPR_FIELD && expr->kind != EXPR_DEREF && expr->kind != EXPR_ADDRESS)
            return expr->kind == EXPR_PARAMETER || expr->kind == EXPR_LOCAL || expr->kind == EXPR_THIS ||
                   expr->kind == EXPR_GLOBAL;
    return false;
}

static uint32_t assignment_count(const struct scope *scope, const struct expr *variable,
                                 const struct assignment **last) {
    uint32_t count = 0;
    for (const struct assignment *a = NULL; (a = scope_next(scope, variable, a)) != NULL;)
        if (a->assign->value && assignment_is_to(a, variable)) {
            *last = a;
            count++;
        }
    return count;
}

/* ... of a value that leads somewhere: `c = NULL; ...; c = h->tail;` */
static uint32_t lead_count(const struct scope *scope, const struct expr *pointer, const struct assignment **last) {
    uint32_t count = 0;
    for (const struct assignment *a = NULL; (a = scope_next(scope, pointer, a)) != NULL;)
        if (a->assign->value && assignment_is_to(a, pointer) && !expr_is_zero(a->assign->value)) {
            *last = a;
            count++;
        }
    return count;
}

/* A pointer that is set once, outside of loops, is another name for what it is set to. */
static const struct expr *alias_of(const struct flow_run *run, const struct expr *local) {
    const struct scope *scope = run->scope;
    const struct assignment *only = NULL, *other = NULL;
    const char *type = local->index < scope->body->local_count ? scope->body->locals[local->index].type : NULL;
    if (!type || !type[0] || type[strlen(type) - 1] != '*' || scope_is_shared(scope, local))
        return NULL;
    if (lead_count(scope, local, &only) != 1 || only->loop != LOOP_NONE || only->assign->op != OP_NONE ||
        !is_plain_path(only->assign->value))
        return NULL;
    const struct expr *root = expr_root(only->assign->value);
    bool is_address = only->assign->value->kind == EXPR_ADDRESS;
    if (expr_is_equal(root, local) || (!is_address && root->kind != EXPR_THIS && root->kind != EXPR_GLOBAL &&
                                       assignment_count(scope, root, &other) > (root->kind == EXPR_LOCAL)))
        return NULL;
    return only->assign->value;
}

static bool target_of(struct flow_run *run, const struct expr *expr, struct flow_target *target, int depth);

static bool target_of_variable(struct flow_run *run, const struct expr *expr, struct flow_target *target, int depth) {
    const struct expr *alias = expr->kind == EXPR_LOCAL && depth < ALIAS_DEPTH ? alias_of(run, expr) : NULL;
    if (alias)
        return target_of(run, alias, target, depth + 1);
    if (expr->kind == EXPR_LOCAL && captured_from_outside(run->scope, expr->index, &target->place))
        return true;
    uint32_t index = expr->kind == EXPR_THIS ? 0 : expr->index;
    target->place.root = expr->kind;
    target->place.index = expr->kind == EXPR_GLOBAL ? entity_of(run, index) : index;
    return true;
}

/* Which variable an index is; only of one that changes from turn to turn is an element the turn's own. */
static uint32_t index_of(const struct expr *index, uint64_t labels) {
    if (!(labels & FLOW_VARIES) || (index->kind != EXPR_LOCAL && index->kind != EXPR_PARAMETER))
        return INDEX_NONE;
    return index->kind == EXPR_LOCAL ? index->index : UINT32_MAX / 2 + index->index;
}

static bool target_of_element(struct flow_run *run, const struct expr *expr, struct flow_target *target, int depth) {
    int64_t value;
    if (!target_of(run, expr->a, target, depth))
        return false;
    uint64_t labels = flow_value(run, expr->b);
    uint32_t index = index_of(expr->b, labels);
    target->labels |= labels;
    target->index = index == INDEX_NONE ? target->index : index;
    target->is_content = true;
    target->is_first = expr_is_constant(expr->b, &value) && value == 0;
    return true;
}

static bool target_of(struct flow_run *run, const struct expr *expr, struct flow_target *target, int depth) {
    switch ((enum expr_kind)expr->kind) {
    case EXPR_PARAMETER:
    case EXPR_LOCAL:
    case EXPR_THIS:
    case EXPR_GLOBAL:
    case EXPR_CALL:
        return target_of_variable(run, expr, target, depth);
    case EXPR_FIELD:
        if (!target_of(run, expr->a, target, depth))
            return false;
        target->place = flow_place_field(target->place, entity_of(run, expr->index));
        target->is_content = false;
        return true;
    case EXPR_ELEMENT:
        return target_of_element(run, expr, target, depth);
    case EXPR_DEREF:
        if (!target_of(run, expr->a, target, depth))
            return false;
        target->is_content = true;
        target->is_first = true;
        return true;
    case EXPR_ADDRESS:
        if (!target_of(run, expr->a, target, depth))
            return false;
        target->is_content = false;
        return true;
    case EXPR_BINARY: /* p + n */
        if ((expr->op != OP_ADD && expr->op != OP_SUBTRACT) || !target_of(run, expr->a, target, depth))
            return false;
        target->labels |= flow_value(run, expr->b);
        return true;
    default:
        return false;
    }
}

bool flow_target_of(struct flow_run *run, const struct expr *expr, struct flow_target *target) {
    *target = (struct flow_target){.index = INDEX_NONE};
    return target_of(run, expr, target, 0);
}

bool flow_object_of(struct flow_run *run, const struct expr *argument, struct flow_place *place) {
    struct flow_target target;
    if (!flow_target_of(run, argument, &target))
        return false;
    *place = target.place;
    return true;
}

/* --- labels ------------------------------------------------------------------------------------------------------- */

/* An element that was written on an earlier turn by the index that is read by now is another one. */
static uint64_t seen_of(const struct flow_cell *cell, uint64_t labels, uint32_t index) {
    bool is_other = cell->index != INDEX_NONE && (index == INDEX_NONE || index == cell->index);
    return is_other ? labels & ~FLOW_CARRIED : labels;
}

/* `snprintf(text, ...)`: whatever the caller has left in the buffer is gone, and which buffer it is says nothing of
 * what is sent. */
static bool is_rewritten(const struct flow_run *run, const struct flow_place *place) {
    const struct flow_cell *cell = flow_state_exact(&run->state, place, INDEX_NONE);
    return cell && cell->is_rewritten;
}

/* The place's own cells; true when what it was before is gone. */
static bool read_cells(const struct flow_run *run, const struct flow_place *place, uint32_t index, bool with_content,
                       uint64_t *labels) {
    bool is_set = false;
    for (uint32_t i = flow_state_find(&run->state, place); i < run->state.cells.count; i++) {
        const struct flow_cell *cell = &run->state.cells.items[i];
        if (!flow_place_equals(&cell->place, place))
            break;
        *labels |= seen_of(cell, cell->value | (with_content ? cell->content : 0), index);
        is_set |= cell->is_set && cell->index == INDEX_NONE;
    }
    return is_set;
}

static bool is_visible_to_callers(const struct flow_place *place) {
    return place->root == EXPR_PARAMETER || place->root == EXPR_THIS || place->root == EXPR_GLOBAL;
}

static uint64_t read_place(struct flow_run *run, const struct flow_place *place, uint32_t index, bool with_content) {
    uint64_t labels = 0;
    struct flow_place outer = *place;
    bool is_set = read_cells(run, &outer, index, with_content, &labels);
    while (!is_set && flow_place_parent(&outer))
        is_set = read_cells(run, &outer, index, true, &labels);
    bool is_of_caller = !is_set && is_visible_to_callers(place) && !run->asks && !is_rewritten(run, place);
    if (is_of_caller && run->is_testing) {
        flow_imply_parameter(run, place);
        return labels;
    }
    return labels | (is_of_caller ? FLOW_PLACE(place_number(run, place)) : 0);
}

static uint64_t reach_of(struct flow_run *run, const struct flow_place *place, uint32_t index) {
    uint64_t labels = read_place(run, place, index, true);
    for (uint32_t i = flow_state_find(&run->state, place); i < run->state.cells.count; i++) {
        const struct flow_cell *cell = &run->state.cells.items[i];
        if (!flow_place_holds(place, &cell->place))
            break;
        labels |= seen_of(cell, cell->value | cell->content, index);
    }
    return labels;
}

uint64_t flow_reach_place(struct flow_run *run, const struct flow_place *place) {
    return reach_of(run, place, INDEX_NONE);
}

uint64_t flow_value_of_place(struct flow_run *run, const struct flow_place *place) {
    return read_place(run, place, INDEX_NONE, false);
}

uint64_t flow_reach_tokens(struct flow_run *run, const struct flow_place *place) {
    uint64_t labels = 0;
    for (uint32_t i = flow_state_find(&run->state, place); i < run->state.cells.count; i++) {
        const struct flow_cell *cell = &run->state.cells.items[i];
        const struct flow_place *part = &cell->place;
        if (!flow_place_holds(place, part))
            break;
        if (part->field_count > place->field_count &&
            name_is_token(run->costs->program->entities[part->fields[part->field_count - 1]].name))
            labels |= cell->value | cell->content;
    }
    return labels;
}

static uint64_t labels_of(struct flow_run *run, const struct expr *expr, bool reaches);

static const char *type_of_local(const struct flow_run *run, const struct expr *local) {
    const struct function *body = run->scope->body;
    return local->index < body->local_count && body->locals[local->index].type ? body->locals[local->index].type : "";
}

/* `&x`, or an array: the object itself stands there. */
static bool is_object(const struct flow_run *run, const struct expr *value) {
    return value && (value->kind == EXPR_ADDRESS ||
                     (value->kind == EXPR_LOCAL && strchr(type_of_local(run, value), '[') != NULL));
}

/* Objects that an array or a record holds by their addresses: `values[0] = text;`. What is written to them afterwards
 * is sent all the same. */
static uint64_t reach_of_held(struct flow_run *run, const struct expr *local) {
    const struct scope *scope = run->scope;
    const char *type = type_of_local(run, local);
    uint64_t labels = 0;
    if (!strchr(type, '[') && strncmp(type, "struct ", strlen("struct ")) != 0)
        return 0;
    for (uint32_t i = 0; i < scope->assignment_count; i++) {
        const struct assign *assign = scope->assignments[i].assign;
        const struct expr *value = assign->value, *root = expr_root(assign->target);
        uint32_t count = value && value->kind == EXPR_LIST ? value->item_count : 1;
        if (root->kind != EXPR_LOCAL || root->index != local->index || scope->is_dead[scope->assignments[i].number])
            continue;
        for (uint32_t k = 0; k < count; k++) {
            const struct expr *item = value && value->kind == EXPR_LIST ? value->items[k] : value;
            struct flow_place place;
            if (is_object(run, item) && flow_object_of(run, item, &place))
                labels |= flow_reach_place(run, &place);
        }
    }
    return labels;
}

static uint64_t labels_of_path(struct flow_run *run, const struct expr *expr, bool reaches) {
    struct flow_target target;
    if (!flow_target_of(run, expr, &target))
        return labels_of(run, expr->a, reaches) | (expr->b ? labels_of(run, expr->b, false) : 0);
    if (reaches && expr->kind == EXPR_LOCAL)
        target.labels |= reach_of_held(run, expr);
    if (reaches)
        return target.labels | reach_of(run, &target.place, target.index);
    return target.labels | read_place(run, &target.place, target.index, target.is_content);
}

static uint64_t labels_of(struct flow_run *run, const struct expr *expr, bool reaches) {
    uint64_t labels = 0;
    if (!expr)
        return 0;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_FUNCTION:
        return 0;
    case EXPR_STRING:
        return access_sets_page(expr->text) ? FLOW_SIZED : 0;
    case EXPR_OPAQUE:
        return expr->text && expr->text[0] ? FLOW_VARIES : 0;
    case EXPR_UNARY:
        return labels_of(run, expr->a, reaches);
    case EXPR_BINARY:
        return (expr->op == OP_COMMA ? 0 : labels_of(run, expr->a, reaches)) | labels_of(run, expr->b, reaches);
    case EXPR_SELECT:
        labels = run->asks && run->asks->follows_tests ? labels_of(run, expr->a, false) : 0;
        return labels | labels_of(run, expr->b, reaches) | labels_of(run, expr->c, reaches);
    case EXPR_LIST:
        for (uint32_t i = 0; i < expr->item_count; i++)
            labels |= labels_of(run, expr->items[i], reaches);
        return labels;
    default:
        return labels_of_path(run, expr, reaches);
    }
}

uint64_t flow_value(struct flow_run *run, const struct expr *expr) { return labels_of(run, expr, false); }
uint64_t flow_reach(struct flow_run *run, const struct expr *expr) { return labels_of(run, expr, true); }

/* --- texts -------------------------------------------------------------------------------------------------------- */

/* A literal of which something comes first: "%s" is what is put there. */
static bool is_only_format(const char *literal) { return literal[0] == '%'; }

uint64_t flow_texts_of_place(struct flow_run *run, const struct flow_place *place) {
    struct flow_place outer = *place;
    uint64_t texts = 0;
    do {
        const struct flow_cell *cell = flow_state_exact(&run->state, &outer, INDEX_NONE);
        texts |= cell ? cell->texts : 0;
        if (cell && (cell->is_set || cell->is_emptied))
            return texts;
    } while (flow_place_parent(&outer));
    if (is_visible_to_callers(place))
        texts |= UINT64_C(1) << text_number(run, (struct flow_text){.place = place_number(run, place)});
    return texts;
}

uint64_t flow_texts(struct flow_run *run, const struct expr *expr) {
    struct flow_target target;
    switch ((enum expr_kind)expr->kind) {
    case EXPR_STRING:
        return flow_text_bit(run, expr->text);
    case EXPR_SELECT:
        return flow_texts(run, expr->b) | flow_texts(run, expr->c);
    case EXPR_LIST:
        return expr->item_count && expr->items[0] ? flow_texts(run, expr->items[0]) : 0;
    case EXPR_CONSTANT:
    case EXPR_FUNCTION:
    case EXPR_BINARY:
        return 0;
    case EXPR_OPAQUE:
        return TEXT_UNKNOWN;
    default:
        return flow_target_of(run, expr, &target) ? flow_texts_of_place(run, &target.place) : TEXT_UNKNOWN;
    }
}

static bool is_text_type(const char *type) {
    return strstr(type, "char") || strstr(type, "basic_string") || strstr(type, "QString");
}

uint64_t flow_first_text(struct flow_run *run, const struct call *call, uint32_t from) {
    uint64_t format = 0;
    for (uint32_t i = from; i < call->argument_count; i++) {
        const struct argument *argument = &call->arguments[i];
        bool is_text = argument->value->kind == EXPR_STRING || (argument->type && is_text_type(argument->type));
        uint64_t texts = is_text && argument->value->kind != EXPR_CONSTANT ? flow_texts(run, argument->value) : 0;
        if (!texts)
            continue;
        if (argument->value->kind != EXPR_STRING || !is_only_format(argument->value->text))
            return texts;
        format = texts;
    }
    return format;
}
