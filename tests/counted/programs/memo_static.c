/* Asked for once in the life of the process. */
// count: print_versions
// formula: 1
// run: n=0
// run: n=1
// run: n=30
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

static int server_version(PGconn *db) {
    static int version;
    if (!version) {
        PGresult *result = PQexec(db, "SHOW server_version_num");
        version = atoi(PQgetvalue(result, 0, 0));
        PQclear(result);
    }
    return version;
}

void print_versions(PGconn *db, int n) {
    for (int i = 0; i < n; i++)
        counted_use(server_version(db) + i);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(print_versions(db, counted_size("n")));
    PQfinish(db);
}
