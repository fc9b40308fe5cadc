#include "driver/shadows.h"

#include "tree.h"

struct fixture {
    struct tree tree;
    struct shadows shadows;
};

static void find(struct fixture *fixture, const char *const arguments[], uint32_t argument_count, const char *header) {
    struct compdb_unit unit = {
        .file = tree_path(&fixture->tree, "src/a.c"),
        .directory = tree_path(&fixture->tree, "build"),
        .arguments = arguments,
        .argument_count = argument_count,
    };
    struct dependency files[] = {{.path = unit.file}, {.path = tree_path(&fixture->tree, header)}};
    shadows_find(&fixture->shadows, &unit, files, ARRAY_COUNT(files));
}

static void expect_found(struct fixture *fixture, uint32_t index, const char *name) {
    assert_true(index < fixture->shadows.found.count);
    const struct dependency *found = &fixture->shadows.found.items[index];
    assert_string_equal(found->path, tree_path(&fixture->tree, name));
    assert_true(found->is_absent);
    assert_true(found->stamp.size < 0);
}

static int set_up(void **state) {
    struct fixture *fixture = checked_alloc(1, sizeof *fixture);
    tree_init(&fixture->tree);
    shadows_init(&fixture->shadows);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    shadows_finish(&fixture->shadows);
    tree_finish(&fixture->tree);
    free(fixture);
    return 0;
}

static void folders_before_the_one_that_holds_it(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"-x", "c", "-I", "../one", "-I", "../two", "-I", "../three"};
    find(fixture, arguments, ARRAY_COUNT(arguments), "two/sub/h.h");
    assert_int_equal(fixture->shadows.found.count, 2);
    expect_found(fixture, 0, "src/sub/h.h");
    expect_found(fixture, 1, "one/sub/h.h");
}

static void order_of_the_search(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"-isystem", "../system", "-I", "../plain", "-iquote", "../quote"};
    find(fixture, arguments, ARRAY_COUNT(arguments), "system/h.h");
    assert_int_equal(fixture->shadows.found.count, 3);
    expect_found(fixture, 0, "src/h.h");
    expect_found(fixture, 1, "quote/h.h");
    expect_found(fixture, 2, "plain/h.h");
}

static void what_is_there_already_is_no_news(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"-I", "../one", "-I", "../two"};
    tree_write(&fixture->tree, "one/h.h", "");
    find(fixture, arguments, ARRAY_COUNT(arguments), "two/h.h");
    assert_int_equal(fixture->shadows.found.count, 1);
    expect_found(fixture, 0, "src/h.h");
}

static void headers_from_elsewhere_have_none(void **state) {
    struct fixture *fixture = *state;
    static const char *const arguments[] = {"-I", "../one"};
    find(fixture, arguments, ARRAY_COUNT(arguments), "elsewhere/h.h");
    assert_int_equal(fixture->shadows.found.count, 0);
    find(fixture, arguments, ARRAY_COUNT(arguments), "src/h.h");
    assert_int_equal(fixture->shadows.found.count, 0);
    find(fixture, arguments, 1, "one/h.h"); /* the folder's name is missing */
    assert_int_equal(fixture->shadows.found.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(folders_before_the_one_that_holds_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_of_the_search, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_there_already_is_no_news, set_up, tear_down),
        cmocka_unit_test_setup_teardown(headers_from_elsewhere_have_none, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
