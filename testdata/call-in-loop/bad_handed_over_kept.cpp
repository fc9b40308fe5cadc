// flags: -std=c++17
/* What is handed over is kept by an object, which calls it later. */
#include "libpq-fe.h"

#include <functional>
#include <utility>

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0));
}

/* By a constructor. */
struct server {
    std::function<void(const char *)> on_name;
    explicit server(std::function<void(const char *)> fn) : on_name(std::move(fn)) {}
    void run(const char **names, int n)
    {
        for (int i = 0; i < n; i++)
            on_name(names[i]); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns: n round trips}}
                               // expect-confidence: high
                               // expect-step: server::run: {{^runs n times$}}
                               // expect-step: server::run: {{^calls the lambda of line [0-9]+$}}
                               // expect-step: {{^calls ask\(\)$}}
    }
};

// expect-cost serve: n (exact)
void serve(PGconn *db, const char **names, int n)
{
    server one([db](const char *name) { ask(db, name); });
    one.run(names, n);
}

/* By a method. */
struct button {
    std::function<void()> clicked;
    void on_click(std::function<void()> fn) { clicked = std::move(fn); }
    void press(int times)
    {
        for (int i = 0; i < times; i++)
            clicked(); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of times turns: times round trips}}
                       // expect-confidence: high
                       // expect-verdict: hoist
                       // expect-step: button::press: {{^runs times times$}}
                       // expect-step: button::press: {{^calls the lambda of line [0-9]+$}}
                       // expect-step: {{^calls ask\(\)$}}
    }
};

// expect-cost press: times (exact)
void press(PGconn *db, button &one, int times)
{
    one.on_click([db] { ask(db, ""); });
    one.press(times);
}

/* By a class whose parameter is the lambda's type. */
template <typename F> struct walker {
    F fn;
    void run(const char **names, int n)
    {
        for (int i = 0; i < n; i++)
            fn(names[i]); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of n turns: n round trips}}
                          // expect-confidence: high
                          // expect-step: walker::run: {{^runs n times$}}
                          // expect-step: walker::run: {{^calls the lambda of line [0-9]+$}}
                          // expect-step: {{^calls ask\(\)$}}
    }
};

// expect-cost walk: n (exact)
void walk(PGconn *db, const char **names, int n)
{
    auto query = [db](const char *name) { ask(db, name); };
    walker<decltype(query)> all{query};
    all.run(names, n);
}

/* By an object of the C++ library that calls it by other means. */
struct client {
    PGconn *db;
    void get(const char *name) { ask(db, name); }
};

void bind(client &c, const char **names, int n)
{
    auto get = std::bind(&client::get, &c, std::placeholders::_1);
    for (int i = 0; i < n; i++)
        get(names[i]); // expect-known-miss: call-in-loop {{n round trips}}
}

static void each(const char **names, int n, const std::function<void(const char *)> &fn)
{
    for (int i = 0; i < n; i++)
        fn(names[i]);
}

void bind_handed_over(client &c, const char **names, int n)
{
    std::function<void(const char *)> get = std::bind(&client::get, &c, std::placeholders::_1);
    each(names, n, get); // expect-known-miss: call-in-loop {{n round trips}}
}

void invoke(client &c, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        std::invoke(&client::get, c, names[i]); // expect: call-in-loop {{n round trips}}
}
