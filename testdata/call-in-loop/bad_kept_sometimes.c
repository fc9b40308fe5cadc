/* Kept where it was found; what is not there is asked for by each turn. */
#include <libpq-fe.h>
#include <stddef.h>

static char kept[32];
static const char *motto;
static int is_closed;

static const char *motto_of(PGconn *db)
{
    if (!motto) {
        PGresult *result = PQexec(db, "SELECT motto FROM settings");
        if (PQntuples(result) > 0) {
            kept[0] = *PQgetvalue(result, 0, 0);
            motto = kept;
        }
        PQclear(result);
    }
    return motto;
}

void use(const char *text);

void print_all(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        use(motto_of(db)); // expect: call-in-loop {{motto_of\(\) waits .* up to n round trips}}
}

void send_all(PGconn *db, const int *is_last, int n)
{
    for (int i = 0; i < n; i++) {
        if (is_closed)
            continue;
        PQclear(PQexec(db, "INSERT INTO sent VALUES (1)")); // expect: call-in-loop {{PQexec\(\) waits .* up to n round trips}}
        if (is_last[i])
            is_closed = 1;
    }
}
