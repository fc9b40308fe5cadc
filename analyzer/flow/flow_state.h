/* What each variable is made of at one point of a function. Private to flow*.c. */
#ifndef TRIPCOUNT_FLOW_FLOW_STATE_H
#define TRIPCOUNT_FLOW_FLOW_STATE_H

#include "base/vec.h"
#include "flow/flow.h"

#define INDEX_NONE UINT32_MAX

#define FLOW_CELL_LIMIT 1000 /* what goes past it is not followed: branches copy all cells */

struct flow_cell {
    struct flow_place place;
    uint32_t index;         /* element a[i]: which variable i is, else INDEX_NONE */
    bool is_set;            /* assigned on every way here: what the place was before is gone */
    bool is_emptied;        /* its content was reset on every way here */
    bool is_rewritten;      /* ... from its first byte, as a text: nothing of what the caller left there is in it */
    bool has_value_changed; /* on some way here */
    bool has_content_changed;
    uint64_t value;   /* labels */
    uint64_t content; /* labels of what it points to or holds, apart from cells of its own */
    uint64_t texts;   /* which texts may come first in it */
};

/* Cells sorted by place, then index; a place comes right before what is inside it. Grows on the heap. */
struct flow_state {
    bool is_reached; /* false: no way leads here, there are no cells */
    VEC(struct flow_cell) cells;
};

/* `inner` is `outer` or a part of it. */
bool flow_place_holds(const struct flow_place *outer, const struct flow_place *inner);
/* What holds the place; false for one without fields. */
bool flow_place_parent(struct flow_place *place);
/* The part `field` of the place; of a place that has its fields already, the place itself. */
struct flow_place flow_place_field(struct flow_place place, uint32_t field);

void flow_state_finish(struct flow_state *state);
struct flow_state flow_state_copy(const struct flow_state *state);
/* `into` becomes what holds on either way; `from` is finished. */
void flow_state_join(struct flow_state *into, struct flow_state *from);
/* The same where the way of `from` has failed: what is set on all others counts as set. */
void flow_state_join_failed(struct flow_state *into, struct flow_state *from);

/* Index of the first cell that is not before the place: its own cells, then those of its parts. */
uint32_t flow_state_find(const struct flow_state *state, const struct flow_place *place);
/* NULL when there is none. */
struct flow_cell *flow_state_exact(const struct flow_state *state, const struct flow_place *place, uint32_t index);
/* Makes an empty cell where there is none; NULL when the state is full. */
struct flow_cell *flow_state_add(struct flow_state *state, const struct flow_place *place, uint32_t index);
/* Drops the cells of the place's parts. */
void flow_state_drop_parts(struct flow_state *state, const struct flow_place *place);

#endif
