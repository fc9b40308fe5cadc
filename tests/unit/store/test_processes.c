/* Several processes on one database, and processes that are killed while they write. */
#include "sample_result.h"

#include <signal.h>
#include <time.h>

enum { BATCHES = 25, BATCH_UNITS = 4, WRITERS = 3, SUMMARY_BYTES = 20000 };

/* The units of one process: files of its own, one header that all share. */
static bool save_batch(struct fixture *fixture, struct store *store, const char *who, uint32_t batch,
                       const char *summary) {
    struct store_new_unit units[BATCH_UNITS];
    struct dependency files[BATCH_UNITS][2];
    for (uint32_t i = 0; i < BATCH_UNITS; i++) {
        const char *name = arena_printf(&fixture->arena, "%s/%u.c", who, batch * BATCH_UNITS + i);
        files[i][0] = sample_file(fixture, name, batch);
        files[i][1] = sample_file(fixture, "shared.h", 1);
        units[i] = sample_unit(fixture, name, batch, files[i], 2);
        units[i].summary = summary;
        units[i].summary_size = SUMMARY_BYTES;
    }
    return store_save_units(store, units, BATCH_UNITS, &fixture->err);
}

static bool save_marked_result(struct fixture *fixture, struct store *store, const char *tool) {
    struct result result = sample_result(&fixture->arena);
    result.run.tool = tool;
    for (uint32_t i = 0; i < result.finding_count; i++)
        result.findings[i].function = tool;
    return store_save_result(store, digest_of(tool, strlen(tool)), &result, NULL, &fixture->err);
}

static const char *make_summary(struct fixture *fixture) {
    char *summary = arena_alloc(&fixture->arena, SUMMARY_BYTES);
    memset(summary, 's', SUMMARY_BYTES);
    return summary;
}

static bool run_writer(struct fixture *fixture, const char *who) {
    struct store *store = NULL;
    const char *summary = make_summary(fixture);
    bool good = store_open(fixture->path, fixture->root, STORE_WRITE, &store, &fixture->err);
    for (uint32_t i = 0; good && i < BATCHES; i++) {
        good = save_batch(fixture, store, who, i, summary);
        if (good && i % 10 == 0)
            good = save_marked_result(fixture, store, who);
    }
    good = good && save_marked_result(fixture, store, who);
    if (!good)
        fprintf(stderr, "%s\n", fixture->err.message);
    store_close(store);
    return good;
}

/* Whatever another process does meanwhile, a result is read whole. */
static bool run_reader(struct fixture *fixture) {
    for (uint32_t i = 0; i < 40; i++) {
        struct store *store = NULL;
        struct store_units units;
        struct result result;
        bool found = false;
        if (!file_exists(fixture->path)) {
            usleep(1000);
            continue;
        }
        bool good = store_open(fixture->path, fixture->root, STORE_READ, &store, &fixture->err) &&
                    store_load_units(store, &fixture->arena, &units, &fixture->err) &&
                    store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err);
        store_close(store);
        for (uint32_t k = 0; good && found && k < result.finding_count; k++)
            good = strcmp(result.findings[k].function, result.run.tool) == 0;
        if (!good)
            fprintf(stderr, "%s\n", fixture->err.message == NULL ? "a mixed result" : fixture->err.message);
        if (!good || (found && result.finding_count != 4) || units.unit_count % BATCH_UNITS != 0)
            return false;
    }
    return true;
}

static void test_all_writers_end_well(void **state) {
    struct fixture *fixture = *state;
    pid_t children[WRITERS + 1];
    for (uint32_t i = 0; i <= WRITERS; i++) {
        const char *who = arena_printf(&fixture->arena, "writer%u", i);
        children[i] = fork();
        if (children[i] == 0)
            _exit((i == WRITERS ? run_reader(fixture) : run_writer(fixture, who)) ? 0 : 1);
    }
    for (uint32_t i = 0; i <= WRITERS; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    struct store *store = open_store(fixture, STORE_READ);
    struct store_units units;
    ASSERT_GOOD(fixture, store_load_units(store, &fixture->arena, &units, &fixture->err));
    assert_int_equal(units.unit_count, WRITERS * BATCHES * BATCH_UNITS);
    assert_int_equal(units.file_count, WRITERS * BATCHES * BATCH_UNITS + 1);
    store_close(store);
    assert_string_equal(query_sql(fixture, "PRAGMA integrity_check"), "ok\n");
}

/* ---- Killed ---- */

static void kill_writer_after(struct fixture *fixture, const char *who, long microseconds) {
    pid_t child = fork();
    if (child == 0) {
        for (;;)
            (void)run_writer(fixture, who);
    }
    const struct timespec pause = {0, microseconds * 1000};
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

/* The result is one that some process saved whole, batches are whole, every dependency is known. */
static void assert_whole(struct fixture *fixture) {
    struct store_units units;
    struct result result;
    bool found = false;
    struct store *store = open_store(fixture, STORE_READ);
    ASSERT_GOOD(fixture, store_load_units(store, &fixture->arena, &units, &fixture->err));
    assert_int_equal(units.unit_count % BATCH_UNITS, 0);
    for (uint32_t i = 0; i < units.unit_count; i++) {
        const void *data;
        size_t size;
        bool has_summary = false;
        ASSERT_GOOD(fixture, store_load_summary(store, &units.units[i], &fixture->arena, &data, &size, &has_summary,
                                                &fixture->err));
        assert_true(has_summary);
        assert_int_equal(size, SUMMARY_BYTES);
    }
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err));
    store_close(store);
    if (!found)
        return;
    assert_int_equal(result.finding_count, 4);
    for (uint32_t i = 0; i < result.finding_count; i++)
        assert_string_equal(result.findings[i].function, result.run.tool);
}

/* From the first moments, when the database itself is made, to the middle of later batches. */
static void test_a_killed_writer_costs_nothing(void **state) {
    struct fixture *fixture = *state;
    uint32_t random = 12345; /* the same moments in each run, as far as a clock can say */
    for (uint32_t round = 0; round < 60; round++) {
        random = random * 1664525 + 1013904223;
        long microseconds = round < 20 ? 500 + (long)round * 400 : 2000 + (long)(random >> 16) % 60000;
        kill_writer_after(fixture, arena_printf(&fixture->arena, "writer%u", round % 3), microseconds);
        if (file_exists(fixture->path))
            assert_whole(fixture);
    }
    assert_true(run_writer(fixture, "last"));
    assert_whole(fixture);
    assert_string_equal(query_sql(fixture, "SELECT tool FROM run"), "last\n");
    assert_string_equal(query_sql(fixture, "PRAGMA integrity_check"), "ok\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_all_writers_end_well),
        TEST(test_a_killed_writer_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
