// expect-none
// expect-cost serve: 2
// expect-cost relay: 1
// expect-cost until_told: 1
// expect-cost timers_first: 2
// expect-cost shell: 1
// expect-cost person_or_file: 1
#include "libpq-fe.h"
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* One turn for each client: what a turn costs is paid once per event. */
void serve(PGconn *db, int listener)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        PQclear(PQexec(db, "INSERT INTO visit DEFAULT VALUES"));
        PQclear(PQexec(db, "SELECT greeting"));
        close(client);
    }
}

void relay(PGconn *db, int pipe)
{
    char text[512];
    ssize_t n;
    while ((n = read(pipe, text, sizeof text)) > 0)
        PQclear(PQexec(db, text));
}

/* Behind `&&` the wait has happened as well. */
void until_told(PGconn *db, struct pollfd *fds, const volatile int *stop)
{
    while (!*stop && poll(fds, 1, 1000) >= 0)
        PQclear(PQexec(db, "SELECT state"));
}

/* What comes before the wait comes after that of the turn before. */
void timers_first(PGconn *db, struct pollfd *fds)
{
    for (;;) {
        PQclear(PQexec(db, "SELECT timers"));
        if (poll(fds, 1, 1000) > 0)
            PQclear(PQexec(db, "SELECT state"));
    }
}

void shell(PGconn *db)
{
    char line[512];
    while (fgets(line, sizeof line, stdin) != NULL)
        PQclear(PQexec(db, line));
}

static char *line_of(FILE *source, char *line, int size)
{
    for (;;)
        if (!fgets(line, size, source) || line[0] != '\n')
            return line;
}

/* Somebody is asked for the next line, whoever that is. */
void person_or_file(PGconn *db, FILE *script)
{
    char text[512], *line;
    for (;;) {
        if (script)
            line = line_of(script, text, sizeof text);
        else
            line = line_of(stdin, text, sizeof text);
        if (line == NULL)
            break;
        PQclear(PQexec(db, line));
    }
}
