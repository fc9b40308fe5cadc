/* A pause that keeps nobody from asking all together. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

static int count_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

/* Before, and behind. */
int run_around(PGconn *db, const char *command)
{
    int sum = system(command);
    sum += count_of(db, "SELECT count(*) FROM person"); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
    sum += count_of(db, "SELECT count(*) FROM place");
    sum += count_of(db, "SELECT count(*) FROM mail");
    return sum + system(command);
}

/* Only where a request has failed: it is made again. */
static PGresult *ask(PGconn *db, const char *sql)
{
    for (;;) {
        PGresult *res = PQexec(db, sql);
        if (PQresultStatus(res) == PGRES_TUPLES_OK)
            return res;
        PQclear(res);
        sleep(1);
    }
}

void ask_again(PGconn *db)
{
    PQclear(ask(db, "SELECT a FROM x")); // expect: chatty-sequence {{first of 3 round trips to postgresql in a row, where 1 would do}}
    PQclear(ask(db, "SELECT b FROM y"));
    PQclear(ask(db, "SELECT c FROM z"));
}
