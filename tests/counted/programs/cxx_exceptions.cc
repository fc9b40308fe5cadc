// A failure is thrown out of the loop; only then there is something to roll back.
// count: save_all
// formula: n + 2 (exact)
// run: n=0
// run: n=1
// run: n=12
#include "counted.h"
#include "libpq-fe.h"

#include <stdexcept>

static void run(PGconn *db, const char *statement) {
    PGresult *result = PQexec(db, statement);
    bool is_good = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!is_good)
        throw std::runtime_error(PQerrorMessage(db));
}

void save_all(PGconn *db, int n) {
    run(db, "BEGIN");
    try {
        for (int i = 0; i < n; i++)
            run(db, "INSERT INTO a VALUES (1)");
    } catch (const std::runtime_error &) {
        run(db, "ROLLBACK");
        throw;
    }
    run(db, "COMMIT");
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
