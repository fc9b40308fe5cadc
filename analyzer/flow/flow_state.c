/* Cells of places, kept sorted. Tests: tests/unit/cost/test_flow.c */
#include "flow/flow_state.h"

#include <string.h>

/* --- places ------------------------------------------------------------------------------------------------------ */

static int compare_numbers(uint32_t a, uint32_t b) { return a < b ? -1 : a > b; }

static int compare_places(const struct flow_place *a, const struct flow_place *b) {
    int order = compare_numbers(a->root, b->root);
    if (order == 0)
        order = compare_numbers(a->index, b->index);
    for (uint32_t i = 0; order == 0 && i < a->field_count && i < b->field_count; i++)
        order = compare_numbers(a->fields[i], b->fields[i]);
    return order ? order : compare_numbers(a->field_count, b->field_count);
}

bool flow_place_equals(const struct flow_place *a, const struct flow_place *b) { return compare_places(a, b) == 0; }

bool flow_place_holds(const struct flow_place *outer, const struct flow_place *inner) {
    if (outer->root != inner->root || outer->index != inner->index || outer->field_count > inner->field_count)
        return false;
    for (uint32_t i = 0; i < outer->field_count; i++)
        if (outer->fields[i] != inner->fields[i])
            return false;
    return true;
}

bool flow_place_parent(struct flow_place *place) {
    if (place->field_count == 0)
        return false;
    place->fields[--place->field_count] = 0;
    return true;
}

struct flow_place flow_place_field(struct flow_place place, uint32_t field) {
    if (place.field_count < FLOW_FIELDS)
        place.fields[place.field_count++] = field;
    return place;
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

static int compare_cells(const struct flow_cell *a, const struct flow_cell *b) {
    int order = compare_places(&a->place, &b->place);
    /* The cell of the whole comes before those of its elements: INDEX_NONE + 1 is 0. */
    return order ? order : compare_numbers(a->index + 1, b->index + 1);
}

void flow_state_finish(struct flow_state *state) {
    vec_finish(&state->cells);
    state->is_reached = false;
}

struct flow_state flow_state_copy(const struct flow_state *state) {
    struct flow_state copy = {.is_reached = state->is_reached};
    for (uint32_t i = 0; i < state->cells.count; i++)
        vec_push(&copy.cells, state->cells.items[i]);
    return copy;
}

static uint32_t find_cell(const struct flow_state *state, const struct flow_cell *wanted) {
    uint32_t low = 0, high = state->cells.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_cells(&state->cells.items[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t flow_state_find(const struct flow_state *state, const struct flow_place *place) {
    struct flow_cell wanted = {.place = *place, .index = INDEX_NONE};
    return find_cell(state, &wanted);
}

struct flow_cell *flow_state_exact(const struct flow_state *state, const struct flow_place *place, uint32_t index) {
    struct flow_cell wanted = {.place = *place, .index = index};
    uint32_t at = find_cell(state, &wanted);
    bool is_there = at < state->cells.count && compare_cells(&state->cells.items[at], &wanted) == 0;
    return is_there ? &state->cells.items[at] : NULL;
}

struct flow_cell *flow_state_add(struct flow_state *state, const struct flow_place *place, uint32_t index) {
    struct flow_cell wanted = {.place = *place, .index = index};
    uint32_t at = find_cell(state, &wanted);
    if (at < state->cells.count && compare_cells(&state->cells.items[at], &wanted) == 0)
        return &state->cells.items[at];
    if (state->cells.count >= FLOW_CELL_LIMIT)
        return NULL;
    vec_push(&state->cells, wanted);
    struct flow_cell *cells = state->cells.items;
    memmove(&cells[at + 1], &cells[at], (state->cells.count - 1 - at) * sizeof *cells);
    cells[at] = wanted;
    return &cells[at];
}

void flow_state_drop_parts(struct flow_state *state, const struct flow_place *place) {
    uint32_t first = flow_state_find(state, place), kept = first;
    for (uint32_t i = first; i < state->cells.count; i++) {
        struct flow_cell cell = state->cells.items[i];
        bool is_part = flow_place_holds(place, &cell.place) &&
                       (cell.place.field_count > place->field_count || cell.index != INDEX_NONE);
        if (!is_part)
            state->cells.items[kept++] = cell;
    }
    state->cells.count = kept;
}

/* --- join -------------------------------------------------------------------------------------------------------- */

static void join_cell(struct flow_cell *a, const struct flow_cell *b) {
    a->is_set = a->is_set && b->is_set;
    a->is_emptied = a->is_emptied && b->is_emptied;
    a->is_rewritten = a->is_rewritten && b->is_rewritten;
    a->has_value_changed |= b->has_value_changed;
    a->has_content_changed |= b->has_content_changed;
    a->value |= b->value;
    a->content |= b->content;
    a->texts |= b->texts;
}

/* Known on one way only: reading it goes on to what holds it. */
static struct flow_cell one_sided(struct flow_cell cell) {
    cell.is_set = false;
    cell.is_emptied = false;
    cell.is_rewritten = false;
    return cell;
}

static struct flow_state merged(const struct flow_state *a, const struct flow_state *b) {
    struct flow_state out = {.is_reached = true};
    uint32_t i = 0, k = 0;
    while (i < a->cells.count || k < b->cells.count) {
        int order = i >= a->cells.count   ? 1
                    : k >= b->cells.count ? -1
                                          : compare_cells(&a->cells.items[i], &b->cells.items[k]);
        struct flow_cell cell = order <= 0 ? a->cells.items[i] : b->cells.items[k];
        if (order == 0)
            join_cell(&cell, &b->cells.items[k]);
        else
            cell = one_sided(cell);
        i += order <= 0;
        k += order >= 0;
        vec_push(&out.cells, cell);
    }
    return out;
}

void flow_state_join_failed(struct flow_state *into, struct flow_state *from) {
    if (!into->is_reached) {
        flow_state_join(into, from);
        return;
    }
    for (uint32_t i = 0; i < from->cells.count; i++) {
        struct flow_cell cell = one_sided(from->cells.items[i]);
        struct flow_cell *joined = flow_state_exact(into, &cell.place, cell.index);
        if (joined) {
            cell.is_set = joined->is_set;
            cell.is_emptied = joined->is_emptied;
            cell.is_rewritten = joined->is_rewritten;
            join_cell(joined, &cell);
        } else if ((joined = flow_state_add(into, &cell.place, cell.index)) != NULL) {
            *joined = cell;
        }
    }
    flow_state_finish(from);
}

void flow_state_join(struct flow_state *into, struct flow_state *from) {
    if (!from->is_reached) {
        flow_state_finish(from);
    } else if (!into->is_reached) {
        flow_state_finish(into);
        *into = *from;
        *from = (struct flow_state){0};
    } else {
        struct flow_state out = merged(into, from);
        flow_state_finish(into);
        flow_state_finish(from);
        *into = out;
    }
}
