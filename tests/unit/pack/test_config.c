/* .tripcount.yaml: what it gives, where it is found, what is refused. */
#include "pack/config.h"

#include "unit/pack/scratch.h"

static void refuse(struct scratch *scratch, const char *text, const char *message) {
    struct config config;
    struct error err = {0};
    const char *path = scratch_write(scratch, "c.yaml", text);
    assert_false(config_load(&scratch->arena, path, NULL, &config, &err));
    assert_error_at(&err, path, message);
}

static struct config accept(struct scratch *scratch, const char *text) {
    struct config config;
    struct error err = {0};
    if (!config_load(&scratch->arena, scratch_write(scratch, "c.yaml", text), NULL, &config, &err))
        fail_msg("%s", err.message);
    return config;
}

static void test_all_keys(void **state) {
    struct scratch *scratch = *state;
    struct config config =
        accept(scratch, "version: 1\n"
                        "rules: {reliability: on, names: note}\n"
                        "latency: {postgresql: dc, ipc_call: host}\n"
                        "entry_points:\n"
                        "  place order: {function: handle_order, per_second: 120, latency_budget: 50ms}\n"
                        "turns:\n"
                        "  - {function: load_orders, turns: orders->n, at_most: 40, because: \"orders.h:12\"}\n"
                        "models:\n"
                        "  - {name: ipc_call, effect: roundtrip, peer: core, bulk: ipc_call_many}\n"
                        "  - {name: own_wait, effect: wait}\n"
                        "boundaries:\n"
                        "  billing: {files: [src/billing/**], common: [src/util/**, src/log.c]}\n"
                        "budgets: {\"handle_*\": 5}\n"
                        "exclude: [third_party/**]\n"
                        "allow_failed: gen/**\n");
    assert_string_equal(config.path, scratch_path(scratch, "c.yaml"));
    assert_string_equal(config.directory, scratch->directory);
    assert_int_equal(config.model_count, 2);
    assert_string_equal(config.models[0].name, "ipc_call");
    assert_string_equal(config.models[0].library, "project");
    assert_string_equal(config.models[0].peer, "core");
    assert_string_equal(config.models[0].bulk, "ipc_call_many");
    assert_int_equal(config.models[0].origin, ORIGIN_PROJECT);
    assert_int_equal(config.models[0].line, 9);
    assert_string_equal(config.models[1].peer, "project");
    assert_int_equal(config.latency_count, 2);
    assert_string_equal(config.latencies[1].peer, "ipc_call");
    assert_string_equal(config.latencies[1].profile, "host");
    assert_int_equal(config.exclude_count, 1);
    assert_string_equal(config.exclude[0], "third_party/**");
    assert_int_equal(config.allow_failed_count, 1);
    assert_string_equal(config.allow_failed[0], "gen/**");
    assert_int_equal(config.turns_count, 1);
    assert_string_equal(config.turns[0].function, "load_orders");
    assert_string_equal(config.turns[0].turns, "orders->n");
    assert_int_equal(config.turns[0].at_most, 40);
    assert_string_equal(config.turns[0].because, "orders.h:12");
    assert_int_equal(config.turns[0].line, 7);
    assert_int_equal(config.turns[0].column, 5);
    static const char *const unused[] = {"rules", "boundaries", "budgets"};
    assert_int_equal(config.unused_key_count, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_string_equal(config.unused_keys[i], unused[i]);
}

static void test_least(void **state) {
    struct config config = accept(*state, "version: 1\nexclude: []\nmodels: []\n");
    assert_int_equal(config.model_count, 0);
    assert_int_equal(config.exclude_count, 0);
    assert_int_equal(config.unused_key_count, 0);
    struct config other = accept(*state, "version: 1\nexclude: [a]\n");
    assert_false(digest_is_equal(config.digest, other.digest));
}

static void test_refused(void **state) {
    refuse(*state, "", "1:1: nothing is in this file");
    refuse(*state, "models: []\n", "1:1: .tripcount.yaml needs the key 'version'");
    refuse(*state, "version: 9\n", "1:10: unknown version 9: this tripcount reads version 1");
    refuse(*state, "version: 1\nmodel: []\n", "2:1: unknown key 'model' in .tripcount.yaml; did you mean 'models'?");
    refuse(*state, "version: 1\nmodels: {}\n", "2:9: 'models' must be a list, not a mapping");
    refuse(*state, "version: 1\nmodels:\n", "2:8: 'models' has no value");
    refuse(*state, "version: 1\nmodels:\n  - {name: f, effect: send}\n  - {name: g, effect: snd}\n",
           "4:23: 'effect' cannot be 'snd'; did you mean 'send'?");
    refuse(*state, "version: 1\nlatency: {db: dcc}\n",
           "2:15: the latency of 'db' cannot be 'dcc'; the known ones are: unix, host, x11, dbus, dc, az, region, wan");
    refuse(*state, "version: 1\nlatency: {db: regoin}\n",
           "2:15: the latency of 'db' cannot be 'regoin'; did you mean 'region'?");
    refuse(*state, "version: 1\nlatency: dc\n", "2:10: 'latency' must be a mapping, not a text");
    refuse(*state, "version: 1\nexclude: {a: b}\n", "2:10: 'exclude' must be a list, not a mapping");
    refuse(*state, "version: 1\nrules: [a]\n", "2:8: 'rules' must be a mapping, not a list");
    refuse(*state, "version: 1\nturns: {a: b}\n", "2:8: 'turns' must be a list, not a mapping");
    refuse(*state, "version: 1\nturns: [{function: f, turns: n}]\n",
           "2:9: an entry of 'turns' needs the key 'at_most'");
    refuse(*state, "version: 1\nturns: [{function: f, turns: n, at_most: -1}]\n",
           "2:42: 'at_most' must be a whole number from 0 to 1000000000000, not '-1'");
    refuse(*state, "version: 1\nturns: [{function: f, turn: n, at_most: 4}]\n",
           "2:23: unknown key 'turn' in an entry of 'turns'; did you mean 'turns'?");
    refuse(*state, "version: 1\nturns: [f]\n", "2:9: an entry of 'turns' must be a mapping, not a text");
    refuse(*state, "version: 1\nbudgets: 5\n", "2:10: 'budgets' must be a mapping, not a text");
    refuse(*state, "version: 1\nbudgets: {a: 1, a: 2}\n", "2:17: the key 'a' is given twice; the first is at line 2");
}

static void test_found_upward(void **state) {
    struct scratch *scratch = *state;
    struct config config;
    struct error err = {0};
    scratch_write(scratch, "deep/er/x.c", "");
    const char *path = scratch_write(scratch, ".tripcount.yaml", "version: 1\n");
    assert_true(config_load(&scratch->arena, NULL, scratch_path(scratch, "deep/er"), &config, &err));
    assert_string_equal(config.path, path);
    assert_string_equal(config.directory, scratch->directory);
    const char *nearer = scratch_write(scratch, "deep/.tripcount.yaml", "version: 1\n");
    assert_true(config_load(&scratch->arena, NULL, scratch_path(scratch, "deep/er"), &config, &err));
    assert_string_equal(config.path, nearer);
    assert_true(config_load(&scratch->arena, NULL, "/", &config, &err));
    assert_null(config.path);
    assert_int_equal(config.model_count, 0);
}

static void test_named_file_must_exist(void **state) {
    struct scratch *scratch = *state;
    struct config config;
    struct error err = {0};
    const char *path = scratch_path(scratch, "none.yaml");
    assert_false(config_load(&scratch->arena, path, NULL, &config, &err));
    assert_error(&err, arena_printf(&scratch->arena, "cannot read %s: No such file or directory", path));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_all_keys),
        SCRATCH_TEST(test_least),
        SCRATCH_TEST(test_refused),
        SCRATCH_TEST(test_found_upward),
        SCRATCH_TEST(test_named_file_must_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
