#include "driver/plan.h"

#include "tree.h"

#include <fcntl.h>
#include <sys/stat.h>

/* A project of one unit, a.c, made from itself, from h.h, and from no absent.h. */
struct fixture {
    struct tree tree;
    struct driver_options options;
    struct project project;
    struct store *store;
    struct plan plan;
    struct error err;
    const char *files[1];
    const char *flags[1];
};

static void make_plan(struct fixture *fixture) {
    plan_finish(&fixture->plan);
    assert_true(project_open(&fixture->project, &fixture->options, &fixture->tree.arena, &fixture->err));
    assert_true(project_load_commands(&fixture->project, &fixture->err));
    assert_true(plan_make(&fixture->plan, &fixture->project, fixture->store, &fixture->tree.arena, &fixture->err));
    assert_int_equal(fixture->plan.unit_count, 1);
}

static struct dependency dependency_on(struct fixture *fixture, const char *name) {
    struct dependency file = {.path = tree_path(&fixture->tree, name)};
    file.stamp = file_stamp_of(file.path);
    file.is_absent = !plan_digest_file(file.path, &file.digest);
    return file;
}

static void save(struct fixture *fixture, enum unit_status status) {
    struct dependency files[] = {dependency_on(fixture, "a.c"), dependency_on(fixture, "h.h"),
                                 dependency_on(fixture, "absent.h")};
    const struct plan_unit *unit = &fixture->plan.units[0];
    struct store_new_unit saved = {
        .file = unit->command->file,
        .command_index = unit->command->index,
        .command_digest = unit->command_digest,
        .content_key = plan_content_key(&fixture->plan, unit, files, ARRAY_COUNT(files)),
        .status = status,
        .message = status == UNIT_OK ? NULL : "why",
        .line_count = 7,
        .parse_ns = 1000,
        .summary = "summary",
        .summary_size = 7,
        .dependencies = files,
        .dependency_count = ARRAY_COUNT(files),
    };
    assert_true(store_save_units(fixture->store, &saved, 1, &fixture->err));
}

static int set_up(void **state) {
    struct fixture *fixture = checked_alloc(1, sizeof *fixture);
    *fixture = (struct fixture){0};
    tree_init(&fixture->tree);
    tree_write(&fixture->tree, "a.c", "#include \"h.h\"\n");
    tree_write(&fixture->tree, "h.h", "int h;\n");
    tree_make_folder(&fixture->tree, ".git");
    fixture->options.directory = fixture->tree.root;
    fixture->files[0] = "a.c";
    fixture->flags[0] = "-DX";
    fixture->options.files = fixture->files;
    fixture->options.file_count = 1;
    fixture->options.flags = fixture->flags;
    fixture->options.flag_count = 1;
    assert_true(store_open(tree_path(&fixture->tree, "test.db"), fixture->tree.root, STORE_WRITE, &fixture->store,
                           &fixture->err));
    make_plan(fixture);
    assert_false(fixture->plan.units[0].is_reused);
    assert_int_equal(fixture->plan.awaited_count, 1);
    save(fixture, UNIT_OK);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    plan_finish(&fixture->plan);
    store_close(fixture->store);
    project_close(&fixture->project);
    error_finish(&fixture->err);
    tree_finish(&fixture->tree);
    free(fixture);
    return 0;
}

static void expect_reused(struct fixture *fixture, bool is_reused) {
    make_plan(fixture);
    assert_int_equal(fixture->plan.units[0].is_reused, is_reused);
    assert_int_equal(fixture->plan.units[0].is_awaited, !is_reused);
    assert_int_equal(fixture->plan.awaited_count, is_reused ? 0 : 1);
}

static void nothing_changed(void **state) {
    struct fixture *fixture = *state;
    expect_reused(fixture, true);
    const struct plan_unit *unit = &fixture->plan.units[0];
    assert_string_equal(unit->path, "a.c");
    assert_int_equal(unit->line_count, 7);
    assert_int_equal(unit->status, UNIT_OK);
    assert_int_equal(fixture->plan.restamped.count, 0);
    assert_int_equal(fixture->plan.vanished_count, 0);
}

static void another_content(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "h.h", "int i;\n"); /* of the same size */
    expect_reused(fixture, false);
    tree_write(&fixture->tree, "h.h", "int h;\n");
    expect_reused(fixture, true);
    tree_write(&fixture->tree, "h.h", "int longer;\n");
    expect_reused(fixture, false);
}

static void another_stamp(void **state) {
    struct fixture *fixture = *state;
    struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_int_equal(utimensat(AT_FDCWD, tree_path(&fixture->tree, "h.h"), times, 0), 0);
    expect_reused(fixture, true);
    assert_int_equal(fixture->plan.restamped.count, 1);
    assert_int_equal(fixture->plan.restamped.items[0].stamp.modified_ns, INT64_C(1000000000));
    assert_true(store_save_stamps(fixture->store, fixture->plan.restamped.items, 1, &fixture->err));
    expect_reused(fixture, true);
    assert_int_equal(fixture->plan.restamped.count, 0);
}

static void a_file_that_goes_or_comes(void **state) {
    struct fixture *fixture = *state;
    const char *absent = tree_write(&fixture->tree, "absent.h", "");
    expect_reused(fixture, false);
    assert_int_equal(unlink(absent), 0);
    expect_reused(fixture, true);
    tree_make_folder(&fixture->tree, "absent.h"); /* no header */
    expect_reused(fixture, true);
    assert_int_equal(unlink(tree_path(&fixture->tree, "h.h")), 0);
    expect_reused(fixture, false);
}

static void another_command(void **state) {
    struct fixture *fixture = *state;
    fixture->flags[0] = "-DY";
    expect_reused(fixture, false);
    fixture->flags[0] = "-DX";
    expect_reused(fixture, true);
}

static void what_a_dead_worker_left_is_tried_again(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        enum unit_status status;
        bool is_reused;
    } cases[] = {{UNIT_CRASH, false}, {UNIT_TIMEOUT, false}, {UNIT_PARTIAL, true}, {UNIT_ERROR, true}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        save(fixture, cases[i].status);
        expect_reused(fixture, cases[i].is_reused);
        assert_int_equal(fixture->plan.units[0].status, cases[i].is_reused ? cases[i].status : UNIT_OK);
    }
}

static void units_without_a_command_have_vanished(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "b.c", "");
    fixture->files[0] = "b.c";
    expect_reused(fixture, false);
    assert_int_equal(fixture->plan.vanished_count, 1);
}

static void stored_units_are_taken_as_they_are(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "h.h", "int changed;\n");
    plan_finish(&fixture->plan);
    assert_true(
        plan_take_stored(&fixture->plan, &fixture->project, fixture->store, &fixture->tree.arena, &fixture->err));
    assert_int_equal(fixture->plan.unit_count, 1);
    assert_true(fixture->plan.units[0].is_reused);
    assert_string_equal(fixture->plan.units[0].path, "a.c");
}

static void content_key_knows_no_place(void **state) {
    struct fixture *fixture = *state;
    struct dependency files[] = {dependency_on(fixture, "a.c"), dependency_on(fixture, "h.h")};
    const struct plan_unit *unit = &fixture->plan.units[0];
    struct digest key = plan_content_key(&fixture->plan, unit, files, 2);
    files[1].stamp.modified_ns++;
    assert_true(digest_is_equal(key, plan_content_key(&fixture->plan, unit, files, 2)));
    assert_false(digest_is_equal(key, plan_content_key(&fixture->plan, unit, files, 1)));
    struct project moved = {.root = "/elsewhere"};
    fixture->plan.project = &moved;
    for (size_t i = 0; i < ARRAY_COUNT(files); i++)
        files[i].path = path_join(&fixture->tree.arena, "/elsewhere", path_base(files[i].path));
    assert_true(digest_is_equal(key, plan_content_key(&fixture->plan, unit, files, 2)));
    files[1].digest.low++;
    assert_false(digest_is_equal(key, plan_content_key(&fixture->plan, unit, files, 2)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_stamp, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_goes_or_comes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_dead_worker_left_is_tried_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(units_without_a_command_have_vanished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stored_units_are_taken_as_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(content_key_knows_no_place, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
