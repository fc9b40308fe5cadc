// flags: -std=c++14
/* Before C++17 a lambda is moved into the variable that is made from it; the move is left out, the lambda stays the
 * same. bad_lambda_kept.cpp is this program for C++17. */
#include "libpq-fe.h"
#include <functional>
#include <vector>

typedef std::function<bool()> request;

static bool ask(PGconn *db, const char *name)
{
    PGresult *rows = PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, nullptr, &name, nullptr, nullptr, 0);
    bool is_found = PQntuples(rows) > 0;
    PQclear(rows);
    return is_found;
}

/* One function for each: whoever else hands something over is no matter. */
static bool run_variable(const request &fn) { return fn(); }
static bool run_constant(const request &fn) { return fn(); }
static bool run_wrapped(const request &fn) { return fn(); }
static bool run_value(request fn) { return fn(); }

void variable(PGconn *db, const std::vector<const char *> &names)
{
    for (const char *name : names) {
        auto fn = [&] { return ask(db, name); };
        run_variable(fn); // expect: call-in-loop {{: size\(names\) round trips}}
                          // expect-confidence: high
    }
}

void constant(PGconn *db, const std::vector<const char *> &names)
{
    for (const char *name : names) {
        const auto fn = [=] { return ask(db, name); };
        run_constant(fn); // expect: call-in-loop {{: size\(names\) round trips}}
    }
}

void wrapped(PGconn *db, const std::vector<const char *> &names)
{
    for (const char *name : names) {
        request fn = [&] { return ask(db, name); };
        run_wrapped(fn); // expect: call-in-loop {{: size\(names\) round trips}}
    }
}

void value(PGconn *db, const std::vector<const char *> &names)
{
    for (const char *name : names) {
        auto fn = [&] { return ask(db, name); };
        run_value(fn); // expect: call-in-loop {{: size\(names\) round trips}}
    }
}

/* An object that is answered keeps it. */
class kept {
  public:
    explicit kept(request fn) : fn(fn) {}
    bool run() { return fn(); }

  private:
    request fn;
};

static kept keep(PGconn *db, const char *name) { return kept([=] { return ask(db, name); }); }

void answered(PGconn *db, const std::vector<const char *> &names)
{
    for (const char *name : names) {
        auto one = keep(db, name);
        one.run(); // expect: call-in-loop {{run\(\) waits for postgresql on each of size\(names\) turns: size\(names\) round trips}}
    }
}

/* The lambda stays in the process: run_variable() runs another one elsewhere. */
// expect-cost counted: 0 (exact)
int counted(const std::vector<const char *> &names)
{
    int count = 0;
    for (const char *name : names) {
        auto fn = [&] { return name != nullptr; };
        count += run_variable(fn);
    }
    return count;
}
