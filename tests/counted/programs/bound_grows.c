/* The list grows while it is gone through, by a helper. */
// count: crawl
// formula: turns@crawl:1
// run: n=1
// run: n=4
// run: n=8
// where: turns@crawl:1 = n + 5
// tight
#include "counted.h"
#include "libpq-fe.h"

struct list {
    int count, added;
};

static void add(struct list *list) {
    list->count++;
    list->added++;
}

void crawl(PGconn *db, struct list *list) {
    for (int i = 0; i < list->count; i++) {
        PQclear(PQexec(db, "INSERT INTO page VALUES (1)"));
        if (list->added < 5)
            add(list);
    }
}

void counted_run(void) {
    struct list list = {counted_size("n"), 0};
    PGconn *db = PQconnectdb("");
    COUNT(crawl(db, &list));
    PQfinish(db);
}
