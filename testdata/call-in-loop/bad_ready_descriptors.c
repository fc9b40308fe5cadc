/* Loops over data inside an event loop. */
#include "libpq-fe.h"

struct pollfd {
    int fd;
    short events;
    short revents;
};

int poll(struct pollfd *fds, unsigned long count, int timeout);

// expect-cost all_statements: m
void all_statements(PGconn *db, struct pollfd *fds, int n, const char **statements, int m)
{
    for (;;) {
        poll(fds, n, -1);
        for (int i = 0; i < m; i++)
            PQexec(db, statements[i]); // expect: call-in-loop {{on each of m turns}}
    }
}

/* For one event all statements. */
// expect-cost all_statements_per_event: m
void all_statements_per_event(PGconn *db, struct pollfd *fds, int n, const char **statements, int m)
{
    for (;;) {
        poll(fds, n, -1);
        for (int i = 0; i < n; i++) {
            if (!fds[i].revents)
                continue;
            for (int k = 0; k < m; k++)
                PQexec(db, statements[k]); // expect: call-in-loop {{on each of m turns: up to m round trips}}
        }
    }
}

/* Descriptors without news are asked about too. */
// expect-cost whether_or_not: n
void whether_or_not(PGconn *db, struct pollfd *fds, int n, const char **names)
{
    for (;;) {
        poll(fds, n, -1);
        for (int i = 0; i < n; i++) {
            if (fds[i].revents)
                fds[i].events = 0;
            PQexec(db, names[i]); // expect: call-in-loop {{on each of n turns}}
        }
    }
}

/* What is asked for has no news. */
// expect-cost silent_ones: n
void silent_ones(PGconn *db, struct pollfd *fds, int n, const char **names)
{
    for (;;) {
        poll(fds, n, -1);
        for (int i = 0; i < n; i++)
            if (fds[i].revents == 0)
                PQexec(db, names[i]); // expect: call-in-loop {{on each of n turns}}
    }
}
