/* How the program is configured says whether each row is checked as well. */
// count: save_rows
// formula: 2*n
// run: n=0 check=1
// run: n=7 check=0
// run: n=7 check=1
// tight
#include "counted.h"
#include "libpq-fe.h"

static struct { int check; } config;

void save_rows(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        if (config.check)
            PQclear(PQexec(db, "SELECT x FROM a"));
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    }
}

void counted_run(void) {
    config.check = counted_size("check");
    PGconn *db = PQconnectdb("");
    COUNT(save_rows(db, counted_size("n")));
    PQfinish(db);
}
