// flags: -std=c++17 -I../include/c++
/* Once, or by another thread; an overload that takes no function. */
#include "libpq-fe.h"
#include <algorithm>

static PGconn *connection;

static bool ask(int city)
{
    PQclear(PQexec(connection, "SELECT 1"));
    return city > 0;
}

static std::once_flag flag;

// expect-cost once: 2 (exact)
void once()
{
    std::call_once(flag, ask, 3);
    std::invoke(ask, 4);
}

// expect-cost threads: 0 (exact)
void threads(int n)
{
    for (int i = 0; i < n; i++) {
        std::thread one(ask, i);
        one.join();
    }
}

// expect-cost sorted: 0 (exact)
void sorted(std::vector<int> &cities)
{
    std::sort(cities.begin(), cities.end());
    std::sort(cities.begin(), cities.end(), [](int a, int b) { return a < b; });
}
// expect-none
