/* Collected, and written by every 100th and at the end. */
// count: write_all
// formula: ceil(n/100) + 1
// run: n=0
// run: n=1
// run: n=99
// run: n=100
// run: n=101
// run: n=250
// loose: a full batch is counted where a part of one was collected, and the last one again
#include "counted.h"
#include "libpq-fe.h"

#define BATCH 100

static int collected;

static void flush(PGconn *db) {
    if (collected > 0)
        PQclear(PQexec(db, "INSERT INTO a SELECT unnest($1)"));
    collected = 0;
}

void write_all(PGconn *db, const char *const *rows, int n) {
    for (int i = 0; i < n; i++) {
        counted_use(rows[i][0]);
        if (++collected == BATCH)
            flush(db);
    }
    flush(db);
}

void counted_run(void) {
    int n = counted_size("n");
    PGconn *db = PQconnectdb("");
    COUNT(write_all(db, counted_names(n), n));
    PQfinish(db);
}
