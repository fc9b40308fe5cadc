/* Cases that fall into the next one add up. */
// count: upgrade
// formula: 3
// run: version=0
// run: version=1
// run: version=2
// run: version=3
// tight
#include "counted.h"
#include "libpq-fe.h"

void upgrade(PGconn *db, int version) {
    switch (version) {
    case 0:
        PQclear(PQexec(db, "ALTER TABLE a ADD b int")); /* fall through */
    case 1:
        PQclear(PQexec(db, "ALTER TABLE a ADD c int")); /* fall through */
    case 2:
        PQclear(PQexec(db, "ALTER TABLE a ADD d int"));
        break;
    default:
        break;
    }
}

void counted_run(void) {
    PGconn *db = PQconnectdb("");
    COUNT(upgrade(db, counted_size("version")));
    PQfinish(db);
}
