/* The queries that README shows, run on a stored sample as they are printed there; and the tables for people. */
#include "sample_result.h"

static const struct store_function functions[] = {
    {"load_orders", "c:@F@load_orders", "src/orders.c", 17, 40, "src/orders.c", "n", "0"},
    {"db_one", "c:@F@db_one", "src/db.c", 80, 95, "src/db.c", "1", "0"},
    {"handle", NULL, "src/main.c", 5, 9, "src/main.c", "2*n", NULL},
};
static const struct store_call_site call_sites[] = {
    {0, "db_one", {"src/orders.c", 33, 12}, NULL, NULL, true},
    {1, "PQexecParams", {"src/db.c", 88, 10}, "libpq", "roundtrip", false},
    {1, "PQexecParams", {"src/db.c", 90, 10}, "libpq", "roundtrip", true},
    {2, "redisCommand", {"src/main.c", 7, 3}, "hiredis", "roundtrip", true},
};
static const struct store_loop loops[] = {
    {0, "src/orders.c", 31, 34, "for", "n", true, "n"},
    {1, "src/db.c", 89, 91, "while", "turns at src/db.c:89", false, NULL},
};

static struct step steps[] = {
    {STEP_LOOP, {"src/orders.c", 31, 3}, "load_orders", "runs n times"},
    {STEP_CALL, {"src/orders.c", 33, 12}, "load_orders", "calls db_one"},
    {STEP_ROUNDTRIP, {"src/db.c", 88, 10}, "db_one", "PQexecParams waits for postgresql"},
};
static struct site sites[] = {{"PQexecParams", "libpq", "db_one", {"src/db.c", 88, 10}, {.expr = "n"}, 1}};
static const char *const entry_points[] = {"handle", "main"};

static struct finding make_finding(const char *function, const char *file, uint32_t line, struct formula roundtrips,
                                   enum phase phase) {
    return (struct finding){
        .rule = "call-in-loop",
        .severity = SEVERITY_WARNING,
        .confidence = CONFIDENCE_HIGH,
        .phase = phase,
        .place = {file, line, 12},
        .function = function,
        .callee = "PQexecParams",
        .library = "libpq",
        .peer = "postgresql",
        .roundtrips = roundtrips,
        .message = "waits",
        .sites = sites,
        .site_count = 1,
        .steps = steps,
        .step_count = 3,
        .reached_from = entry_points,
        .reached_from_count = 2,
        .fingerprint = "0123",
    };
}

static void save_sample(struct fixture *fixture) {
    struct finding findings[] = {
        make_finding("build_rows", "src/report.c", 210, (struct formula){"n*m", "n * m", .degree = 2, .value = 1e6},
                     PHASE_REQUEST),
        make_finding("load_orders", "src/orders.c", 33, (struct formula){"n", "n", .degree = 1, .value = 1000},
                     PHASE_REQUEST),
        make_finding("boot", "src/orders.c", 50, (struct formula){"n", "n", .degree = 1, .value = 1000}, PHASE_STARTUP),
    };
    struct function_cost costs[] = {
        {"build_rows", NULL, {"src/report.c", 200, 1}, {"m*n + 1", .degree = 2, .value = 1000001}, {.expr = "0"}},
        {"load_orders", NULL, {"src/orders.c", 17, 1}, {"n", .degree = 1, .value = 1000}, {.expr = "n"}},
    };
    struct unit_report failed[] = {{"src/x.c", UNIT_CRASH, "signal 11"}};
    struct unit_report partial[] = {{"src/p.c", UNIT_PARTIAL, "gone.h is missing"}};
    struct result result = {
        .run = {.failed = failed, .failed_count = 1, .partial = partial, .partial_count = 1},
        .findings = findings,
        .finding_count = 3,
        .costs = costs,
        .cost_count = 2,
    };
    struct store_program program = {functions, 3, call_sites, 4, loops, 2};
    struct store *store = open_store(fixture, STORE_WRITE);
    /* Twice: what is replaced is gone, in these tables too. */
    for (int i = 0; i < 2; i++)
        ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &result, &program, &fixture->err));
    store_close(store);
}

static void test_readme_queries(void **state) {
    static const struct {
        const char *sql;
        const char *rows;
    } queries[] = {
        {"SELECT number, file || ':' || line AS place, function, callee, roundtrips, entry_points\n"
         "FROM finding_overview WHERE phase = 'request' ORDER BY number LIMIT 10;",
         "1|src/report.c:210|build_rows|PQexecParams|n * m|2\n"
         "2|src/orders.c:33|load_orders|PQexecParams|n|2\n"},
        {"SELECT kind, file || ':' || line AS place, function, text\n"
         "FROM finding_step WHERE finding = 1 ORDER BY position;",
         "loop|src/orders.c:31|load_orders|runs n times\n"
         "call|src/orders.c:33|load_orders|calls db_one\n"
         "roundtrip|src/db.c:88|db_one|PQexecParams waits for postgresql\n"},
        {"SELECT function, file || ':' || line AS place, roundtrips, value\n"
         "FROM cost_overview ORDER BY degree DESC, value DESC LIMIT 10;",
         "build_rows|src/report.c:200|m*n + 1|1000001.0\n"
         "load_orders|src/orders.c:17|n|1000.0\n"},
        {"SELECT library, callee, count(*) AS calls, sum(in_loop) AS in_loops\n"
         "FROM call_overview WHERE library IS NOT NULL GROUP BY library, callee ORDER BY in_loops DESC, calls DESC;",
         "libpq|PQexecParams|2|1\n"
         "hiredis|redisCommand|1|1\n"},
        {"SELECT file || ':' || line AS place, function, form, turns\n"
         "FROM loop_overview WHERE NOT is_named ORDER BY file, line;",
         "src/db.c:89|db_one|while|turns at src/db.c:89\n"},
        {"SELECT file, count(*) AS findings, max(degree) AS worst_degree\n"
         "FROM finding_overview GROUP BY file ORDER BY findings DESC, file;",
         "src/orders.c|2|1\n"
         "src/report.c|1|2\n"},
        {"SELECT status, file, message FROM run_unit ORDER BY id;", "crash|src/x.c|signal 11\n"
                                                                    "partial|src/p.c|gone.h is missing\n"},
    };
    struct fixture *fixture = *state;
    save_sample(fixture);
    for (size_t i = 0; i < ARRAY_COUNT(queries); i++)
        assert_string_equal(query_sql(fixture, queries[i].sql), queries[i].rows);
}

static void test_program_tables(void **state) {
    struct fixture *fixture = *state;
    save_sample(fixture);
    assert_string_equal(query_sql(fixture, "SELECT * FROM function"),
                        "1|load_orders|c:@F@load_orders|src/orders.c|17|40|src/orders.c|n|0\n"
                        "2|db_one|c:@F@db_one|src/db.c|80|95|src/db.c|1|0\n"
                        "3|handle|null|src/main.c|5|9|src/main.c|2*n|null\n");
    assert_string_equal(query_sql(fixture, "SELECT * FROM call_site"),
                        "1|1|db_one|src/orders.c|33|12|null|null|1\n"
                        "2|2|PQexecParams|src/db.c|88|10|libpq|roundtrip|0\n"
                        "3|2|PQexecParams|src/db.c|90|10|libpq|roundtrip|1\n"
                        "4|3|redisCommand|src/main.c|7|3|hiredis|roundtrip|1\n");
    assert_string_equal(query_sql(fixture, "SELECT * FROM loop"),
                        "1|1|src/orders.c|31|34|for|n|1|n\n"
                        "2|2|src/db.c|89|91|while|turns at src/db.c:89|0|null\n");
}

static void test_without_a_program_the_tables_are_empty(void **state) {
    struct fixture *fixture = *state;
    save_sample(fixture);
    struct store *store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(2), &(struct result){0}, NULL, &fixture->err));
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT (SELECT count(*) FROM function), (SELECT count(*) FROM call_site), "
                                           "(SELECT count(*) FROM loop), (SELECT count(*) FROM finding_step)"),
                        "0|0|0|0\n");
}

/* People see the comments of schema.sql in the shell. */
static void test_tables_tell_what_they_hold(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    assert_string_equal(query_sql(fixture, "SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                                           "AND sql NOT LIKE '%/*%*/%'"),
                        "0\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_readme_queries),
        TEST(test_program_tables),
        TEST(test_without_a_program_the_tables_are_empty),
        TEST(test_tables_tell_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
