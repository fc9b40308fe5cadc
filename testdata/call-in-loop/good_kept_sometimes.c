/* Kept on all ways that ask and do not fail. */
// expect-none
#include <libpq-fe.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static char *motto;
static PGconn *connection;

/* That nothing was found is kept, too. */
static const char *motto_of(PGconn *db)
{
    if (!motto) {
        PGresult *result = PQexec(db, "SELECT motto FROM settings");
        if (PQntuples(result) > 0)
            motto = strdup(PQgetvalue(result, 0, 0));
        else
            motto = "";
        PQclear(result);
    }
    return motto;
}

void use(const char *text);

void print_all(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        use(motto_of(db));
}

/* Else it has failed. */
static PGconn *connection_of(const char *where)
{
    if (!connection) {
        PGconn *made = PQconnectdb(where);
        if (PQstatus(made) == CONNECTION_OK)
            connection = made;
        else
            PQfinish(made);
    }
    return connection;
}

void use_connection(PGconn *connection);

void use_all(const char *where, int n)
{
    for (int i = 0; i < n; i++)
        use_connection(connection_of(where));
}

/* Or has asked for nothing. */
static const char *motto_if(PGconn *db, int is_wanted)
{
    if (!motto && is_wanted) {
        PGresult *result = PQexec(db, "SELECT motto FROM settings");
        motto = strdup(PQgetvalue(result, 0, 0));
        PQclear(result);
    }
    return motto;
}

void print_wanted(PGconn *db, int is_wanted, int n)
{
    for (int i = 0; i < n; i++)
        use(motto_if(db, is_wanted));
}

/* Looked for in a loop. */
static const char *first_motto(PGconn *db)
{
    if (!motto) {
        PGresult *result = PQexec(db, "SELECT motto FROM settings");
        for (int i = 0; i < PQntuples(result); i++)
            if (!PQgetisnull(result, i, 0)) {
                motto = strdup(PQgetvalue(result, i, 0));
                break;
            }
        PQclear(result);
    }
    return motto;
}

void print_first(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        use(first_motto(db));
}

/* Jumps from place to place in what is done then. */
static int is_done;

static void do_once(PGconn *db, const int *wanted, int n)
{
    if (!is_done) {
        for (int i = 0; i < n && i < 2; i++) {
            if (!wanted[i])
                goto unwanted;
            PQclear(PQexec(db, "INSERT INTO wanted VALUES (1)"));
            continue;
        unwanted:
            use("unwanted");
        }
        is_done = 1;
    }
}

void do_for_all(PGconn *db, const int *wanted, int n)
{
    for (int i = 0; i < n; i++)
        do_once(db, wanted, n);
}
