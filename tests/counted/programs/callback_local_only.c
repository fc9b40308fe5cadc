/* The same iterator with a function that asks nobody: what others hand to it is not paid here. */
// count: sum_items
// formula: 0 (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "libpq-fe.h"

void save_items(PGconn *db, const int *items, int n);

static void each(const int *items, int n, void (*function)(int item, void *data), void *data) {
    for (int i = 0; i < n; i++)
        function(items[i], data);
}

static void save(int item, void *data) {
    counted_use(item);
    PQclear(PQexec(data, "INSERT INTO a VALUES (1)"));
}

static void add(int item, void *data) { *(long *)data += item; }

void save_items(PGconn *db, const int *items, int n) { each(items, n, save, db); }

long sum_items(const int *items, int n) {
    long sum = 0;
    each(items, n, add, &sum);
    return sum;
}

void counted_run(void) {
    int items[9] = {0};
    PGconn *db = PQconnectdb("");
    save_items(db, items, 9);
    COUNT(sum_items(items, counted_size("n")));
    PQfinish(db);
}
