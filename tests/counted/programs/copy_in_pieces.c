/* A COPY of its own for each hundred rows. */
// count: copy_rows
// formula: 2*ceil(n/100) + 2
// run: n=0
// run: n=99
// run: n=100
// run: n=450
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

static void begin_copy(PGconn *db) { PQclear(PQexec(db, "COPY a FROM STDIN")); }

static void end_copy(PGconn *db) {
    PGresult *result;
    PQputCopyEnd(db, NULL);
    while ((result = PQgetResult(db)) != NULL)
        PQclear(result);
}

void copy_rows(PGconn *db, int n) {
    begin_copy(db);
    for (int i = 0; i < n; i++) {
        PQputCopyData(db, "1\n", 2);
        if (i % 100 == 99) {
            end_copy(db);
            begin_copy(db);
        }
    }
    end_copy(db);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(copy_rows(db, counted_size("n")));
    PQfinish(db);
}
