/* What places hold. */
#include "link/pointers.h"

#include "unit/link/linked.h"

struct solved {
    struct linked linked;
    struct pointers *pointers;
};

#define VOID(name) "(" name " function (type \"void (void)\"))"
#define SYMBOLS                                                                                                        \
    "(symbols " VOID("a") VOID("b") VOID("c") VOID("d") VOID("f")                                                      \
        VOID("g") "(v variable (type \"void (*)(void)\"))"                                                             \
                  "(w variable (type \"void (*)(void)\"))"                                                             \
                  "(table variable (type \"struct ops[4]\"))"                                                          \
                  "(other variable (type \"struct ops\"))"                                                             \
                  "(ops record) (ops::open field (type \"void (*)(void)\") (record ops))"                              \
                  "(ops::close field (type \"void (*)(void)\") (record ops))"                                          \
                  "(box record) (box::ops field (type \"struct ops\") (record box))"                                   \
                  "(box::more field (type \"struct ops *\") (record box)))"

#define FUNCTION_F                                                                                                     \
    "(function f @10:1 (parameters (p \"struct ops *\") (fn \"void (*)(void)\") (q \"struct box *\"))"                 \
    " (locals (l \"void (*)(void)\") (o \"struct ops\") (z \"void (*)(void)\")) (body))"
#define FUNCTION_G "(function g @20:1 (parameters (p \"struct ops *\") (fn \"void (*)(void)\")) (body))"

/* One unit with these facts, solved. Finished by finish(). */
static void solve(struct solved *solved, const char *facts) {
    struct buffer text = {0};
    buffer_printf(&text, "(unit \"a.c\" " SYMBOLS FUNCTION_F FUNCTION_G "%s)", facts);
    linked_make(&solved->linked, text.data);
    solved->pointers = pointers_new(&solved->linked.program);
    pointers_solve(solved->pointers);
    buffer_finish(&text);
}

static void finish(struct solved *solved) {
    pointers_free(solved->pointers);
    linked_finish(&solved->linked);
}

/* Names of what a place holds: "a b", and what else is told of it: "a b generic". */
static const char *held(struct solved *solved, uint32_t place) {
    struct pointees pointees = pointers_of(solved->pointers, place);
    struct buffer text = {0};
    for (uint32_t i = 0; i < pointees.count; i++) {
        assert_true(i == 0 || pointees.entities[i - 1] < pointees.entities[i]);
        buffer_printf(&text, "%s%s", text.size ? " " : "", solved->linked.program.entities[pointees.entities[i]].name);
    }
    if (pointees.is_generic)
        buffer_printf(&text, "%sgeneric", text.size ? " " : "");
    if (pointees.is_cut)
        buffer_printf(&text, "%scut", text.size ? " " : "");
    const char *kept = arena_text(&solved->linked.arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return kept;
}

static uint32_t symbol(const struct solved *solved, const char *name) {
    const struct unit *unit = &solved->linked.program.units[0].summary.skeleton;
    for (uint32_t i = 0; i < unit->symbol_count; i++)
        if (strcmp(unit->symbols[i].name, name) == 0)
            return i;
    fail_msg("there is no symbol %s", name);
    return SYMBOL_NONE;
}

static uint32_t entity(const struct solved *solved, const char *name) { return linked_entity(&solved->linked, name); }

/* Expressions of the only unit. */
static const struct expr *variable(struct solved *solved, const char *name) {
    return expr_indexed(&solved->linked.arena, EXPR_GLOBAL, symbol(solved, name));
}

static const struct expr *parameter(struct solved *solved, uint32_t index) {
    return expr_indexed(&solved->linked.arena, EXPR_PARAMETER, index);
}

static const struct expr *local(struct solved *solved, uint32_t index) {
    return expr_indexed(&solved->linked.arena, EXPR_LOCAL, index);
}

static uint32_t place_in(struct solved *solved, const char *function, const struct expr *expr) {
    return pointers_place(solved->pointers, 0, linked_function(&solved->linked, NULL, function), expr);
}

/* The field of what the expression of f() holds or leads to. */
static const char *owned(struct solved *solved, const struct expr *object, const char *field) {
    return held(solved, pointers_owned(solved->pointers, 0, linked_function(&solved->linked, NULL, "f"), object,
                                       entity(solved, field)));
}

static const char *generic(struct solved *solved, const char *field) {
    return held(solved, pointers_field(solved->pointers, entity(solved, field)));
}

/* --- places ------------------------------------------------------------------------------------------------------ */

static void a_variable_holds_what_is_stored(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact @v &b) (fact @v &a) (fact @v &a) (fact @w @v (in f)) (fact @w &c (in g))"
              "(fact (element &f 1) &d) (fact @w fn (in f))");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a b");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "w"))), "a b c d"); /* v flows into w, not back */
    finish(&s);
}

static void parameters_and_results_belong_to_the_function(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (element &f 1) &a (in g)) (fact (element &g 1) &b (in f)) (fact (deref &g) &c (in g))"
              "(fact (deref &f) fn (in f)) (fact @v (deref &f)) (fact @w (deref &g))");
    assert_string_equal(held(&s, pointers_parameter(s.pointers, entity(&s, "f"), 1)), "a");
    assert_string_equal(held(&s, place_in(&s, "f", parameter(&s, 1))), "a");
    assert_string_equal(held(&s, pointers_parameter(s.pointers, entity(&s, "f"), 0)), "");
    assert_string_equal(held(&s, pointers_parameter(s.pointers, entity(&s, "g"), 1)), "b");
    assert_string_equal(held(&s, pointers_result(s.pointers, entity(&s, "f"))), "a");
    assert_string_equal(held(&s, pointers_result(s.pointers, entity(&s, "g"))), "c");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "w"))), "c");
    finish(&s);
}

static void locals_belong_to_one_body(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact l &a (in f)) (fact z l (in f)) (fact (element &g 1) z (in f))");
    assert_string_equal(held(&s, place_in(&s, "f", local(&s, 2))), "a");
    assert_string_equal(held(&s, place_in(&s, "g", local(&s, 2))), "");
    assert_string_equal(held(&s, place_in(&s, "g", parameter(&s, 1))), "a");
    finish(&s);
}

static void an_array_is_one_place(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (element @v 0) &a) (fact (element @v 7) &b) (fact (deref @w) (element @v 3) (in f))");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a b");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "w"))), "a b");
    finish(&s);
}

/* Designated and positional initialisers are told field by field. */
static void tables_hold_by_field(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (field (element @table 0) ops::open) &a) (fact (field (element @table 0) ops::close) &b)"
              "(fact (field (element @table 3) ops::open) &c) (fact (field @other ops::close) &d)");
    assert_string_equal(owned(&s, variable(&s, "table"), "ops::open"), "a c");
    assert_string_equal(owned(&s, variable(&s, "table"), "ops::close"), "b");
    assert_string_equal(owned(&s, variable(&s, "other"), "ops::close"), "d");
    assert_string_equal(generic(&s, "ops::open"), "a c generic");
    assert_string_equal(generic(&s, "ops::close"), "b d generic");
    finish(&s);
}

/* Nothing is known to be stored in `other.open`: it may be what any object holds. */
static void an_owner_without_stores_holds_what_any_object_does(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (field @table ops::open) &a) (fact (field (deref p) ops::open) &b (in g))"
              "(fact @v (field @other ops::open) (in f))");
    assert_string_equal(owned(&s, variable(&s, "table"), "ops::open"), "a");
    assert_string_equal(owned(&s, variable(&s, "other"), "ops::open"), "a b generic");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a b"); /* and it flows on */
    struct pointees pointees = pointers_of(s.pointers, pointers_field(s.pointers, entity(&s, "ops::open")));
    assert_int_equal(pointees.field, entity(&s, "ops::open"));
    finish(&s);
}

/* `box.ops.open` of any box is apart from `open` of other holders; `more` of the same type is another owner. */
static void a_field_owns_what_it_holds(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (field (field (deref q) box::ops) ops::open) &a (in f))"
              "(fact (field (deref (field (deref q) box::more)) ops::open) &b (in f))"
              "(fact (field (deref p) ops::open) &c (in g)) (fact (field o ops::open) &d (in f))");
    struct arena *arena = &s.linked.arena;
    const struct expr *box = expr_deref(arena, parameter(&s, 2));
    const struct expr *in = expr_field(arena, box, symbol(&s, "box::ops"));
    const struct expr *more = expr_field(arena, box, symbol(&s, "box::more"));
    assert_string_equal(owned(&s, in, "ops::open"), "a");
    assert_string_equal(owned(&s, expr_address(arena, in), "ops::open"), "a");
    assert_string_equal(owned(&s, expr_deref(arena, more), "ops::open"), "b");
    assert_string_equal(owned(&s, local(&s, 1), "ops::open"), "d");
    assert_string_equal(generic(&s, "ops::open"), "a b c d generic");
    /* The same field of another function's box. */
    uint32_t place =
        pointers_owned(s.pointers, 0, linked_function(&s.linked, NULL, "g"),
                       expr_field(arena, variable(&s, "v"), symbol(&s, "box::ops")), entity(&s, "ops::open"));
    assert_string_equal(held(&s, place), "a");
    finish(&s);
}

static void what_is_no_place_is_none(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact @v (+ @w 1)) (fact (opaque \"*dlsym()\") &a (in f)) (fact @w (opaque \"dlsym()\") (in f))"
              "(fact (element &f -1) &a (in g)) (fact (field (opaque \"cast\") ops::open) &b (in f))");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "w"))), "");
    assert_string_equal(generic(&s, "ops::open"), "b generic");
    assert_int_equal(place_in(&s, "f", expr_opaque(&s.linked.arena, "dlsym()")), PLACE_NONE);
    assert_int_equal(pointers_place(s.pointers, 0, FUNCTION_NONE, local(&s, 0)), PLACE_NONE);
    assert_int_equal(pointers_place(s.pointers, 0, FUNCTION_NONE, parameter(&s, 0)), PLACE_NONE);
    assert_int_equal(pointers_parameter(s.pointers, SYMBOL_NONE, 0), PLACE_NONE);
    assert_int_equal(pointers_result(s.pointers, SYMBOL_NONE), PLACE_NONE);
    assert_string_equal(held(&s, PLACE_NONE), "");
    pointers_flow(s.pointers, PLACE_NONE, 0); /* nothing happens */
    pointers_flow(s.pointers, 0, PLACE_NONE);
    pointers_add(s.pointers, entity(&s, "a"), PLACE_NONE);
    finish(&s);
    pointers_free(NULL);
}

/* --- solving ----------------------------------------------------------------------------------------------------- */

static void assignments_in_a_cycle_hold_the_same(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact l fn (in f)) (fact z l (in f)) (fact fn z (in f)) (fact l &a (in f)) (fact z &b (in f))"
              "(fact fn fn (in f)) (fact @v z (in f)) (fact (element &f 1) &c (in g))");
    assert_string_equal(held(&s, place_in(&s, "f", local(&s, 0))), "a b c");
    assert_string_equal(held(&s, place_in(&s, "f", local(&s, 2))), "a b c");
    assert_string_equal(held(&s, place_in(&s, "f", parameter(&s, 1))), "a b c");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a b c");
    finish(&s);
}

/* table[0] = table[1], and a field that is copied from the same field of other objects. */
static void a_table_made_of_itself_ends(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (element @v 0) (element @v 1)) (fact (element @v 0) &a)"
              "(fact (field (deref p) ops::open) (field @other ops::open) (in f))"
              "(fact (field @other ops::open) (field (deref p) ops::open) (in f)) (fact (field @table ops::open) &b)");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "a");
    assert_string_equal(generic(&s, "ops::open"), "b generic");
    finish(&s);
}

/* What link/resolve.c learns of arguments comes in later, and may come twice. */
static void flows_can_be_added_and_solved_again(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact @v &a) (fact (field @other ops::open) @v) (fact (field @table ops::open) &d)");
    uint32_t v = place_in(&s, "f", variable(&s, "v")), w = place_in(&s, "f", variable(&s, "w"));
    assert_string_equal(held(&s, w), "");
    pointers_flow(s.pointers, v, w);
    pointers_flow(s.pointers, w, w);
    pointers_add(s.pointers, entity(&s, "b"), v);
    assert_string_equal(held(&s, v), "a"); /* not yet */
    for (int i = 0; i < 2; i++) {
        pointers_solve(s.pointers);
        assert_string_equal(held(&s, v), "a b");
        assert_string_equal(held(&s, w), "a b");
        assert_string_equal(owned(&s, variable(&s, "other"), "ops::open"), "a b");
        assert_string_equal(owned(&s, variable(&s, "table"), "ops::open"), "d");
    }
    finish(&s);
}

/* A place that got its own stores later holds those and no others'. */
static void own_stores_end_what_any_object_holds(void **state) {
    struct solved s;
    (void)state;
    solve(&s, "(fact (field @table ops::open) &a) (fact @v (field @other ops::open))");
    const struct expr *other = variable(&s, "other");
    uint32_t place = pointers_owned(s.pointers, 0, FUNCTION_NONE, other, entity(&s, "ops::open"));
    assert_string_equal(held(&s, place), "a generic");
    pointers_add(s.pointers, entity(&s, "b"), place);
    pointers_solve(s.pointers);
    assert_string_equal(held(&s, place), "b");
    assert_string_equal(held(&s, place_in(&s, "f", variable(&s, "v"))), "b");
    finish(&s);
}

/* --- stores through parameters ----------------------------------------------------------------------------------- */

static void stores_through_parameters_are_listed(void **state) {
    struct solved s;
    uint32_t count;
    (void)state;
    solve(&s, "(fact (field (deref p) ops::close) fn (in g)) (fact (field (deref p) ops::open) fn (in f))"
              "(fact (field (deref (element p 2)) ops::close) &a (in f)) (fact (field p ops::close) @v (in f))"
              "(fact (field o ops::open) &b (in f)) (fact (field (field (deref q) box::ops) ops::open) &c (in f))"
              "(fact fn &d (in f))");
    const struct lifted_store *stores = pointers_lifted(s.pointers, linked_function(&s.linked, NULL, "f"), &count);
    assert_int_equal(count, 3); /* not those of a local, of a field of a field, and into the parameter itself */
    assert_int_equal(stores[0].parameter, 0);
    assert_int_equal(stores[0].field, entity(&s, "ops::open"));
    assert_int_equal(stores[0].from_parameter, 1);
    assert_int_equal(stores[0].function, SYMBOL_NONE);
    assert_int_equal(stores[1].field, entity(&s, "ops::close"));
    assert_int_equal(stores[1].function, entity(&s, "a"));
    assert_int_equal(stores[1].from_parameter, UINT32_MAX);
    assert_int_equal(stores[2].from, place_in(&s, "f", variable(&s, "v")));
    stores = pointers_lifted(s.pointers, linked_function(&s.linked, NULL, "g"), &count);
    assert_int_equal(count, 1);
    assert_int_equal(stores[0].field, entity(&s, "ops::close"));
    assert_null(pointers_lifted(s.pointers, 1000, &count));
    assert_int_equal(count, 0);
    finish(&s);
}

/* --- much of it -------------------------------------------------------------------------------------------------- */

/* v0 = a; v1 = v0; ... told backwards, so that order does not help. */
static void a_chain_of_ten_thousand_assignments(void **state) {
    struct linked linked;
    struct buffer text = {0}, facts = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " VOID("a"));
    for (int i = 0; i < 10000; i++)
        buffer_printf(&text, "(v%d variable)", i);
    for (int i = 9999; i > 0; i--)
        buffer_printf(&facts, "(fact @v%d @v%d)", i, i - 1);
    buffer_printf(&text, ") %s (fact @v0 &a))", facts.data);
    linked_make(&linked, text.data);
    struct pointers *pointers = pointers_new(&linked.program);
    pointers_solve(pointers);
    struct expr *last = expr_indexed(&linked.arena, EXPR_GLOBAL, 10000);
    struct pointees pointees = pointers_of(pointers, pointers_place(pointers, 0, FUNCTION_NONE, last));
    assert_int_equal(pointees.count, 1);
    assert_int_equal(pointees.entities[0], linked_entity(&linked, "a"));
    assert_int_equal(linked_entity(&linked, "v9999"), linked.program.units[0].entities[10000]);
    pointers_free(pointers);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&facts);
}

/* Cut at the limit, and so is what it flows into. */
static void a_table_of_ten_thousand_functions(void **state) {
    struct linked linked;
    struct buffer text = {0}, facts = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols (t variable) (u variable) (b function) (w variable)");
    for (int i = 0; i < 10000; i++) {
        buffer_printf(&text, "(f%d function)", i);
        buffer_printf(&facts, "(fact (element @t %d) &f%d)", i, i);
    }
    buffer_printf(&text, ") %s (fact @u @t) (fact @w @t) (fact @w &f0))", facts.data);
    linked_make(&linked, text.data);
    struct pointers *pointers = pointers_new(&linked.program);
    pointers_solve(pointers);
    uint32_t places[] = {0, 1, 3};
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        struct expr *expr = expr_indexed(&linked.arena, EXPR_GLOBAL, places[i]);
        struct pointees pointees = pointers_of(pointers, pointers_place(pointers, 0, FUNCTION_NONE, expr));
        assert_int_equal(pointees.count, POINTEES_LIMIT);
        assert_true(pointees.is_cut);
    }
    pointers_free(pointers);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&facts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variable_holds_what_is_stored),
        cmocka_unit_test(parameters_and_results_belong_to_the_function),
        cmocka_unit_test(locals_belong_to_one_body),
        cmocka_unit_test(an_array_is_one_place),
        cmocka_unit_test(tables_hold_by_field),
        cmocka_unit_test(an_owner_without_stores_holds_what_any_object_does),
        cmocka_unit_test(a_field_owns_what_it_holds),
        cmocka_unit_test(what_is_no_place_is_none),
        cmocka_unit_test(assignments_in_a_cycle_hold_the_same),
        cmocka_unit_test(a_table_made_of_itself_ends),
        cmocka_unit_test(flows_can_be_added_and_solved_again),
        cmocka_unit_test(own_stores_end_what_any_object_holds),
        cmocka_unit_test(stores_through_parameters_are_listed),
        cmocka_unit_test(a_chain_of_ten_thousand_assignments),
        cmocka_unit_test(a_table_of_ten_thousand_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
