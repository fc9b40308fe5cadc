/* A function gives the function to call. */
// count: save_all
// formula: n
// run: n=0 kind=1
// run: n=6 kind=0
// run: n=6 kind=1
// tight
#include "counted.h"
#include "libpq-fe.h"

typedef void saver(PGconn *db, int id);

static void save_number(PGconn *db, int id) {
    counted_use(id);
    PQclear(PQexec(db, "INSERT INTO number VALUES (1)"));
}

static void save_nothing(PGconn *db, int id) { counted_use(db ? id : 0); }

static saver *saver_of(int kind) {
    switch (kind) {
    case 1:
        return save_number;
    default:
        return save_nothing;
    }
}

void save_all(PGconn *db, int n, int kind) {
    saver *save = saver_of(kind);
    for (int i = 0; i < n; i++)
        save(db, i);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n"), counted_size("kind")));
    PQfinish(db);
}
