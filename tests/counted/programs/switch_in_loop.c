/* What a turn costs is told by the kind of its element: the dearest kind for all, at the most. */
// count: apply_all
// formula: 3*n
// run: n=0 kind=0
// run: n=6 kind=0
// run: n=6 kind=1
// run: n=6 kind=2
// run: n=6 kind=3
// tight
#include "counted.h"
#include "libpq-fe.h"

enum kind { NOTHING, ADD, MOVE };

static void run(PGconn *db, const char *statement) { PQclear(PQexec(db, statement)); }

static void apply(PGconn *db, enum kind kind) {
    switch (kind) {
    case NOTHING:
        break;
    case ADD:
        run(db, "INSERT INTO a VALUES (1)");
        break;
    case MOVE:
        run(db, "DELETE FROM a");
        run(db, "INSERT INTO b VALUES (1)");
        run(db, "UPDATE counts SET x = x + 1");
        break;
    default:
        return;
    }
}

void apply_all(PGconn *db, const enum kind *kinds, int n) {
    for (int i = 0; i < n; i++)
        apply(db, kinds[i]);
}

void counted_run(void) {
    enum kind kinds[6];
    for (int i = 0; i < 6; i++)
        kinds[i] = (enum kind)counted_size("kind");
    PGconn *db = PQconnectdb("");
    COUNT(apply_all(db, kinds, counted_size("n")));
    PQfinish(db);
}
