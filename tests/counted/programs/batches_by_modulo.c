/* A commit by every 50th row. */
// count: insert_all
// formula: ceil(n/50) + n
// run: n=0
// run: n=49
// run: n=50
// run: n=120
// tight
#include "counted.h"
#include "libpq-fe.h"

void insert_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        if ((i + 1) % 50 == 0)
            PQclear(PQexec(db, "COMMIT"));
    }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(insert_all(db, counted_size("n")));
    PQfinish(db);
}
