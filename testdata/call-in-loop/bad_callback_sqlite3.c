/* SQLite reaches no wire, but what it runs for each row may. */
#include "libpq-fe.h"
#include <sqlite3.h>

static int copy_row(void *db, int count, char **values, char **names)
{
    PQclear(PQexecParams(db, "INSERT INTO city VALUES ($1)", count, 0, (const char *const *)values, 0, 0, 0));
    return names == 0;
}

void copy(sqlite3 *from, PGconn *to)
{
    // expect@+1: call-in-loop {{copy_row\(\) waits for postgresql on each of an unknown number of calls by sqlite3_exec\(\): up to turns@sqlite3_exec:1 round trips}}
    sqlite3_exec(from, "SELECT name FROM city", copy_row, to, 0);
    // expect-step: {{calls it an unknown number of times}}
}

void copy_by_steps(sqlite3_stmt *from, PGconn *to)
{
    while (sqlite3_step(from) == SQLITE_ROW)
        PQclear(PQexec(to, (const char *)sqlite3_column_text(from, 0))); // expect: call-in-loop {{: rows\(from\) round trips}}
}

// expect-cost vacuum: 0 (exact)
void vacuum(sqlite3 *db, int n)
{
    for (int i = 0; i < n; i++)
        sqlite3_exec(db, "VACUUM", 0, 0, 0);
}

static void changed(void *db, int operation, const char *base, const char *table, sqlite3_int64 row)
{
    PQclear(PQexec(db, operation ? base : row ? table : ""));
}

/* Kept, and run when a row changes. */
// expect-cost watch: 0 (exact)
void watch(sqlite3 **files, int n, PGconn *db)
{
    for (int i = 0; i < n; i++)
        sqlite3_update_hook(files[i], changed, db);
}
