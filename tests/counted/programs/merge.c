/* Two sorted arrays are merged: one step in one of them on each turn. */
// count: merge
// formula: m + n
// run: n=0 m=5
// run: n=4 m=4
// run: n=8 m=3
// loose: what is left of one array when the other ends is not asked for
#include "counted.h"
#include "libpq-fe.h"

void merge(PGconn *db, const int *a, int n, const int *b, int m) {
    int i = 0, k = 0;
    while (i < n && k < m) {
        PQclear(PQexec(db, "INSERT INTO merged VALUES (1)"));
        if (a[i] < b[k])
            i++;
        else
            k++;
    }
}

void counted_run(void) {
    int a[8], b[8];
    for (int i = 0; i < 8; i++) {
        a[i] = 2 * i;
        b[i] = 2 * i + 1;
    }
    PGconn *db = PQconnectdb("");
    COUNT(merge(db, a, counted_size("n"), b, counted_size("m")));
    PQfinish(db);
}
