#include <libpq-fe.h>

int snprintf(char *text, unsigned long size, const char *format, ...);

/* The parameter is written into a buffer that the array of parameters holds already. */
static PGresult *by_id(PGconn *db, const char *sql, int id)
{
    char text[16];
    const char *values[] = {text};
    snprintf(text, sizeof text, "%d", id);
    return PQexecParams(db, sql, 1, 0, values, 0, 0, 0);
}

// expect-cost names: n (exact)
void names(PGconn *db, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+2: call-in-loop {{by_id\(\) waits for postgresql on each of n turns: n round trips}}
        // expect-verdict@+1: batch
        PQclear(by_id(db, "SELECT name FROM city WHERE id = $1", ids[i]));
}

/* The look-alike: the same id each time. */
// expect-cost same_name: n (exact)
void same_name(PGconn *db, int id, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+2: call-in-loop {{by_id\(\) waits for postgresql on each of n turns: n round trips}}
        // expect-verdict@+1: hoist
        PQclear(by_id(db, "SELECT name FROM city WHERE id = $1", id));
}
