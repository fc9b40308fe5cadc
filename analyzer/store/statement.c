/* Decides how values go into statements and come out of rows; a value of an unexpected type or range is a damaged
 * database, never a guess. Tests: tests/unit/store/test_statement.c */
#include "store/database.h"

#include <math.h>
#include <string.h>

enum { DIGEST_SIZE = 16 };

bool statement_prepare(struct statement *statement, struct store *store, const char *sql, struct error *err) {
    *statement = (struct statement){.store = store, .next_parameter = 1};
    int code = sqlite3_prepare_v2(store->connection, sql, -1, &statement->handle, NULL);
    return code == SQLITE_OK || store_fail(store, code, err);
}

void statement_finish(struct statement *statement) {
    sqlite3_finalize(statement->handle);
    *statement = (struct statement){0};
}

/* ---- Bindings ---- */

static void note_binding(struct statement *statement, int code) {
    if (statement->code == SQLITE_OK)
        statement->code = code;
    statement->next_parameter++;
}

void statement_bind_integer(struct statement *statement, int64_t value) {
    note_binding(statement, sqlite3_bind_int64(statement->handle, statement->next_parameter, value));
}

void statement_bind_unsigned(struct statement *statement, uint64_t value) {
    statement_bind_integer(statement, (int64_t)value);
}

/* Not a number becomes null, and back. */
void statement_bind_real(struct statement *statement, double value) {
    note_binding(statement, sqlite3_bind_double(statement->handle, statement->next_parameter, value));
}

void statement_bind_null(struct statement *statement) {
    note_binding(statement, sqlite3_bind_null(statement->handle, statement->next_parameter));
}

void statement_bind_text(struct statement *statement, const char *text) {
    note_binding(statement, sqlite3_bind_text(statement->handle, statement->next_parameter, text, -1, SQLITE_STATIC));
}

void statement_bind_bytes(struct statement *statement, const void *bytes, size_t size) {
    /* A null address would be bound as null, also for no bytes. */
    note_binding(statement, sqlite3_bind_blob64(statement->handle, statement->next_parameter,
                                                bytes == NULL ? "" : bytes, size, SQLITE_STATIC));
}

void statement_bind_digest(struct statement *statement, struct digest digest) {
    unsigned char bytes[DIGEST_SIZE];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)(digest.high >> (56 - 8 * i));
        bytes[i + 8] = (unsigned char)(digest.low >> (56 - 8 * i));
    }
    note_binding(statement, sqlite3_bind_blob64(statement->handle, statement->next_parameter, bytes, sizeof bytes,
                                                SQLITE_TRANSIENT));
}

/* ---- Running ---- */

static bool make_ready(struct statement *statement, int code, struct error *err) {
    bool is_good = code == SQLITE_DONE && !statement->is_damaged;
    if (statement->is_damaged)
        store_fail_damaged(statement->store, err);
    else if (!is_good)
        store_fail(statement->store, code, err);
    sqlite3_reset(statement->handle);
    sqlite3_clear_bindings(statement->handle);
    statement->next_parameter = 1;
    statement->next_column = 0;
    statement->code = SQLITE_OK;
    statement->is_damaged = false;
    return is_good;
}

bool statement_next(struct statement *statement, bool *has_row, struct error *err) {
    *has_row = false;
    int code = statement->code;
    if (code == SQLITE_OK && !statement->is_damaged)
        code = sqlite3_step(statement->handle);
    if (code != SQLITE_ROW || statement->is_damaged)
        return make_ready(statement, code, err);
    statement->next_column = 0;
    *has_row = true;
    return true;
}

bool statement_run(struct statement *statement, struct error *err) {
    bool has_row;
    do {
        if (!statement_next(statement, &has_row, err))
            return false;
    } while (has_row);
    return true;
}

bool store_run(struct store *store, const char *sql, struct error *err) {
    int code = sqlite3_exec(store->connection, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_fail(store, code, err);
}

bool store_query_integer(struct store *store, const char *sql, int64_t *out, struct error *err) {
    struct statement statement;
    bool has_row = false;
    int64_t value = 0;
    bool good = statement_prepare(&statement, store, sql, err) && statement_next(&statement, &has_row, err);
    if (good && has_row) {
        value = statement_integer(&statement);
        good = statement_run(&statement, err);
    } else if (good) {
        good = store_fail_damaged(store, err);
    }
    if (good)
        *out = value;
    statement_finish(&statement);
    return good;
}

/* ---- Columns ---- */

static int take(struct statement *statement, bool is_expected) {
    if (!is_expected)
        statement->is_damaged = true;
    return statement->next_column++;
}

static int next_type(const struct statement *statement) {
    return sqlite3_column_type(statement->handle, statement->next_column);
}

bool statement_is_null(const struct statement *statement) { return next_type(statement) == SQLITE_NULL; }

void statement_skip(struct statement *statement) { take(statement, true); }

int64_t statement_integer(struct statement *statement) {
    bool is_expected = next_type(statement) == SQLITE_INTEGER;
    return sqlite3_column_int64(statement->handle, take(statement, is_expected));
}

uint64_t statement_unsigned(struct statement *statement) { return (uint64_t)statement_integer(statement); }

static int64_t integer_up_to(struct statement *statement, int64_t most) {
    int64_t value = statement_integer(statement);
    if (value >= 0 && value <= most)
        return value;
    statement->is_damaged = true;
    return 0;
}

uint32_t statement_count(struct statement *statement) { return (uint32_t)integer_up_to(statement, UINT32_MAX); }

bool statement_truth(struct statement *statement) { return integer_up_to(statement, 1) == 1; }

double statement_real(struct statement *statement) {
    int type = next_type(statement);
    int column = take(statement, type == SQLITE_FLOAT || type == SQLITE_INTEGER || type == SQLITE_NULL);
    return type == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement->handle, column);
}

const char *statement_borrow_text(struct statement *statement) {
    int type = next_type(statement);
    int column = take(statement, type == SQLITE_TEXT || type == SQLITE_NULL);
    const char *text = (const char *)sqlite3_column_text(statement->handle, column);
    if (text == NULL && type != SQLITE_NULL)
        die_out_of_memory();
    return text;
}

const char *statement_text(struct statement *statement, struct arena *arena) {
    const char *text = statement_borrow_text(statement);
    return text == NULL ? NULL : arena_text(arena, text, strlen(text));
}

const void *statement_borrow_bytes(struct statement *statement, size_t *size) {
    int type = next_type(statement);
    int column = take(statement, type == SQLITE_BLOB);
    const void *bytes = sqlite3_column_blob(statement->handle, column);
    *size = bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(statement->handle, column);
    return bytes == NULL ? "" : bytes;
}

struct digest statement_digest(struct statement *statement) {
    size_t size;
    const unsigned char *bytes = statement_borrow_bytes(statement, &size);
    struct digest digest = {0};
    if (size != DIGEST_SIZE) {
        statement->is_damaged = true;
        return digest;
    }
    for (int i = 0; i < 8; i++) {
        digest.high = digest.high << 8 | bytes[i];
        digest.low = digest.low << 8 | bytes[i + 8];
    }
    return digest;
}

uint32_t statement_name(struct statement *statement, const char *(*name)(uint32_t), uint32_t name_count) {
    const char *text = statement_borrow_text(statement);
    for (uint32_t i = 0; text != NULL && i < name_count; i++) {
        if (strcmp(text, name(i)) == 0)
            return i;
    }
    statement->is_damaged = true;
    return 0;
}

/* ---- Transactions ---- */

/* Deferred transactions that turn into writers fail at once when another has written meanwhile, without waiting: so
 * writers take the lock first. */
bool store_begin_write(struct store *store, struct error *err) { return store_run(store, "BEGIN IMMEDIATE", err); }

bool store_begin_read(struct store *store, struct error *err) { return store_run(store, "BEGIN", err); }

bool store_end(struct store *store, bool is_good, struct error *err) {
    if (is_good && store_run(store, "COMMIT", err))
        return true;
    /* SQLite has rolled back by itself after some failures; a second time does no harm. */
    sqlite3_exec(store->connection, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
