// An object that is called like a function, by a template.
// count: save_all
// formula: n (exact)
// run: n=0
// run: n=1
// run: n=6
#include "counted.h"
#include "libpq-fe.h"

struct Saver {
    PGconn *db;
    void operator()(int id) const {
        counted_use(id);
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    }
};

template <typename Function> static void repeat(int n, Function function) {
    for (int i = 0; i < n; i++)
        function(i);
}

void save_all(PGconn *db, int n) { repeat(n, Saver{db}); }

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
