/* Looked up, and made where NULL says that it is not there. */
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
#include <string.h>

static char *text_of(PGresult *result) {
    char *text = calloc(1, 32);
    if (text && PQntuples(result) > 0)
        strncpy(text, PQgetvalue(result, 0, 0), 31);
    PQclear(result);
    return text;
}

static char *find(PGconn *db) {
    PGresult *result = PQexec(db, "SELECT id FROM item");
    if (PQntuples(result) == 0) {
        PQclear(result);
        return NULL;
    }
    return text_of(result);
}

static char *make(PGconn *db) { return text_of(PQexec(db, "INSERT INTO item DEFAULT VALUES RETURNING id")); }

void ensure_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        char *id = find(db);
        if (!id)
            id = make(db);
        free(id);
    }
}

void counted_run(void) {
    counted_answer_every("SELECT", counted_size("k"));
    PGconn *db = PQconnectdb("");
    COUNT(ensure_all(db, counted_size("n")));
    PQfinish(db);
}
