#include "helper.h"

static const char *found(struct fixture *fixture, const char *start, const char *given) {
    struct error err = {0};
    const char *path = NULL;
    if (!compdb_find(&fixture->arena, path_join(&fixture->arena, fixture->folder, start), given, &path, &err))
        fail_msg("%s", err.message);
    size_t length = strlen(fixture->folder);
    assert_int_equal(strncmp(path, fixture->folder, length), 0);
    return path + length + 1;
}

static const char *find_error(struct fixture *fixture, const char *start, const char *given) {
    struct error err = {0};
    const char *path = NULL;
    assert_false(compdb_find(&fixture->arena, path_join(&fixture->arena, fixture->folder, start), given, &path, &err));
    assert_null(path);
    const char *message = arena_text(&fixture->arena, err.message, strlen(err.message));
    error_finish(&err);
    return message;
}

static void test_upward(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "p/src/deep/x.c", "");
    fixture_write_text(fixture, "p/buildfile", ""); /* a file, not a folder */
    fixture_write_text(fixture, "p/cmake-build-debug/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src/deep", NULL), "p/cmake-build-debug/" COMPDB_FILE_NAME);
    fixture_write_text(fixture, "p/build-old/" COMPDB_FILE_NAME, "[]");
    fixture_write_text(fixture, "p/out/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src/deep", NULL), "p/build-old/" COMPDB_FILE_NAME);
    fixture_write_text(fixture, "p/build/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src/deep", NULL), "p/build/" COMPDB_FILE_NAME);
    /* The folder itself before its build folders, the nearer before the farther. */
    fixture_write_text(fixture, "p/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src/deep", NULL), "p/" COMPDB_FILE_NAME);
    fixture_write_text(fixture, "p/src/outer/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src/deep", NULL), "p/src/outer/" COMPDB_FILE_NAME);
    assert_string_equal(found(fixture, "p/none/such", NULL), "p/" COMPDB_FILE_NAME);
}

/* A folder of that name is no database. */
static void test_folder_named_so(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "p/src/" COMPDB_FILE_NAME "/x", "");
    fixture_write_text(fixture, "p/" COMPDB_FILE_NAME, "[]");
    assert_string_equal(found(fixture, "p/src", NULL), "p/" COMPDB_FILE_NAME);
}

static void test_given(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "p/b/" COMPDB_FILE_NAME, "[]");
    fixture_write_text(fixture, "p/" COMPDB_FILE_NAME, "[]");
    fixture_write_text(fixture, "p/other.json", "[]");
    assert_string_equal(found(fixture, "p", "b"), "p/b/" COMPDB_FILE_NAME);
    assert_string_equal(found(fixture, "p", "b/" COMPDB_FILE_NAME), "p/b/" COMPDB_FILE_NAME);
    assert_string_equal(found(fixture, "p", "other.json"), "p/other.json");
    assert_string_equal(found(fixture, "p/b", ".."), "p/" COMPDB_FILE_NAME);
}

static void check_holds(const char *message, const char *part) {
    if (strstr(message, part) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", message, part);
}

static void check_advice(const char *message) {
    check_holds(message, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    check_holds(message, "Meson");
    check_holds(message, "bear -- make");
    assert_true(message[strlen(message) - 1] != '\n');
}

static void test_given_errors(void **state) {
    struct fixture *fixture = *state;
    fixture_write_text(fixture, "p/b/x", "");
    const char *missing = find_error(fixture, "p", "none");
    check_holds(missing, "/p/none does not exist");
    check_advice(missing);
    const char *empty = find_error(fixture, "p", "b");
    check_holds(empty, "no compile_commands.json in ");
    check_holds(empty, "/p/b");
    check_advice(empty);
}

static void test_nowhere(void **state) {
    struct fixture *fixture = *state;
    struct error err = {0};
    const char *path = NULL;
    assert_false(compdb_find(&fixture->arena, "/nonexistent/x/../deep", NULL, &path, &err));
    check_holds(err.message, "no compile_commands.json found");
    check_holds(err.message, "\n  /nonexistent/deep\n  /nonexistent\n  /\n");
    check_holds(err.message, "build*, out* and cmake-build-*");
    check_advice(err.message);
    error_finish(&err);
}

/* Skipped when a database lies in the folder for temporary files or above it. */
static void test_nowhere_with_build_folders(void **state) {
    struct fixture *fixture = *state;
    struct error err = {0};
    const char *path = NULL;
    fixture_write_text(fixture, "p/src/x.c", "");
    fixture_write_text(fixture, "p/build-a/x", "");
    fixture_write_text(fixture, "p/out/x", "");
    if (compdb_find(&fixture->arena, path_directory(&fixture->arena, fixture->folder), NULL, &path, &err))
        skip();
    error_finish(&err);
    const char *message = find_error(fixture, "p/src", NULL);
    check_holds(message,
                arena_printf(&fixture->arena, "\n  %s/p/src\n  %s/p\n  %s/p/build-a\n  %s/p/out\n  %s\n",
                             fixture->folder, fixture->folder, fixture->folder, fixture->folder, fixture->folder));
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_upward),  FIXTURE_TEST(test_folder_named_so),
                                       FIXTURE_TEST(test_given),   FIXTURE_TEST(test_given_errors),
                                       FIXTURE_TEST(test_nowhere), FIXTURE_TEST(test_nowhere_with_build_folders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
