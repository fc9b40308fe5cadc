// Objects behind smart pointers in a vector, each of its own class.
// count: flush_all
// formula: 2*size(stores)
// run: n=0
// run: n=1
// run: n=6
// where: size(stores) = n
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <memory>
#include <vector>

struct Store {
    virtual ~Store() = default;
    virtual void flush(PGconn *db) = 0;
};
struct Small : Store {
    void flush(PGconn *) override {}
};
struct Large : Store {
    void flush(PGconn *db) override {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        PQclear(PQexec(db, "COMMIT"));
    }
};

void flush_all(PGconn *db, const std::vector<std::unique_ptr<Store>> &stores) {
    for (const auto &store : stores)
        store->flush(db);
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    std::vector<std::unique_ptr<Store>> stores;
    for (int i = 0; i < counted_size("n"); i++)
        if (i % 4 < 4)
            stores.push_back(std::make_unique<Large>());
        else
            stores.push_back(std::make_unique<Small>());
    COUNT(flush_all(db, stores));
    PQfinish(db);
}
