/* Each turn opens a connection with something that varies, and asks on it: many peers, so that one statement for the
 * whole set is none. */
#include <libpq-fe.h>
#include <stdio.h>

struct node {
    struct node *next;
    const char *host, *key;
};

static int ask(PGconn *db, const char *key)
{
    const char *values[] = {key};
    PGresult *r = PQexecParams(db, "SELECT a FROM t WHERE k = $1", 1, NULL, values, NULL, NULL, 0);
    int n = PQntuples(r);
    PQclear(r);
    PQclear(PQexecParams(db, "SELECT b FROM u WHERE k = $1", 1, NULL, values, NULL, NULL, 0));
    return n;
}

/* The name is made by a function, which hands out the connection. */
static int open_node(const struct node *node, PGconn **out)
{
    char info[99];
    sprintf(info, "host=%s", node->host);
    *out = PQconnectdb(info);
    return PQstatus(*out) == CONNECTION_OK;
}

int ask_nodes(struct node *first)
{
    int n = 0;
    for (struct node *node = first; node; node = node->next) {
        PGconn *db;
        if (!open_node(node, &db))
            continue;
        // expect@+2: call-in-loop {{ask\(\) waits for postgresql on each of length\(first\) turns}}
        // expect-verdict: fan-out
        n += ask(db, node->key);
        PQfinish(db);
    }
    return n;
}

/* The names stand in an array that each turn fills. */
int ask_rows(PGresult *nodes, const char *user)
{
    const char *const keys[] = {"host", "user", NULL};
    int n = 0;
    for (int i = 0; i < PQntuples(nodes); i++) {
        const char *values[3];
        values[0] = PQgetvalue(nodes, i, 0);
        values[1] = user;
        values[2] = NULL;
        PGconn *db = PQconnectdbParams(keys, values, 1);
        // expect@+2: call-in-loop {{ask\(\) waits for postgresql on each of rows\(nodes\) turns}}
        // expect-verdict: fan-out
        n += ask(db, PQgetvalue(nodes, i, 1));
        PQfinish(db);
    }
    return n;
}

/* Look-alike: one peer, though it is connected to on each turn. */
int ask_one(const char *info, const char *const *keys, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        PGconn *db = PQconnectdb(info);
        // expect@+2: call-in-loop {{ask\(\) waits for postgresql on each of count turns}}
        // expect-verdict: batch
        n += ask(db, keys[i]);
        PQfinish(db);
    }
    return n;
}

/* Look-alike: the turn opens a connection to another peer beside the one that it asks. */
int ask_beside(PGconn *db, struct node *first)
{
    int n = 0;
    for (struct node *node = first; node; node = node->next) {
        PGconn *other;
        if (!open_node(node, &other))
            continue;
        // expect@+2: call-in-loop {{ask\(\) waits for postgresql on each of length\(first\) turns}}
        // expect-verdict: batch
        n += ask(db, node->key);
        PQfinish(other);
    }
    return n;
}
