/* Statuses, errors, versions: what the front door answers for good and for bad input. */
#include "source_file.h"

#include "ir/verify.h"

static void test_good_file(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "src/a.c", "int f(void) { return 1; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "src/a.c", NULL);
    assert_int_equal(unit.unit.status, UNIT_OK);
    assert_string_equal(unit.unit.path, "src/a.c");
    assert_null(unit.unit.message);
    assert_int_equal(unit.unit.line_count, 1);
    assert_int_equal(unit.unit.function_count, 1);
    assert_int_equal(unit.unit.files[0].flags, FILE_MAIN);
    workspace_end(&workspace);
}

static void test_missing_file(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    struct frontend_unit unit = workspace_lower(&workspace, "none.c", NULL);
    assert_int_equal(unit.unit.status, UNIT_MISSING);
    assert_string_equal(unit.unit.message, "none.c: the file cannot be read");
    assert_int_equal(unit.dependency_count, 1);
    assert_true(unit.dependencies[0].is_absent);
    workspace_write(&workspace, "folder/x.c", "");
    assert_int_equal(workspace_lower(&workspace, "folder", NULL).unit.status, UNIT_INVALID);
    workspace_end(&workspace);
}

static void test_errors_are_told(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c", "int f(void) { return x; }\nint g(void) { return 2; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", NULL);
    assert_int_equal(unit.unit.status, UNIT_PARTIAL);
    assert_int_equal(unit.unit.error_count, 1);
    assert_string_equal(unit.unit.message, "a.c:1:22: use of undeclared identifier 'x'");
    assert_int_equal(unit.unit.function_count, 2);
    assert_int_equal(unit.unit.functions[0].flags, FUNCTION_INCOMPLETE);
    assert_int_equal(unit.unit.functions[1].flags, 0);
    workspace_end(&workspace);
}

static void test_missing_include(void **state) {
    static const char *const arguments[] = {"-Iinclude", "-isystem", "/nowhere", NULL};
    struct workspace workspace;
    uint32_t absent = 0;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c", "#include \"lost/x.h\"\n#include <also.h>\nint f(void) { return 1; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", arguments);
    assert_int_equal(unit.unit.status, UNIT_PARTIAL);
    assert_int_equal(unit.unit.missing_include_count, 2);
    assert_string_equal(unit.unit.missing_includes[0].name, "lost/x.h");
    assert_int_equal(unit.unit.missing_includes[1].location.line, 2);
    for (uint32_t i = 0; i < unit.dependency_count; i++)
        absent += unit.dependencies[i].is_absent;
    /* Beside the file, in include/ and in /nowhere, for each of the two. */
    assert_int_equal(absent, 6);
    assert_int_equal(unit.unit.function_count, 1);
    assert_int_equal(unit.unit.functions[0].flags, 0);
    workspace_end(&workspace);
}

static void test_old_style_errors_are_no_loss(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c", "int f(void) { return g(1); }\nint *p(void) { return 5; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", NULL);
    assert_int_equal(unit.unit.status, UNIT_OK);
    assert_int_equal(unit.unit.functions[0].flags, 0);
    assert_int_equal(unit.unit.functions[0].call_count, 1);
    workspace_end(&workspace);
}

static void test_nothing_absolute(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.c", "struct { int x; } thing;\nint f(void) { return thing.x; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.c", NULL);
    for (uint32_t i = 0; i < unit.unit.symbol_count; i++) {
        assert_null(strstr(unit.unit.symbols[i].type, workspace.root));
        assert_null(strstr(unit.unit.symbols[i].usr, workspace.root));
        assert_null(strstr(unit.unit.symbols[i].name, workspace.root));
    }
    workspace_end(&workspace);
}

/* Nesting that no stack bears is cut, and the function says so. */
static void test_depth(void **state) {
    struct workspace workspace;
    struct buffer text = {0};
    struct error err = {0};

    (void)state;
    workspace_begin(&workspace);
    buffer_add_text(&text, "int f(int n) { return n");
    for (int i = 0; i < 1500; i++)
        buffer_add_text(&text, " - n");
    buffer_add_text(&text, "; }\nint g(int n) {\n");
    for (int i = 0; i < 1100; i++)
        buffer_printf(&text, "if (n == %d) return %d; else ", i, i);
    buffer_add_text(&text, "return 0; }\nint h(void) { return 1; }\n");
    workspace_write(&workspace, "deep.c", buffer_text(&text));
    struct frontend_unit unit = workspace_lower(&workspace, "deep.c", NULL);
    assert_int_equal(unit.unit.function_count, 3);
    assert_int_equal(unit.unit.functions[0].flags, FUNCTION_INCOMPLETE);
    assert_int_equal(unit.unit.functions[1].flags, FUNCTION_INCOMPLETE);
    assert_int_equal(unit.unit.functions[2].flags, 0);
    if (!unit_verify(&unit.unit, &err))
        fail_msg("%s", err.message);
    buffer_finish(&text);
    workspace_end(&workspace);
}

static void test_language_of_argument(void **state) {
    static const char *const arguments[] = {"-x", "c++", NULL};
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.inc", "struct S { ~S(); };\nvoid f() { S s; }\n");
    struct frontend_unit unit = workspace_lower(&workspace, "a.inc", arguments);
    assert_int_equal(unit.unit.status, UNIT_OK);
    assert_int_equal(unit.unit.functions[0].call_count, 1);
    workspace_end(&workspace);
}

static void test_version_and_resources(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    const char *version = frontend_version(&workspace.arena);
    assert_int_equal(strncmp(version, "clang version ", 14), 0);
    assert_true(version[14] >= '1' && version[14] <= '9');
    const char *directory = frontend_resource_directory(workspace.frontend);
    assert_non_null(directory);
    assert_true(file_exists(path_join(&workspace.arena, directory, "include/stddef.h")));
    workspace_end(&workspace);
}

static void test_dump_ast(void **state) {
    struct workspace workspace;
    struct buffer out = {0};
    struct error err = {0};

    (void)state;
    workspace_begin(&workspace);
    const char *path = workspace_write(&workspace, "a.c", "int f(int n) { return n; }\n");
    struct frontend_command command = {
        .root = workspace.root, .file = path, .directory = workspace.root, .argument_count = 0};
    assert_true(frontend_dump_ast(workspace.frontend, &command, &out, &err));
    assert_non_null(strstr(buffer_text(&out), "FunctionDecl 'f' 1:5"));
    command.file = path_join(&workspace.arena, workspace.root, "none.c");
    assert_false(frontend_dump_ast(workspace.frontend, &command, &out, &err));
    assert_non_null(err.message);
    error_finish(&err);
    buffer_finish(&out);
    workspace_end(&workspace);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_file),
        cmocka_unit_test(test_missing_file),
        cmocka_unit_test(test_errors_are_told),
        cmocka_unit_test(test_missing_include),
        cmocka_unit_test(test_old_style_errors_are_no_loss),
        cmocka_unit_test(test_nothing_absolute),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_language_of_argument),
        cmocka_unit_test(test_version_and_resources),
        cmocka_unit_test(test_dump_ast),
    };

    return cmocka_run_group_tests_name("frontend", tests, NULL, NULL);
}
