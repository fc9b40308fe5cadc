/* What is damaged, senseless or much too large must end, and with an answer that says no more than is known. */
#include "link/resolve.h"

#include "unit/link/resolutions.h"

#include "link/pointers.h"

#define FN                "int (*)(int)"
#define THROUGH(expr, at) "(call (through " expr ") @" at " (1) (pointee \"int (int)\"))"

/* --- what nobody can follow -------------------------------------------------------------------------------------- */

/* each(n, ...) takes its callback out of the variable arguments: no parameter holds it. */
static void variadic_callbacks_are_unknown(void **state) {
    struct linked linked;
    (void)state;
    linked_make(
        &linked,
        "(unit \"a.c\" (symbols " QUERY
            INT_FUNCTION("ask") "(each function variadic (type \"void (int, ...)\")) (r function) (few function))" ASKS(
                "ask") "(function each @5:1 (parameters (n \"int\")) (locals (fn \"" FN "\"))"
                       " (body (assign @6:5 fn (opaque \"va_arg(ap, fn)\")) " THROUGH(
                           "fn", "7:3") "))"
                                        "(function r @9:1 (body (call each @10:3 (3 &ask &ask))))"
                                        "(fact (element &each 1) &ask (in r)) (fact (element &each 2) &ask (in r)))");
    assert_runs(&linked, "r", 0, "each high");
    assert_runs(&linked, "each", 0, "nobody");
    assert_int_equal(linked.program.indirect_call_count, 1);
    assert_int_equal(linked.program.resolved_call_count, 0);
    linked_finish(&linked);
}

/* Called with fewer and more arguments than it has parameters. */
static void calls_with_other_numbers_of_arguments(void **state) {
    struct linked linked;
    (void)state;
    linked_make(
        &linked,
        "(unit \"a.c\" (symbols " QUERY
            INT_FUNCTION("ask") "(each function (type \"void (int, " FN ")\")) (few function) (many function))" ASKS(
                "ask") "(function each @5:1 (parameters (n \"int\") (fn \"" FN
                       "\")) (body " THROUGH(
                           "fn",
                           "7:3") "))"
                                  "(function few @9:1 (body (call each @10:3 (3))))"
                                  "(function many @9:1 (body (call each @10:3 (3 &ask 4 &ask))))"
                                  "(fact (element &each 1) &ask (in many)) (fact (element &each 3) &ask (in many)))");
    assert_runs(&linked, "few", 0, "each high");
    assert_runs(&linked, "many", 0, "each{fn = ask} high");
    assert_runs(&linked, "each{fn = ask}", 0, "ask high");
    linked_finish(&linked);
}

/* A union holds a number in one arm and a function in the other: each field is a place of its own. */
static void arms_of_unions_are_fields(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked,
                "(unit \"a.c\" (symbols " QUERY INT_FUNCTION("ask") INT_FUNCTION(
                    "compute") "(value record) (value::one field (type \"" FN "\") (record value))"
                               "(value::other field (type \"" FN
                               "\") (record value)) (v variable) (f function))" ASKS("ask")
                                   COMPUTES("compute") "(function f @9:1 (body " THROUGH("(field @v value::one)", "9:3")
                                       THROUGH("(field @v value::other)",
                                               "10:3") "))"
                                                       "(fact (field @v value::one) &ask) (fact (field (opaque "
                                                       "\"cast\") value::other) &compute))");
    assert_runs(&linked, "f", 0, "ask high");
    assert_runs(&linked, "f", 1, "compute high");
    linked_finish(&linked);
}

static void types_that_are_no_types(void **state) {
    static const char *const types[] = {"", "(*", "(*)", "void (*", ")(*", "((((((", "int (*)(int", "*", "<*", "(*)("};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(types); i++)
        for (size_t k = 0; k < ARRAY_COUNT(types); k++) {
            struct linked linked;
            struct buffer text = {0};
            buffer_printf(&text,
                          "(unit \"a.c\" (symbols (query function address-taken (header \"demo.h\" 1) (type \"%s\") "
                          "(parameters 3)) (hook variable (type \"%s\")) (f function))"
                          "(function f @9:1 (body (call (through @hook) @9:3 (1) (pointee \"%s\"))))"
                          "(fact @hook &query))",
                          types[k], types[i], types[k]);
            linked_make(&linked, text.data);
            assert_runs(&linked, "f", 0, "<query> high"); /* of the very type that is called */
            linked_finish(&linked);
            buffer_finish(&text);
        }
}

/* --- damaged bytes ----------------------------------------------------------------------------------------------- */

#define SMALL_UNIT                                                                                                     \
    "(unit \"a.c\" (symbols " QUERY INT_FUNCTION(                                                                      \
        "ask") "(each function (type \"void (" FN ")\")) (r function)"                                                 \
               "(Base record) (Base::get function virtual (record Base)) (One record (overrides Base))"                \
               "(One::get function virtual (record One) (overrides Base::get)) (hook variable (type \"" FN "\"))"      \
               "(map record) (map::cmp field (record map)))" ASKS(                                                     \
                   "ask") "(function each @5:1 (parameters (fn \"" FN                                                  \
                          "\")) (body " THROUGH(                                                                       \
                              "fn", "6:9") "))"                                                                        \
                                           "(function r @9:1 (parameters (m \"struct map *\")) (locals (l \"" FN       \
                                           "\")) (body (call each @10:3 (&ask))"                                       \
                                           " (assign l (select m @hook (field (deref m) map::cmp))) " THROUGH(         \
                                               "l",                                                                    \
                                               "11:3") " (call Base::get @12:3 dynamic () (receiver m \"Base *\"))))"  \
                                                       "(function One::get @14:1 (body (call query @14:9 (1))))"       \
                                                       "(fact (element &each 0) &ask (in r)) (fact @hook &ask) (fact " \
                                                       "(field (deref m) map::cmp) @hook (in r)))"

/* Every byte of a summary once wrong: it is refused, or means something else that can be resolved. */
static void damaged_summaries_are_refused_or_end(void **state) {
    struct linked first;
    uint32_t refused = 0, read = 0;
    (void)state;
    linked_make(&first, SMALL_UNIT);
    assert_runs(&first, "r", 0, "each{fn = ask} high");
    for (size_t at = 0; at < first.summaries[0].size; at++)
        for (int bit = 0; bit < 8; bit += 3) {
            struct linked linked;
            struct error err = {0};
            linked_init(&linked);
            linked_load_pack(&linked, SMALL_PACK);
            struct buffer bytes = {0};
            buffer_add(&bytes, first.summaries[0].data, first.summaries[0].size);
            bytes.data[at] = (char)(bytes.data[at] ^ 1 << bit);
            struct program_input input = {"a.c", bytes.data, bytes.size};
            bool ok = program_link(&linked.program, &linked.arena, &linked.interner, &input, 1, linked.packs, &err);
            assert_int_equal(ok, err.message == NULL);
            refused += !ok;
            read += ok;
            error_finish(&err);
            linked_finish(&linked);
            buffer_finish(&bytes);
        }
    assert_true(refused > 100);
    assert_true(read > 100);
    linked_finish(&first);
}

/* --- much of it -------------------------------------------------------------------------------------------------- */

enum { MANY = 10000, HANDING = 1000 };

/* All of them call through the table that holds them all. */
static void a_component_of_ten_thousand_functions(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY "(table variable (type \"int (*[10000])(int)\"))");
    for (int i = 0; i < MANY; i++) {
        buffer_printf(&text, "(f%d function (type \"int (int)\"))", i);
        buffer_printf(&bodies,
                      "(function f%d @3:1 (parameters (x \"int\")) (body " THROUGH(
                          "(element @table x)", "4:3") "))"
                                                       "(fact (element @table %d) &f%d)",
                      i, i, i);
    }
    buffer_printf(&text, ") %s)", bodies.data);
    linked_make(&linked, text.data);
    const struct resolved_call *call = program_resolved(&linked.program, linked_function(&linked, NULL, "f0"), 0);
    assert_non_null(call);
    assert_int_equal(call->targets.count, POINTEES_LIMIT);
    assert_int_equal(call->targets.confidence, CONFIDENCE_MEDIUM);
    assert_int_equal(linked.program.resolved_call_count, MANY);
    assert_int_equal(linked.program.function_count, MANY);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

/* ... and each calls what it is handed as well, and hands that on. */
static void a_component_that_hands_on(void **state) {
    struct linked linked;
    struct buffer text = {0}, bodies = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY INT_FUNCTION(
                               "ask") "(r function) (table variable (type \"void (*[10000])(" FN ")\"))");
    for (int i = 0; i < HANDING; i++) {
        buffer_printf(&text, "(f%d function (type \"void (" FN ")\"))", i);
        buffer_printf(&bodies,
                      "(function f%d @3:1 (parameters (fn \"" FN "\")) (body " THROUGH(
                          "fn", "4:3") " (call (through (element @table 3)) @5:3 (fn) (pointee \"void (" FN ")\"))))"
                                       "(fact (element @table %d) &f%d)",
                      i, i, i);
    }
    buffer_printf(
        &text, ") %s" ASKS("ask") "(function r @9:1 (body (call f7 @9:9 (&ask)))) (fact (element &f7 0) &ask (in r)))",
        bodies.data);
    linked_make(&linked, text.data);
    assert_runs(&linked, "r", 0, "f7{fn = ask} high");
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&bodies);
}

/* a = b and b = a, over and over. */
static void locals_assigned_to_one_another(void **state) {
    struct linked linked;
    struct buffer text = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY INT_FUNCTION("ask") "(f function))" ASKS(
                               "ask") "(function f @5:1 (locals (a \"" FN "\") (b \"" FN "\")) (body ");
    for (int i = 0; i < MANY / 2; i++)
        buffer_add_text(&text, "(assign a b) (assign b a)");
    buffer_add_text(&text, "(assign a &ask)" THROUGH("b", "7:3") ")))");
    linked_make(&linked, text.data);
    assert_runs(&linked, "f", 0, "ask high");
    linked_finish(&linked);
    buffer_finish(&text);
}

/* l0 = ask; l1 = l0; ... Too far away for the last, near enough for the fourth; the fifth has a way around as well. */
static void a_chain_of_locals(void **state) {
    struct linked linked;
    struct buffer text = {0}, body = {0};
    (void)state;
    buffer_add_text(&text, "(unit \"a.c\" (symbols " QUERY INT_FUNCTION("ask") "(f function))" ASKS(
                               "ask") "(function f @5:1 (locals (l0 \"" FN "\")");
    buffer_add_text(&body, "(assign l0 &ask)");
    for (int i = 1; i < MANY; i++) {
        buffer_printf(&text, "(l%d \"" FN "\")", i);
        buffer_printf(&body, "(assign l%d l%d)", i, i - 1);
    }
    buffer_printf(&text,
                  ") (body %s (assign l5 l0)" THROUGH("l4", "7:3") THROUGH("l9999", "8:3") THROUGH("l5", "9:3") ")))",
                  body.data);
    linked_make(&linked, text.data);
    assert_runs(&linked, "f", 0, "ask high");
    assert_runs(&linked, "f", 1, "nobody");
    assert_runs(&linked, "f", 2, "ask medium");
    assert_int_equal(linked.program.indirect_call_count, 3);
    assert_int_equal(linked.program.resolved_call_count, 2);
    linked_finish(&linked);
    buffer_finish(&text);
    buffer_finish(&body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variadic_callbacks_are_unknown),
        cmocka_unit_test(calls_with_other_numbers_of_arguments),
        cmocka_unit_test(arms_of_unions_are_fields),
        cmocka_unit_test(types_that_are_no_types),
        cmocka_unit_test(damaged_summaries_are_refused_or_end),
        cmocka_unit_test(locals_assigned_to_one_another),
        cmocka_unit_test(a_chain_of_locals),
        cmocka_unit_test(a_component_of_ten_thousand_functions),
        cmocka_unit_test(a_component_that_hands_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
