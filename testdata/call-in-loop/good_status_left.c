/* Success is compared with its constant on the left, and what runs after a failure asks for it again. */
// expect-cost write_all: writers (exact)
// expect-cost write_each: writers (exact)
#include <libpq-fe.h>

static int reconnect(PGconn *db)
{
    return PQstatus(db) == CONNECTION_OK ? 0 : -1;
}

int write_all(PGconn *db, const char **sql, int writers)
{
    for (int i = 0; i < writers; i++) {
        PGresult *result = PQexec(db, sql[i]); // expect: call-in-loop {{: writers round trips}}
        if ((PGRES_COMMAND_OK != PQresultStatus(result)) && (PGRES_TUPLES_OK != PQresultStatus(result))) {
            PQclear(result);
            if ((CONNECTION_OK != PQstatus(db)) && (0 == reconnect(db))) {
                result = PQexec(db, sql[i]);
                if ((PGRES_COMMAND_OK == PQresultStatus(result)) || (PGRES_TUPLES_OK == PQresultStatus(result))) {
                    PQclear(result);
                    continue;
                }
            }
            return -1;
        }
        PQclear(result);
    }
    return 0;
}

int write_each(PGconn *db, const char **sql, int writers)
{
    for (int i = 0; i < writers; i++) {
        PGresult *result = PQexec(db, sql[i]); // expect: call-in-loop {{: writers round trips}}
        ExecStatusType status = PQresultStatus(result);
        if (!(PGRES_COMMAND_OK == status || PGRES_TUPLES_OK == status)) {
            PQclear(result);
            result = PQexec(db, sql[i]);
            if (PGRES_COMMAND_OK != PQresultStatus(result))
                return -1;
        }
        PQclear(result);
    }
    return 0;
}

/* Another success of the same answer is asked for: not a failure. */
void rows_or_none(PGconn *db, const char **sql, int count)
{
    for (int i = 0; i < count; i++) {
        PGresult *result = PQexec(db, sql[i]); // expect: call-in-loop {{up to 2 \* count round trips}}
        if (PGRES_TUPLES_OK != PQresultStatus(result)) {
            if (PGRES_COMMAND_OK == PQresultStatus(result))
                PQclear(PQexec(db, "INSERT INTO log VALUES ('done')"));
        }
        PQclear(result);
    }
}
