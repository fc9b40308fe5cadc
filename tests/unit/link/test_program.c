/* How the symbols of units become entities, and what happens to bytes that cannot be read. */
#include "unit/link/linked.h"

static const struct entity *entity_at(const struct linked *linked, uint32_t unit, const char *name) {
    const struct unit *skeleton = &linked->program.units[unit].summary.skeleton;
    for (uint32_t i = 0; i < skeleton->symbol_count; i++)
        if (strcmp(skeleton->symbols[i].name, name) == 0)
            return program_entity(&linked->program, unit, i);
    fail_msg("unit %u has no %s", unit, name);
    return NULL;
}

/* clang's USR of a static function holds the base name of its file only. */
static void static_functions_of_two_files_are_two(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a/util.c\" (symbols (helper function internal (usr \"c:util.c@F@helper\")))"
                         " (function helper @3:1 (body)))"
                         "(unit \"b/util.c\" (symbols (helper function internal (usr \"c:util.c@F@helper\")))"
                         " (function helper @3:1 (body)))");
    assert_ptr_not_equal(entity_at(&linked, 0, "helper"), entity_at(&linked, 1, "helper"));
    assert_int_equal(entity_at(&linked, 0, "helper")->definition_count, 1);
    assert_int_equal(linked_function(&linked, "b/util.c", "helper"), 1);
    linked_finish(&linked);
}

static void static_functions_of_a_header_are_one(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (files \"a.c\" \"u.h\") (symbols (helper function internal (usr "
                         "\"c:u.h@F@helper\") (header \"u.h\" 3)))"
                         " (function helper @u.h:3:1 (body)))"
                         "(unit \"b.c\" (files \"b.c\" \"u.h\") (symbols (helper function internal (usr "
                         "\"c:u.h@F@helper\") (header \"u.h\" 3)))"
                         " (function helper @u.h:3:1 (body)))");
    assert_ptr_equal(entity_at(&linked, 0, "helper"), entity_at(&linked, 1, "helper"));
    assert_int_equal(entity_at(&linked, 0, "helper")->definition_count, 2);
    assert_false(linked.program.functions[0].is_repeated);
    assert_true(linked.program.functions[1].is_repeated);
    linked_finish(&linked);
}

static void external_functions_are_one(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\" (symbols (f function) (g function noreturn)) (function f (body (call g))))"
                         "(unit \"b.c\" (symbols (g function)) (function g (body)))");
    assert_ptr_equal(entity_at(&linked, 0, "g"), entity_at(&linked, 1, "g"));
    /* What any unit knows counts. */
    assert_true(entity_at(&linked, 1, "g")->flags & SYMBOL_NORETURN);
    assert_true(entity_at(&linked, 0, "g")->flags & SYMBOL_DEFINED);
    assert_true(linked.program.functions[1].never_returns);
    linked_finish(&linked);
}

/* A unit that declares a function for itself does not hide the header, whichever comes first. */
static void a_header_is_the_better_declaration(void **state) {
    static const char *const own = "(unit \"own.c\" (symbols (query function (header \"own.c\" 2)) (f function)) "
                                   "(function f (body (call query))))";
    static const char *const included = "(unit \"b.c\" (files (\"b.c\" main) (\"sys/demo.h\" system))"
                                        " (symbols (query function system (header \"sys/demo.h\" 9)) (g function))"
                                        " (function g (body (call query))))";
    (void)state;
    for (int order = 0; order < 2; order++) {
        struct linked linked;
        char text[600];
        snprintf(text, sizeof text, "%s%s", order ? own : included, order ? included : own);
        linked_make(&linked, text);
        const struct entity *entity = &linked.program.entities[linked_entity(&linked, "query")];
        assert_string_equal(entity->header, "sys/demo.h");
        assert_true(entity->is_system);
        assert_non_null(entity->model);
        linked_finish(&linked);
    }
}

static void damaged_bytes_name_their_unit(void **state) {
    static const char text[] = "(unit \"a.c\") (unit \"b.c\" (symbols (f function)) (function f (body)))";
    struct linked linked;
    struct error err = {0};
    (void)state;
    linked_init(&linked);
    linked_encode(&linked, "test", text, strlen(text));
    linked.inputs[1].size /= 2;
    assert_false(program_link(&linked.program, &linked.arena, &linked.interner, linked.inputs, linked.unit_count,
                              linked.packs, &err));
    assert_non_null(strstr(err.message, "b.c"));
    error_finish(&err);
    linked_finish(&linked);
}

static void an_empty_program_is_fine(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.c\")");
    assert_int_equal(linked.program.function_count, 0);
    assert_int_equal(linked.program.entity_count, 0);
    linked_finish(&linked);
}

static void initialisers_have_a_name(void **state) {
    struct linked linked;
    (void)state;
    linked_make(&linked, "(unit \"a.cc\" (symbols (query function (header \"demo.h\" 1)))"
                         " (function - global-init (body (call query (1)))))");
    assert_int_equal(linked.program.functions[0].entity, SYMBOL_NONE);
    assert_string_equal(program_function_name(&linked.program, 0), "initialisers of a.cc");
    assert_true(linked.program.functions[0].is_in_cone);
    linked_finish(&linked);
}

static void paths_of_tests(void **state) {
    static const char *const tests[] = {"test/a.c",          "src/tests/a.c",    "mock/a.c",        "a/mocks/b.c",
                                        "test_a.c",          "src/foo_test.c",   "src/foo-test.cc", "tests.c",
                                        "src/test-data/x.c", "t/unit-tests/a.c", "testing/a.c",     "src/mock_db.c"};
    static const char *const others[] = {"src/latest.c", "src/contest/a.c",  "attest.c", "src/testify.c",
                                         "a.c",          "src/greatest/x.c", "",         "src/mockingbird.c"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(tests); i++)
        if (!path_is_test(tests[i]))
            fail_msg("%s is a test", tests[i]);
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if (path_is_test(others[i]))
            fail_msg("%s is no test", others[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(static_functions_of_two_files_are_two),
        cmocka_unit_test(static_functions_of_a_header_are_one),
        cmocka_unit_test(external_functions_are_one),
        cmocka_unit_test(a_header_is_the_better_declaration),
        cmocka_unit_test(damaged_bytes_name_their_unit),
        cmocka_unit_test(an_empty_program_is_fine),
        cmocka_unit_test(initialisers_have_a_name),
        cmocka_unit_test(paths_of_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
