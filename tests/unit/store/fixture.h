/* A temporary directory with a database in it, for the tests of store/. */
#ifndef TRIPCOUNT_TESTS_STORE_FIXTURE_H
#define TRIPCOUNT_TESTS_STORE_FIXTURE_H

#include "base/file.h"
#include "base/path.h"
#include "store/store.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

struct fixture {
    struct arena arena;
    const char *root;
    const char *path; /* of the database: inside `root`, not made yet */
    struct error err;
};

static inline int fixture_setup(void **state) {
    char name[] = "/tmp/tripcount-store-XXXXXX";
    struct fixture *fixture = checked_alloc(1, sizeof *fixture);
    *fixture = (struct fixture){0};
    arena_init(&fixture->arena);
    if (mkdtemp(name) == NULL)
        return -1;
    fixture->root = arena_text(&fixture->arena, name, strlen(name));
    fixture->path = path_join(&fixture->arena, name, "test.db");
    *state = fixture;
    return 0;
}

static inline void remove_tree(const char *path) {
    struct arena arena;
    arena_init(&arena);
    DIR *directory = opendir(path);
    struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *child = path_join(&arena, path, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (file_is_directory(child))
            remove_tree(child);
        else
            unlink(child);
    }
    if (directory != NULL)
        closedir(directory);
    rmdir(path);
    arena_finish(&arena);
}

static inline int fixture_teardown(void **state) {
    struct fixture *fixture = *state;
    remove_tree(fixture->root);
    error_finish(&fixture->err);
    arena_finish(&fixture->arena);
    free(fixture);
    return 0;
}

static inline const char *fixture_path(struct fixture *fixture, const char *name) {
    return path_join(&fixture->arena, fixture->root, name);
}

static inline struct store *open_store(struct fixture *fixture, enum store_mode mode) {
    struct store *store = NULL;
    if (!store_open(fixture->path, fixture->root, mode, &store, &fixture->err))
        fail_msg("%s", fixture->err.message);
    return store;
}

/* The call failed, and its message holds all of the words; the error is empty afterwards. */
static inline void assert_refused(struct fixture *fixture, bool result, const char *const words[], size_t word_count) {
    assert_false(result);
    assert_non_null(fixture->err.message);
    for (size_t i = 0; i < word_count; i++) {
        if (strstr(fixture->err.message, words[i]) == NULL)
            fail_msg("\"%s\" is not in: %s", words[i], fixture->err.message);
    }
    error_finish(&fixture->err);
}
#define ASSERT_REFUSED(fixture, result, ...)                                                                           \
    assert_refused((fixture), (result), (const char *const[]){__VA_ARGS__},                                            \
                   ARRAY_COUNT(((const char *const[]){__VA_ARGS__})))
#define ASSERT_GOOD(fixture, result)                                                                                   \
    do {                                                                                                               \
        if (!(result))                                                                                                 \
            fail_msg("%s", (fixture)->err.message);                                                                    \
    } while (0)

/* Runs SQL as another program would. */
static inline void run_sql(const char *path, const char *sql) {
    sqlite3 *connection = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
    sqlite3_busy_timeout(connection, 10000);
    if (sqlite3_exec(connection, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(connection);
}

/* All rows as text: columns with '|' between, rows with a newline after each. */
static inline const char *query_sql(struct fixture *fixture, const char *sql) {
    sqlite3 *connection = NULL;
    sqlite3_stmt *statement = NULL;
    struct buffer text = {0};
    assert_int_equal(sqlite3_open(fixture->path, &connection), SQLITE_OK);
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(connection));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);
            buffer_printf(&text, "%s%s", i > 0 ? "|" : "", value == NULL ? "null" : value);
        }
        buffer_add_char(&text, '\n');
    }
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    sqlite3_close(connection);
    const char *copy = arena_text(&fixture->arena, buffer_text(&text), text.size);
    buffer_finish(&text);
    return copy;
}

static inline struct digest sample_digest(uint64_t number) { return digest_of(&number, sizeof number); }

static inline struct dependency sample_file(struct fixture *fixture, const char *name, uint64_t content) {
    return (struct dependency){
        .path = fixture_path(fixture, name),
        .stamp = {.size = 100, .modified_ns = 1700000000123456789 + (int64_t)content, .inode = 7},
        .digest = sample_digest(content),
    };
}

static inline struct store_new_unit sample_unit(struct fixture *fixture, const char *name, uint64_t content,
                                                const struct dependency *files, uint32_t file_count) {
    return (struct store_new_unit){
        .file = fixture_path(fixture, name),
        .command_digest = sample_digest(1),
        .content_key = sample_digest(content),
        .line_count = 1000 + content,
        .parse_ns = 5000000,
        .summary = name,
        .summary_size = strlen(name),
        .dependencies = files,
        .dependency_count = file_count,
    };
}

#endif
