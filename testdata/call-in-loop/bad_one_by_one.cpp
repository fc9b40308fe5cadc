/* A container of one item each time, and what makes a request for each item. */
// flags: -std=c++17
#include <libpq-fe.h>
#include <list>
#include <string>
#include <vector>

static int ask(PGconn *conn, const std::string &name)
{
    const char *value = name.c_str();
    PGresult *result = PQexecParams(conn, "SELECT missing($1)", 1, nullptr, &value, nullptr, nullptr, 0);
    int missing = PQntuples(result);
    PQclear(result);
    return missing;
}

static int findMissing(PGconn *conn, const std::vector<std::string> &names)
{
    int missing = 0;
    for (size_t i = 0; i < names.size(); i++)
        missing += ask(conn, names[i]); // expect: call-in-loop {{size\(names\) round trips}}
    return missing;
}

static int findEach(PGconn *conn, const std::list<std::string> &names)
{
    int missing = 0;
    for (const auto &name : names)
        missing += ask(conn, name); // expect: call-in-loop {{size\(names\) round trips}}
    return missing;
}

static bool isListed(PGconn *conn, const std::string &name)
{
    std::list<std::string> one = {name};
    return findEach(conn, one) == 0;
}

// expect-cost byList: size(names) (exact)
int byList(PGconn *conn, const std::vector<std::string> &names)
{
    int bad = 0;
    for (const auto &name : names)
        bad += !isListed(conn, name); // expect: call-in-loop {{: size\(names\) round trips}}
    return bad;
}

static bool isAdded(PGconn *conn, const std::string &name)
{
    std::vector<std::string> one;
    one.push_back(name);
    return findMissing(conn, one) == 0;
}

// expect-cost byAdding: size(names) (exact)
int byAdding(PGconn *conn, const std::vector<std::string> &names)
{
    int bad = 0;
    for (const auto &name : names)
        bad += !isAdded(conn, name); // expect: call-in-loop {{: size\(names\) round trips}}
    return bad;
}

/* Made anew on each turn. */
// expect-cost byTurn: size(names) (exact)
int byTurn(PGconn *conn, const std::vector<std::string> &names)
{
    int bad = 0;
    for (const auto &name : names) {
        std::vector<std::string> one{name};
        bad += findMissing(conn, one) != 0; // expect: call-in-loop {{: size\(names\) round trips}}
    }
    return bad;
}
