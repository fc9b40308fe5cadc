#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int start(void **state) {
    struct arena *arena = malloc(sizeof *arena);
    arena_init(arena);
    *state = arena;
    return 0;
}

static int stop(void **state) {
    arena_finish(*state);
    free(*state);
    return 0;
}

static void test_normalize(void **state) {
    static const char *const cases[][2] = {
        {"", "."},
        {".", "."},
        {"./", "."},
        {"/", "/"},
        {"//", "/"},
        {"/.", "/"},
        {"/..", "/"},
        {"/../../a", "/a"},
        {"a", "a"},
        {"a/", "a"},
        {"a//b", "a/b"},
        {"./a/./b/.", "a/b"},
        {"a/..", "."},
        {"a/b/..", "a"},
        {"a/../b", "b"},
        {"a/b/../../c", "c"},
        {"..", ".."},
        {"../..", "../.."},
        {"../a/..", ".."},
        {"a/../..", ".."},
        {"a/../../b", "../b"},
        {"/a/b/../..", "/"},
        {"/a/../b/", "/b"},
        {"...", "..."},
        {"..a/b..", "..a/b.."},
        {"a/.hidden", "a/.hidden"},
        {"/usr/lib/gcc/x/12/../../../include", "/usr/lib/include"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const char *once = path_normalize(*state, cases[i][0]);
        assert_string_equal(once, cases[i][1]);
        assert_string_equal(path_normalize(*state, once), once);
    }
}

static void test_join(void **state) {
    assert_string_equal(path_join(*state, "/p/build", "../src/a.c"), "/p/src/a.c");
    assert_string_equal(path_join(*state, "/p", "/q/./a.c"), "/q/a.c");
    assert_string_equal(path_join(*state, "/", "a"), "/a");
    assert_string_equal(path_join(*state, ".", "a"), "a");
    assert_string_equal(path_join(*state, "", "a"), "a");
    assert_string_equal(path_join(*state, "a", ""), "a");
    assert_string_equal(path_join(*state, "a", "."), "a");
    assert_string_equal(path_join(*state, "..", ".."), "../..");
}

static void test_directory_and_base(void **state) {
    static const char *const cases[][3] = {
        {"a/b", "a", "b"},         {"b", ".", "b"},     {"/b", "/", "b"}, {"/", "/", ""},     {"/a/b", "/a", "b"},
        {"a/b/c.h", "a/b", "c.h"}, {"../a", "..", "a"}, {"", ".", ""},    {"a//b", "a", "b"}, {"//b", "/", "b"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        assert_string_equal(path_directory(*state, cases[i][0]), cases[i][1]);
        assert_string_equal(path_base(cases[i][0]), cases[i][2]);
    }
    assert_string_equal(path_directory(*state, "a/b/"), "a");
}

static void test_within(void **state) {
    (void)state;
    assert_true(path_is_within("/a/b", "/a"));
    assert_true(path_is_within("/a", "/a"));
    assert_true(path_is_within("/a", "/"));
    assert_true(path_is_within("/", "/"));
    assert_true(path_is_within("a/b", "."));
    assert_true(path_is_within(".", "."));
    assert_true(path_is_within("..a", "."));
    assert_false(path_is_within("/ab", "/a"));
    assert_false(path_is_within("/a", "/a/b"));
    assert_false(path_is_within("a", "/"));
    assert_false(path_is_within("/a", "."));
    assert_false(path_is_within("../a", "."));
    assert_false(path_is_within("..", "."));
    assert_true(path_is_absolute("/"));
    assert_false(path_is_absolute("a/b"));
    assert_false(path_is_absolute(""));
}

static void test_from_root(void **state) {
    assert_string_equal(path_from_root(*state, "/p", "/p/src/a.c"), "src/a.c");
    assert_string_equal(path_from_root(*state, "/p", "/p"), ".");
    assert_string_equal(path_from_root(*state, "/p", "/pq/a.c"), "/pq/a.c");
    assert_string_equal(path_from_root(*state, "/p", "/usr/include/x.h"), "/usr/include/x.h");
    assert_string_equal(path_from_root(*state, "/", "/a/b"), "a/b");
    assert_string_equal(path_from_root(*state, "/", "/"), ".");
}

static void test_common_depth(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        int depth;
    } cases[] = {
        {"src/a/x.c", "src/b/y.c", 1}, {"x.c", "y.c", 0},         {"src/x.c", "src/x.c", 1},
        {"src/x.c", "srcs/x.c", 0},    {"/src/a/x", "/src/b", 1}, {"/a", "/b", 0},
        {"/src/a.c", "src/a.c", 0},    {"a/b/c", "a/b", 1},       {"", "", 0},
        {"a/b/c/d", "a/b/c/e", 3},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        assert_int_equal(path_common_depth(cases[i].a, cases[i].b), cases[i].depth);
        assert_int_equal(path_common_depth(cases[i].b, cases[i].a), cases[i].depth);
    }
}

static void test_current_survives_a_deleted_directory(void **state) {
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_string_equal(path_current(*state), before);
    char directory[] = "/tmp/tripcount-path-XXXXXX";
    assert_non_null(mkdtemp(directory));
    assert_int_equal(chdir(directory), 0);
    assert_string_equal(path_current(*state), directory);
    assert_int_equal(rmdir(directory), 0);
    const char *gone = path_current(*state);
    assert_true(path_is_absolute(gone));
    assert_int_not_equal(access(path_join(*state, gone, "compile_commands.json"), F_OK), 0);
    assert_int_equal(chdir(before), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normalize),
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_directory_and_base),
        cmocka_unit_test(test_within),
        cmocka_unit_test(test_from_root),
        cmocka_unit_test(test_common_depth),
        cmocka_unit_test(test_current_survives_a_deleted_directory),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
