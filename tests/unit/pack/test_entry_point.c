/* entry_points: of .tripcount.yaml. */
#include "pack/config.h"

#include "unit/pack/scratch.h"

static void refuse(struct scratch *scratch, const char *entries, const char *message) {
    struct config config;
    struct error err = {0};
    const char *text = arena_printf(&scratch->arena, "version: 1\nentry_points: %s\n", entries);
    const char *path = scratch_write(scratch, "c.yaml", text);
    assert_false(config_load(&scratch->arena, path, NULL, &config, &err));
    assert_error_at(&err, path, message);
}

static void test_entries(void **state) {
    struct scratch *scratch = *state;
    struct config config;
    struct error err = {0};
    const char *path = scratch_write(scratch, "c.yaml",
                                     "version: 1\n"
                                     "entry_points:\n"
                                     "  place order: {function: handle_order, per_second: 120, latency_budget: 50ms}\n"
                                     "  \"nightly report\":\n"
                                     "    function: ns::Report::run\n"
                                     "  slow: {function: f, latency_budget: 2s}\n");
    assert_true(config_load(&scratch->arena, path, NULL, &config, &err));
    assert_int_equal(config.entry_point_count, 3);
    assert_string_equal(config.entry_points[0].name, "place order");
    assert_string_equal(config.entry_points[0].function, "handle_order");
    assert_int_equal(config.entry_points[0].per_second, 120);
    assert_int_equal(config.entry_points[0].latency_budget_ms, 50);
    assert_int_equal(config.entry_points[0].line, 3);
    assert_int_equal(config.entry_points[0].column, 16);
    assert_string_equal(config.entry_points[1].name, "nightly report");
    assert_string_equal(config.entry_points[1].function, "ns::Report::run");
    assert_int_equal(config.entry_points[1].per_second, 0);
    assert_int_equal(config.entry_points[1].latency_budget_ms, 0);
    assert_int_equal(config.entry_points[2].latency_budget_ms, 2000);
    assert_int_equal(config.unused_key_count, 0);
}

static void test_refused(void **state) {
    refuse(*state, "[a]", "2:15: 'entry_points' must be a mapping, not a list");
    refuse(*state, "{a: f}", "2:19: an entry point must be a mapping, not a text");
    refuse(*state, "{a: {per_second: 3}}", "2:19: an entry point needs the key 'function'");
    refuse(*state, "{a: {function: f, per_secnd: 3}}",
           "2:33: unknown key 'per_secnd' in an entry point; did you mean 'per_second'?");
    refuse(*state, "{a: {function: f, per_second: 0}}",
           "2:45: 'per_second' must be a whole number from 1 to 1000000000, not '0'");
    refuse(*state, "{a: {function: f, latency_budget: 50}}",
           "2:49: 'latency_budget' must be a time of 1ms to 24 hours like 50ms or 2s, not '50'");
    refuse(*state, "{a: {function: f, latency_budget: 0ms}}",
           "2:49: 'latency_budget' must be a time of 1ms to 24 hours like 50ms or 2s, not '0ms'");
    refuse(*state, "{a: {function: f, latency_budget: 86401s}}",
           "2:49: 'latency_budget' must be a time of 1ms to 24 hours like 50ms or 2s, not '86401s'");
    refuse(*state, "{a: {function: f}, a: {function: g}}", "2:34: the key 'a' is given twice; the first is at line 2");
    refuse(*state, "{\"\": {function: f}}", "2:16: a key must not be empty");
}

int main(void) {
    const struct CMUnitTest tests[] = {SCRATCH_TEST(test_entries), SCRATCH_TEST(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
