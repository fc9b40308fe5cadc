/* The neighbours of good_until_empty.c: each turn is another question, or a page of one. */
#include <libpq-fe.h>
#include <stdlib.h>

struct list {
    int count;
    const char **names;
};

static PGresult *of_name(PGconn *db, const char *name)
{
    const char *values[1] = {name};
    return PQexecParams(db, "select part from t where name = $1", 1, NULL, values, NULL, NULL, 0);
}

static void work(PGconn *db, const char *name)
{
    const char *values[1] = {name};
    PQclear(PQexecParams(db, "update t set done = 1 where name = $1", 1, NULL, values, NULL, NULL, 0));
}

/* Each turn asks for another name, and stops at the first that has no parts. */
void names(PGconn *db, const char **names, int count)
{
    for (int k = 0; k < count; k++) {
        PGresult *r = of_name(db, names[k]); // expect: call-in-loop {{count round trips}}
        int n = PQntuples(r);
        if (n == 0)
            break;
        for (int i = 0; i < n; i++)
            work(db, PQgetvalue(r, i, 0)); // expect: call-in-loop {{count \* rows\(r\) round trips}}
        PQclear(r);
    }
}

/* Nothing in the loop is left out where the answer is empty. */
void until_told(PGconn *db, int (*is_over)(void))
{
    while (!is_over()) {
        PGresult *r = PQexec(db, "select name from t"); // expect: call-in-loop
        int n = PQntuples(r);
        for (int i = 0; i < n; i++)
            work(db, PQgetvalue(r, i, 0)); // expect: call-in-loop {{\* rows\(r\) round trips}}
        PQclear(r);
    }
}

/* One at a time. */
void one_each(PGconn *db)
{
    for (;;) {
        PGresult *r = PQexec(db, "select name from t where not done limit 1"); // expect: call-in-loop
        if (PQntuples(r) == 0)
            break;
        work(db, PQgetvalue(r, 0, 0));
        PQclear(r);
    }
}

/* Nothing is struck off: each name is asked for on each turn. */
void all_again(PGconn *db, struct list *list, void (*change)(struct list *))
{
    while (list->count > 0) {
        for (int k = 0; k < list->count; k++) {
            PGresult *r = of_name(db, list->names[k]); // expect: call-in-loop {{turns@all_again:1 \* list->count}}
            int n = PQntuples(r);
            if (n == 0)
                continue;
            for (int i = 0; i < n; i++)
                work(db, PQgetvalue(r, i, 0)); // expect: call-in-loop {{turns@all_again:1}}
            PQclear(r);
        }
        change(list);
    }
}
