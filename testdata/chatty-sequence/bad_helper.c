/* Through helpers: each call of one that always asks counts. What a helper holds is told there, once. */
#include <libpq-fe.h>
#include <stdio.h>

struct app {
    PGconn *db;
    int errors;
};

int number_of(const char *text);

static PGresult *ask(struct app *app, const char *sql)
{
    PGresult *res = PQexec(app->db, sql);
    if (PQresultStatus(res) != PGRES_TUPLES_OK)
        app->errors++;
    return res;
}

static int count_of(struct app *app, const char *sql)
{
    PGresult *res = ask(app, sql);
    int n = number_of(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

int totals(struct app *app)
{
    int people = count_of(app, "SELECT count(*) FROM person"); // expect: chatty-sequence {{count_of\(\) is the first of 3 round trips to postgresql in a row, where 1 would do}}
                                                               // expect-verdict: pipeline
    int cities = count_of(app, "SELECT count(*) FROM city");
    int orders = count_of(app, "SELECT count(*) FROM orders");
    return people + cities + orders;
}

/* That totals() makes three of them is told there. */
int all_totals(struct app *app, struct app *other)
{
    int sum = totals(app) + count_of(app, "SELECT count(*) FROM mail");
    return sum + totals(other);
}

/* Two chains: the second request of each needs the first one's answer. */
void two_owners(struct app *app)
{
    char sql[200];
    PGresult *a = ask(app, "SELECT owner FROM item WHERE id = 1"); // expect: chatty-sequence {{first of 4 round trips to postgresql in a row, where 2 would do}}
    snprintf(sql, sizeof sql, "SELECT name FROM person WHERE id = %s", PQgetvalue(a, 0, 0));
    PGresult *b = ask(app, sql);
    PGresult *c = ask(app, "SELECT owner FROM item WHERE id = 2");
    snprintf(sql, sizeof sql, "SELECT name FROM person WHERE id = %s", PQgetvalue(c, 0, 0));
    PGresult *d = ask(app, sql);
    PQclear(a);
    PQclear(b);
    PQclear(c);
    PQclear(d);
}
