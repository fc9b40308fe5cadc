/* Entry points of a function: everybody that nobody calls and that leads to it. */
#include "unit/rule/checked.h"

#include "rule/reach.h"

static void assert_named(struct counted *c, const struct named_entry *named, uint32_t named_count, const char *name,
                         const char *expected) {
    uint32_t count, function = linked_function(&c->linked, NULL, name);
    struct calls *calls = calls_create(&c->linked.program);
    struct reach *reach = reach_create(&c->linked.program, calls, named, named_count, &function, 1);
    const char *const *names = reach_entry_points(reach, function, &count);
    struct buffer text = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_printf(&text, "%s%s", i ? ", " : "", names[i]);
    assert_string_equal(buffer_text(&text), expected);
    buffer_finish(&text);
    reach_destroy(reach);
    calls_destroy(calls);
}

static void assert_entries(struct counted *c, const char *name, const char *expected) {
    assert_named(c, NULL, 0, name, expected);
}

static void goes_up_to_the_entry_points(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c,
                 "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (low function) (mid function) (main function) (api function)"
                 " (apart function) (self function) (ring_a function) (ring_b function))"
                 " (function low (body (call query (1)))) (function mid (body (call low)))"
                 " (function main (body (call mid) (call low) (call ring_a))) (function api (body (call mid)))"
                 " (function apart (body (call query (3)))) (function self (body (call self) (call low)))"
                 " (function ring_a (body (call ring_b))) (function ring_b (body (call ring_a) (call query (2)))))");
    assert_entries(&c, "low", "api, main, self");
    assert_entries(&c, "mid", "api, main");
    assert_entries(&c, "main", "main");
    assert_entries(&c, "apart", "apart");
    assert_entries(&c, "ring_b", "main");
    counted_finish(&c);
}

/* Twenty programs with a main each reach it by one name. */
static void each_name_once(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a/m.c\" (symbols (main function) (f function (header \"f.h\" 1)))"
                     " (function main (body (call f))))"
                     "(unit \"b/m.c\" (symbols (main function) (f function (header \"f.h\" 1)))"
                     " (function main (body (call f))))"
                     "(unit \"f.c\" (symbols (f function (header \"f.h\" 1)) (query function (header \"demo.h\" 1)))"
                     " (function f (body (call query (1)))))");
    assert_entries(&c, "f", "main");
    counted_finish(&c);
    reach_destroy(NULL);
}

/* More entry points than bits in a word, functions that call each other in a ring, and all asked at once. */
static void many_entry_points(void **state) {
    struct buffer text = {0};
    struct counted c;
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
    counted_make(&c, text.data);
    functions[0] = linked_function(&c.linked, NULL, "c");
    functions[1] = linked_function(&c.linked, NULL, "d"); /* a new name has to go around the ring first */
    functions[2] = linked_function(&c.linked, NULL, "main150");
    struct calls *calls = calls_create(&c.linked.program);
    struct reach *reach = reach_create(&c.linked.program, calls, NULL, 0, functions, 3);
    for (uint32_t i = 0; i < 2; i++) {
        const char *const *names = reach_entry_points(reach, functions[i], &count);
        assert_int_equal(count, 200);
        assert_string_equal(names[0], "main000");
        assert_string_equal(names[199], "main199");
    }
    assert_string_equal(reach_entry_points(reach, functions[2], &count)[0], "main150");
    assert_int_equal(count, 1);
    reach_destroy(reach);
    calls_destroy(calls);
    counted_finish(&c);
    buffer_finish(&text);
}

/* `on_event(loop, handler)` does not call the handler: it is an entry point. */
static void handlers_are_entry_points(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (work function) (handler function address-taken)"
                     " (on_event function (header \"ev.h\" 1)) (compare function address-taken) (main function))"
                     " (function work (body (call query (1)))) (function handler (body (call work)))"
                     " (function compare (body (call query (2))))"
                     " (function main (body (call on_event (&handler)) (call compare))))");
    assert_entries(&c, "work", "handler");
    assert_entries(&c, "handler", "handler");
    assert_entries(&c, "compare", "main"); /* called too */
    counted_finish(&c);
}

/* A name stands for the function, and who calls it is not told. */
static void names_of_the_project(void **state) {
    struct counted c;
    (void)state;
    counted_make(&c, "(unit \"a.c\" (symbols " DEMO_SYMBOLS " (work function) (order function) (report function)"
                     " (main function) (batch function))"
                     " (function work (body (call query (1)))) (function order (body (call work)))"
                     " (function report (body (call work))) (function batch (body (call report)))"
                     " (function main (body (call order) (call batch))))");
    struct named_entry named[] = {{"place order", linked_function(&c.linked, NULL, "order")},
                                  {"batch job", linked_function(&c.linked, NULL, "batch")}};
    assert_named(&c, named, 2, "work", "batch job, place order");
    assert_named(&c, named, 1, "work", "main, place order");
    assert_named(&c, named, 2, "order", "place order");
    assert_named(&c, named, 2, "main", "main");
    counted_finish(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(goes_up_to_the_entry_points), cmocka_unit_test(each_name_once),
                                       cmocka_unit_test(many_entry_points), cmocka_unit_test(handlers_are_entry_points),
                                       cmocka_unit_test(names_of_the_project)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
