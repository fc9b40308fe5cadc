#include "unit/ir/sample.h"

static int64_t value_of(const struct expr *expr) {
    int64_t value = 0;
    assert_true(expr_is_constant(expr, &value));
    return value;
}

static const struct expr *fold(struct arena *arena, enum expr_op op, int64_t a, int64_t b) {
    return expr_binary(arena, op, expr_constant(arena, a), expr_constant(arena, b));
}

static void test_constants_are_folded(void **state) {
    (void)state;
    static const struct {
        enum expr_op op;
        int64_t a, b, result;
    } cases[] = {
        {OP_ADD, 2, 3, 5},
        {OP_SUBTRACT, 2, 3, -1},
        {OP_MULTIPLY, -2, 3, -6},
        {OP_DIVIDE, -7, 2, -3},
        {OP_REMAINDER, -7, 2, -1},
        {OP_SHIFT_LEFT, 1, 10, 1024},
        {OP_SHIFT_RIGHT, 9, 1, 4},
        {OP_BIT_AND, 6, 3, 2},
        {OP_BIT_OR, 6, 3, 7},
        {OP_BIT_XOR, 6, 3, 5},
        {OP_EQUAL, 1, 1, 1},
        {OP_NOT_EQUAL, 1, 1, 0},
        {OP_LESS, -1, 0, 1},
        {OP_LESS_EQUAL, 1, 1, 1},
        {OP_GREATER, 1, 1, 0},
        {OP_GREATER_EQUAL, 1, 2, 0},
        {OP_AND, 2, 0, 0},
        {OP_OR, 0, 2, 1},
        {OP_ADD, INT64_MAX, 1, INT64_MIN},
        {OP_MULTIPLY, INT64_MIN, -1, INT64_MIN},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(value_of(fold(&arena, cases[i].op, cases[i].a, cases[i].b)), cases[i].result);
    assert_int_equal(value_of(expr_unary(&arena, OP_NEGATE, expr_constant(&arena, INT64_MIN))), INT64_MIN);
    assert_int_equal(value_of(expr_unary(&arena, OP_NOT, expr_constant(&arena, 7))), 0);
    assert_int_equal(value_of(expr_unary(&arena, OP_COMPLEMENT, expr_constant(&arena, 0))), -1);
    arena_finish(&arena);
}

static void test_what_cannot_be_folded_stays(void **state) {
    (void)state;
    static const struct {
        enum expr_op op;
        int64_t a, b;
    } cases[] = {
        {OP_DIVIDE, 1, 0},      {OP_REMAINDER, 1, 0},   {OP_DIVIDE, INT64_MIN, -1}, {OP_REMAINDER, INT64_MIN, -1},
        {OP_SHIFT_LEFT, 1, 64}, {OP_SHIFT_LEFT, 1, -1}, {OP_SHIFT_RIGHT, 1, 64},    {OP_COMMA, 1, 2}};
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct expr *expr = fold(&arena, cases[i].op, cases[i].a, cases[i].b);
        assert_int_equal(expr->kind, EXPR_BINARY);
        assert_int_equal(expr->op, cases[i].op);
        assert_int_equal(value_of(expr->a), cases[i].a);
    }
    assert_int_equal(expr_binary(&arena, OP_ADD, expr_indexed(&arena, EXPR_LOCAL, 0), expr_constant(&arena, 1))->kind,
                     EXPR_BINARY);
    int64_t value;
    assert_false(expr_is_constant(NULL, &value));
    assert_false(expr_is_constant(expr_string(&arena, "1"), &value));
    arena_finish(&arena);
}

static void test_address_and_dereference_cancel(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct expr *local = expr_indexed(&arena, EXPR_LOCAL, 4);
    assert_true(expr_is_equal(expr_deref(&arena, expr_address(&arena, local)), local));
    assert_true(expr_is_equal(expr_address(&arena, expr_deref(&arena, local)), local));
    assert_int_equal(expr_deref(&arena, local)->kind, EXPR_DEREF);
    assert_int_equal(expr_address(&arena, local)->kind, EXPR_ADDRESS);
    arena_finish(&arena);
}

static void test_equality_looks_at_everything(void **state) {
    (void)state;
    /* Each is equal to itself, built twice, and to no other. */
    static const char text[] =
        "(unit \"a\" (symbols (v variable) (f function) (x field) (y field)) (function - global-init"
        " (parameters p) (locals l m) (body (call f) (return (list 1 2 \"a\" \"b\" p l m @v &f $0 this"
        " (field l x) (field l y) (field m x) (element l 1) (element l 2) (deref l) (address l) (! l) (- l)"
        " (+ l 1) (- l 1) (+ 1 l) (select 1 2 3) (select 1 2 4) (list) (list -) (list 1) (list 1 -)"
        " (opaque \"a\") (opaque \"\"))))))";
    struct arena arena;
    arena_init(&arena);
    struct unit one = sample_read(&arena, text), two = sample_read(&arena, text);
    const struct expr *a = one.functions[0].body->next->value, *b = two.functions[0].body->next->value;
    assert_int_equal(a->item_count, 31);
    for (uint32_t i = 0; i < a->item_count; i++)
        for (uint32_t j = 0; j < b->item_count; j++)
            assert_int_equal(expr_is_equal(a->items[i], b->items[j]), i == j);
    assert_true(expr_is_equal(a, b));
    assert_true(expr_is_equal(NULL, NULL));
    assert_false(expr_is_equal(a, NULL));
    assert_false(expr_is_equal(NULL, b));
    arena_finish(&arena);
}

static void test_an_expression_mentions_its_parts(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const struct expr *l = expr_indexed(&arena, EXPR_LOCAL, 0), *m = expr_indexed(&arena, EXPR_LOCAL, 1);
    const struct expr *other = expr_indexed(&arena, EXPR_LOCAL, 2);
    struct unit unit = sample_read(&arena, "(unit \"a\" (symbols (x field)) (function - global-init (parameters)"
                                           " (locals l m) (body (return (list - (select 1 (+ 1 (field l x)) m))))))");
    const struct expr *list = unit.functions[0].body->value;
    assert_true(expr_mentions(list, list));
    assert_true(expr_mentions(list, l));
    assert_true(expr_mentions(list, m));
    assert_false(expr_mentions(list, other));
    assert_false(expr_mentions(l, list));
    assert_false(expr_mentions(NULL, l));
    assert_false(expr_mentions(list, NULL));
    arena_finish(&arena);
}

static void test_root(void **state) {
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct unit unit =
        sample_read(&arena, "(unit \"a\" (symbols (x field)) (function - global-init (parameters p)"
                            " (body (return (address (field (element (deref p) 3) x))) (return (! p)))))");
    const struct region *body = unit.functions[0].body;
    assert_int_equal(expr_root(body->value)->kind, EXPR_PARAMETER);
    assert_ptr_equal(expr_root(body->next->value), body->next->value);
    arena_finish(&arena);
}

static void test_every_operator_has_its_text(void **state) {
    (void)state;
    for (int op = 0; op < EXPR_OP_COUNT; op++)
        assert_string_not_equal(expr_op_text((enum expr_op)op), "?");
    assert_string_equal(expr_op_text(OP_LESS_EQUAL), "<=");
    assert_string_equal(expr_op_text(OP_SHIFT_RIGHT), ">>");
    assert_string_equal(expr_op_text(OP_COMPLEMENT), "~");
    assert_string_equal(expr_op_text((enum expr_op)EXPR_OP_COUNT), "?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants_are_folded),
        cmocka_unit_test(test_what_cannot_be_folded_stays),
        cmocka_unit_test(test_address_and_dereference_cancel),
        cmocka_unit_test(test_equality_looks_at_everything),
        cmocka_unit_test(test_an_expression_mentions_its_parts),
        cmocka_unit_test(test_root),
        cmocka_unit_test(test_every_operator_has_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
