// A template for each kind of element, and one whose number of turns is a parameter of the template.
// count: save_both
// formula: N@repeat + size(a) + size(b)
// run: n=0 m=0
// run: n=3 m=0
// run: n=5 m=8
// where: N@repeat = 4
// where: size(a) = n
// where: size(b) = m
// tight
#include "counted.h"
#include "libpq-fe.h"

#include <string>
#include <vector>

template <typename T> static void save(PGconn *db, const std::vector<T> &values) {
    for (const T &value : values) {
        (void)value;
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    }
}

template <int N> static void repeat(PGconn *db) {
    for (int i = 0; i < N; i++)
        PQclear(PQexec(db, "ANALYZE a"));
}

void save_both(PGconn *db, const std::vector<int> &a, const std::vector<std::string> &b) {
    save(db, a);
    save(db, b);
    repeat<4>(db);
}

void counted_run() {
    std::vector<int> a(static_cast<unsigned>(counted_size("n")), 1);
    std::vector<std::string> b(static_cast<unsigned>(counted_size("m")), "x");
    PGconn *db = PQconnectdb("");
    COUNT(save_both(db, a, b));
    PQfinish(db);
}
