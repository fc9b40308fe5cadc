/* What is run, and what only looks so: expressions that are written once and visited often, or never evaluated; C++'s
 * own loops. */
#include "libpq-fe.h"

struct city {
    int id;
    const char *name;
};

struct cities {
    city *first;
    unsigned long count;
    city *begin() const { return first; }
    city *end() const { return first + count; }
    unsigned long size() const { return count; }
};

static PGresult *ask(PGconn *db, const char *name)
{
    return PQexecParams(db, "SELECT 1 FROM city WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0);
}

// expect-cost never_evaluated: 0 (exact)
unsigned long never_evaluated(PGconn *db)
{
    return sizeof(PQexec(db, "SELECT 1")) + sizeof(decltype(PQexec(db, "SELECT 2")));
}

// expect-cost range_for: size(all) (exact)
void range_for(PGconn *db, const cities &all)
{
    for (const city &one : all)
        PQclear(ask(db, one.name)); // expect: call-in-loop {{size\(all\) round trips}}
}

// expect-cost by_iterator: size(all)
void by_iterator(PGconn *db, const cities &all)
{
    for (auto one = all.begin(); one != all.end(); ++one)
        PQclear(ask(db, one->name)); // expect: call-in-loop {{size\(all\) round trips}}
}

// expect-cost by_size: all.size() (exact)
void by_size(PGconn *db, const cities &all)
{
    for (unsigned long i = 0; i < all.size(); i++)
        PQclear(ask(db, all.first[i].name)); // expect: call-in-loop {{all.size\(\) round trips}}
}

/* What is thrown has failed; the handler is a way out of a failure. */
// expect-cost handler_is_for_failures: 1 (exact)
int handler_is_for_failures(PGconn *db, int (*check)(const char *))
{
    try {
        PGresult *res = ask(db, "Bern");
        int rows = PQntuples(res);
        PQclear(res);
        if (check("Bern") == 3)
            throw 1;
        return rows;
    } catch (int) {
        PQclear(PQexec(db, "ROLLBACK"));
        PQclear(PQexec(db, "BEGIN"));
        return 0;
    }
}
