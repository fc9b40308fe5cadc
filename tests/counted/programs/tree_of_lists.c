/* Children in a list: a loop that calls the function again, once for each node in all. */
// count: mark_below
// formula: nodes(node)
// run: n=1
// run: n=2
// run: n=30
// where: nodes(node) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

struct node {
    struct node *first_child, *next;
};

void mark_below(PGconn *db, const struct node *node) {
    PQclear(PQexec(db, "UPDATE node SET marked = true"));
    for (const struct node *child = node->first_child; child; child = child->next)
        mark_below(db, child);
}

void counted_run(void) {
    static struct node nodes[40];
    for (int i = 1; i < counted_size("n"); i++) {
        struct node *parent = &nodes[(i - 1) / 3];
        nodes[i].next = parent->first_child;
        parent->first_child = &nodes[i];
    }
    PGconn *db = PQconnectdb("");
    COUNT(mark_below(db, nodes));
    PQfinish(db);
}
