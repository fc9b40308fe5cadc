// A std::function that is passed: what it costs is told by who calls.
// count: save_all
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=6
#include "counted.h"
#include "libpq-fe.h"

#include <functional>

static void repeat(int n, const std::function<void(int)> &function) {
    for (int i = 0; i < n; i++)
        function(i);
}

void save_all(PGconn *db, int n) {
    repeat(n, [db](int id) {
        counted_use(id);
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    });
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
