/* Rows that say how often a loop of one small function runs. */
#ifndef TRIPCOUNT_TESTS_UNIT_COST_TURNS_ROWS_H
#define TRIPCOUNT_TESTS_UNIT_COST_TURNS_ROWS_H

#include "unit/cost/counted.h"

#define HEAD                                                                                                           \
    "(unit \"a.c\" (symbols (f function) (next_item function) (done function) (head_of function) (count function)"     \
    " (row_count function) (fetch_row function) (value_of function) (query function) (v::begin function method) "      \
    "(v::end function method) (has_error function)"                                                                    \
    " (list_rewind function) (list_iterator function) (list_next function) (min function) (fail function noreturn)"    \
    " (`operator!=` function operator) (limit variable)"                                                               \
    " (node record) (node::next field (record node)) (node::list field (record node)) (node::prev field (record "      \
    "node))"                                                                                                           \
    " (node::count field (record node)) (node::text field (record node)) (node::names field (record node))"            \
    " (node::tqh_first field (record node)) (node::length field (record node))"                                        \
    " (walk record) (walk::list field (record walk)) (walk::at field (record walk)))"                                  \
    " (record walk (size 16) (field walk::list \"struct node *\" 8) (field walk::at \"int\" 4))"                       \
    " (function f (parameters c (n \"int\") (m \"int\") (p \"struct node *\") (s \"struct node *\") (t \"char *\") v " \
    "(shared \"int\" address-taken))"                                                                                  \
    " (locals (i \"int\") (j \"int\") (k \"int\") x r next pos tmp w (it \"struct walk\" address-taken)"               \
    " (table \"int[7]\")) (labels again out) (body "

struct row {
    const char *what;
    const char *body;
    const char *turns;
};

static inline struct turns all_turns_in(struct counted *c, uint32_t loop) {
    struct error err = {0};
    struct scope scope;
    uint32_t function = linked_function(&c->linked, NULL, "f");
    const struct function *body = program_body(&c->linked.program, function, &err);
    assert_non_null(body);
    scope_init(&scope, &c->linked.program, &c->costs.atoms, &c->linked.arena, function, body);
    return turns_of(&scope, loop);
}

static inline const struct poly *turns_in(struct counted *c, uint32_t loop, bool *is_named) {
    struct turns turns = all_turns_in(c, loop);
    *is_named = turns.is_named;
    return turns.count;
}

static inline void begin(struct counted *c, const char *body) {
    struct buffer text = {0};
    buffer_printf(&text, "%s%s)))", HEAD, body);
    linked_make(&c->linked, text.data);
    c->costs = (struct costs){.program = &c->linked.program};
    atom_table_init(&c->costs.atoms, &c->linked.arena);
    buffer_finish(&text);
}

static inline void check(const struct row *rows, size_t count) {
    uint32_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct counted c = {0};
        bool is_named;
        begin(&c, rows[i].body);
        const struct poly *turns = turns_in(&c, 0, &is_named);
        const char *text = counted_text(&c, linked_function(&c.linked, NULL, "f"), turns);
        if (strcmp(text, rows[i].turns) != 0) {
            print_error("%s: %s turns, not %s\n", rows[i].what, text, rows[i].turns);
            wrong++;
        }
        if (is_named == (strstr(text, "turns@") != NULL)) {
            print_error("%s: named: %d\n", rows[i].what, is_named);
            wrong++;
        }
        counted_finish(&c);
    }
    assert_int_equal(wrong, 0);
}

#define TABLE(name)                                                                                                    \
    static void turns_of_##name(void **state) {                                                                        \
        (void)state;                                                                                                   \
        check(name, ARRAY_COUNT(name));                                                                                \
    }

#endif
