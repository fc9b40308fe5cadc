/* A function that runs another for each element: what it costs is told by who calls it. */
// count: save_items
// formula: n + 1 (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "libpq-fe.h"

static void each(const int *items, int n, void (*function)(int item, void *data), void *data) {
    for (int i = 0; i < n; i++)
        function(items[i], data);
}

static void save(int item, void *data) {
    counted_use(item);
    PQclear(PQexec(data, "INSERT INTO a VALUES (1)"));
}

static void add(int item, void *data) { *(long *)data += item; }

void save_items(PGconn *db, const int *items, int n) {
    long sum = 0;
    each(items, n, add, &sum);
    each(items, n, save, db);
    PQclear(PQexec(db, "COMMIT"));
    counted_use(sum);
}

void counted_run(void) {
    int items[9] = {0};
    PGconn *db = PQconnectdb("");
    COUNT(save_items(db, items, counted_size("n")));
    PQfinish(db);
}
