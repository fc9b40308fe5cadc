/* What to do and with what are passed in one object. */
// count: visit_all
// formula: 2*length(list)
// run: n=0
// run: n=1
// run: n=9
// tight
// where: length(list) = n
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct item {
    struct item *next;
};
struct visitor {
    void (*enter)(struct visitor *visitor, const struct item *item);
    void (*leave)(struct visitor *visitor, const struct item *item);
    PGconn *db;
};

static void visit(const struct item *list, struct visitor *visitor) {
    for (const struct item *item = list; item; item = item->next) {
        if (visitor->enter)
            visitor->enter(visitor, item);
        if (visitor->leave)
            visitor->leave(visitor, item);
    }
}

static void save(struct visitor *visitor, const struct item *item) {
    counted_use(item->next != NULL);
    PQclear(PQexec(visitor->db, "INSERT INTO a VALUES (1)"));
    PQclear(PQexec(visitor->db, "UPDATE counts SET x = x + 1"));
}

void visit_all(PGconn *db, const struct item *list) {
    struct visitor visitor = {.leave = save, .db = db};
    visit(list, &visitor);
}

void counted_run(void) {
    static struct item items[10];
    struct item *first = NULL;
    for (int i = 0; i < counted_size("n"); i++) {
        items[i].next = first;
        first = &items[i];
    }
    PGconn *db = PQconnectdb("");
    COUNT(visit_all(db, first));
    PQfinish(db);
}
