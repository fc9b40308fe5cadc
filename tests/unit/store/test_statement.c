/* Values into statements and out of rows. */
#include "fixture.h"

#include "store/database.h"

#include <math.h>

static void prepare(struct fixture *fixture, struct statement *statement, struct store *store, const char *sql) {
    ASSERT_GOOD(fixture, statement_prepare(statement, store, sql, &fixture->err));
}

static void test_values_come_back(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct statement row;
    struct digest digest = {UINT64_C(0x0102030405060708), UINT64_C(0xf0f1f2f3f4f5f6f7)};
    bool has_row = false;
    size_t size = 1;
    prepare(fixture, &row, store, "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?");
    statement_bind_unsigned(&row, UINT64_MAX);
    statement_bind_integer(&row, INT64_MIN);
    statement_bind_real(&row, INFINITY);
    statement_bind_real(&row, NAN);
    statement_bind_text(&row, "a\xff\"';");
    statement_bind_text(&row, NULL);
    statement_bind_bytes(&row, NULL, 0);
    statement_bind_digest(&row, digest);
    statement_bind_integer(&row, UINT32_MAX);
    ASSERT_GOOD(fixture, statement_next(&row, &has_row, &fixture->err));
    assert_true(has_row);
    assert_true(statement_unsigned(&row) == UINT64_MAX);
    assert_true(statement_integer(&row) == INT64_MIN);
    assert_true(isinf(statement_real(&row)));
    assert_true(isnan(statement_real(&row)));
    assert_string_equal(statement_text(&row, &fixture->arena), "a\xff\"';");
    assert_true(statement_is_null(&row));
    assert_null(statement_text(&row, &fixture->arena));
    assert_non_null(statement_borrow_bytes(&row, &size));
    assert_int_equal(size, 0);
    assert_true(digest_is_equal(statement_digest(&row), digest));
    assert_true(statement_count(&row) == UINT32_MAX);
    ASSERT_GOOD(fixture, statement_next(&row, &has_row, &fixture->err));
    assert_false(has_row);
    statement_finish(&row);
    store_close(store);
}

static void take_count(struct statement *row) { (void)statement_count(row); }
static void take_integer(struct statement *row) { (void)statement_integer(row); }
static void take_truth(struct statement *row) { (void)statement_truth(row); }
static void take_real(struct statement *row) { (void)statement_real(row); }
static void take_text(struct statement *row) { (void)statement_borrow_text(row); }
static void take_digest(struct statement *row) { (void)statement_digest(row); }
static void take_bytes(struct statement *row) {
    size_t size;
    (void)statement_borrow_bytes(row, &size);
}
static const char *word(uint32_t value) { return value == 0 ? "zero" : "one"; }
static void take_name(struct statement *row) { (void)statement_name(row, word, 2); }

static void test_unexpected_values_are_damage(void **state) {
    static const struct {
        const char *sql;
        void (*take)(struct statement *row);
    } cases[] = {
        {"SELECT -1", take_count},       {"SELECT 4294967296", take_count}, {"SELECT '1'", take_count},
        {"SELECT NULL", take_integer},   {"SELECT 1.5", take_integer},      {"SELECT 2", take_truth},
        {"SELECT 'x'", take_real},       {"SELECT 1", take_text},           {"SELECT x'00'", take_text},
        {"SELECT x'0102'", take_digest}, {"SELECT NULL", take_digest},      {"SELECT 'text of 16 chars'", take_digest},
        {"SELECT 'two'", take_name},     {"SELECT NULL", take_name},        {"SELECT 'x'", take_bytes},
    };
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct statement row;
        bool has_row = false;
        prepare(fixture, &row, store, cases[i].sql);
        ASSERT_GOOD(fixture, statement_next(&row, &has_row, &fixture->err));
        assert_true(has_row);
        cases[i].take(&row);
        ASSERT_REFUSED(fixture, statement_next(&row, &has_row, &fixture->err), "damaged", "costs one full run");
        assert_false(has_row);
        statement_finish(&row);
    }
    store_close(store);
}

static void test_names_are_indices(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct statement row;
    bool has_row = false;
    prepare(fixture, &row, store, "SELECT 'one', 'zero'");
    ASSERT_GOOD(fixture, statement_next(&row, &has_row, &fixture->err));
    assert_int_equal(statement_name(&row, word, 2), 1);
    assert_int_equal(statement_name(&row, word, 2), 0);
    ASSERT_GOOD(fixture, statement_run(&row, &fixture->err));
    statement_finish(&row);
    store_close(store);
}

/* A statement serves again, and what was bound before is gone. */
static void test_statements_serve_again(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    struct statement row;
    prepare(fixture, &row, store, "INSERT INTO run_library (library, call_count) VALUES (?, ?)");
    statement_bind_text(&row, "libpq");
    statement_bind_integer(&row, 1);
    ASSERT_GOOD(fixture, statement_run(&row, &fixture->err));
    statement_bind_text(&row, "curl");
    ASSERT_REFUSED(fixture, statement_run(&row, &fixture->err), "NOT NULL");
    statement_bind_text(&row, "curl");
    statement_bind_integer(&row, 2);
    ASSERT_GOOD(fixture, statement_run(&row, &fixture->err));
    statement_bind_text(&row, "curl");
    statement_bind_integer(&row, 3);
    statement_bind_integer(&row, 4); /* there is no third parameter */
    assert_false(statement_run(&row, &fixture->err));
    error_finish(&fixture->err);
    statement_finish(&row);
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT * FROM run_library"), "1|libpq|1\n2|curl|2\n");
}

static void test_transactions_take_place_or_not(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, store_begin_write(store, &fixture->err));
    ASSERT_GOOD(fixture, store_run(store, "INSERT INTO run_library VALUES (1, 'a', 1)", &fixture->err));
    assert_false(store_end(store, false, &fixture->err));
    assert_null(fixture->err.message);
    ASSERT_GOOD(fixture, store_begin_write(store, &fixture->err));
    ASSERT_GOOD(fixture, store_run(store, "INSERT INTO run_library VALUES (2, 'b', 1)", &fixture->err));
    ASSERT_GOOD(fixture, store_end(store, true, &fixture->err));
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT * FROM run_library"), "2|b|1\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_values_come_back),       TEST(test_unexpected_values_are_damage),   TEST(test_names_are_indices),
        TEST(test_statements_serve_again), TEST(test_transactions_take_place_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
