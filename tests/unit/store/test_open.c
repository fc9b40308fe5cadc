/* Which files are opened, made, renewed and refused. */
#include "fixture.h"

#include "base/log.h"
#include "base/vec.h"
#include "store/database.h"

#include <fcntl.h>

/* ---- Making and opening ---- */

static void test_default_place_ignores_itself(void **state) {
    struct fixture *fixture = *state;
    struct store *store = NULL;
    struct buffer text = {0};
    fixture->path = store_default_path(&fixture->arena, fixture->root);
    assert_string_equal(fixture->path, fixture_path(fixture, ".tripcount/tripcount.db"));
    store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, file_read(fixture_path(fixture, ".tripcount/.gitignore"), &text, &fixture->err));
    assert_string_equal(buffer_text(&text), "*\n");
    buffer_finish(&text);
    store_close(store);
    assert_string_equal(query_sql(fixture, "PRAGMA journal_mode"), "wal\n");
    assert_string_equal(query_sql(fixture, "PRAGMA application_id"), "1416784240\n");
    assert_string_equal(query_sql(fixture, "PRAGMA user_version"), "3\n");
    store_close(open_store(fixture, STORE_WRITE));
    store_close(open_store(fixture, STORE_READ));
}

static void test_a_gitignore_of_the_user_stays(void **state) {
    struct fixture *fixture = *state;
    struct buffer text = {0};
    const char *ignore = fixture_path(fixture, ".tripcount/.gitignore");
    fixture->path = store_default_path(&fixture->arena, fixture->root);
    ASSERT_GOOD(fixture, file_make_directory(fixture_path(fixture, ".tripcount"), &fixture->err));
    ASSERT_GOOD(fixture, file_write(ignore, "!*\n", 3, &fixture->err));
    store_close(open_store(fixture, STORE_WRITE));
    ASSERT_GOOD(fixture, file_read(ignore, &text, &fixture->err));
    assert_string_equal(buffer_text(&text), "!*\n");
    buffer_finish(&text);
}

/* Names to which SQLite gives a meaning of its own, and those that are escaped in a URI. */
static void test_odd_names_are_files(void **state) {
    static const char *const names[] = {":memory:", "file:x?mode=memory", "100% #1?.db", "a b\"c'd.db"};
    struct fixture *fixture = *state;
    char *before = getcwd(NULL, 0);
    assert_int_equal(chdir(fixture->root), 0);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        fixture->path = names[i];
        store_close(open_store(fixture, STORE_WRITE));
        assert_true(file_exists(fixture_path(fixture, names[i])));
        store_close(open_store(fixture, STORE_READ));
    }
    assert_int_equal(chdir(before), 0);
    free(before);
}

static uint32_t count_entries(const char *path) {
    uint32_t count = 0;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory))
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}

static void test_nothing_is_left_beside(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &(struct result){0}, NULL, &fixture->err));
    store_close(store);
    assert_int_equal(count_entries(fixture->root), 1);
    store = open_store(fixture, STORE_READ);
    struct result result;
    bool found = false;
    ASSERT_GOOD(fixture, store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err));
    assert_true(found);
    store_close(store);
    assert_int_equal(count_entries(fixture->root), 1);
}

static bool try_open(struct fixture *fixture, enum store_mode mode) {
    struct store *store = NULL;
    bool good = store_open(fixture->path, fixture->root, mode, &store, &fixture->err);
    if (good)
        store_close(store);
    else
        assert_null(store);
    return good;
}

static void test_reading_needs_a_database(void **state) {
    struct fixture *fixture = *state;
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), fixture->path, "run tripcount analyze first");
    assert_int_equal(count_entries(fixture->root), 0);
}

static void test_folder_of_another_name_is_not_made(void **state) {
    struct fixture *fixture = *state;
    fixture->path = fixture_path(fixture, "missing/x.db");
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_WRITE), fixture->path, "No such file or directory");
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), fixture->path, "run tripcount analyze first");
    assert_int_equal(count_entries(fixture->root), 0);
}

static void test_reader_cannot_write(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    struct store *store = open_store(fixture, STORE_READ);
    bool good = store_save_result(store, sample_digest(1), &(struct result){0}, NULL, &fixture->err);
    ASSERT_REFUSED(fixture, good, fixture->path, "read-only");
    store_close(store);
}

/* ---- Refusals: the file and its folder are afterwards as they were ---- */

struct look {
    struct file_stamp stamp;
    struct digest digest;
    uint32_t entry_count;
};

static struct look look_at(struct fixture *fixture) {
    struct buffer text = {0};
    struct look look = {.stamp = file_stamp_of(fixture->path), .entry_count = count_entries(fixture->root)};
    if (!file_is_directory(fixture->path))
        ASSERT_GOOD(fixture, file_read(fixture->path, &text, &fixture->err));
    look.digest = digest_of(buffer_text(&text), text.size);
    buffer_finish(&text);
    return look;
}

static void assert_untouched(struct fixture *fixture, const char *word) {
    struct look before = look_at(fixture);
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_WRITE), fixture->path, word);
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), fixture->path, word);
    struct look after = look_at(fixture);
    assert_true(file_stamp_is_equal(before.stamp, after.stamp));
    assert_true(digest_is_equal(before.digest, after.digest));
    assert_int_equal(before.entry_count, after.entry_count);
}

static void test_other_files_are_refused(void **state) {
    struct fixture *fixture = *state;
    char text[5000];
    memset(text, 'x', sizeof text);
    ASSERT_GOOD(fixture, file_write(fixture->path, text, sizeof text, &fixture->err));
    assert_untouched(fixture, "is no database");
    ASSERT_GOOD(fixture, file_write(fixture->path, "SQLite format 3", 16, &fixture->err));
    assert_untouched(fixture, "is no database");
    ASSERT_GOOD(fixture, file_write(fixture->path, "", 0, &fixture->err));
    assert_untouched(fixture, "is empty");
}

static void test_folders_and_pipes_are_refused(void **state) {
    struct fixture *fixture = *state;
    fixture->path = fixture->root;
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_WRITE), "folder");
    fixture->path = fixture_path(fixture, "pipe");
    assert_int_equal(mkfifo(fixture->path, 0600), 0);
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_WRITE), "device");
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), "device");
}

static void test_database_of_another_program_is_refused(void **state) {
    struct fixture *fixture = *state;
    run_sql(fixture->path, "CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('x')");
    assert_untouched(fixture, "another program");
    run_sql(fixture->path, "PRAGMA application_id = 252006673");
    assert_untouched(fixture, "another program");
}

/* Its log is part of it: were it folded into the file, the other program's journal would have been touched. */
static void test_foreign_database_in_use_is_refused(void **state) {
    struct fixture *fixture = *state;
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(fixture->path, &other), SQLITE_OK);
    sqlite3_exec(other, "PRAGMA journal_mode = WAL; CREATE TABLE bookmark (url TEXT)", NULL, NULL, NULL);
    struct file_stamp log = file_stamp_of(fixture_path(fixture, "test.db-wal"));
    assert_true(log.size > 0);
    assert_untouched(fixture, "another program");
    assert_true(file_stamp_is_equal(log, file_stamp_of(fixture_path(fixture, "test.db-wal"))));
    sqlite3_close(other);
}

static void test_newer_version_is_refused(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    run_sql(fixture->path, "PRAGMA user_version = 4");
    assert_untouched(fixture, "newer tripcount");
}

/* Leaves what is written in the log, as a process does that is killed. */
static void run_sql_and_die(const char *path, const char *sql) {
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *connection = NULL;
        bool good = sqlite3_open(path, &connection) == SQLITE_OK &&
                    sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK;
        _exit(good ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* The number stands only in the log yet. */
static void test_newer_version_in_the_log_is_refused(void **state) {
    struct fixture *fixture = *state;
    const char *log = fixture_path(fixture, "test.db-wal");
    store_close(open_store(fixture, STORE_WRITE));
    run_sql_and_die(fixture->path, "PRAGMA user_version = 4");
    struct file_stamp before = file_stamp_of(log);
    assert_true(before.size > 0);
    assert_untouched(fixture, "newer tripcount");
    assert_true(file_stamp_is_equal(before, file_stamp_of(log)));
}

/* What a killed run had committed is there. */
static void test_log_of_a_killed_run_is_read(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    run_sql_and_die(fixture->path, "INSERT INTO run_library (library, call_count) VALUES ('libpq', 7)");
    store_close(open_store(fixture, STORE_READ));
    assert_string_equal(query_sql(fixture, "SELECT library, call_count FROM run_library"), "libpq|7\n");
    assert_int_equal(count_entries(fixture->root), 1);
}

static void test_missing_tables_are_refused(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    run_sql(fixture->path, "DROP VIEW finding_overview; DROP VIEW cost_overview; DROP TABLE formula");
    assert_untouched(fixture, "has not the tables");
}

static void test_only_our_numbers_do_not_make_it_ours(void **state) {
    struct fixture *fixture = *state;
    run_sql(fixture->path, "PRAGMA application_id = 1416784240; PRAGMA user_version = 3; CREATE TABLE run (x)");
    assert_untouched(fixture, "has not the tables");
}

/* All tables of schema.sql are asked for when a database is opened. */
static void test_every_table_is_checked(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    const char *names = query_sql(fixture, "SELECT name FROM sqlite_master WHERE type = 'table'");
    uint32_t count = 0;
    char *copy = checked_duplicate(names);
    char *rest = NULL;
    for (char *name = strtok_r(copy, "\n", &rest); name != NULL; name = strtok_r(NULL, "\n", &rest)) {
        run_sql(fixture->path, arena_printf(&fixture->arena,
                                            "PRAGMA legacy_alter_table = 1; ALTER TABLE \"%s\" RENAME TO gone", name));
        ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), "has not the tables");
        run_sql(fixture->path, arena_printf(&fixture->arena,
                                            "PRAGMA legacy_alter_table = 1; ALTER TABLE gone RENAME TO \"%s\"", name));
        count++;
    }
    free(copy);
    assert_true(count >= 17);
    assert_true(try_open(fixture, STORE_READ));
}

/* What people add does not matter. */
static void test_views_of_the_user_are_fine(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    run_sql(fixture->path, "CREATE VIEW mine AS SELECT 1; CREATE TABLE notes (x)");
    store_close(open_store(fixture, STORE_WRITE));
    assert_string_equal(query_sql(fixture, "SELECT count(*) FROM notes"), "0\n");
}

/* ---- Older versions ---- */

static void make_old(struct fixture *fixture) {
    struct store *store = open_store(fixture, STORE_WRITE);
    struct dependency file = sample_file(fixture, "a.c", 1);
    struct store_new_unit unit = sample_unit(fixture, "a.c", 1, &file, 1);
    ASSERT_GOOD(fixture, store_save_units(store, &unit, 1, &fixture->err));
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &(struct result){0}, NULL, &fixture->err));
    store_close(store);
    run_sql(fixture->path, "DROP TABLE finding_step; CREATE TABLE \"odd \"\" name\" (x); CREATE VIEW v AS SELECT 1; "
                           "ALTER TABLE file ADD COLUMN more TEXT; PRAGMA user_version = 0");
}

static void test_older_version_is_renewed(void **state) {
    struct fixture *fixture = *state;
    struct store_units units;
    make_old(fixture);
    ASSERT_REFUSED(fixture, try_open(fixture, STORE_READ), "older tripcount", "tripcount analyze");
    log_set_level(LOG_ERROR);
    struct store *store = open_store(fixture, STORE_WRITE);
    log_set_level(LOG_WARNING);
    ASSERT_GOOD(fixture, store_load_units(store, &fixture->arena, &units, &fixture->err));
    assert_int_equal(units.unit_count, 0);
    assert_int_equal(units.file_count, 0);
    store_close(store);
    assert_string_equal(query_sql(fixture, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'odd%'"), "0\n");
    assert_string_equal(query_sql(fixture, "PRAGMA user_version"), "3\n");
    assert_string_equal(query_sql(fixture, "PRAGMA integrity_check"), "ok\n");
    assert_true(try_open(fixture, STORE_READ));
}

/* ---- Who may not write ---- */

/* Runs `check` as a user for whom permissions count: the superuser may write everywhere. */
static int run_as_nobody(struct fixture *fixture, bool (*check)(struct fixture *)) {
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(2);
        _exit(check(fixture) ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static bool is_told(struct fixture *fixture, bool result, const char *word) {
    bool good = !result && fixture->err.message != NULL && strstr(fixture->err.message, word) != NULL;
    if (!good)
        fprintf(stderr, "expected \"%s\" in: %s\n", word, result ? "success" : fixture->err.message);
    error_finish(&fixture->err);
    return good;
}

static bool cannot_make(struct fixture *fixture) {
    return is_told(fixture, try_open(fixture, STORE_WRITE), "Permission denied");
}

static bool cannot_write_but_reads(struct fixture *fixture) {
    struct store *store = NULL;
    struct result result;
    bool found = false;
    if (!is_told(fixture, try_open(fixture, STORE_WRITE), "read-only"))
        return false;
    bool good = store_open(fixture->path, fixture->root, STORE_READ, &store, &fixture->err) &&
                store_load_last_result(store, &fixture->arena, &result, &found, &fixture->err) && found;
    if (!good)
        fprintf(stderr, "%s\n", fixture->err.message);
    store_close(store);
    return good;
}

static void test_read_only_folder(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(chmod(fixture->root, 0555), 0);
    assert_int_equal(run_as_nobody(fixture, cannot_make), 0);
    assert_int_equal(chmod(fixture->root, 0755), 0);
    assert_int_equal(count_entries(fixture->root), 0);
}

static void test_read_only_folder_with_database(void **state) {
    struct fixture *fixture = *state;
    struct store *store = open_store(fixture, STORE_WRITE);
    ASSERT_GOOD(fixture, store_save_result(store, sample_digest(1), &(struct result){0}, NULL, &fixture->err));
    store_close(store);
    assert_int_equal(chmod(fixture->path, 0666), 0);
    assert_int_equal(chmod(fixture->root, 0555), 0);
    assert_int_equal(run_as_nobody(fixture, cannot_write_but_reads), 0);
    assert_int_equal(chmod(fixture->path, 0444), 0);
    assert_int_equal(run_as_nobody(fixture, cannot_write_but_reads), 0);
    assert_int_equal(chmod(fixture->root, 0755), 0);
    assert_int_equal(count_entries(fixture->root), 1);
}

static bool cannot_read(struct fixture *fixture) {
    return is_told(fixture, try_open(fixture, STORE_READ), "Permission denied") &&
           is_told(fixture, try_open(fixture, STORE_WRITE), "Permission denied");
}

static void test_unreadable_database(void **state) {
    struct fixture *fixture = *state;
    store_close(open_store(fixture, STORE_WRITE));
    assert_int_equal(chmod(fixture->path, 0), 0);
    assert_int_equal(chmod(fixture->root, 0755), 0);
    assert_int_equal(run_as_nobody(fixture, cannot_read), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_default_place_ignores_itself),
        TEST(test_a_gitignore_of_the_user_stays),
        TEST(test_odd_names_are_files),
        TEST(test_nothing_is_left_beside),
        TEST(test_reading_needs_a_database),
        TEST(test_folder_of_another_name_is_not_made),
        TEST(test_reader_cannot_write),
        TEST(test_other_files_are_refused),
        TEST(test_folders_and_pipes_are_refused),
        TEST(test_database_of_another_program_is_refused),
        TEST(test_foreign_database_in_use_is_refused),
        TEST(test_newer_version_is_refused),
        TEST(test_newer_version_in_the_log_is_refused),
        TEST(test_log_of_a_killed_run_is_read),
        TEST(test_missing_tables_are_refused),
        TEST(test_only_our_numbers_do_not_make_it_ours),
        TEST(test_every_table_is_checked),
        TEST(test_views_of_the_user_are_fine),
        TEST(test_older_version_is_renewed),
        TEST(test_read_only_folder),
        TEST(test_read_only_folder_with_database),
        TEST(test_unreadable_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
