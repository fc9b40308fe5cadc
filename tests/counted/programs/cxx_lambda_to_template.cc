// Lambdas handed to a template of our own: each makes a function of its own.
// count: save_all
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=6
#include "counted.h"
#include "libpq-fe.h"

template <typename Function> static void repeat(int n, const Function &function) {
    for (int i = 0; i < n; i++)
        function(i);
}

void save_all(PGconn *db, int n) {
    long sum = 0;
    repeat(n, [&sum](int i) { sum += i; });
    repeat(n, [db](int) {
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
        PQclear(PQexec(db, "INSERT INTO b VALUES (1)"));
    });
    counted_use(sum);
}

void counted_run() {
    PGconn *db = PQconnectdb("");
    COUNT(save_all(db, counted_size("n")));
    PQfinish(db);
}
