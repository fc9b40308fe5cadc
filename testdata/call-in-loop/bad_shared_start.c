/* The same, where what is asked on each turn stands behind one condition. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

struct session {
    PGconn *conn;
    bool is_set_up;
};

struct item {
    const char *name;
};

extern int limit, own, wanted;
int item_depth(const struct item *item);
int item_owner(const struct item *item);
int item_kind(const struct item *item);
struct item *find_item(const char *name);

static void set_up(struct session *session)
{
    if (session->is_set_up)
        return;
    session->is_set_up = true;
    PQclear(PQexec(session->conn, "SELECT one FROM settings"));
    PQclear(PQexec(session->conn, "SELECT two FROM rules"));
    PQclear(PQexec(session->conn, "SELECT three FROM owners"));
    PQclear(PQexec(session->conn, "SELECT four FROM states"));
}

static void look_up(struct session *session, struct item *item)
{
    PQclear(PQexecParams(session->conn, "SELECT f($1)", 1, NULL, &item->name, NULL, NULL, 0));
}

static void check(struct session *session, struct item *item)
{
    set_up(session);
    if (item_kind(item) == wanted)
        look_up(session, item);
}

void check_all(struct session *session, struct item *items, int count)
{
    for (int i = 0; i < count; i++)
        check(session, &items[i]); // expect: call-in-loop {{count}}
}
