/* Few turns of much are worth a note; few turns of few are not. */
#include "libpq-fe.h"

static const char *const steps[] = {"ANALYZE a", "ANALYZE b", "ANALYZE c"};

static void one_step(PGconn *db, const char *text)
{
    PQclear(PQexec(db, "SET statement_timeout = 0"));
    PQclear(PQexec(db, text));
    PQclear(PQexec(db, "SELECT 1"));
    PQclear(PQexec(db, "RESET statement_timeout"));
}

void three_times_four(PGconn *db)
{
    for (int i = 0; i < 3; i++)
        one_step(db, steps[i]); // expect: call-in-loop {{each of 3 turns: 12 round trips}}
}

// expect-cost three_times_one: 3 (exact)
void three_times_one(PGconn *db)
{
    for (int i = 0; i < 3; i++)
        PQclear(PQexec(db, steps[i]));
}

static void two_steps(PGconn *db, int i)
{
    PQclear(PQexec(db, steps[i]));
    PQclear(PQexec(db, "SELECT 1"));
}

// expect-cost three_times_two: 6 (exact)
void three_times_two(PGconn *db)
{
    for (int i = 0; i < 3; i++)
        two_steps(db, i);
}
