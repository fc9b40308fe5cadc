/* Results: saved whole, loaded equal, replaced. */
#include "sample_result.h"

static void save(struct fixture *fixture, struct store *store, uint64_t key, const struct result *result) {
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(key), result, NULL, &fixture->err));
}

static struct result load(struct fixture *fixture, struct store *store) {
    struct result result = {0};
    bool found = false;
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err));
    assert_true(found);
    return result;
}

static void test_there_is_none_at_first(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct result result;
    bool found = true;
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err));
    assert_false(found);
    found = true;
    ASSERT_GOOD(fixture, store_load_result(store, (struct digest){0}, &fixture->arena, &result, &found, &fixture->err));
    assert_false(found);
    store_close(store);
}

static void test_result_comes_back_equal(void **state) {
    struct fixture *fixture = *state;
    struct result result = sample_result(&fixture->arena);
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, 1, &result);
    store_close(store);
    store = open_store(fixture, STORE_READ);
    struct result loaded = load(fixture, store);
    store_close(store); /* all that was loaded is the arena's */
    assert_int_equal(loaded.finding_count, 4);
    assert_int_equal(loaded.findings[3].site_count, 4);
    assert_int_equal(loaded.findings[3].reached_from_count, 3);
    assert_string_equal(loaded.run.root, fixture->root);
    assert_same_result(&loaded, &result);
}

static void test_empty_result(void **state) {
    struct fixture *fixture = *state;
    struct result result = {0};
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, 1, &result);
    struct result loaded = load(fixture, store);
    assert_same_result(&loaded, &result);
    assert_int_equal(loaded.finding_count, 0);
    store_close(store);
}

/* Every text NULL, every number at its end. */
static void test_bare_finding_and_extreme_numbers(void **state) {
    struct fixture *fixture = *state;
    struct finding finding = {
        .place = {NULL, UINT32_MAX, UINT32_MAX},
        .roundtrips = {.value = (double)INFINITY, .lower = (double)NAN, .degree = UINT32_MAX, .break_even_ms = 5e-324},
    };
    struct function_cost cost = {.sends = {.value = -1.7976931348623157e308}};
    struct result result = {.findings = &finding, .finding_count = 1, .costs = &cost, .cost_count = 1};
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, 1, &result);
    struct result loaded = load(fixture, store);
    assert_same_result(&loaded, &result);
    assert_null(loaded.findings[0].after_fix);
    assert_null(loaded.findings[0].rule);
    store_close(store);
}

static void test_a_result_replaces_the_one_before(void **state) {
    struct fixture *fixture = *state;
    struct result big = sample_result(&fixture->arena);
    struct result small = sample_result(&fixture->arena);
    small.finding_count = 1;
    small.findings++;
    small.cost_count = 0;
    small.run.failed_count = 0;
    small.run.library_count = 1;
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, 1, &big);
    save(fixture, store, 2, &small);
    struct result loaded = load(fixture, store);
    assert_same_result(&loaded, &small);
    save(fixture, store, 3, &big);
    loaded = load(fixture, store);
    assert_same_result(&loaded, &big);
    store_close(store);
}

static void test_key_decides(void **state) {
    struct fixture *fixture = *state;
    struct result result = sample_result(&fixture->arena);
    struct result loaded = {0};
    bool found = true;
    struct store *store = open_store(fixture, STORE_WRITE);
    save(fixture, store, 1, &result);
    struct digest key = sample_digest(1);
    key.low++;
    ASSERT_GOOD(fixture, store_load_result(store, key, &fixture->arena, &loaded, &found, &fixture->err));
    assert_false(found);
    assert_null(loaded.findings);
    key.low--;
    ASSERT_GOOD(fixture, store_load_result(store, key, &fixture->arena, &loaded, &found, &fixture->err));
    assert_true(found);
    assert_same_result(&loaded, &result);
    store_close(store);
}

static void test_senseless_rows_are_damage(void **state) {
    static const char *const changes[] = {
        "UPDATE finding SET severity = 'fatal' WHERE id = 2",
        "UPDATE finding SET roundtrips = 0 WHERE id = 1",
        "UPDATE finding SET after_fix = 100000 WHERE id = 1",
        "UPDATE finding SET id = 9 WHERE id = 4",
        "UPDATE finding SET line = -1 WHERE id = 1",
        "UPDATE finding SET message = x'00' WHERE id = 1",
        "UPDATE finding_site SET finding = 5 WHERE finding = 4",
        "UPDATE finding_step SET finding = 0 WHERE finding = 1",
        "UPDATE finding_step SET kind = 'jump' WHERE finding = 1",
        "UPDATE assumption SET formula = 100000 WHERE formula = 1",
        "DELETE FROM formula WHERE id = 3",
        "DELETE FROM finding WHERE id = 1",
        "UPDATE formula SET is_exact = 7",
        "UPDATE run SET result_key = x'00'",
        "UPDATE run SET unit_count = 5000000000",
        "UPDATE run_unit SET list = 'other'",
        "UPDATE run_unit SET status = 'x'",
        "UPDATE cost SET sends = 100000",
    };
    struct fixture *fixture = *state;
    struct result result = sample_result(&fixture->arena);
    for (size_t i = 0; i < ARRAY_COUNT(changes); i++) {
        struct store *store = open_store(fixture, STORE_WRITE);
        struct result loaded = {0};
        bool found = false;
        save(fixture, store, 1, &result);
        store_close(store);
        run_sql(fixture->path, arena_printf(&fixture->arena, "PRAGMA ignore_check_constraints = 1; %s", changes[i]));
        store = open_store(fixture, STORE_READ);
        bool good = store_load_last_result(store, &fixture->arena, &loaded, &found, &fixture->err);
        if (good)
            fail_msg("nothing was noticed after: %s", changes[i]);
        assert_null(loaded.findings);
        ASSERT_REFUSED(fixture, good, fixture->path, "damaged", "costs one full run");
        store_close(store);
    }
}

/* A table whose columns are others: made by a program that copied our numbers. */
static void test_missing_columns_are_damage(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct result result = sample_result(&fixture->arena);
    struct result loaded;
    bool found = false;
    save(fixture, store, 1, &result);
    store_close(store);
    run_sql(fixture->path, "ALTER TABLE run_unknown RENAME COLUMN evidence TO proof");
    store = open_store(fixture, STORE_READ);
    bool good = store_load_last_result(store, &fixture->arena, &loaded, &found, &fixture->err);
    ASSERT_REFUSED(fixture, good, "damaged", "evidence");
    store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_there_is_none_at_first),
        TEST(test_result_comes_back_equal),
        TEST(test_empty_result),
        TEST(test_bare_finding_and_extreme_numbers),
        TEST(test_a_result_replaces_the_one_before),
        TEST(test_key_decides),
        TEST(test_senseless_rows_are_damage),
        TEST(test_missing_columns_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
