/* Containers of many, each of which is asked for once. */
// flags: -std=c++17
#include <libpq-fe.h>
#include <string>
#include <vector>

using Names = std::vector<std::string>;

static void findMissing(PGconn *conn, const Names &names)
{
    for (size_t i = 0; i < names.size(); i++) {
        const char *value = names[i].c_str();
        PQclear(PQexecParams(conn, "SELECT missing($1)", 1, nullptr, &value, nullptr, nullptr, 0)); // expect: call-in-loop {{size\(names\) round trips}}
    }
}

void ofShops(PGconn *conn, const std::vector<Names> &shops)
{
    for (const auto &names : shops)
        findMissing(conn, names);
}

/* What a loop adds is no number. */
void ofCopies(PGconn *conn, const std::vector<Names> &shops)
{
    for (const auto &names : shops) {
        Names copy;
        for (const auto &name : names)
            copy.push_back(name);
        findMissing(conn, copy);
    }
}

/* One more on each turn: all of them so far. */
void ofAllSoFar(PGconn *conn, const Names &names)
{
    Names seen;
    for (const auto &name : names) {
        seen.push_back(name);
        findMissing(conn, seen);
    }
}
