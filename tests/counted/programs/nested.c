/* A loop in a loop, with something around each. */
// count: save_tables
// formula: m*n + 2*n + 1 (exact)
// run: n=0 m=5
// run: n=1 m=0
// run: n=3 m=4
// run: n=20 m=30
#include "counted.h"
#include "libpq-fe.h"

void save_tables(PGconn *db, int n, int m) {
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, "BEGIN"));
        for (int k = 0; k < m; k++)
            PQclear(PQexec(db, "INSERT INTO cell VALUES (1)"));
        PQclear(PQexec(db, "COMMIT"));
    }
    PQclear(PQexec(db, "ANALYZE cell"));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_tables(db, counted_size("n"), counted_size("m")));
    PQfinish(db);
}
