/* An element that has to be done twice stays where it is for another turn. */
// count: save_all
// formula: turns@save_all:1
// run: n=0
// run: n=1
// run: n=9
// where: turns@save_all:1 = 2*n
// tight
#include "counted.h"
#include "libpq-fe.h"

void save_all(PGconn *db, int *is_double, int n) {
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        if (is_double[i]) {
            is_double[i] = 0;
            i--;
        }
    }
}

void counted_run(void) {
    int is_double[9];
    for (int i = 0; i < 9; i++)
        is_double[i] = 1;
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, is_double, counted_size("n")));
    PQfinish(db);
}
