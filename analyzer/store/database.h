/* Inside of the store: the connection, statements, transactions, and errors of SQLite in our words.
 *
 * Knows nothing of single tables. Tests: tests/unit/store/test_open.c, test_failure.c */
#ifndef TRIPCOUNT_STORE_DATABASE_H
#define TRIPCOUNT_STORE_DATABASE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct file_ids;

struct store {
    sqlite3 *connection;
    struct arena arena; /* of the two paths */
    const char *path;   /* absolute: SQLite gives a meaning to some relative names, as ":memory:" */
    const char *root;
    sqlite3_stmt *load_summary; /* prepared at its first use, as it runs once per unit */
    struct file_ids *file_ids;  /* NULL until units are saved */
    bool has_saved_units;       /* by this connection, since files without a unit were last removed */
};

/* SQL text of all tables and views, generated from schema.sql. */
extern const char store_schema[];

/* ---- Errors ---- */

/* Fills `err` with what `code` means for whoever runs tripcount, and returns false. An SQLITE_ERROR means here that the
 * tables are not as schema.sql has them: the file is damaged. */
bool store_fail(struct store *store, int code, struct error *err);
/* The rows say what tripcount never writes. */
bool store_fail_damaged(struct store *store, struct error *err);

/* ---- Statements ---- */

/* Bindings and columns are taken in order, one call each. A failure to bind is told by statement_next; a value that
 * does not fit sets `is_damaged`, which the next statement_next tells: so read on until it says that there are no more
 * rows, and nothing needs a check in between. */
struct statement {
    struct store *store;
    sqlite3_stmt *handle;
    int next_parameter;
    int next_column;
    int code;
    bool is_damaged;
};

NODISCARD bool statement_prepare(struct statement *statement, struct store *store, const char *sql, struct error *err);
void statement_finish(struct statement *statement); /* accepts a zeroed one */

void statement_bind_integer(struct statement *statement, int64_t value);
void statement_bind_unsigned(struct statement *statement, uint64_t value); /* above 2^63: stored as a negative number */
void statement_bind_real(struct statement *statement, double value);
void statement_bind_null(struct statement *statement);
/* What is pointed to must stay until statement_run or the last statement_next. NULL is stored as such. */
void statement_bind_text(struct statement *statement, const char *text);
void statement_bind_bytes(struct statement *statement, const void *bytes, size_t size);
/* Copied. */
void statement_bind_digest(struct statement *statement, struct digest digest);

/* Runs to the end, and makes the statement ready for the next bindings. */
NODISCARD bool statement_run(struct statement *statement, struct error *err);
/* The next row, if there is one; else the statement is ready for the next bindings. */
NODISCARD bool statement_next(struct statement *statement, bool *has_row, struct error *err);

int64_t statement_integer(struct statement *statement);
uint64_t statement_unsigned(struct statement *statement);
uint32_t statement_count(struct statement *statement); /* a value from 0 to UINT32_MAX */
bool statement_truth(struct statement *statement);
double statement_real(struct statement *statement);
bool statement_is_null(const struct statement *statement); /* of the next column, which is not taken */
void statement_skip(struct statement *statement);
const char *statement_text(struct statement *statement, struct arena *arena); /* NULL for null */
/* Not copied: stays until the next call of statement_next. */
const char *statement_borrow_text(struct statement *statement);
const void *statement_borrow_bytes(struct statement *statement, size_t *size);
struct digest statement_digest(struct statement *statement);
/* The index of the text among `name(0)` .. `name(name_count - 1)`. */
uint32_t statement_name(struct statement *statement, const char *(*name)(uint32_t), uint32_t name_count);

/* Runs SQL without parameters or rows: one statement or several. */
NODISCARD bool store_run(struct store *store, const char *sql, struct error *err);
/* The first column of the first row. */
NODISCARD bool store_query_integer(struct store *store, const char *sql, int64_t *out, struct error *err);

/* ---- Transactions ---- */

/* Waits for other writers. */
NODISCARD bool store_begin_write(struct store *store, struct error *err);
/* All reads until the end see one state. */
NODISCARD bool store_begin_read(struct store *store, struct error *err);
/* Commits when `is_good`, else rolls back. Returns whether the transaction has taken place: `return store_end(store,
 * good, err)`. */
NODISCARD bool store_end(struct store *store, bool is_good, struct error *err);

#endif
