/* Functions that std::shared_ptr and its like hold, and functions that lambdas capture. */
// flags: -std=c++17
#include "libpq-fe.h"

#include <functional>
#include <memory>
#include <string>

using Log = std::function<void(const std::string &, bool)>;
using LogPtr = std::shared_ptr<Log>;

static void work(const LogPtr &log, int i)
{
    if (log)
        (*log)("item", i > 0);
}

// expect-cost handed: n
void handed(PGconn *db, int n)
{
    auto log = std::make_shared<Log>([db](const std::string &text, bool) { PQclear(PQexec(db, text.c_str())); });
    for (int i = 0; i < n; i++)
        work(log, i); // expect: call-in-loop {{work\(\) waits for postgresql on each of n turns}}
}

// expect-cost generic: n
void generic(PGconn *db, int n)
{
    LogPtr log{std::make_shared<Log>([db](auto const &text, bool) { PQclear(PQexec(db, text.c_str())); })};
    for (int i = 0; i < n; i++)
        (*log)("item", true); // expect: call-in-loop {{the lambda of line 29 waits for postgresql on each of n turns}}
}

// expect-cost kept: n
void kept(PGconn *db, int n)
{
    Log ask = [db](auto const &text, bool) { PQclear(PQexec(db, text.c_str())); };
    auto log = std::make_unique<Log>(ask);
    for (int i = 0; i < n; i++)
        (*log)("item", true); // expect: call-in-loop {{the lambda of line 37 waits for postgresql on each of n turns}}
}

/* Through what a lambda has captured. */
// expect-cost captured: n
void captured(PGconn *db, int n)
{
    auto inner = std::make_shared<Log>([db](auto const &text, bool) { PQclear(PQexec(db, text.c_str())); });
    auto outer = std::make_shared<Log>([inner](auto const &text, bool fatal) { (*inner)("in " + text, fatal); });
    for (int i = 0; i < n; i++)
        work(outer, i); // expect: call-in-loop {{work\(\) waits for postgresql on each of n turns}}
}

// expect-cost captured_twice: n
void captured_twice(PGconn *db, int n)
{
    std::function<void(int)> ask = [db](int i) { PQclear(PQexec(db, i ? "SELECT 1" : "SELECT 0")); };
    std::function<void(int)> outer = [ask](int i) {
        std::function<void(int)> inner = [ask](int k) { ask(k + 1); };
        inner(i);
    };
    for (int i = 0; i < n; i++)
        outer(i); // expect: call-in-loop {{the lambda of line [0-9]+ waits for postgresql on each of n turns}}
}
