/* Many rows with one statement; where it has not taken all of them, the others one by one. */
// expect-none
#include "libpq-fe.h"

int snprintf(char *to, unsigned long size, const char *format, ...);
int atoi(const char *text);

struct item {
    int id;
    const char *name;
};

static int put_many(PGconn *db, const struct item *items, int n)
{
    char query[8000];
    int length = snprintf(query, sizeof query, "INSERT INTO item VALUES ");
    for (int i = 0; i < n; i++)
        length += snprintf(query + length, sizeof query - length, "(%d, '%s'),", items[i].id, items[i].name);
    query[length - 1] = '\0';
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

// expect-cost put_all: 1
int put_all(PGconn *db, const struct item *items, int n)
{
    int done = put_many(db, items, n);
    if (done < n)
        for (int i = done; i < n; i++)
            done += put_one(db, &items[i]);
    return done;
}
