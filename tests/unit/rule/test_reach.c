/* Entry points of a function: everybody that nobody calls and that leads to it. */
#include "unit/rule/checked.h"

#include "rule/reach.h"

static void assert_entries(const struct linked *linked, const char *name, const char *expected) {
    uint32_t count, function = linked_function(linked, NULL, name);
    struct reach *reach = reach_create(&linked->program, &function, 1);
    const char *const *names = reach_entry_points(reach, function, &count);
    struct buffer text = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&text, "%s%s", i ? " " : "", names[i]);
    assert_string_equal(buffer_text(&text), expected);
    buffer_finish(&text);
    reach_destroy(reach);
}

static void goes_up_to_the_entry_points(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (low function) (mid function) (main function) (api function)"
                " (apart function) (self function) (ring_a function) (ring_b function))"
                " (function low (body (call query (1)))) (function mid (body (call low)))"
                " (function main (body (call mid) (call low) (call ring_a))) (function api (body (call mid)))"
                " (function apart (body (call query (3)))) (function self (body (call self) (call low)))"
                " (function ring_a (body (call ring_b))) (function ring_b (body (call ring_a) (call query (2)))))");
    assert_entries(&linked, "low", "api main self");
    assert_entries(&linked, "mid", "api main");
    assert_entries(&linked, "main", "main");
    assert_entries(&linked, "apart", "apart");
    assert_entries(&linked, "ring_b", "main");
    linked_finish(&linked);
}

/* Twenty programs with a main each reach it by one name. */
static void each_name_once(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a/m.c\" (symbols (main function) (f function (header \"f.h\" 1)))"
                " (function main (body (call f))))"
                "(unit \"b/m.c\" (symbols (main function) (f function (header \"f.h\" 1)))"
                " (function main (body (call f))))"
                "(unit \"f.c\" (symbols (f function (header \"f.h\" 1)) (query function (header \"demo.h\" 1)))"
                " (function f (body (call query (1)))))");
    assert_entries(&linked, "f", "main");
    linked_finish(&linked);
    reach_destroy(NULL);
}

/* More entry points than bits in a word, functions that call each other in a ring, and all asked at once. */
static void many_entry_points(void **state) {
    struct buffer text = {0};
    struct linked linked;
    uint32_t functions[3], count;
    (void)state;
    buffer_add_text(&text,
                    "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (a function) (b function) (c function) (d function)");
    for (int i = 0; i < 200; i++)
        buffer_printf(&text, " (main%03d function)", i);
    buffer_add_text(
        &text,
        ") (function a (body (call b) (call d))) (function d (body (call query (1)))) (function b (body (call c)))"
        " (function c (body (call a)))");
    for (int i = 0; i < 200; i++)
        buffer_printf(&text, " (function main%03d (body (call %s)))", i, i % 2 ? "a" : i % 4 ? "b" : "c");
    buffer_add_text(&text, ")");
    linked_make(&linked, text.data);
    functions[0] = linked_function(&linked, NULL, "c");
    functions[1] = linked_function(&linked, NULL, "d"); /* a new name has to go around the ring first */
    functions[2] = linked_function(&linked, NULL, "main150");
    struct reach *reach = reach_create(&linked.program, functions, 3);
    for (uint32_t i = 0; i < 2; i++) {
        const char *const *names = reach_entry_points(reach, functions[i], &count);
        assert_int_equal(count, 200);
        assert_string_equal(names[0], "main000");
        assert_string_equal(names[199], "main199");
    }
    assert_string_equal(reach_entry_points(reach, functions[2], &count)[0], "main150");
    assert_int_equal(count, 1);
    reach_destroy(reach);
    linked_finish(&linked);
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(goes_up_to_the_entry_points), cmocka_unit_test(each_name_once),
                                       cmocka_unit_test(many_entry_points)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
