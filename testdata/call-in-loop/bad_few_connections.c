/* As good_few_connections.c, but the count grows in a loop, or by what nobody knows; and connections that are open
 * together, which one cannot stand in for. */
#include <libpq-fe.h>
#include <stdlib.h>

int grows(PGconn *db, const char *letters)
{
    int n = 1, rows = 0;
    for (; *letters; letters++)
        if (*letters == 'n')
            n++;
    for (int i = 0; i < n; i++) {
        PGresult *r = PQexec(db, "UPDATE item SET n = n + 1"); // expect: call-in-loop {{on each of up to n turns}}
        rows += atoi(PQcmdTuples(r));
        PQclear(r);
    }
    return rows;
}

/* From the second one, or from the first. */
int most_of(PGconn *db, int skip, int n)
{
    int first = 0, rows = 0;
    if (skip)
        first = 1;
    for (int i = first; i < n; i++) {
        PGresult *r = PQexec(db, "UPDATE item SET n = n + 1"); // expect: call-in-loop {{on each of up to n turns}}
        rows += atoi(PQcmdTuples(r));
        PQclear(r);
    }
    return rows;
}

int given(PGconn *db, int more)
{
    int n = 1, rows = 0;
    if (more > 0)
        n += more;
    for (int i = 0; i < n; i++) {
        PGresult *r = PQexec(db, "UPDATE item SET n = n + 1"); // expect: call-in-loop {{on each of up to n turns}}
        rows += atoi(PQcmdTuples(r));
        PQclear(r);
    }
    return rows;
}

int open_together(const char *info, int need)
{
    int got = 0;
    PGconn **open = calloc(need, sizeof *open);
    for (int i = 0; i < need; i++) {
        PGconn *c = PQconnectdb(info); // expect: call-in-loop {{on each of need turns}}
        // expect-verdict: fan-out
        if (PQstatus(c) == CONNECTION_OK) {
            open[i] = c;
            got++;
        }
    }
    for (int i = 0; i < got; i++)
        PQfinish(open[i]);
    free(open);
    return got >= need;
}

/* The last one is kept, and each is closed before the next is opened. */
int open_again(const char *info, PGconn **last, int need)
{
    int got = 0;
    for (int i = 0; i < need; i++) {
        PGconn *c = PQconnectdb(info); // expect: call-in-loop {{on each of need turns}}
        // expect-verdict: hoist
        if (*last)
            PQfinish(*last);
        *last = c;
        got += PQstatus(c) == CONNECTION_OK;
    }
    return got;
}
