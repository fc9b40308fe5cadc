// expect-none
// expect-cost until_done: 1
// expect-cost at_most_ten_times: 1
// expect-cost every_minute: 2
// expect-cost pause_if_asked: 1
#include "libpq-fe.h"
#include <unistd.h>

/* The same question again, until the answer is right. */
int until_done(PGconn *db)
{
    int is_done;
    do {
        PGresult *state = PQexec(db, "SELECT done FROM job");
        is_done = PQntuples(state) > 0;
        PQclear(state);
        sleep(1);
    } while (!is_done);
    return is_done;
}

int at_most_ten_times(PGconn *db, const char *ask)
{
    for (int tries = 0; tries < 10; tries++) {
        PGresult *state = PQexec(db, ask);
        int is_done = PQntuples(state) > 0;
        PQclear(state);
        if (is_done)
            return 1;
        sleep(1);
    }
    return 0;
}

static void nap(unsigned seconds)
{
    if (seconds > 0)
        sleep(seconds);
}

/* A daemon's work of every period. */
void every_minute(PGconn *db, const volatile int *stop)
{
    while (!*stop) {
        PQclear(PQexec(db, "DELETE FROM session WHERE is_old"));
        PQclear(PQexec(db, "SELECT pg_stat_clear()"));
        nap(60);
    }
}

void pause_if_asked(PGconn *db, int interval)
{
    for (;;) {
        PQclear(PQexec(db, "SELECT load"));
        if (interval)
            usleep(interval * 1000);
    }
}
