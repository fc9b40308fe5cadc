/* One table of functions, its entries by name; the loop calls through it. */
// count: save_all
// formula: 2*n + 1 (exact)
// run: n=0
// run: n=1
// run: n=8
#include "counted.h"
#include "libpq-fe.h"

struct store_ops {
    const char *name;
    void (*begin)(PGconn *db);
    void (*save)(PGconn *db, int id);
};

static void sql_begin(PGconn *db) { PQclear(PQexec(db, "BEGIN")); }

static void sql_save(PGconn *db, int id) {
    counted_use(id);
    PQclear(PQexec(db, "DELETE FROM a"));
    PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
}

static const struct store_ops sql_store = {.name = "sql", .save = sql_save, .begin = sql_begin};

void save_all(PGconn *db, int n) {
    sql_store.begin(db);
    for (int i = 0; i < n; i++)
        sql_store.save(db, i);
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
