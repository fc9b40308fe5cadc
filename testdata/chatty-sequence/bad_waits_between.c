/* All that is made of an answer from elsewhere comes behind it: that can go together. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

static int number_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

int behind(PGconn *db, PGconn *other)
{
    char sql[200];
    int id = number_of(other, "SELECT id FROM self"), n;
    n = number_of(db, "SELECT count(*) FROM nodes"); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
    snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE id = %d", id);
    n += number_of(db, sql);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM mail WHERE id = %d", id);
    return n + number_of(db, sql);
}

/* Nothing is made of it. */
int beside(PGconn *db, PGconn *other)
{
    int n = number_of(db, "SELECT count(*) FROM nodes"); // expect: chatty-sequence {{3 round trips to postgresql, with others in between, where 1 would do}}
    n += number_of(other, "SELECT id FROM self");
    n += number_of(db, "SELECT count(*) FROM event");
    return n + number_of(db, "SELECT count(*) FROM mail");
}
