/* Asked for, and made where it is not there: nobody has failed. */
// count: ensure_all
// formula: 2*n
// run: n=0 k=1
// run: n=10 k=1
// run: n=10 k=3
// run: n=10 k=1000
// tight
#include "counted.h"
#include "libpq-fe.h"

static void ensure(PGconn *db, const char *const *name) {
    PGresult *result = PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, 0, name, 0, 0, 0);
    int is_there = PQntuples(result) > 0;
    PQclear(result);
    if (!is_there)
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, 0, name, 0, 0, 0));
}

void ensure_all(PGconn *db, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        ensure(db, &names[i]);
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_every("SELECT", counted_size("k"));
    PGconn *db = PQconnectdb("");
    COUNT(ensure_all(db, counted_names(n), n));
    PQfinish(db);
}
