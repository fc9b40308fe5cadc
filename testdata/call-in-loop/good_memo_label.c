/* Asked once in the life of the list, though ways of the function meet at a label: whoever jumps there has noted it. */
// expect-none
#include <libpq-fe.h>

struct list {
    int *items;
    int count;
    unsigned is_fresh : 1;
    int mode;
};

// expect-cost refresh: 1
static int refresh(PGconn *conn, struct list *list)
{
    PGresult *result;
    if (list->is_fresh)
        return 0;
    list->is_fresh = 1;
    if (list->mode == 2) {
        result = PQexec(conn, "SELECT state FROM daemon");
        goto done;
    }
    result = PQexec(conn, "SELECT state FROM hook");
done:
    PQclear(result);
    return 1;
}

static int match(PGconn *conn, struct list *list, int item)
{
    refresh(conn, list);
    return list->items[item] == item;
}

int match_all(PGconn *conn, struct list *list)
{
    int matches = 0;
    for (int i = 0; i < list->count; i++)
        matches += match(conn, list, i);
    return matches;
}
