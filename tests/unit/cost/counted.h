/* A program that is counted, and its formulas as the tests expect them. */
#ifndef TRIPCOUNT_TESTS_UNIT_COST_COUNTED_H
#define TRIPCOUNT_TESTS_UNIT_COST_COUNTED_H

#include "unit/link/linked.h"

#include "cost/cost.h"
#include "turns/path.h"
#include "turns/turns.h"

struct counted {
    struct linked linked;
    struct costs costs;
};

static inline void counted_count(struct counted *c) {
    struct error err = {0};
    if (!costs_count(&c->costs, &c->linked.program, &err))
        fail_msg("%s", err.message);
}

static inline void counted_make(struct counted *c, const char *text) {
    linked_make(&c->linked, text);
    counted_count(c);
}

static inline void counted_finish(struct counted *c) {
    costs_finish(&c->costs);
    linked_finish(&c->linked);
}

struct counted_view {
    const struct counted *c;
    uint32_t function;
};

static inline void counted_print_leaf(const struct atom *atom, struct buffer *out, void *context) {
    static const char *const names[] = {
        [ATOM_VALUE] = "",      [ATOM_LENGTH] = "length", [ATOM_ROWS] = "rows", [ATOM_SIZE] = "size",
        [ATOM_ITEMS] = "items", [ATOM_NODES] = "nodes",   [ATOM_KEYS] = "keys"};
    const struct counted_view *view = context;
    if (atom->kind == ATOM_UNKNOWN) {
        if (atom->function == ATOM_NOWHERE)
            buffer_add_text(out, atom->is_nested ? "inner" : "others");
        else
            buffer_printf(out, "turns@%s:%u", program_function_name(&view->c->linked.program, atom->function),
                          atom->index + 1);
        return;
    }
    buffer_printf(out, "%s%s", names[atom->kind], names[atom->kind][0] ? "(" : "");
    path_print(&view->c->linked.program, atom->path, view->function, out);
    buffer_add_text(out, names[atom->kind][0] ? ")" : "");
}

/* "up to n + 1": "up to" where it is not exact. Lives as long as the case. */
static inline const char *counted_text(struct counted *c, uint32_t function, const struct poly *poly) {
    struct counted_view view = {c, function};
    struct buffer text = {0};
    buffer_add_text(&text, poly_is_exact(poly) ? "" : "up to ");
    poly_print(poly, counted_print_leaf, &view, &text);
    const char *kept = arena_text(&c->linked.arena, text.data, text.size);
    buffer_finish(&text);
    return kept;
}

static inline const char *counted_trips(struct counted *c, const char *name) {
    uint32_t function = linked_function(&c->linked, NULL, name);
    return counted_text(c, function, c->costs.functions[function].trips);
}

#endif
