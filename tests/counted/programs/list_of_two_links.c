/* Down where there is something below, else on: more than the list that it begins with is long. */
// count: save_first_path
// formula: turns@save_first_path:1
// run: n=0 m=4
// run: n=1 m=4
// run: n=3 m=0
// where: turns@save_first_path:1 = n + m
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct node {
    struct node *next, *child;
};

void save_first_path(PGconn *db, const struct node *node) {
    while (node) {
        PQclear(PQexec(db, "INSERT INTO path VALUES (1)"));
        node = node->child ? node->child : node->next;
    }
}

void counted_run(void) {
    static struct node list[4], below[4];
    int n = counted_size("n"), m = n > 0 ? counted_size("m") : 0;
    for (int i = 0; i + 1 < n; i++)
        list[i].next = &list[i + 1];
    for (int i = 0; i < m; i++)
        below[i].next = i + 1 < m ? &below[i + 1] : NULL;
    if (n > 0)
        list[n - 1].child = m > 0 ? below : NULL;
    PGconn *db = PQconnectdb("");
    COUNT(save_first_path(db, n > 0 ? list : NULL));
    PQfinish(db);
}
