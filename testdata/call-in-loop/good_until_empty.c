/* Asks the same again until the answer holds nothing: what is done for each of what it holds is done once for each of
 * all, and how often it asks is a matter of how large an answer is. */
#include <libpq-fe.h>
#include <stdlib.h>

struct list {
    int count;
    const char **names;
};

struct sources {
    struct list open;
    PGconn *db;
};

void remove_empty(struct list *list);

static void work(PGconn *db, const char *name)
{
    const char *values[1] = {name};
    PQclear(PQexecParams(db, "update t set done = 1 where name = $1", 1, NULL, values, NULL, NULL, 0));
}

static void add(struct list *list, const char *name)
{
    list->names = realloc(list->names, sizeof *list->names * (list->count + 1));
    list->names[list->count++] = name;
}

static int take(PGconn *db, const char *source, struct list *out)
{
    const char *values[1] = {source};
    PGresult *r = PQexecParams(db, "select take($1)", 1, NULL, values, NULL, NULL, 0);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        return 0;
    for (int i = 0; i < PQntuples(r); i++)
        add(out, PQgetvalue(r, i, 0));
    return 1;
}

void rows_until_none(PGconn *db)
{
    for (;;) {
        PGresult *r = PQexec(db, "select name from t where not done limit 100");
        int n = PQntuples(r);
        if (n == 0)
            break;
        for (int i = 0; i < n; i++)
            work(db, PQgetvalue(r, i, 0)); // expect: call-in-loop {{: up to rows\(r\) round trips over all pages}}
        PQclear(r);
    }
}

void while_rows(PGconn *db)
{
    int n;
    do {
        PGresult *r = PQexec(db, "select name from t where not done limit 100");
        n = PQntuples(r);
        for (int i = 0; i < n; i++)
            work(db, PQgetvalue(r, i, 0)); // expect: call-in-loop {{: up to rows\(r\) round trips over all pages}}
        PQclear(r);
    } while (n > 0);
}

void filled_until_none(PGconn *db, const char *source)
{
    int more = 1;
    while (more) {
        struct list got = {0, NULL};
        if (!take(db, source, &got)) {
            more = 0;
            continue;
        }
        if (got.count <= 0) {
            more = 0;
            continue;
        }
        for (int i = 0; i < got.count; i++)
            work(db, got.names[i]); // expect: call-in-loop {{: up to got.count round trips over all pages}}
    }
}

/* Several in turn, each until it has no more. */
void sources_until_none(struct sources *all)
{
    while (all->open.count > 0) {
        for (int i = 0; i < all->open.count; i++) {
            struct list got = {0, NULL};
            take(all->db, all->open.names[i], &got); // expect: call-in-loop {{: up to all->open.count round trips}}
            if (got.count == 0) {
                all->open.names[i] = "";
                continue;
            }
            for (int k = 0; k < got.count; k++)
                work(all->db, got.names[k]); // expect: call-in-loop {{all->open.count \* got.count round trips over all}}
        }
        remove_empty(&all->open);
    }
}
