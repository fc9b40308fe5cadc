/* What is told when the disk is full, the file is damaged or somebody else writes; what was there before stays. */
#include "sample_result.h"

#include "store/database.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static void save_small(struct fixture *fixture) {
    struct store *store = open_store(fixture, STORE_WRITE);
    struct result result = {.run = {.tool = "before"}};
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &result, NULL, &fixture->err));
    store_close(store);
}

static void assert_before(struct fixture *fixture) {
    struct store *store = open_store(fixture, STORE_READ);
    struct result result = {0};
    bool found = false;
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err));
    assert_true(found);
    assert_string_equal(result.run.tool, "before");
    assert_int_equal(result.finding_count, 0);
    store_close(store);
    assert_string_equal(query_sql(fixture, "PRAGMA integrity_check"), "ok\n");
}

static const char *make_summary(struct fixture *fixture, size_t size) {
    char *summary = arena_alloc(&fixture->arena, size + 1);
    memset(summary, 's', size);
    return summary;
}

static void test_full_disk(void **state) {
    struct fixture *fixture = *state;
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, NULL, 0);
    unit.summary_size = 4000000;
    unit.summary = make_summary(fixture, unit.summary_size);
    save_small(fixture);
    struct store *store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, store_run(store, "PRAGMA max_page_count = 200", &fixture->err));
    ASSERT_REFUSED(fixture, store_save_units(store, &unit, 1, &fixture->err), fixture->path, "no space is left");
    /* The store goes on: less fits. */
    unit.summary_size = 1000;
    ASSERT_GOOD(fixture, store_save_units(store, &unit, 1, &fixture->err));
    store_close(store);
    assert_before(fixture);
    assert_string_equal(query_sql(fixture, "SELECT summary_size FROM translation_unit"), "1000\n");
}

/* The system refuses to make a file larger, as a quota or a broken disk does. */
static int fail_to_write(struct fixture *fixture, const struct store_new_unit *unit) {
    struct store *store = NULL;
    struct rlimit limit = {1000000, 1000000};
    signal(SIGXFSZ, SIG_IGN);
    if (!store_open(fixture->path, fixture->root, STORE_WRITE, &store, &fixture->err))
        return 2;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 3;
    if (store_save_units(store, unit, 1, &fixture->err))
        return 4;
    if (strstr(fixture->err.message, fixture->path) == NULL ||
        strstr(fixture->err.message, "as it was before") == NULL) {
        fprintf(stderr, "%s\n", fixture->err.message);
        return 5;
    }
    error_finish(&fixture->err);
    store_close(store);
    return 0;
}

static void test_write_error(void **state) {
    struct fixture *fixture = *state;
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, NULL, 0);
    unit.summary_size = 8000000;
    unit.summary = make_summary(fixture, unit.summary_size);
    save_small(fixture);
    pid_t child = fork();
    if (child == 0)
        _exit(fail_to_write(fixture, &unit));
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_before(fixture);
}

/* There is no room for the first database: nothing half made stays. */
static int fail_to_make(struct fixture *fixture) {
    struct store *store = NULL;
    struct rlimit limit = {8192, 8192};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    if (store_open(fixture->path, fixture->root, STORE_WRITE, &store, &fixture->err))
        return 3;
    return strstr(fixture->err.message, fixture->path) != NULL && !file_exists(fixture->path) ? 0 : 4;
}

static void test_no_room_to_make_one(void **state) {
    struct fixture *fixture = *state;
    pid_t child = fork();
    if (child == 0)
        _exit(fail_to_make(fixture));
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(rmdir(fixture->root), 0); /* it is empty */
}

/* ---- Damage ---- */

static void overwrite(const char *path, off_t from, off_t to) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(file >= 0);
    for (off_t i = from; i < to; i++)
        assert_int_equal(pwrite(file, "\xa5", 1, i), 1);
    close(file);
}

/* Opens, loads all and saves all, and gives the first failure's message; no call may crash. */
static bool use_all(struct fixture *fixture) {
    struct store *store = NULL;
    struct store_units units = {0};
    struct result result = sample_result(&fixture->arena);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, NULL, 0);
    const void *data;
    size_t size;
    bool found;
    bool good = store_open(fixture->path, fixture->root, STORE_WRITE, &store, &fixture->err) &&
                store_load_units(store, &fixture->arena, &units, &fixture->err);
    for (uint32_t i = 0; good && i < units.unit_count; i++)
        good = store_load_summary(store, &units.units[i], &fixture->arena, &data, &size, &found, &fixture->err);
    good = good && store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err) &&
           store_save_units(store, &unit, 1, &fixture->err) &&
           store_save_result(store, sample_digest(2), &result, NULL, &fixture->err);
    store_close(store);
    return good;
}

static void fill(struct fixture *fixture) {
    enum { UNITS = 60 };
    struct store_new_unit units[UNITS];
    struct result result = sample_result(&fixture->arena);
    struct store *store = open_store(fixture, STORE_WRITE);
    for (uint32_t i = 0; i < UNITS; i++) {
        struct dependency *file = ARENA_NEW(&fixture->arena, struct dependency);
        *file = sample_file(fixture, arena_printf(&fixture->arena, "some/longer/path/of/a/header/%u.h", i), i);
        units[i] = sample_unit(fixture, arena_printf(&fixture->arena, "%u.c", i), i, file, 1);
        units[i].summary_size = 6000;
        units[i].summary = make_summary(fixture, 6000);
    }
    ASSERT_GOOD(fixture, store_save_units(store, units, UNITS, &fixture->err));
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &result, NULL, &fixture->err));
    store_close(store);
}

static void test_truncated_database(void **state) {
    struct fixture *fixture = *state;
    fill(fixture);
    struct file_stamp stamp = file_stamp_of(fixture->path);
    assert_int_equal(truncate(fixture->path, stamp.size / 2 / 4096 * 4096), 0);
    ASSERT_REFUSED(fixture, use_all(fixture), fixture->path, "damaged", "delete it", "costs one full run");
    assert_true(file_stamp_of(fixture->path).size < stamp.size);
}

/* Page by page: each is overwritten, and whatever is met is told as damage. Pages of the summaries hold bytes of which
 * SQLite knows nothing, and some pages are free: so not every page is noticed. */
static void test_overwritten_pages(void **state) {
    struct fixture *fixture = *state;
    struct buffer whole = {0};
    uint32_t told = 0;
    fill(fixture);
    ASSERT_GOOD(fixture, file_read(fixture->path, &whole, &fixture->err));
    for (off_t page = 0; page < (off_t)whole.size; page += 4096) {
        ASSERT_GOOD(fixture, file_write(fixture->path, whole.data, whole.size, &fixture->err));
        overwrite(fixture->path, page + 100, page + 4096);
        if (use_all(fixture))
            continue;
        told++;
        if (strstr(fixture->err.message, "damaged") == NULL)
            fail_msg("page at %lld: %s", (long long)page, fixture->err.message);
        error_finish(&fixture->err);
    }
    assert_true(told > 15);
    buffer_finish(&whole);
}

/* ---- Others ---- */

static void test_busy_database(void **state) {
    struct fixture *fixture = *state;
    struct result result = {.run = {.tool = "after"}};
    sqlite3 *other = NULL;
    save_small(fixture);
    struct store *store = open_store(fixture, STORE_WRITE);
    sqlite3_busy_timeout(store->connection, 20);
    assert_int_equal(sqlite3_open(fixture->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ASSERT_REFUSED(fixture, store_save_result(store, sample_digest(2), &result, NULL, &fixture->err), fixture->path,
                   "is in use", "30 s");
    struct result loaded = {0};
    bool found = false;
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &loaded, &found, &fixture->err));
    assert_string_equal(loaded.run.tool, "before");
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(2), &result, NULL, &fixture->err));
    store_close(store);
}

static void test_every_code_has_words(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    static const struct {
        int code;
        const char *word;
    } cases[] = {
        {SQLITE_CORRUPT, "damaged"},      {SQLITE_NOTADB, "damaged"},           {SQLITE_IOERR_CORRUPTFS, "damaged"},
        {SQLITE_FULL, "no space"},        {SQLITE_IOERR_READ, "read or write"}, {SQLITE_IOERR_SHMSIZE, "-shm"},
        {SQLITE_READONLY, "read-only"},   {SQLITE_READONLY_DIRECTORY, "--db"},  {SQLITE_CANTOPEN, "--db"},
        {SQLITE_BUSY_RECOVERY, "in use"}, {SQLITE_PROTOCOL, "in use"},          {SQLITE_TOOBIG, "cannot use"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        ASSERT_REFUSED(fixture, store_fail(store, cases[i].code, &fixture->err), fixture->path, cases[i].word);
    store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_full_disk),
        TEST(test_write_error),
        TEST(test_no_room_to_make_one),
        TEST(test_truncated_database),
        TEST(test_overwritten_pages),
        TEST(test_busy_database),
        TEST(test_every_code_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
