/* Up to four looks, and something in between: no failure, so all of it counts. */
// count: wait_for_each
// formula: 7*n
// run: n=0 k=1
// run: n=6 k=1
// run: n=6 k=1000
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdbool.h>

static bool is_there(PGconn *db) {
    PGresult *result = PQexec(db, "SELECT x FROM a");
    bool has_row = PQntuples(result) > 0;
    PQclear(result);
    return has_row;
}

void wait_for_each(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        int tries = 0;
        while (!is_there(db) && tries++ < 3)
            PQclear(PQexec(db, "UPDATE a SET wanted = true"));
    }
}

void counted_run(void) {
    counted_answer_every("SELECT", counted_size("k"));
    PGconn *db = PQconnectdb("");
    COUNT(wait_for_each(db, counted_size("n")));
    PQfinish(db);
}
