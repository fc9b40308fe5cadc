/* Looked up, and made where 0 says that it is not there. */
// count: ensure_all
// formula: 2*n
// run: n=0 k=1
// run: n=10 k=1
// run: n=10 k=3
// run: n=10 k=1000
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

static int number_of(PGresult *result) {
    int number = PQntuples(result) > 0 ? atoi(PQgetvalue(result, 0, 0)) + 1 : 0;
    PQclear(result);
    return number;
}

static int find(PGconn *db) { return number_of(PQexec(db, "SELECT id FROM item")); }

static int make(PGconn *db) { return number_of(PQexec(db, "INSERT INTO item DEFAULT VALUES RETURNING id")); }

void ensure_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        int id = find(db);
        if (id == 0)
            id = make(db);
        counted_use(id);
    }
}

void counted_run(void) {
    counted_answer_every("SELECT", counted_size("k"));
    PGconn *db = PQconnectdb("");
    COUNT(ensure_all(db, counted_size("n")));
    PQfinish(db);
}
