/* A struct with arrays in it: each table's columns. */
// count: describe_all
// formula: n*tables[i].columns + n
// run: n=0 columns=3
// run: n=1 columns=0
// run: n=5 columns=7
// where: tables[i].columns = columns
// tight
#include "counted.h"
#include "libpq-fe.h"

struct table {
    int columns;
};

static void describe(PGconn *db, const struct table *table) {
    for (int i = 0; i < table->columns; i++)
        PQclear(PQexec(db, "SELECT type FROM column"));
    PQclear(PQexec(db, "SELECT comment FROM table"));
}

void describe_all(PGconn *db, const struct table *tables, int n) {
    for (int i = 0; i < n; i++)
        describe(db, &tables[i]);
}

void counted_run(void) {
    struct table tables[5];
    for (int i = 0; i < 5; i++)
        tables[i].columns = counted_size("columns");
    PGconn *db = PQconnectdb("");
    COUNT(describe_all(db, tables, counted_size("n")));
    PQfinish(db);
}
