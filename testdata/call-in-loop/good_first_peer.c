/* Loops that connect to one server after the other until one answers well: the first does, when nothing fails. */
// expect-none
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { UNKNOWN, PRIMARY, STANDBY };

struct node {
    char conninfo[256];
    PGconn *conn;
};

struct cell {
    struct node *node;
    struct cell *next;
};

static PGconn *open_quiet(const char *info)
{
    PGconn *c = PQconnectdb(info);
    if (PQstatus(c) == CONNECTION_OK)
        PQclear(PQexec(c, "SET synchronous_commit TO 'local'"));
    return c;
}

static PGconn *open_loud(const char *info)
{
    PGconn *c = open_quiet(info);
    if (PQstatus(c) != CONNECTION_OK)
        fprintf(stderr, "%s", PQerrorMessage(c));
    return c;
}

static enum kind kind_of(PGconn *c)
{
    enum kind kind = UNKNOWN;
    PGresult *r = PQexec(c, "SELECT pg_is_in_recovery()");
    if (PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1)
        kind = strcmp(PQgetvalue(r, 0, 0), "f") == 0 ? PRIMARY : STANDBY;
    PQclear(r);
    return kind;
}

/* Hands on the connection. */
PGconn *find_primary(PGconn *conn, int quiet)
{
    char info[1024];
    PGconn *remote = NULL;
    PGresult *nodes = PQexec(conn, "SELECT conninfo FROM nodes");
    for (int i = 0; i < PQntuples(nodes); i++) {
        enum kind kind;
        snprintf(info, sizeof info, "%s", PQgetvalue(nodes, i, 0));
        if (quiet)
            remote = open_quiet(info);
        else
            remote = open_loud(info);
        if (PQstatus(remote) != CONNECTION_OK) {
            PQfinish(remote);
            continue;
        }
        kind = kind_of(remote);
        if (kind == PRIMARY) {
            PQclear(nodes);
            return remote;
        }
        PQfinish(remote);
    }
    PQclear(nodes);
    return NULL;
}

/* Leaves with it, and goes on behind the loop. */
void use_primary(const struct cell *cells)
{
    PGconn *remote = NULL;
    for (const struct cell *c = cells; c; c = c->next) {
        remote = open_quiet(c->node->conninfo);
        if (kind_of(remote) == PRIMARY)
            break;
        PQfinish(remote);
        remote = NULL;
    }
    if (remote)
        PQclear(PQexec(remote, "SELECT promote()"));
}

static unsigned long identifier(PGconn *c)
{
    unsigned long id = 0;
    if (PQserverVersion(c) < 90600)
        return 0;
    PGresult *r = PQexec(c, "SELECT system_identifier FROM pg_control_system()");
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        fprintf(stderr, "%s", PQerrorMessage(c));
    else
        id = strtoul(PQgetvalue(r, 0, 0), NULL, 10);
    PQclear(r);
    return id;
}

/* Any server will do: 0 only stands for a request that has failed. */
void check(struct cell *cells, unsigned long mine)
{
    for (struct cell *c = cells; c; c = c->next) {
        c->node->conn = PQconnectdb(c->node->conninfo);
        if (PQstatus(c->node->conn) == CONNECTION_OK) {
            unsigned long theirs = identifier(c->node->conn);
            PQfinish(c->node->conn);
            c->node->conn = NULL;
            if (theirs != 0) {
                if (theirs != mine)
                    exit(1);
                break;
            }
        } else {
            PQfinish(c->node->conn);
            c->node->conn = NULL;
        }
    }
}
