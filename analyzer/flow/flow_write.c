/* What assignments do to variables. Tests: tests/unit/cost/test_flow.c */
#include "flow/flow_captured.h"
#include "flow/flow_run.h"

#include "facts/names.h"

#include <string.h>

void flow_set(struct flow_run *run, const struct flow_place *place, uint64_t labels, uint64_t texts) {
    flow_state_drop_parts(&run->state, place);
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (!cell)
        return;
    cell->is_set = true;
    cell->is_emptied = false;
    cell->is_rewritten = false;
    cell->has_value_changed = true;
    cell->value = labels | flow_decided(run);
    cell->content = 0;
    cell->texts = texts;
}

void flow_fill(struct flow_run *run, const struct flow_place *place, uint64_t labels) {
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (!cell)
        return;
    cell->content |= labels | flow_decided(run);
    cell->has_content_changed = true;
}

void flow_put(struct flow_run *run, const struct flow_place *place, uint64_t labels) {
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (!cell)
        return;
    labels |= flow_decided(run);
    cell->value |= labels;
    cell->content |= labels;
    cell->has_value_changed = true;
    cell->has_content_changed = true;
}

/* Nothing but places of callers: something of ours may come first. */
static bool is_open_text(const struct flow_run *run, uint64_t texts) {
    if (texts & TEXT_UNKNOWN)
        return false;
    for (uint32_t i = 0; i < run->text_count; i++)
        if ((texts >> i & 1) && (run->texts[i].literal || run->texts[i].built))
            return false;
    return true;
}

bool flow_takes_text(struct flow_run *run, const struct flow_place *place) {
    return is_open_text(run, flow_texts_of_place(run, place));
}

void flow_fill_text(struct flow_run *run, const struct flow_place *place, uint64_t texts) {
    if (!texts || !flow_takes_text(run, place))
        return;
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (!cell)
        return;
    cell->texts |= texts;
    cell->has_content_changed = true;
}

void flow_rewrite(struct flow_run *run, const struct flow_place *place) {
    flow_empty(run, place);
    struct flow_cell *cell = flow_state_exact(&run->state, place, INDEX_NONE);
    if (cell)
        cell->is_rewritten = true;
}

void flow_empty(struct flow_run *run, const struct flow_place *place) {
    flow_state_drop_parts(&run->state, place);
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (!cell)
        return;
    cell->is_emptied = true;
    cell->has_content_changed = true;
    cell->content = 0;
    cell->texts = 0;
}

/* --- assignments -------------------------------------------------------------------------------------------------- */

static bool is_zero(const struct expr *value) {
    int64_t number;
    return expr_is_constant(value, &number) && number == 0;
}

static bool is_static(const struct flow_run *run, const struct flow_place *place) {
    const struct function *body = run->scope->body;
    return place->root == EXPR_LOCAL && place->index < body->local_count &&
           (body->locals[place->index].flags & LOCAL_STATIC);
}

static const char *type_of(const struct flow_run *run, const struct flow_place *place) {
    const struct function *body = run->scope->body;
    if (place->field_count > 0)
        return "";
    if (place->root == EXPR_LOCAL && place->index < body->local_count)
        return body->locals[place->index].type;
    if (place->root == EXPR_PARAMETER && place->index < body->parameter_count)
        return body->parameters[place->index].type;
    return "";
}

/* `p++` of a pointer: from now on it leads to another object. */
static void step_pointer(struct flow_run *run, const struct flow_place *place) {
    const char *type = type_of(run, place);
    size_t length = type ? strlen(type) : 0;
    if (length == 0 || type[length - 1] != '*')
        return;
    flow_state_drop_parts(&run->state, place);
    struct flow_cell *cell = flow_state_add(&run->state, place, INDEX_NONE);
    if (cell)
        cell->content = 0;
}

static void step(struct flow_run *run, const struct flow_target *target, const struct assign *assign) {
    uint64_t labels = flow_value(run, assign->value) | flow_value(run, assign->target) | flow_decided(run);
    if (target->place.root == EXPR_GLOBAL || is_static(run, &target->place))
        labels |= FLOW_VARIES;
    struct flow_cell *cell = flow_state_add(&run->state, &target->place, target->index);
    if (!cell)
        return;
    cell->value |= labels;
    cell->is_set |= target->index == INDEX_NONE;
    cell->has_value_changed = true;
    cell->texts = TEXT_UNKNOWN;
    step_pointer(run, &target->place);
}

/* `p = p->next`: the next object; what was put into this one stays behind. */
static bool follow_link(struct flow_run *run, const struct flow_target *target, const struct expr *value) {
    struct flow_target from;
    const uint64_t answers = FLOW_ANSWER | FLOW_CARRIED;
    if (target->place.field_count > 0 || !flow_target_of(run, value, &from) || from.place.field_count == 0 ||
        from.place.root != target->place.root || from.place.index != target->place.index)
        return false;
    const struct flow_cell *cell = flow_state_exact(&run->state, &target->place, INDEX_NONE);
    uint64_t own = cell ? cell->value & answers : 0;
    flow_set(run, &target->place, own | (flow_value(run, value) & ~answers), 0);
    return true;
}

/* `argv[n++] = word`: what is put there before anything else comes first. */
static void put_element_text(struct flow_run *run, const struct flow_target *target, const struct assign *assign) {
    uint64_t texts = assign->op == OP_NONE ? flow_texts(run, assign->value) : 0;
    if (!(texts & TEXT_UNKNOWN))
        flow_fill_text(run, &target->place, texts);
}

static void write_content(struct flow_run *run, const struct flow_target *target, const struct assign *assign) {
    uint64_t labels = flow_reach(run, assign->value) | target->labels | flow_decided(run);
    uint64_t texts = target->is_first ? flow_texts(run, assign->value) : 0;
    if (target->is_first && assign->op == OP_NONE && is_zero(assign->value)) {
        struct flow_place object = target->place;
        flow_place_parent(&object);
        flow_empty(run, &object);
        return;
    }
    struct flow_cell *cell = flow_state_add(&run->state, &target->place, target->index);
    if (!cell)
        return;
    bool is_replaced = assign->target->kind == EXPR_DEREF && assign->op == OP_NONE;
    cell->content = is_replaced ? labels : cell->content | labels;
    cell->is_emptied |= is_replaced;
    cell->has_content_changed = true;
    if (texts) {
        cell->texts = texts;
        cell->is_emptied = true; /* of texts that came before */
    }
    if (!target->is_first)
        put_element_text(run, target, assign);
}

static void write_element_field(struct flow_run *run, const struct flow_target *target, uint64_t labels) {
    struct flow_cell *cell = flow_state_add(&run->state, &target->place, target->index);
    if (!cell)
        return;
    cell->value |= labels | flow_decided(run);
    cell->has_value_changed = true;
}

/* `x->length = 0` */
static bool empties_object(struct flow_run *run, const struct flow_target *target, const struct assign *assign) {
    const struct program *program = run->costs->program;
    struct flow_place object = target->place;
    if (assign->op != OP_NONE || !is_zero(assign->value) || object.field_count == 0 ||
        !name_is_length(program->entities[object.fields[object.field_count - 1]].name))
        return false;
    flow_place_parent(&object);
    flow_empty(run, &object);
    return true;
}

void flow_assign(struct flow_run *run, const struct assign *assign) {
    struct flow_target target = {.index = INDEX_NONE};
    if (assign->target->kind == EXPR_LOCAL && /* itself, not what it is another name for */
        !captured_from_outside(run->scope, assign->target->index, &target.place))
        target.place = (struct flow_place){.root = EXPR_LOCAL, .index = assign->target->index};
    else if (assign->target->kind != EXPR_LOCAL && !flow_target_of(run, assign->target, &target))
        return;
    if (!assign->value) { /* declared: a new one */
        if (!is_static(run, &target.place))
            flow_set(run, &target.place, 0, 0);
        return;
    }
    if (target.is_content)
        write_content(run, &target, assign);
    else if (assign->op != OP_NONE)
        step(run, &target, assign);
    else if (target.index != INDEX_NONE)
        write_element_field(run, &target, flow_reach(run, assign->value));
    else if (!empties_object(run, &target, assign) && !follow_link(run, &target, assign->value)) {
        uint64_t value = flow_value(run, assign->value), reach = flow_reach(run, assign->value);
        uint64_t texts = flow_texts(run, assign->value);
        flow_set(run, &target.place, value, texts);
        flow_fill(run, &target.place, reach);
    }
}
