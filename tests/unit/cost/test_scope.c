/* Which assignment a variable's value comes from, and what a loop sets. */
#include "unit/cost/counted.h"

struct scoped {
    struct counted c;
    struct scope scope;
};

static void begin(struct scoped *s, const char *body) {
    struct buffer text = {0};
    struct error err = {0};
    buffer_printf(&text,
                  "(unit \"a.c\" (symbols (f function) (g function) (node record) (node::next field (record node)))"
                  " (function f (parameters n p) (locals i j) (labels out) (body %s)))",
                  body);
    *s = (struct scoped){0};
    linked_make(&s->c.linked, text.data);
    s->c.costs.program = &s->c.linked.program;
    atom_table_init(&s->c.costs.atoms, &s->c.linked.arena);
    const struct function *function = program_body(&s->c.linked.program, 0, &err);
    scope_init(&s->scope, &s->c.linked.program, &s->c.costs.atoms, &s->c.linked.arena, 0, function);
    buffer_finish(&text);
}

static const struct expr *variable(struct scoped *s, enum expr_kind kind, uint32_t index) {
    return expr_indexed(&s->c.linked.arena, kind, index);
}

/* What `i` is set to at call `call`; -1: it cannot be told. */
static int64_t value_at(struct scoped *s, uint32_t call) {
    int64_t value = -1;
    const struct assignment *a =
        scope_definition(&s->scope, variable(s, EXPR_LOCAL, 0), scope_at_call(&s->scope, call));
    if (a)
        assert_true(expr_is_constant(a->assign->value, &value));
    return value;
}

static void finds_the_assignment_that_dominates(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(call g) (assign i 1) (call g) (assign i 2) (call g)"
              " (branch if n (then (assign i 3) (call g)) (else (call g))) (call g) (assign i += 1) (call g)");
    /* The arm before the else counts as coming before it: nothing is told then, never something wrong. */
    static const int64_t expected[] = {-1, 1, 2, 3, -1, -1, -1};
    for (uint32_t i = 0; i < ARRAY_COUNT(expected); i++)
        assert_int_equal(value_at(&s, i), expected[i]);
    counted_finish(&s.c);
}

static void loops_bring_values_back(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(assign i 1) (loop while (condition n) (body (call g) (assign j 5)))"
              " (loop while (index 1) (condition n) (body (call g) (assign i 2) (call g)))"
              " (call g) (assign i 4) (loop for (index 2) (step (assign i += 1)) (body (call g))) (call g)");
    /* Untouched by the first loop; changed later in the second; behind it, it may be either. */
    static const int64_t expected[] = {1, -1, 2, -1, -1, -1};
    for (uint32_t i = 0; i < ARRAY_COUNT(expected); i++)
        assert_int_equal(value_at(&s, i), expected[i]);
    struct position before = scope_before_loop(&s.scope, 2);
    const struct assignment *start = scope_definition(&s.scope, variable(&s, EXPR_LOCAL, 0), before);
    assert_non_null(start);
    assert_int_equal(start->assign->value->value, 4);
    counted_finish(&s.c);
}

static void cases_and_handlers_do_not_dominate(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(switch n (case (1) (assign i 1) (call g) (break)) (case () default (assign i 2))) (call g)"
              " (assign i 3) (try (body (call g)) (catch \"...\" (assign i 4))) (call g)");
    static const int64_t expected[] = {1, -1, 3, -1};
    for (uint32_t i = 0; i < ARRAY_COUNT(expected); i++)
        assert_int_equal(value_at(&s, i), expected[i]);
    counted_finish(&s.c);
}

static void knows_what_is_as_it_was_passed(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(call g) (loop while (condition n) (body (call g) (assign n -= 1))) (call g)");
    const struct expr *n = variable(&s, EXPR_PARAMETER, 0), *p = variable(&s, EXPR_PARAMETER, 1);
    assert_true(scope_is_untouched(&s.scope, n, scope_at_call(&s.scope, 0)));
    assert_false(scope_is_untouched(&s.scope, n, scope_at_call(&s.scope, 1)));
    assert_false(scope_is_untouched(&s.scope, n, scope_at_call(&s.scope, 2)));
    assert_true(scope_is_untouched(&s.scope, n, scope_before_loop(&s.scope, 0)));
    assert_true(scope_is_untouched(&s.scope, p, scope_at_call(&s.scope, 2)));
    counted_finish(&s.c);
}

static void a_path_is_touched_through_its_parts(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(loop while (condition n) (body (assign p (field (deref p) node::next))))"
              " (loop while (index 1) (condition n) (body (assign j += 1)))"
              " (loop while (index 2) (condition n) (body (assign (field (deref p) node::next) 0)))");
    struct arena *arena = &s.c.linked.arena;
    const struct expr *p = variable(&s, EXPR_PARAMETER, 1), *j = variable(&s, EXPR_LOCAL, 1);
    const struct expr *next = s.scope.assignments[0].assign->value;
    const struct expr *element = expr_element(arena, next, j);
    static const bool of_p[] = {true, false, false}, of_next[] = {true, false, true}, of_element[] = {true, true, true};
    for (uint32_t loop = 0; loop < 3; loop++) {
        assert_int_equal(scope_is_assigned_in(&s.scope, p, loop), of_p[loop]);
        assert_int_equal(scope_is_assigned_in(&s.scope, next, loop), of_next[loop]);
        assert_int_equal(scope_is_assigned_in(&s.scope, element, loop), of_element[loop]);
    }
    counted_finish(&s.c);
}

static void loops_know_what_is_around_them(void **state) {
    struct scoped s;
    (void)state;
    begin(&s, "(loop while (condition n) (body (loop while (condition n) (test (call g)) (body)) (call g))) (call g)");
    assert_int_equal(s.scope.loops[0].parent, LOOP_NONE);
    assert_int_equal(s.scope.loops[1].parent, 0);
    assert_int_equal(s.scope.calls[0].loop, 1);
    assert_int_equal(s.scope.calls[1].loop, 0);
    assert_int_equal(s.scope.calls[2].loop, LOOP_NONE);
    assert_true(scope_is_inside(&s.scope, s.scope.calls[0].number, 0));
    assert_false(scope_is_inside(&s.scope, s.scope.calls[1].number, 1));
    assert_false(scope_is_inside(&s.scope, s.scope.calls[2].number, 0));
    assert_false(scope_is_inside(&s.scope, s.scope.calls[2].number, LOOP_NONE));
    counted_finish(&s.c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_assignment_that_dominates), cmocka_unit_test(loops_bring_values_back),
        cmocka_unit_test(cases_and_handlers_do_not_dominate),  cmocka_unit_test(knows_what_is_as_it_was_passed),
        cmocka_unit_test(a_path_is_touched_through_its_parts), cmocka_unit_test(loops_know_what_is_around_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
