/* Something that is told where it is stands between the calls: they are not in a row, but could still go together. */
#include "libpq-fe.h"

static void each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop
}

void with_others(PGconn *db, int n)
{
    PQclear(PQexec(db, "SELECT a FROM x")); // expect: chatty-sequence {{4 round trips to postgresql, with others in between}}
    each(db, n);
    PQclear(PQexec(db, "SELECT b FROM y"));
    PQclear(PQexec(db, "SELECT c FROM z"));
    PQclear(PQexec(db, "SELECT d FROM w"));
}

void together(PGconn *db)
{
    PQclear(PQexec(db, "SELECT a FROM x")); // expect: chatty-sequence {{4 round trips to postgresql in a row}}
    PQclear(PQexec(db, "SELECT b FROM y"));
    PQclear(PQexec(db, "SELECT c FROM z"));
    PQclear(PQexec(db, "SELECT d FROM w"));
}

/* Too few turns for a finding of their own. */
void with_three(PGconn *db, const char *const *more)
{
    PQclear(PQexec(db, "SELECT a FROM x")); // expect: chatty-sequence {{3 round trips to postgresql, with others in between}}
    for (int i = 0; i < 3; i++)
        PQclear(PQexec(db, more[i]));
    PQclear(PQexec(db, "SELECT b FROM y"));
    PQclear(PQexec(db, "SELECT c FROM z"));
}
