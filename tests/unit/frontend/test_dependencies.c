/* Which files a unit was made from, and when what is known of them is used again. */
#include "source_file.h"

#include <unistd.h>

static const struct dependency *find(const struct frontend_unit *unit, const char *ending) {
    for (uint32_t i = 0; i < unit->dependency_count; i++)
        if (strcmp(path_base(unit->dependencies[i].path), ending) == 0)
            return &unit->dependencies[i];
    fail_msg("%s is no dependency", ending);
    return NULL;
}

static void test_files_once(void **state) {
    static const char *const arguments[] = {"-Isub/../sub", NULL};
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "sub/a.h", "int a;\n");
    workspace_write(&workspace, "main.c", "#include \"a.h\"\n#include \"sub/a.h\"\n#include \"./sub/../sub/a.h\"\n");
    struct frontend_unit unit = workspace_lower(&workspace, "main.c", arguments);
    assert_int_equal(unit.unit.status, UNIT_OK);
    assert_int_equal(unit.dependency_count, 2);
    assert_string_equal(path_base(unit.dependencies[0].path), "main.c");
    assert_string_equal(unit.dependencies[1].path, path_join(&workspace.arena, workspace.root, "sub/a.h"));
    struct digest expected = digest_of("int a;\n", 7);
    assert_true(digest_is_equal(unit.dependencies[1].digest, expected));
    assert_int_equal(unit.dependencies[1].stamp.size, 7);
    workspace_end(&workspace);
}

/* ".." behind a link is where the link points: /bin/../lib on a system whose /bin is a link. */
static void test_dots_behind_a_link(void **state) {
    static const char *const arguments[] = {"-Ilink/../headers", NULL};
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "real/headers/a.h", "int a;\n");
    workspace_write(&workspace, "real/bin/empty.h", "\n");
    workspace_write(&workspace, "main.c", "#include \"a.h\"\n");
    assert_int_equal(symlink("real/bin", path_join(&workspace.arena, workspace.root, "link")), 0);
    struct frontend_unit unit = workspace_lower(&workspace, "main.c", arguments);
    assert_int_equal(unit.unit.status, UNIT_OK);
    assert_string_equal(find(&unit, "a.h")->path, path_join(&workspace.arena, workspace.root, "real/headers/a.h"));
    assert_int_equal(find(&unit, "a.h")->stamp.size, 7);
    workspace_end(&workspace);
}

static void test_changed_header(void **state) {
    struct workspace workspace;

    (void)state;
    workspace_begin(&workspace);
    workspace_write(&workspace, "a.h", "int a;\n");
    workspace_write(&workspace, "main.c", "#include \"a.h\"\n");
    struct frontend_unit before = workspace_lower(&workspace, "main.c", NULL);
    struct frontend_unit same = workspace_lower(&workspace, "main.c", NULL);
    workspace_write(&workspace, "a.h", "int b;\n");
    struct frontend_unit after = workspace_lower(&workspace, "main.c", NULL);
    assert_true(digest_is_equal(find(&before, "a.h")->digest, find(&same, "a.h")->digest));
    assert_false(digest_is_equal(find(&before, "a.h")->digest, find(&after, "a.h")->digest));
    assert_true(digest_is_equal(find(&before, "main.c")->digest, find(&after, "main.c")->digest));
    workspace_end(&workspace);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_once),
        cmocka_unit_test(test_dots_behind_a_link),
        cmocka_unit_test(test_changed_header),
    };

    return cmocka_run_group_tests_name("frontend dependencies", tests, NULL, NULL);
}
