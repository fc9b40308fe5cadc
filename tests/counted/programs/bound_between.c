/* The same field bounds two loops, and is another number by the time of the second. */
// count: save_and_clear
// formula: 2*list->count
// run: n=0
// run: n=1
// run: n=8
// where: list->count = n
// loose: the second loop has nothing left to do
#include "counted.h"
#include "libpq-fe.h"

struct list {
    int count;
};

static void save(PGconn *db, const struct list *list) {
    for (int i = 0; i < list->count; i++)
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
}

void save_and_clear(PGconn *db, struct list *list) {
    save(db, list);
    list->count = 0;
    save(db, list);
}

void counted_run(void) {
    struct list list = {counted_size("n")};
    PGconn *db = PQconnectdb("");
    COUNT(save_and_clear(db, &list));
    PQfinish(db);
}
