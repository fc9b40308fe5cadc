/* Something has to be over before the rest may be asked for. */
// expect-none
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

static int count_of(PGconn *db, const char *sql)
{
    PGresult *res = PQexec(db, sql);
    int n = atoi(PQgetvalue(res, 0, 0));
    PQclear(res);
    return n;
}

/* Another program, which changes what is read afterwards. */
int run_between(PGconn *db, const char *command)
{
    int before = count_of(db, "SELECT count(*) FROM person");
    int places = count_of(db, "SELECT count(*) FROM place");
    int rc = system(command);
    int after = count_of(db, "SELECT count(*) FROM person");
    int left = count_of(db, "SELECT count(*) FROM place");
    return rc == 0 ? after - before : places - left;
}

static int run(const char *command)
{
    return system(command) == 0;
}

int helper_between(PGconn *db, const char *command)
{
    int before = count_of(db, "SELECT count(*) FROM person");
    int places = count_of(db, "SELECT count(*) FROM place");
    run(command);
    return count_of(db, "SELECT count(*) FROM person") + before + places;
}

/* Until another server is there. */
int wait_between(PGconn *db, const char *target)
{
    PGconn *other = NULL;
    int before = count_of(db, "SELECT count(*) FROM person");
    int places = count_of(db, "SELECT count(*) FROM place");
    for (int i = 0; i < 60; i++) {
        other = PQconnectdb(target);
        if (PQstatus(other) == CONNECTION_OK)
            break;
        sleep(1);
    }
    return count_of(db, "SELECT count(*) FROM person") == before + places && other;
}
