/* Kept once it is found; as long as it is not, each turn asks again. */
// count: print_all
// formula: n
// run: n=0 there=1
// run: n=9 there=1
// run: n=9 there=0
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

static char kept[32];
static const char *motto;

static const char *motto_of(PGconn *db) {
    if (!motto) {
        PGresult *result = PQexec(db, "SELECT motto FROM settings");
        if (PQntuples(result) > 0) {
            kept[0] = *PQgetvalue(result, 0, 0);
            motto = kept;
        }
        PQclear(result);
    }
    return motto;
}

void print_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        counted_use(motto_of(db) != NULL);
}

void counted_run(void) {
    counted_answer("motto", counted_size("there"));
    PGconn *db = PQconnectdb("");
    COUNT(print_all(db, counted_size("n")));
    PQfinish(db);
}
