/* As good_fallback.c, but what has changed none of them is not asked again: each is made. */
#include "libpq-fe.h"

int snprintf(char *to, unsigned long size, const char *format, ...);
int atoi(const char *text);

struct item {
    int id;
    const char *name;
};

static int rename_many(PGconn *db, const struct item *items, int n)
{
    char query[8000];
    int length = snprintf(query, sizeof query, "UPDATE item SET name = v.name FROM (VALUES ");
    for (int i = 0; i < n; i++)
        length += snprintf(query + length, sizeof query - length, "(%d, '%s'),", items[i].id, items[i].name);
    snprintf(query + length - 1, sizeof query - length, ") v (id, name) WHERE v.id = item.id");
    PGresult *res = PQexec(db, query);
    int done = PQresultStatus(res) == PGRES_COMMAND_OK ? atoi(PQcmdTuples(res)) : 0;
    PQclear(res);
    return done;
}

static int put_one(PGconn *db, const struct item *item)
{
    char query[200];
    snprintf(query, sizeof query, "INSERT INTO item VALUES (%d, '%s')", item->id, item->name);
    PGresult *res = PQexec(db, query);
    int done = PQresultStatus(res) == PGRES_COMMAND_OK;
    PQclear(res);
    return done;
}

// expect-cost rename_or_put: n + 1
int rename_or_put(PGconn *db, const struct item *items, int n)
{
    int done = rename_many(db, items, n);
    if (done == 0)
        for (int i = 0; i < n; i++)
            done += put_one(db, &items[i]); // expect: call-in-loop {{put_one\(\) waits for postgresql on each of n turns}}
    return done;
}
