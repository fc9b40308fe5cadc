/* Who reaches the wire, who is called, and what no pack knows. */
#include "unit/link/linked.h"

#define DEMO "(query function (header \"demo.h\" 1)) (value_of function (header \"demo.h\" 2))"

static bool is_in_cone(const struct linked *linked, const char *name) {
    return linked->program.functions[linked_function(linked, NULL, name)].is_in_cone;
}

static bool is_called(const struct linked *linked, const char *name) {
    return linked->program.functions[linked_function(linked, NULL, name)].is_called;
}

static void the_cone_goes_up(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " DEMO " (main function) (mid function (header \"b.h\" 1)) (idle function)"
                " (own function)) (function main (body (call mid)))"
                " (function idle (body (call value_of (1)))) (function own (body (call own) (call idle))))"
                "(unit \"b.c\" (symbols " DEMO " (mid function (header \"b.h\" 1)) (low function internal))"
                " (function mid (body (call low))) (function low (body (call query (1)))))");
    assert_true(is_in_cone(&linked, "low"));
    assert_true(is_in_cone(&linked, "mid"));
    assert_true(is_in_cone(&linked, "main"));
    assert_false(is_in_cone(&linked, "idle"));
    assert_false(is_in_cone(&linked, "own"));
    assert_true(is_called(&linked, "mid"));
    assert_true(is_called(&linked, "idle"));
    assert_false(is_called(&linked, "main"));
    assert_false(is_called(&linked, "own")); /* only by itself */
    linked_finish(&linked);
}

static void cycles_are_in_the_cone_as_a_whole(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols " DEMO " (a function) (b function) (c function))"
                         " (function a (body (call b))) (function b (body (call c)))"
                         " (function c (body (call a) (call query (1)))))");
    assert_true(is_in_cone(&linked, "a") && is_in_cone(&linked, "b") && is_in_cone(&linked, "c"));
    linked_finish(&linked);
}

/* A function whose address is taken may be called by anybody. */
static void an_address_is_a_reference(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols " DEMO " (callback function) (f function) (each function))"
                         " (function callback (body (call query (1)))) (function f (body (call each (&callback)))))");
    assert_true(is_called(&linked, "callback"));
    assert_true(is_in_cone(&linked, "f"));
    linked_finish(&linked);
}

static struct unknown_function *unknown(struct linked *linked, uint32_t limit, uint32_t *count, uint32_t *total) {
    return program_unknown_functions(&linked->program, &linked->arena, limit, count, total);
}

#define LOOP(calls) "(loop while (condition n) (body " calls "))"

static void unknown_functions_are_ranked(void **state) {
    struct linked linked;
    uint32_t count, total;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (files (\"a.c\" main) (\"/usr/include/string.h\" system) (\"/usr/include/sys/socket.h\" "
                "system)"
                " \"ipc.h\") (symbols " DEMO " (strlen function system (header \"/usr/include/string.h\" 1))"
                " (send function system (header \"/usr/include/sys/socket.h\" 1))"
                " (recv function system (header \"/usr/include/sys/socket.h\" 2))"
                " (ipc_call function (header \"ipc.h\" 1)) (ipc_once function (header \"ipc.h\" 2))"
                " (ipc_rare function (header \"ipc.h\" 3)) (talk function) (deep_talk function) (f function) (g "
                "function)"
                " (h function) (only_sends function))"
                " (function talk (body (call send) (call recv)))"
                " (function deep_talk (body (call talk))) (function only_sends (body (call send)))"
                " (function f (parameters n) (body " LOOP(
                    "(call ipc_call) (call strlen) (call query (1)) (call "
                    "deep_talk) (call only_sends)") "))"
                                                    " (function g (parameters n) (body (call "
                                                    "ipc_once) " LOOP("(call ipc_call) (call "
                                                                      "ipc_rare)") "))"
                                                                                   " (function h "
                                                                                   "(parameters n) "
                                                                                   "(body (call "
                                                                                   "ipc_call))))");
    struct unknown_function *all = unknown(&linked, 10, &count, &total);
    assert_int_equal(count, 3);
    assert_int_equal(total, 2); /* outside of the program */
    assert_string_equal(all[0].name, "deep_talk");
    assert_non_null(all[0].evidence);
    assert_string_equal(all[1].name, "ipc_call");
    assert_int_equal(all[1].call_count, 3);
    assert_int_equal(all[1].loop_count, 2);
    assert_null(all[1].evidence);
    assert_string_equal(all[2].name, "ipc_rare");
    all = unknown(&linked, 1, &count, &total);
    assert_int_equal(count, 1);
    assert_int_equal(total, 2);
    linked_finish(&linked);
}

/* A function of a header calls once, however many units include it. */
static void references_from_headers_count_once(void **state) {
    struct buffer text = {0};
    struct linked linked;
    uint32_t count, total;
    (void)state;
    for (int i = 0; i < 5; i++)
        buffer_printf(&text,
                      "(unit \"u%d.c\" (files \"u%d.c\" \"f.h\") (symbols (f function inline (header \"f.h\" 3))"
                      " (ipc_call function (header \"ipc.h\" 1))) (function f @f.h:3:1 (parameters n) (body " LOOP(
                          "(call ipc_call)") ")))",
                      i, i);
    linked_make(&linked, text.data);
    const struct unknown_function *all = unknown(&linked, 5, &count, &total);
    assert_int_equal(count, 1);
    assert_int_equal(all[0].call_count, 1);
    assert_int_equal(all[0].loop_count, 1);
    linked_finish(&linked);
    buffer_finish(&text);
}

#define CHAIN 30000

/* A long chain, the talker at its end: the fixed point is found in one pass. */
static void talkers_are_found_far_away(void **state) {
    struct buffer text = {0};
    struct linked linked;
    uint32_t count, total;
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (files (\"a.c\" main) (\"/usr/include/sys/socket.h\" system))"
                           " (symbols (send function system (header \"/usr/include/sys/socket.h\" 1))"
                           " (recv function system (header \"/usr/include/sys/socket.h\" 2)) (main function)");
    for (int i = 0; i <= CHAIN; i++)
        buffer_printf(&text, " (f%d function)", i);
    buffer_add_text(&text, ") (function f0 (body (call send) (call recv)))");
    for (int i = 1; i <= CHAIN; i++)
        buffer_printf(&text, "(function f%d (body (call f%d)))", i, i - 1);
    buffer_printf(&text, "(function main (parameters n) (body " LOOP("(call f%d)") ")))", CHAIN);
    linked_make(&linked, text.data);
    const struct unknown_function *all = unknown(&linked, 5, &count, &total);
    assert_int_equal(count, 1);
    assert_string_equal(all[0].name, "f30000");
    assert_non_null(all[0].evidence);
    linked_finish(&linked);
    buffer_finish(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cone_goes_up),
        cmocka_unit_test(cycles_are_in_the_cone_as_a_whole),
        cmocka_unit_test(an_address_is_a_reference),
        cmocka_unit_test(unknown_functions_are_ranked),
        cmocka_unit_test(references_from_headers_count_once),
        cmocka_unit_test(talkers_are_found_far_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
