/* A batch begins with five places taken: it is full by every fifth row, not by every tenth. */
// count: write_all
// formula: ceil(n/5)
// run: n=0
// run: n=5
// run: n=100
// tight
#include "counted.h"
#include "libpq-fe.h"

#define HEADER 5

void write_all(PGconn *db, int n) {
    int used = HEADER;
    for (int i = 0; i < n; i++)
        if (++used == 10) {
            PQclear(PQexec(db, "INSERT INTO a SELECT unnest($1)"));
            used = HEADER;
        }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(write_all(db, counted_size("n")));
    PQfinish(db);
}
