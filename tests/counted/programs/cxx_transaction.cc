// The constructor begins, the destructor ends what was not committed: three statements for each.
// That the last one is not needed then is not seen.
// count: move_all
// formula: 4*n
// run: n=0
// run: n=1
// run: n=20
// loose: there is nothing to roll back after the commit
#include "counted.h"
#include "libpq-fe.h"

class Transaction {
  public:
    explicit Transaction(PGconn *connection) : db(connection) { PQclear(PQexec(db, "BEGIN")); }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction() {
        if (!is_committed)
            PQclear(PQexec(db, "ROLLBACK"));
    }
    void commit() {
        PQclear(PQexec(db, "COMMIT"));
        is_committed = true;
    }

  private:
    PGconn *db;
    bool is_committed = false;
};

void move_all(PGconn *db, int n) {
    for (int i = 0; i < n; i++) {
        Transaction transaction(db);
        PQclear(PQexec(db, "UPDATE a SET x = 1"));
        transaction.commit();
    }
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(move_all(db, counted_size("n")));
    PQfinish(db);
}
