#include "libpq-fe.h"

extern char *optarg;
char *read_line(void);

/* One of the callers passes what it has read. */
static void each_letter(PGconn *conn, const char *text)
{
    for (; *text; text++)
        PQclear(PQexec(conn, text)); // expect: call-in-loop {{length\(text\) round trips}}
}

/* Constants alone are no command line. */
static void each_byte(PGconn *conn, const char *bytes)
{
    for (const char *byte = bytes; *byte; byte++)
        PQclear(PQexec(conn, byte)); // expect: call-in-loop {{length\(bytes\) round trips}}
}

/* Words of the command line are walked by nobody here: these are elements of a list. */
static void each_row(PGconn *conn, const char **rows)
{
    for (int i = 0; rows[i]; i++)
        PQclear(PQexec(conn, rows[i])); // expect: call-in-loop {{length\(rows\) round trips}}
}

void run(PGconn *conn, const char **rows)
{
    each_letter(conn, optarg);
    each_letter(conn, read_line());
    each_byte(conn, "abcdefghijklmnopqrstuvwxyz");
    each_row(conn, rows);
}
