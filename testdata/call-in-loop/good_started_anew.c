/* A program that sets itself up anew when somebody asks for it: each turn runs an event loop until that is told to
 * stop, and what the turn asks before and behind it is paid once for all that it serves. */
// expect-none
// expect-cost run_all: 3
// expect-cost run_own: 3
#include <ev.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

struct session {
    PGconn *db;
    struct ev_loop *loop;
    bool quit;
};

static struct session *begin(struct session *s)
{
    PQclear(PQexec(s->db, "INSERT INTO session DEFAULT VALUES"));
    PQclear(PQexec(s->db, "SELECT settings"));
    return s;
}

static void run(struct session *s) { ev_run(s->loop, 0); }

void run_all(struct session *s)
{
    bool quit = false;
    do {
        struct session *now = begin(s);
        if (!now)
            break;
        run(now);
        quit = now->quit;
        PQclear(PQexec(s->db, "DELETE FROM session"));
    } while (!quit);
}

/* A loop of its own that serves. */
static bool serve(struct session *s, struct pollfd *fds)
{
    for (;;) {
        if (poll(fds, 1, -1) < 0)
            continue;
        if (fds->revents & POLLHUP)
            return s->quit;
        PQclear(PQexec(s->db, "INSERT INTO event DEFAULT VALUES"));
    }
}

void run_own(struct session *s, struct pollfd *fds)
{
    bool quit = false;
    while (!quit) {
        begin(s);
        quit = serve(s, fds);
    }
}
