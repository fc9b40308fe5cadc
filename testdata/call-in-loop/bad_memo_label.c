/* A jump from before the note, or one that goes back over it, comes to the label without it. */
#include <libpq-fe.h>

struct list {
    int *items;
    int count;
    unsigned is_fresh : 1;
    int mode;
};

static int refresh(PGconn *conn, struct list *list)
{
    PGresult *result;
    if (list->is_fresh)
        return 0;
    if (list->mode == 2) {
        result = PQexec(conn, "SELECT state FROM daemon");
        goto done;
    }
    list->is_fresh = 1;
    result = PQexec(conn, "SELECT state FROM hook");
done:
    PQclear(result);
    return 1;
}

int match_all(PGconn *conn, struct list *list)
{
    int matches = 0;
    for (int i = 0; i < list->count; i++)
        matches += refresh(conn, list) + list->items[i]; // expect: call-in-loop {{list->count round trips}}
    return matches;
}

static void look(PGconn *conn, struct list *list)
{
    int mode = list->mode;
    if (list->is_fresh)
        return;
    if (mode == 3)
        goto ask;
    list->is_fresh = 1;
ask:
    PQclear(PQexec(conn, "SELECT state FROM hook"));
}

void look_at_all(PGconn *conn, struct list *list)
{
    for (int i = 0; i < list->count; i++)
        look(conn, list); // expect: call-in-loop {{list->count round trips}}
}
