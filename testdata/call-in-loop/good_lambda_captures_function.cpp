// flags: -std=c++17
/* A lambda calls a function that its own function was handed; who hands over one that waits does it once. */
#include "libpq-fe.h"
#include <functional>
#include <vector>

typedef std::function<bool(const char *)> callback;

static void all(const std::vector<const char *> &names, const callback &found)
{
    const auto one = [&found](const char *name) { return found(name); };
    for (const char *name : names)
        one(name);
}

static void first(const std::vector<const char *> &names, const callback &found)
{
    const auto one = [&found](const char *name) { return found(name); };
    one(names[0]);
}

// expect-cost asking: 1 (exact)
void asking(PGconn *db, const std::vector<const char *> &names)
{
    int count = 0;
    first(names, [=](const char *name) {
        PQclear(PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0));
        return true;
    });
    all(names, [&](const char *name) {
        count += *name != '\0';
        return true;
    });
}
// expect-none
