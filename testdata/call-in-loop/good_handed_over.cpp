// flags: -std=c++17
// expect-none
/* Handed over as in bad_handed_over.cpp: what is called on each turn waits for nobody, or there is no turn. */
#include "libpq-fe.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0));
}

int keep(const char *name);

template <typename F> static void each_of(const char **names, int n, F fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}

template <typename F> static void each_forwarded(const char **names, int n, F &&fn)
{
    each_of(names, n, std::forward<F>(fn));
}

/* Another lambda than the one that asks. */
// expect-cost by_capture: 1 (exact)
void by_capture(PGconn *db, const char **names, int n)
{
    auto query = [db](const char *name) { ask(db, name); };
    query(names[0]);
    each_of(names, n, [](const char *name) { keep(name); });
    each_forwarded(names, n, [](const char *name) { keep(name); });
}

/* Called once by who is handed it. */
template <typename F> static void once(F fn)
{
    fn();
}

// expect-cost called_once: 1 (exact)
void called_once(PGconn *db, const char *name)
{
    once([&] { ask(db, name); });
}

// expect-cost few_turns: 3 (exact)
void few_turns(PGconn *db, const char **names)
{
    each_of(names, 3, [&](const char *name) { ask(db, name); });
}

/* Made on each turn, called by nobody. */
// expect-cost never_called: 0 (exact)
void never_called(PGconn *db, std::vector<std::function<void()>> &later, int n)
{
    for (int i = 0; i < n; i++)
        later.push_back([db] { ask(db, ""); });
}

struct counter {
    int count = 0;
    void operator()(const char *name) { count += keep(name); }
};

struct asker {
    PGconn *db;
    void operator()(const char *name) const { ask(db, name); }
};

// expect-cost by_functor: 1 (exact)
int by_functor(PGconn *db, const char **names, int n)
{
    counter all;
    asker{db}(names[0]);
    each_of(names, n, all);
    return all.count;
}

static void each_kept(const char **names, int n, const std::function<void(const char *)> &fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}

// expect-cost by_std_function: 0 (exact)
void by_std_function(const char **names, int n)
{
    each_kept(names, n, [](const char *name) { keep(name); });
}

/* Two members of one type, each with its own. */
struct listener {
    std::function<void(const char *)> on_name;
    std::function<void(const char *)> on_open;
};

void listen(listener &l, PGconn *db)
{
    l.on_name = [](const char *name) { keep(name); };
    l.on_open = [db](const char *name) { ask(db, name); };
}

// expect-cost in_member: 0 (exact)
void in_member(listener &l, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        l.on_name(names[i]);
}

// expect-cost by_for_each: 0 (exact)
void by_for_each(const std::vector<const char *> &names)
{
    std::for_each(names.begin(), names.end(), [](const char *name) { keep(name); });
}

// expect-cost by_sort: 1 (exact)
void by_sort(PGconn *db, std::vector<const char *> &names)
{
    ask(db, names[0]);
    std::sort(names.begin(), names.end(), [](const char *a, const char *b) { return *a < *b; });
}

struct client {
    PGconn *db;
    int count;
    void get(const char *name) { ask(db, name); }
    void see(const char *name) { count += keep(name); }
    void all(const char **names, int n, void (client::*method)(const char *))
    {
        for (int i = 0; i < n; i++)
            (this->*method)(names[i]);
    }
};

// expect-cost by_member: 1 (exact)
void by_member(client &c, const char **names, int n)
{
    c.all(names, n, &client::see);
    c.get(names[0]);
}
