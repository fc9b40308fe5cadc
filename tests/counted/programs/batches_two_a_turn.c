/* Two rows are collected on each turn: a batch of ten is full by every fifth turn. */
// count: write_pairs
// formula: ceil(n/5)
// run: n=0
// run: n=5
// run: n=100
// tight
#include "counted.h"
#include "libpq-fe.h"

void write_pairs(PGconn *db, int n) {
    int used = 0;
    for (int i = 0; i < n; i++) {
        used++;
        used++;
        if (used >= 10) {
            PQclear(PQexec(db, "INSERT INTO a SELECT unnest($1)"));
            used = 0;
        }
    }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(write_pairs(db, counted_size("n")));
    PQfinish(db);
}
