/* A daemon's state machine: each turn is a whole life in one role, which asks and sleeps until the role changes. */
// expect-none
#include <libpq-fe.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

enum role { PRIMARY, STANDBY, UNKNOWN };

static enum role role;

static bool is_primary(PGconn *db)
{
    PGresult *r = PQexec(db, "SELECT pg_is_in_recovery()");
    bool primary = PQgetvalue(r, 0, 0)[0] == 'f';
    PQclear(r);
    return primary;
}

static void monitor_primary(PGconn *db)
{
    PQclear(PQexec(db, "SELECT set_upstream(-1)"));
    while (true) {
        PQclear(PQexec(db, "SELECT TRUE"));
        if (!is_primary(db)) {
            role = STANDBY;
            return;
        }
        sleep(2);
    }
}

/* May be over before it begins. */
static void monitor_standby(PGconn *db)
{
    if (is_primary(db)) {
        role = PRIMARY;
        return;
    }
    while (true) {
        PQclear(PQexec(db, "SELECT TRUE"));
        if (is_primary(db)) {
            role = PRIMARY;
            return;
        }
        sleep(2);
    }
}

void start_monitoring(PGconn *db)
{
    while (true) {
        switch (role) {
        case PRIMARY:
            monitor_primary(db);
            break;
        case STANDBY:
            monitor_standby(db);
            break;
        case UNKNOWN:
            break;
        }
    }
}

/* A role that serves whoever comes. */
static void serve(PGconn *db, struct pollfd *fds)
{
    for (;;) {
        if (role != PRIMARY)
            return;
        poll(fds, 1, -1);
        PQclear(PQexec(db, "INSERT INTO event DEFAULT VALUES"));
    }
}

void start_serving(PGconn *db, struct pollfd *fds)
{
    for (;;) {
        if (role == PRIMARY)
            serve(db, fds);
        else
            monitor_standby(db);
    }
}
