/* The next page begins where the rows of this one end: one question for each hundred rows. */
// count: read_all
// formula: turns@read_all:1
// run: n=0
// run: n=1
// run: n=100
// run: n=450
// where: turns@read_all:1 = ceil(n/100)
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stdio.h>

void read_all(PGconn *db, int n) {
    int offset = 0;
    while (offset < n) {
        char query[64];
        snprintf(query, sizeof query, "SELECT x FROM a LIMIT 100 OFFSET %d", offset);
        PGresult *page = PQexec(db, query);
        int rows = PQntuples(page);
        PQclear(page);
        if (rows == 0)
            break;
        offset += rows;
    }
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_pages("SELECT", n, 100);
    PGconn *db = PQconnectdb("");
    COUNT(read_all(db, n));
    PQfinish(db);
}
