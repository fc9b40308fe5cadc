// A virtual method that one class overrides.
// count: save_all
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=9
#include "counted.h"
#include "libpq-fe.h"

struct Store {
    virtual ~Store() = default;
    virtual void save(int id) = 0;
};

struct SqlStore : Store {
    PGconn *db;
    explicit SqlStore(PGconn *connection) : db(connection) {}
    void save(int id) override {
        counted_use(id);
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    }
};

void save_all(Store &store, int n) {
    for (int i = 0; i < n; i++)
        store.save(i);
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    SqlStore store(db);
    COUNT(save_all(store, counted_size("n")));
    PQfinish(db);
}
