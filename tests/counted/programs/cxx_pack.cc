// A pack of arguments: one statement for each.
// count: save_fields
// formula: 3 (exact)
// run: n=1
// run: n=2
#include "counted.h"
#include "libpq-fe.h"

#include <string>

static void save(PGconn *db, const std::string &value) {
    PQclear(PQexec(db, ("INSERT INTO field VALUES (" + value + ")").c_str()));
}

template <typename... Values> static void save_each(PGconn *db, const Values &...values) {
    (save(db, std::to_string(values)), ...);
}

void save_fields(PGconn *db, int n) { save_each(db, n, 2.5, 'c'); }

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_fields(db, counted_size("n")));
    PQfinish(db);
}
