#include "helper.h"

static struct compdb single(struct fixture *fixture, const char *const *files, uint32_t file_count,
                            const char *const *flags, uint32_t flag_count) {
    struct compdb compdb = {0};
    struct error err = {0};
    if (!compdb_single(&fixture->arena, fixture->folder, files, file_count, flags, flag_count, &compdb, &err))
        fail_msg("%s", err.message);
    return compdb;
}

static void test_files(void **state) {
    static const char *const files[] = {"b.c", "/q/x/../a.cc", "b.c", "c.h", "d.s"};
    static const char *const flags[] = {"-DA",     "-o",    "x",       "-Iinc", "-fplugin=x.so",
                                        "-Xclang", "-load", "-Xclang", "y.so"};
    struct fixture *fixture = *state;
    struct compdb compdb = single(fixture, files, ARRAY_COUNT(files), flags, ARRAY_COUNT(flags));
    assert_null(compdb.path);
    assert_string_equal(compdb.directory, fixture->folder);
    assert_int_equal(compdb.entry_count, 5);
    assert_int_equal(compdb.unit_count, 3);
    assert_int_equal(compdb.duplicate_count, 1);
    assert_int_equal(compdb.left_out_count[COMPDB_ASSEMBLY], 1);
    assert_int_equal(compdb.compiler_count, 0);
    assert_string_equal(compdb.units[0].file, "/q/a.cc");
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c++|-D|A|-I|inc");
    assert_string_equal(compdb.units[1].file, path_join(&fixture->arena, fixture->folder, "b.c"));
    assert_string_equal(compdb.units[1].directory, fixture->folder);
    assert_string_equal(compdb.units[1].compiler, "");
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[1]), "-x|c|-D|A|-I|inc");
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[2]), "-x|c|-D|A|-I|inc");
}

static void test_no_flags(void **state) {
    static const char *const files[] = {"a.c"};
    struct fixture *fixture = *state;
    struct compdb compdb = single(fixture, files, 1, NULL, 0);
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c");
    assert_int_equal(compdb.units[0].line, 0);
}

/* The first flag is a flag, even when it looks like a compiler or a launcher. */
static void test_first_flag(void **state) {
    static const char *const files[] = {"a.c"};
    static const char *const flags[] = {"-x", "c++", "-std=c++17"};
    static const char *const words[] = {"ccache", "gcc", "-DA"};
    struct fixture *fixture = *state;
    struct compdb compdb = single(fixture, files, 1, flags, 3);
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c++|-std=c++17");
    compdb = single(fixture, files, 1, words, 3);
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c|-D|A");
}

static void test_response_file(void **state) {
    static const char *const files[] = {"a.c"};
    static const char *const flags[] = {"@flags.rsp"};
    struct fixture *fixture = *state;
    struct compdb compdb = single(fixture, files, 1, flags, 1);
    assert_int_equal(compdb.units[0].problem, COMPDB_BAD_RESPONSE_FILE);
    assert_int_equal(compdb.response_problem_count, 1);
    fixture_write_text(fixture, "flags.rsp", "-DA='x y'");
    compdb = single(fixture, files, 1, flags, 1);
    assert_string_equal(unit_arguments(&fixture->arena, &compdb.units[0]), "-x|c|-D|A=x y");
}

static void test_empty_name(void **state) {
    static const char *const files[] = {""};
    struct fixture *fixture = *state;
    struct compdb compdb = {0};
    struct error err = {0};
    assert_false(compdb_single(&fixture->arena, fixture->folder, files, 1, NULL, 0, &compdb, &err));
    assert_string_equal(err.message, "a file name is empty");
    error_finish(&err);
}

int main(void) {
    const struct CMUnitTest tests[] = {FIXTURE_TEST(test_files), FIXTURE_TEST(test_no_flags),
                                       FIXTURE_TEST(test_first_flag), FIXTURE_TEST(test_response_file),
                                       FIXTURE_TEST(test_empty_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
