// A pointer to a method, chosen before the loop.
// count: Store::run_all
// formula: 2*n
// run: n=0 twice=1
// run: n=6 twice=0
// run: n=6 twice=1
// tight
#include "counted.h"
#include "libpq-fe.h"

class Store {
  public:
    explicit Store(PGconn *connection) : db(connection) {}
    void run_all(int n, bool twice) {
        void (Store::*step)() = twice ? &Store::save_twice : &Store::save;
        for (int i = 0; i < n; i++)
            (this->*step)();
    }

  private:
    void save() { PQclear(PQexec(db, "INSERT INTO a VALUES (1)")); }
    void save_twice() {
        save();
        save();
    }
    PGconn *db;
};

void counted_run() {
    PGconn *db = PQconnectdb("");
    Store store(db);
    COUNT(store.run_all(counted_size("n"), counted_size("twice") != 0));
    PQfinish(db);
}
