/* Loops over data that run an event loop, or wait for one event, on each turn. */
#include <ev.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

const char *next_job(void);
bool is_over(PGresult *r);

/* The turns are counted by the rows. */
void for_each(PGconn *db, struct ev_loop *loop, const char *const *jobs, int n)
{
    for (int i = 0; i < n; i++) {
        PQclear(PQexec(db, jobs[i])); // expect: call-in-loop {{on each of n turns}}
        ev_run(loop, 0);
    }
}

/* The same request each time, but as many as there are jobs. */
void as_many(PGconn *db, struct ev_loop *loop)
{
    while (next_job()) {
        PQclear(PQexec(db, "SELECT pg_sleep(1)")); // expect: call-in-loop {{on each of}}
        ev_run(loop, 0);
    }
}

/* One event on each turn, which may well be what the turn has asked for. */
void one_event(PGconn *db, struct ev_loop *loop)
{
    bool done = false;
    while (!done) {
        PGresult *r = PQexec(db, "DELETE FROM job WHERE id = (SELECT min(id) FROM job) RETURNING id"); // expect: call-in-loop
        ev_run(loop, EVRUN_ONCE);
        done = is_over(r);
        PQclear(r);
    }
}

/* Waits until something is there: it serves nobody. */
static void settle(struct pollfd *fds)
{
    for (;;) {
        if (poll(fds, 1, -1) >= 0 && (fds->revents & POLLIN))
            return;
    }
}

void until_settled(PGconn *db, struct pollfd *fds)
{
    bool done = false;
    while (!done) {
        PGresult *r = PQexec(db, "DELETE FROM job WHERE id = (SELECT min(id) FROM job) RETURNING id"); // expect: call-in-loop
        settle(fds);
        done = is_over(r);
        PQclear(r);
    }
}
