// Overloads: each call means the one that fits its arguments, with default arguments put in.
// count: save_all
// formula: 3*n
// tight
// run: n=0
// run: n=1
// run: n=11
#include "counted.h"
#include "libpq-fe.h"

#include <string>

static void save(PGconn *db, int, bool is_logged = true) {
    PQclear(PQexec(db, "INSERT INTO number VALUES (1)"));
    if (is_logged)
        PQclear(PQexec(db, "INSERT INTO log VALUES (1)"));
}
static void save(PGconn *db, const std::string &) { PQclear(PQexec(db, "INSERT INTO text VALUES ('')")); }
static void save(PGconn *, double) {}

void save_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        save(db, i);
        save(db, std::string("x"));
        save(db, 0.5);
    }
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
