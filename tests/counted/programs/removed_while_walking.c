/* What is done is taken out, by the last one in its place. */
// count: save_all
// formula: list->count
// run: n=0
// run: n=1
// run: n=8
// where: list->count = n
// tight
#include "counted.h"
#include "libpq-fe.h"

struct list {
    int items[8], count;
};

static void drop(struct list *list, int i) { list->items[i] = list->items[--list->count]; }

void save_all(PGconn *db, struct list *list) {
    for (int i = 0; i < list->count; i++) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        drop(list, i);
        i--;
    }
}

void counted_run(void) {
    struct list list = {{0}, counted_size("n")};
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, &list));
    PQfinish(db);
}
