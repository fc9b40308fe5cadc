/* A library's iterator runs the function: as often as it compares. */
// count: sort_names
// formula: log(n)*n
// run: n=0
// run: n=2
// run: n=16
// run: n=100
// loose: a sort needs fewer comparisons
#include "counted.h"
#include "libpq-fe.h"

#include <stdlib.h>

static PGconn *order_db;

static int compare(const void *a, const void *b) {
    PQclear(PQexec(order_db, "SELECT x FROM collation"));
    return *(const int *)a - *(const int *)b;
}

void sort_names(int *names, int n) { qsort(names, (size_t)n, sizeof names[0], compare); }

void counted_run(void) {
    int names[100];
    for (int i = 0; i < 100; i++)
        names[i] = i * 37 % 101;
    order_db = PQconnectdb("");
    COUNT(sort_names(names, counted_size("n")));
    PQfinish(order_db);
}
