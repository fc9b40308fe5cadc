// flags: -std=c++17
/* What is handed over in C++: lambdas, functors, templates, std::function, pointers to members. */
#include "libpq-fe.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

struct item {
    int id;
    std::string name;
};

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0));
}

/* --- own iterators ------------------------------------------------------------------------------------------------ */

using visit = void (*)(PGconn *db, const char *name);

static void each_name(const char **names, int n, PGconn *db, visit fn)
{
    for (int i = 0; i < n; i++)
        fn(db, names[i]);
}

// expect-cost by_lambda: n (exact)
void by_lambda(PGconn *db, const char **names, int n)
{
    each_name(names, n, db, [](PGconn *c, const char *name) { ask(c, name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_name\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_lambda: {{^calls each_name\(\) with fn = the lambda of line [0-9]+$}}
        // expect-step: each_name: {{^runs n times$}}
        // expect-step: each_name: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

template <typename F> static void each_of(const char **names, int n, F fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}

// expect-cost by_capture: n (exact)
void by_capture(PGconn *db, const char **names, int n)
{
    each_of(names, n, [&](const char *name) { ask(db, name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_of\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_capture: {{^calls each_of\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_of: {{^runs n times$}}
        // expect-step: each_of: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

template <typename F> static void each_forwarded(const char **names, int n, F &&fn)
{
    each_of(names, n, std::forward<F>(fn));
}

// expect-cost by_forwarded: n (exact)
void by_forwarded(PGconn *db, const char **names, int n)
{
    each_forwarded(names, n, [db](const char *name) { ask(db, name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_of\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_forwarded: {{^calls each_forwarded\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_forwarded: {{^calls each_of\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_of: {{^runs n times$}}
        // expect-step: each_of: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

template <typename F> static void apply(const char *name, F &fn)
{
    fn(name);
}

template <typename F> static void each_applied(const char **names, int n, F fn)
{
    for (int i = 0; i < n; i++)
        apply(names[i], fn);
}

// expect-cost by_applied: n (exact)
void by_applied(PGconn *db, const char **names, int n)
{
    each_applied(names, n, [&](const char *name) { ask(db, name); }); // expect: call-in-loop {{^apply\(\) waits for postgresql on each of n turns of each_applied\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_applied: {{^calls each_applied\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_applied: {{^runs n times$}}
        // expect-step: each_applied: {{^calls apply\(\)$}}
        // expect-step: apply: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

struct asker {
    PGconn *db;
    void operator()(const char *name) const { ask(db, name); }
};

// expect-cost by_functor: n (exact)
void by_functor(PGconn *db, const char **names, int n)
{
    asker one{db};
    each_of(names, n, one); // expect: call-in-loop {{^asker::operator\(\)\(\) waits for postgresql on each of n turns of each_of\(\): n round trips}}
                            // expect-confidence: high
                            // expect-step: by_functor: {{^calls each_of\(\) with asker::operator\(\)$}}
                            // expect-step: each_of: {{^runs n times$}}
                            // expect-step: each_of: {{^calls asker::operator\(\)\(\)$}}
                            // expect-step: asker::operator(): {{^calls ask\(\)$}}
}

static void ask_default(const char *name)
{
    static PGconn *db = PQconnectdb("");
    ask(db, name);
}

// expect-cost by_function: n + 1
void by_function(const char **names, int n)
{
    each_of(names, n, ask_default); // expect: call-in-loop {{^ask_default\(\) waits for postgresql on each of n turns of each_of\(\): up to n \+ 1 round trips}}
                                    // expect-confidence: high
                                    // expect-after: 2
                                    // expect-step: by_function: {{^calls each_of\(\) with fn = ask_default$}}
                                    // expect-step: each_of: {{^runs n times$}}
                                    // expect-step: each_of: {{^calls ask_default\(\)$}}
                                    // expect-step: ask_default: {{^calls ask\(\)$}}
}

/* In a loop of its own. */
// expect-cost in_a_loop: m*n (exact)
void in_a_loop(PGconn *db, const char **names, int n, int m)
{
    for (int i = 0; i < m; i++)
        each_of(names, n, [&](const char *name) { ask(db, name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_of\(\): m \* n round trips}}
        // expect-confidence: high
        // expect-after: m
        // expect-severity: error
        // expect-step: in_a_loop: {{^runs m times$}}
        // expect-step: in_a_loop: {{^calls each_of\(\) with the lambda of line [0-9]+$}}
        // expect-step: each_of: {{^runs n times$}}
        // expect-step: each_of: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

/* --- std::function ------------------------------------------------------------------------------------------------ */

static void each_kept(const char **names, int n, const std::function<void(const char *)> &fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}

// expect-cost by_std_function: n (exact)
void by_std_function(PGconn *db, const char **names, int n)
{
    each_kept(names, n, [&](const char *name) { ask(db, name); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns of each_kept\(\): n round trips}}
        // expect-confidence: high
        // expect-step: by_std_function: {{^calls each_kept\(\) with fn = the lambda of line [0-9]+$}}
        // expect-step: each_kept: {{^runs n times$}}
        // expect-step: each_kept: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

struct listener {
    std::function<void(const char *)> on_name;
};

void listen(listener &l, PGconn *db)
{
    l.on_name = [db](const char *name) { ask(db, name); };
}

void in_member(listener &l, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        l.on_name(names[i]); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns: n round trips}}
                             // expect-confidence: high
                             // expect-step: in_member: {{^runs n times$}}
                             // expect-step: in_member: {{^calls the lambda of line [0-9]+$}}
                             // expect-step: {{^calls ask\(\)$}}
}

struct hooks {
    std::vector<std::function<void(const char *)>> all;
};

void add_hook(hooks &h, PGconn *db)
{
    h.all.push_back([db](const char *name) { ask(db, name); });
}

void in_container(hooks &h, const char *name)
{
    for (auto &hook : h.all)
        hook(name); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of size\(h\.all\) turns: size\(h\.all\) round trips}}
                    // expect-confidence: high
                    // expect-verdict: hoist
                    // expect-step: in_container: {{^runs size\(h\.all\) times$}}
                    // expect-step: in_container: {{^calls the lambda of line [0-9]+$}}
                    // expect-step: {{^calls ask\(\)$}}
}

/* --- the library's iterators -------------------------------------------------------------------------------------- */

// expect-cost by_for_each: size(items)
void by_for_each(PGconn *db, const std::vector<item> &items)
{
    // expect@+5: call-in-loop {{the lambda of line 218 waits for postgresql on each of size\(items\) calls by for_each\(\): size\(items\) round trips}}
    // expect-confidence: high
    // expect-step: by_for_each: {{^calls std::for_each\(\) with the lambda of line [0-9]+$}}
    // expect-step: by_for_each: {{^std::for_each\(\) calls it size\(items\) times$}}
    // expect-step: {{^calls ask\(\)$}}
    std::for_each(items.begin(), items.end(), [&](const item &one) { ask(db, one.name.c_str()); });
}

void by_find_if(PGconn *db, const std::vector<item> &items)
{
    std::find_if(items.begin(), items.end(), [&](const item &one) { // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of up to size\(items\) calls by find_if\(\): up to size\(items\) round trips}}
        // expect-confidence: high
        // expect-verdict: search
        // expect-step: by_find_if: {{^calls std::find_if\(\) with the lambda of line [0-9]+$}}
        // expect-step: by_find_if: {{^std::find_if\(\) calls it up to size\(items\) times$}}
        PGresult *res = PQexec(db, one.name.c_str());
        int rows = PQntuples(res);
        PQclear(res);
        return rows > 0;
    });
}

/* --- a lambda that is called here ---------------------------------------------------------------------------------- */

// expect-cost own_lambda: n (exact)
void own_lambda(PGconn *db, const char **names, int n)
{
    auto query = [db](const char *name) { ask(db, name); };
    for (int i = 0; i < n; i++)
        query(names[i]); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns: n round trips}}
                         // expect-confidence: high
                         // expect-step: own_lambda: {{^runs n times$}}
                         // expect-step: own_lambda: {{^calls the lambda of line [0-9]+$}}
                         // expect-step: {{^calls ask\(\)$}}
}

/* --- pointers to members ------------------------------------------------------------------------------------------ */

struct client {
    PGconn *db;
    void get(const char *name) { ask(db, name); }
    void all(const char **names, int n, void (client::*method)(const char *))
    {
        for (int i = 0; i < n; i++)
            (this->*method)(names[i]);
    }
};

// expect-cost by_member: n (exact)
void by_member(client &c, const char **names, int n)
{
    c.all(names, n, &client::get); // expect: call-in-loop {{^get\(\) waits for postgresql on each of n turns of all\(\): n round trips}}
                                   // expect-confidence: high
                                   // expect-step: by_member: {{^calls client::all\(\) with method = client::get$}}
                                   // expect-step: client::all: {{^runs n times$}}
                                   // expect-step: client::all: {{^calls client::get\(\)$}}
                                   // expect-step: client::get: {{^calls ask\(\)$}}
}

void member_in_local(client &c, const char **names, int n)
{
    void (client::*method)(const char *) = &client::get;
    for (int i = 0; i < n; i++)
        (c.*method)(names[i]); // expect: call-in-loop {{^get\(\) waits for postgresql on each of n turns: n round trips}}
                               // expect-confidence: high
                               // expect-step: member_in_local: {{^runs n times$}}
                               // expect-step: member_in_local: {{^calls client::get\(\)$}}
                               // expect-step: client::get: {{^calls ask\(\)$}}
}

/* --- the library's iterators, more of them ------------------------------------------------------------------------- */

// expect-cost by_transform: size(items)
void by_transform(PGconn *db, const std::vector<item> &items, std::vector<int> &out)
{
    std::transform(items.begin(), items.end(), out.begin(), [&](const item &one) { // expect: call-in-loop {{the lambda of line 288 waits for postgresql on each of size\(items\) calls by transform\(\): size\(items\) round trips}}
        // expect-confidence: high
        // expect-step: by_transform: {{^calls std::transform\(\) with the lambda of line [0-9]+$}}
        // expect-step: by_transform: {{^std::transform\(\) calls it size\(items\) times$}}
        // expect-step: {{^calls ask\(\)$}}
        ask(db, one.name.c_str());
        return one.id;
    });
}

void by_sort(PGconn *db, std::vector<item> &items)
{
    std::sort(items.begin(), items.end(), [&](const item &a, const item &b) { // expect: call-in-loop {{the lambda of line 300 waits for postgresql on each of up to log\(size\(items\)\) \* size\(items\) calls by sort\(\): up to log\(size\(items\)\) \* size\(items\) round trips}}
        // expect-confidence: high
        // expect-step: by_sort: {{^calls std::sort\(\) with the lambda of line [0-9]+$}}
        // expect-step: by_sort: {{^std::sort\(\) calls it up to log\(size\(items\)\) \* size\(items\) times$}}
        // expect-step: {{^calls ask\(\)$}}
        ask(db, a.name.c_str());
        return a.id < b.id;
    });
}

void by_functor_in_library(PGconn *db, const std::vector<const char *> &items)
{
    asker one{db};
    std::for_each(items.begin(), items.end(), one); // expect: call-in-loop {{^asker::operator\(\)\(\) waits for postgresql on each of size\(items\) calls by for_each\(\): size\(items\) round trips}}
}

struct registry {
    std::map<std::string, std::function<void(const char *)>> by_name;
};

void register_one(registry &r, PGconn *db)
{
    r.by_name["ask"] = [db](const char *name) { ask(db, name); };
}

void run_registered(registry &r, const std::string &command, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        r.by_name[command](names[i]); // expect-known-miss: call-in-loop {{n round trips}}
}
