/* An array of names that ends with NULL. */
// count: drop_tables
// formula: length(names) (exact)
// run: n=0
// run: n=1
// run: n=20
// where: length(names) = n
#include "counted.h"
#include "libpq-fe.h"

#include <stddef.h>

void drop_tables(PGconn *db, const char *const *names) {
    for (int i = 0; names[i] != NULL; i++)
        PQclear(PQexec(db, names[i]));
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(drop_tables(db, counted_names(counted_size("n")))); /* NULL stands behind the last */
    PQfinish(db);
}
