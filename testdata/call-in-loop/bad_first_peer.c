/* Look-alikes of good_first_peer.c: they look through what the servers hold, or ask them all. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

/* What is sought is in one of them, and most have to be asked. */
static int find(PGconn *c, const char *key)
{
    int id = 0;
    const char *values[] = {key};
    PGresult *r = PQexecParams(c, "SELECT id FROM item WHERE name = $1", 1, NULL, values, NULL, NULL, 0);
    if (PQntuples(r) > 0)
        id = atoi(PQgetvalue(r, 0, 0));
    PQclear(r);
    return id;
}

int find_shard(const char *const *shards, int n, const char *key)
{
    for (int i = 0; i < n; i++) {
        PGconn *c = PQconnectdb(shards[i]); // expect: call-in-loop {{up to 2 \* n round trips}}
        // expect-verdict: fan-out
        int id = find(c, key);
        PQfinish(c);
        if (id != 0)
            return id;
    }
    return 0;
}

/* All are asked, one by a name that stands in a buffer, opened in either arm of a test: no batch. */
static PGconn *open_quiet(const char *info) { return PQconnectdb(info); }

static PGconn *open_loud(const char *info)
{
    PGconn *c = PQconnectdb(info);
    fprintf(stderr, "%s", PQerrorMessage(c));
    return c;
}

static int count(PGconn *c, const char *key)
{
    const char *values[] = {key};
    PGresult *r = PQexecParams(c, "SELECT id FROM item WHERE name = $1", 1, NULL, values, NULL, NULL, 0);
    int n = PQntuples(r);
    PQclear(r);
    PQclear(PQexecParams(c, "SELECT id FROM word WHERE name = $1", 1, NULL, values, NULL, NULL, 0));
    return n;
}

int count_all(PGconn *conn, int quiet)
{
    char info[1024];
    int n = 0;
    PGresult *nodes = PQexec(conn, "SELECT conninfo, key FROM nodes");
    for (int i = 0; i < PQntuples(nodes); i++) {
        PGconn *remote;
        snprintf(info, sizeof info, "%s", PQgetvalue(nodes, i, 0));
        if (quiet)
            remote = open_quiet(info);
        else
            remote = open_loud(info);
        // expect@+2: call-in-loop {{on each of rows\(nodes\) turns}}
        // expect-verdict: fan-out
        n += count(remote, PQgetvalue(nodes, i, 1));
        PQfinish(remote);
    }
    PQclear(nodes);
    return n;
}
