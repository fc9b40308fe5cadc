// flags: -std=c++17
// expect-none
/* Kept as in bad_handed_over_kept.cpp: what is called on each turn waits for nobody. */
#include "libpq-fe.h"

#include <functional>
#include <utility>

int keep(const char *name);

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0));
}

struct server {
    std::function<void(const char *)> on_name;
    std::function<void(const char *)> on_close;
    server(std::function<void(const char *)> fn, std::function<void(const char *)> close)
        : on_name(std::move(fn)), on_close(std::move(close))
    {
    }
    void run(const char **names, int n)
    {
        for (int i = 0; i < n; i++)
            on_name(names[i]);
        on_close(names[0]);
    }
};

/* What asks is called once. */
// expect-cost serve: 1 (exact)
void serve(PGconn *db, const char **names, int n)
{
    server one([](const char *name) { keep(name); }, [db](const char *name) { ask(db, name); });
    one.run(names, n);
}

template <typename F> struct walker {
    F fn;
    void run(const char **names, int n)
    {
        for (int i = 0; i < n; i++)
            fn(names[i]);
    }
};

// expect-cost walk: 1 (exact)
void walk(PGconn *db, const char **names, int n)
{
    auto query = [db](const char *name) { ask(db, name); };
    auto note = [](const char *name) { keep(name); };
    walker<decltype(note)> all{note};
    query(names[0]);
    all.run(names, n);
}
