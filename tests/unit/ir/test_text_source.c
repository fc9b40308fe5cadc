#include "unit/ir/sample.h"

/* A function with all that the expressions below name. `expr` is what it returns. */
static void expect_source(const char *expr, const char *expected) {
    struct buffer text = {0}, out = {0};
    struct arena arena;
    arena_init(&arena);
    buffer_printf(&text,
                  "(unit \"a.cc\" (symbols (PQexec function) (ns::Conn::ask function method) (cb function)"
                  " (S record) (S::items field) (S::n field) (ns::total variable) (V<a::b>::size function method)"
                  " (ns::Conn::Conn function method constructor))"
                  "(function cb (parameters o s) (locals i i.2 .5 a.b)"
                  " (body (call PQexec (o \"a \\\"b\\\"\\n\")) (call ns::Conn::ask ($0) (receiver (deref o)))"
                  " (call (through (field (deref o) S::items)) (1 2)) (call PQexec ($1))"
                  " (call ns::Conn::ask () (receiver this)) (call V<a::b>::size () (receiver s))"
                  " (call ns::Conn::Conn constructor (i) (receiver i)) (return %s))))",
                  expr);
    struct unit unit = sample_read(&arena, buffer_text(&text));
    const struct region *region = unit.functions[0].body;
    while (region->next)
        region = region->next;
    expr_print_source(&unit, &unit.functions[0], region->value, &out);
    assert_string_equal(buffer_text(&out), expected);
    buffer_finish(&text);
    buffer_finish(&out);
    arena_finish(&arena);
}

static void test_leaves(void **state) {
    (void)state;
    expect_source("12", "12");
    expect_source("-12", "-12");
    expect_source("\"a\\\"\\n\\x01\"", "\"a\\\"\\n\\001\"");
    expect_source("o", "o");
    expect_source("i", "i");
    expect_source("i.2", "i"); /* the second i of the function */
    expect_source(".5", ".5");
    expect_source("a.b", "a.b");
    expect_source("@ns::total", "ns::total");
    expect_source("&cb", "cb");
    expect_source("this", "this");
    expect_source("(opaque \"x ? y\")", "x ? y");
    expect_source("(opaque \"\")", "...");
    expect_source("(list 1 - \"a\")", "{1, , \"a\"}");
}

static void test_members_and_elements(void **state) {
    (void)state;
    expect_source("(element (field (deref o) S::items) i)", "o->items[i]");
    expect_source("(field (field s S::items) S::n)", "s.items.n");
    expect_source("(field (deref (field (deref o) S::items)) S::n)", "o->items->n");
    expect_source("(field (deref this) S::n)", "n");
    expect_source("(field (element o (+ i 1)) S::n)", "o[i + 1].n");
    expect_source("(deref (+ o 1))", "*(o + 1)");
    expect_source("(element (deref o) 0)", "(*o)[0]");
    expect_source("(address (field (deref o) S::n))", "&o->n");
    expect_source("(field (deref (address s)) S::n)", "(&s)->n");
}

static void test_parentheses_only_where_needed(void **state) {
    (void)state;
    expect_source("(+ (* i 2) 1)", "i * 2 + 1");
    expect_source("(* (+ i 2) 1)", "(i + 2) * 1");
    expect_source("(- i (- 2 1))", "i - (2 - 1)");
    expect_source("(- (- i 2) 1)", "i - 2 - 1");
    expect_source("(&& (< i 1) (|| o s))", "i < 1 && (o || s)");
    expect_source("(! (< i 1))", "!(i < 1)");
    expect_source("(- (- i))", "- -i");
    expect_source("(- -1)", "- -1");
    expect_source("(~ (! i))", "~!i");
    expect_source("(address (address i))", "& &i");
    expect_source("(select (< i 1) (select o 1 2) (select s 3 4))", "i < 1 ? o ? 1 : 2 : s ? 3 : 4");
    expect_source("(select (select o 1 2) 3 4)", "(o ? 1 : 2) ? 3 : 4");
    expect_source("(, i (, o s))", "i, (o, s)");
    expect_source("(<< (& i 1) (>> o 2))", "(i & 1) << (o >> 2)");
    expect_source("(== (^ i 1) (| o 2))", "(i ^ 1) == (o | 2)");
    expect_source("(/ (% i 2) (!= i (>= o 1)))", "i % 2 / (i != o >= 1)");
    expect_source("(* (opaque \"x + y\") 2)", "(x + y) * 2");
}

static void test_results_of_calls(void **state) {
    (void)state;
    expect_source("$0", "PQexec(o, \"a \\\"b\\\"\\n\")");
    expect_source("$1", "o->ask(PQexec(o, \"a \\\"b\\\"\\n\"))");
    expect_source("$2", "o->items(1, 2)");
    expect_source("$3", "PQexec(o->ask(PQexec(...)))"); /* two levels, then dots */
    expect_source("$4", "ask()");
    expect_source("$5", "s.size()");
    expect_source("$6", "Conn(i)");
}

static void test_without_a_function(void **state) {
    (void)state;
    struct buffer out = {0};
    struct unit unit = {.path = "a.c"};
    struct expr local = {.kind = EXPR_LOCAL, .index = 3}, call = {.kind = EXPR_CALL, .index = 1};
    struct expr sum = {.kind = EXPR_BINARY, .op = OP_ADD, .a = &local, .b = &call};
    expr_print_source(&unit, NULL, &sum, &out);
    expr_print_source(&unit, NULL, NULL, &out);
    assert_string_equal(buffer_text(&out), "? + ?()");
    buffer_finish(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves),
        cmocka_unit_test(test_members_and_elements),
        cmocka_unit_test(test_parentheses_only_where_needed),
        cmocka_unit_test(test_results_of_calls),
        cmocka_unit_test(test_without_a_function),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
