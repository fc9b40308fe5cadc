/* Rows come in pages of a cursor; the loop over the rows of a page asks for nothing. */
// count: read_all
// formula: turns@read_all:1 + 3
// run: n=0
// run: n=1
// run: n=100
// run: n=250
// where: turns@read_all:1 = ceil((n + 1)/100)
// tight
#include "counted.h"
#include "libpq-fe.h"

void read_all(PGconn *db) {
    PQclear(PQexec(db, "BEGIN"));
    PQclear(PQexec(db, "DECLARE c CURSOR FOR SELECT x FROM a"));
    for (;;) {
        PGresult *page = PQexec(db, "FETCH 100 FROM c");
        int rows = PQntuples(page);
        for (int i = 0; i < rows; i++)
            counted_use(PQgetvalue(page, i, 0)[0]);
        PQclear(page);
        if (rows < 100)
            break;
    }
    PQclear(PQexec(db, "COMMIT"));
}

void counted_run(void) {
    counted_answer_pages("FETCH", counted_size("n"), 100);
    PGconn *db = PQconnectdb("");
    COUNT(read_all(db));
    PQfinish(db);
}
