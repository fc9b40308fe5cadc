/* What one server does not have is asked of another. */
// count: fetch_all
// formula: 2*n
// run: n=0 k=1
// run: n=8 k=1
// run: n=8 k=2
// run: n=8 k=100
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

static PGresult *look_up(PGconn *db, const char *const *name) {
    PGresult *result = PQexecParams(db, "SELECT x FROM a WHERE name = $1", 1, NULL, name, NULL, NULL, 0);
    if (PQntuples(result) > 0)
        return result;
    PQclear(result);
    return NULL;
}

int fetch_all(PGconn *first, PGconn *second, const char *const *names, int n) {
    int found = 0;
    for (int i = 0; i < n; i++) {
        PGresult *result = look_up(first, &names[i]);
        if (!result)
            result = look_up(second, &names[i]);
        found += result != NULL;
        PQclear(result);
    }
    return found;
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_every("SELECT", counted_size("k"));
    PGconn *first = PQconnectdb("one"), *second = PQconnectdb("two");
    COUNT(fetch_all(first, second, counted_names(n), n));
    PQfinish(first);
    PQfinish(second);
}
