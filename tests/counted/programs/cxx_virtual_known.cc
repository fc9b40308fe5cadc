// The object's class is known where the method is called: no other class can be meant.
// count: save_all
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=6
#include "counted.h"
#include "libpq-fe.h"

struct Store {
    virtual ~Store() {}
    virtual void save(PGconn *db) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        PQclear(PQexec(db, "UPDATE counts SET x = x + 1"));
    }
};

struct FastStore final : Store {
    void save(PGconn *db) override { PQclear(PQexec(db, "INSERT INTO a VALUES (1)")); }
};

void save_all(PGconn *db, int n) {
    FastStore store;
    for (int i = 0; i < n; i++)
        store.save(db);
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    Store slow;
    slow.save(db);
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
