/* Comments that speak to the analyser, among strings, other comments and other tools' words. */
#include "source_file.h"

#include "frontend/comments.h"

static void test_words(void **state) {
    static const char text[] = "int a; // NOLINT(tripcount-x): because  \n"
                               "// NOLINTNEXTLINE( tripcount-y , other )\n"
                               "/* first\n"
                               "   NOLINTBEGIN(tripcount-*)\n"
                               " */ int b; // NOLINT\n"
                               "const char *c = \"// NOLINT(tripcount-string)\"; // NOLINT(other)\n"
                               "char d = '\"'; // NOLINTEND(tripcount-*) no colon\n"
                               "/* tripcount: n <= 8 (shards) */ // tripcount:  m <= 3\n"
                               "// say tripcount: not at the start\n"
                               "/*\n * tripcount: k == 2\n */\n"
                               "// NOLINT(tripcount-z\n";
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c", text);
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", NULL);
    const struct suppression *found = unit.unit.suppressions;
    assert_int_equal(unit.unit.suppression_count, 4);
    assert_int_equal(found[0].kind, SUPPRESS_LINE);
    assert_string_equal(found[0].rules, "tripcount-x");
    assert_string_equal(found[0].reason, "because");
    assert_int_equal(found[0].location.line, 1);
    assert_int_equal(found[0].location.column, 11);
    assert_int_equal(found[1].kind, SUPPRESS_NEXT_LINE);
    assert_string_equal(found[1].rules, "tripcount-y , other");
    assert_string_equal(found[1].reason, "");
    assert_int_equal(found[2].kind, SUPPRESS_BEGIN);
    assert_int_equal(found[2].location.line, 4);
    assert_int_equal(found[3].kind, SUPPRESS_END);
    assert_string_equal(found[3].reason, "");
    assert_int_equal(unit.unit.bound_count, 3);
    assert_string_equal(unit.unit.bounds[0].text, "n <= 8 (shards)");
    assert_string_equal(unit.unit.bounds[1].text, "m <= 3");
    assert_int_equal(unit.unit.bounds[1].location.line, 8);
    assert_string_equal(unit.unit.bounds[2].text, "k == 2");
    assert_int_equal(unit.unit.bounds[2].location.line, 11);
    workspace_end(&workspace);
}

static void test_cpp_constants(void **state) {
    static const char text[] = "int a = 1'000'000; // tripcount: a <= 1\n"
                               "const char *b = R\"x(\n// tripcount: b <= 2\n)x\"; // tripcount: c <= 3\n"
                               "char d = u8'\\''; // tripcount: d <= 4\n";
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.cpp", text);
    struct frontend_unit unit = workspace_lower(&workspace, "a.cpp", NULL);
    assert_int_equal(unit.unit.bound_count, 3);
    assert_string_equal(unit.unit.bounds[0].text, "a <= 1");
    assert_string_equal(unit.unit.bounds[1].text, "c <= 3");
    assert_string_equal(unit.unit.bounds[2].text, "d <= 4");
    workspace_end(&workspace);
}

/* Words in project headers count, those of system headers do not. */
static void test_headers(void **state) {
    static const char *const arguments[] = {"-isystem", "lib", NULL};
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "lib/lib.h", "static int l(void) { return 1; } // NOLINT(tripcount-a)\n");
    workspace_write(&workspace, "own.h", "static int o(void) { return l(); } // NOLINT(tripcount-b)\n");
    workspace_write(&workspace, "a.c", "#include <lib.h>\n#include \"own.h\"\nint f(void) { return o() + l(); }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", arguments);
    assert_int_equal(unit.unit.suppression_count, 1);
    assert_string_equal(unit.unit.suppressions[0].rules, "tripcount-b");
    workspace_end(&workspace);
}

static void test_line_hash(void **state) {
    (void)state;
    assert_true(line_hash_of("  a = b;\t", 9) == line_hash_of("a=b;", 4));
    assert_true(line_hash_of("a = b;\r", 7) == line_hash_of("a=b;", 4));
    assert_true(line_hash_of("a = c;", 6) != line_hash_of("a = b;", 6));
}

static void test_line_hashes_of_unit(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c",
                    "int g(void);\nint f(int n) {\n    n++;\n    while (n)\n        n = g();\n    return n;\n}");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", NULL);
    assert_int_equal(unit.unit.line_hash_count, 3);
    assert_int_equal(unit.unit.line_hashes[0].line, 2);
    assert_int_equal(unit.unit.line_hashes[1].line, 4);
    assert_int_equal(unit.unit.line_hashes[2].line, 5);
    assert_true(unit.unit.line_hashes[2].hash == line_hash_of("n=g();", 6));
    assert_int_equal(unit.unit.line_count, 7);
    workspace_end(&workspace);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),     cmocka_unit_test(test_cpp_constants),       cmocka_unit_test(test_headers),
        cmocka_unit_test(test_line_hash), cmocka_unit_test(test_line_hashes_of_unit),
    };

    return cmocka_run_group_tests_name("frontend comments", tests, NULL, NULL);
}
