// expect-cost lines_of_a_file: items(fgets)
// expect-cost blocks_of_a_file: items(read)
#include "libpq-fe.h"
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

/* Reading a file is no wait: the loop is over its lines. */
void lines_of_a_file(PGconn *db, FILE *file)
{
    char line[512];
    while (fgets(line, sizeof line, file) != NULL)
        PQclear(PQexec(db, line)); // expect: call-in-loop {{PQexec}}
}

static int open_list(const char *path) { return open(path, O_RDONLY); }

void blocks_of_a_file(PGconn *db, const char *path)
{
    char text[512];
    int file = open_list(path);
    while (read(file, text, sizeof text) > 0)
        PQclear(PQexec(db, text)); // expect: call-in-loop {{PQexec}}
    close(file);
}

/* The rows drive the loop, the wait only slows it down. */
// expect-cost each_row: n
void each_row(PGconn *db, struct pollfd *fds, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        poll(fds, 1, 10);
        PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{n round trips}}
    }
}

/* The wait does not come before the call on every way. */
// expect-cost sometimes: items(wanted)
int wanted(void);
void sometimes(PGconn *db, struct pollfd *fds)
{
    while (wanted()) {
        if (fds)
            poll(fds, 1, 10);
        PQclear(PQexec(db, "SELECT state")); // expect: call-in-loop {{PQexec}}
    }
}

/* An event brings many rows: these are told. */
// expect-cost rows_of_an_event: n
void rows_of_an_event(PGconn *db, struct pollfd *fds, const char **rows, int n)
{
    while (poll(fds, 1, -1) > 0)
        for (int i = 0; i < n; i++)
            PQclear(PQexec(db, rows[i])); // expect: call-in-loop {{n round trips}}
}
