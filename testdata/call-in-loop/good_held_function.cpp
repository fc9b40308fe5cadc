/* As bad_held_function.cpp, but what is held, or captured, asks nobody; what does is held by another. */
// flags: -std=c++17
// expect-none
#include "libpq-fe.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

using Log = std::function<void(const std::string &, bool)>;
using LogPtr = std::shared_ptr<Log>;

void put(const std::string &text);

static void work(const LogPtr &log, int i)
{
    if (log)
        (*log)("item", i > 0);
}

// expect-cost local: 0 (exact)
void local(int n)
{
    auto log = std::make_shared<Log>([](auto const &text, bool) { put(text); });
    for (int i = 0; i < n; i++)
        work(log, i);
}

// expect-cost once: 1
void once(PGconn *db, int n)
{
    auto ask = std::make_shared<Log>([db](auto const &text, bool) { PQclear(PQexec(db, text.c_str())); });
    auto log = std::make_shared<Log>([](auto const &text, bool) { put(text); });
    work(ask, 1);
    for (int i = 0; i < n; i++)
        work(log, i);
}

// expect-cost none: 0 (exact)
void none(int n)
{
    LogPtr log{nullptr};
    for (int i = 0; i < n; i++)
        work(log, i);
}

/* Two lambdas that have captured different functions. */
// expect-cost captured: 1 (exact)
void captured(PGconn *db, int n)
{
    Log ask = [db](auto const &text, bool) { PQclear(PQexec(db, text.c_str())); };
    Log show = [](auto const &text, bool) { put(text); };
    Log asking = [ask](auto const &text, bool is_last) { ask(text, is_last); };
    Log showing = [show](auto const &text, bool is_last) { show(text, is_last); };
    asking("begin", false);
    for (int i = 0; i < n; i++)
        showing("item", i + 1 == n);
}
