/* COPY: rows are only sent; the wait is for its begin and for its end. */
// count: copy_rows
// formula: 2
// run: n=0
// run: n=1
// run: n=500
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

int copy_rows(PGconn *db, const char *const *rows, int n) {
    PGresult *result = PQexec(db, "COPY a FROM STDIN");
    int is_good = PQresultStatus(result) == PGRES_COPY_IN;
    PQclear(result);
    if (!is_good)
        return -1;
    for (int i = 0; i < n; i++)
        if (PQputCopyData(db, rows[i], 1) < 0)
            return -1;
    PQputCopyEnd(db, NULL);
    while ((result = PQgetResult(db)) != NULL)
        PQclear(result);
    return 0;
}

void counted_run(void) {
    int n = counted_size("n");
    PGconn *db = PQconnectdb("");
    COUNT(copy_rows(db, counted_names(n), n));
    PQfinish(db);
}
