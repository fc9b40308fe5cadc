#include "driver/project.h"

#include "tree.h"

static const char one_command[] = "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc -c a.c\"}]";

struct fixture {
    struct tree tree;
    struct driver_options options;
    struct project project;
    struct error err;
};

static int set_up(void **state) {
    struct fixture *fixture = checked_alloc(1, sizeof *fixture);
    *fixture = (struct fixture){0};
    tree_init(&fixture->tree);
    fixture->options.directory = fixture->tree.root;
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    project_close(&fixture->project);
    error_finish(&fixture->err);
    tree_finish(&fixture->tree);
    free(fixture);
    return 0;
}

static void open_project(struct fixture *fixture) {
    assert_true(project_open(&fixture->project, &fixture->options, &fixture->tree.arena, &fixture->err));
}

static void expect_root(struct fixture *fixture, const char *name) {
    open_project(fixture);
    assert_string_equal(fixture->project.root, tree_path(&fixture->tree, name));
    const char *database =
        tree_path(&fixture->tree, arena_printf(&fixture->tree.arena, "%s/.tripcount/tripcount.db", name));
    assert_string_equal(fixture->project.database, database);
}

static void root_is_the_folder_of_the_commands(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "build/compile_commands.json", one_command);
    expect_root(fixture, "build");
}

static void root_is_gits_top(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "build/compile_commands.json", one_command);
    tree_make_folder(&fixture->tree, ".git");
    tree_make_folder(&fixture->tree, "src/deep");
    fixture->options.directory = tree_path(&fixture->tree, "src/deep");
    expect_root(fixture, ".");
}

static void root_is_the_folder_of_the_config(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "build/compile_commands.json", one_command);
    tree_write(&fixture->tree, ".git", "gitdir: elsewhere\n");
    tree_write(&fixture->tree, "src/.tripcount.yaml", "version: 1\n");
    tree_make_folder(&fixture->tree, "src/deep");
    fixture->options.directory = tree_path(&fixture->tree, "src/deep");
    expect_root(fixture, "src");
}

static void from_elsewhere_the_place_of_the_commands_counts(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "project/build/compile_commands.json", one_command);
    tree_write(&fixture->tree, "project/.tripcount.yaml", "version: 1\n");
    tree_make_folder(&fixture->tree, "elsewhere");
    fixture->options.directory = tree_path(&fixture->tree, "elsewhere");
    fixture->options.compile_commands = "../project/build";
    expect_root(fixture, "project");
    assert_non_null(fixture->project.config.path);
}

static void single_files_need_no_commands(void **state) {
    struct fixture *fixture = *state;
    static const char *const files[] = {"a.c"};
    fixture->options.files = files;
    fixture->options.file_count = 1;
    expect_root(fixture, ".");
    assert_true(project_load_commands(&fixture->project, &fixture->err));
    assert_int_equal(fixture->project.compdb.unit_count, 1);
}

static void database_elsewhere(void **state) {
    struct fixture *fixture = *state;
    fixture->options.database = "here.db";
    open_project(fixture);
    assert_string_equal(fixture->project.database, tree_path(&fixture->tree, "here.db"));
}

static void excluded_units_are_gone(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, "compile_commands.json",
               "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc -c a.c\"},"
               "{\"directory\": \".\", \"file\": \"gen/b.c\", \"command\": \"cc -c gen/b.c\"}]");
    tree_write(&fixture->tree, ".tripcount.yaml", "version: 1\nexclude: [gen/**]\nallow_failed: ['*.c']\n");
    open_project(fixture);
    assert_true(project_load_commands(&fixture->project, &fixture->err));
    assert_int_equal(fixture->project.compdb.unit_count, 1);
    assert_int_equal(fixture->project.excluded_count, 1);
    assert_string_equal(fixture->project.compdb.units[0].file, tree_path(&fixture->tree, "a.c"));
    assert_true(project_allows_failure(&fixture->project, "a.c"));
    assert_false(project_allows_failure(&fixture->project, "a.cc"));
}

static double milliseconds_of(const struct project *project, const char *peer) {
    for (uint32_t i = 0; i < project->latency.peer_count; i++)
        if (strcmp(project->latency.peers[i].peer, peer) == 0)
            return project->latency.peers[i].milliseconds;
    return project->latency.milliseconds;
}

static void latencies(void **state) {
    struct fixture *fixture = *state;
    tree_write(&fixture->tree, ".tripcount.yaml", "version: 1\nlatency: {redis: host, core: wan}\n");
    tree_write(&fixture->tree, "packs/bus.yaml",
               "version: 1\nlibrary: bus\ntitle: a bus\npeer: bus\nlatency: dbus\nheaders: [bus.h]\n"
               "functions:\n  - {names: [bus_call], effect: roundtrip}\n");
    static const char *const rules[] = {"packs"};
    fixture->options.rules = rules;
    fixture->options.rule_count = 1;
    fixture->options.latency = "az";
    open_project(fixture);
    assert_true(project_load_packs(&fixture->project, &fixture->err));
    assert_string_equal(fixture->project.latency.profile, "az");
    double region = milliseconds_of(&fixture->project, "postgresql");
    assert_true(region > 0.99 && region < 1.01);
    assert_true(milliseconds_of(&fixture->project, "redis") < 0.1);
    assert_true(milliseconds_of(&fixture->project, "core") > 100);
    double bus = milliseconds_of(&fixture->project, "bus");
    assert_true(bus > 0.09 && bus < 0.11);
}

static void an_unknown_profile_is_an_error(void **state) {
    struct fixture *fixture = *state;
    fixture->options.latency = "wam";
    open_project(fixture);
    assert_false(project_load_packs(&fixture->project, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "'wan'"));
}

static struct digest digest_with(struct fixture *fixture, const char *latency) {
    fixture->options.latency = latency;
    project_close(&fixture->project);
    open_project(fixture);
    assert_true(project_load_packs(&fixture->project, &fixture->err));
    return project_digest(&fixture->project);
}

static void digest_tells_what_a_result_depends_on(void **state) {
    struct fixture *fixture = *state;
    struct digest before = digest_with(fixture, NULL);
    assert_true(digest_is_equal(before, digest_with(fixture, "dc")));
    assert_false(digest_is_equal(before, digest_with(fixture, "wan")));
    tree_write(&fixture->tree, ".tripcount.yaml", "version: 1\nmodels: [{name: f, effect: roundtrip}]\n");
    assert_false(digest_is_equal(before, digest_with(fixture, NULL)));
}

static void note_warning(const char *message, void *context) { buffer_add_text(context, message); }

static bool always(void *context) {
    (void)context;
    return true;
}

static void callbacks(void **state) {
    struct fixture *fixture = *state;
    struct buffer said = {0};
    tree_write(&fixture->tree, ".tripcount.yaml", "version: 1\nbudgets: {\"f\": 5}\n");
    fixture->options.on_warning = note_warning;
    fixture->options.context = &said;
    open_project(fixture);
    assert_non_null(strstr(buffer_text(&said), "budgets"));
    assert_false(project_is_cancelled(&fixture->project, &fixture->err));
    fixture->options.is_cancelled = always;
    assert_true(project_is_cancelled(&fixture->project, &fixture->err));
    assert_non_null(strstr(fixture->err.message, "cancelled"));
    buffer_finish(&said);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(root_is_the_folder_of_the_commands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(root_is_gits_top, set_up, tear_down),
        cmocka_unit_test_setup_teardown(root_is_the_folder_of_the_config, set_up, tear_down),
        cmocka_unit_test_setup_teardown(from_elsewhere_the_place_of_the_commands_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(single_files_need_no_commands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(database_elsewhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(excluded_units_are_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(latencies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unknown_profile_is_an_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(digest_tells_what_a_result_depends_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(callbacks, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
