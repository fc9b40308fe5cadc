// flags: -std=c++17
/* One class runs the requests of all: each loop names the request that it made itself. */
#include "libpq-fe.h"
#include <functional>
#include <vector>

typedef std::function<bool()> request;

static bool done(PGresult *rows)
{
    bool is_done = PQresultStatus(rows) == PGRES_COMMAND_OK;
    PQclear(rows);
    return is_done;
}

class retrier {
  public:
    explicit retrier(const request &fn) : fn(fn) {}
    bool run()
    {
        for (int i = 0; i < 3; i++)
            if (fn())
                return true;
        return false;
    }

  private:
    const request fn;
};

class client {
  public:
    void prepare();
    void each(const std::vector<const char *> &names);
    void prepared(const std::vector<const char *> &names);
    int count(const std::vector<const char *> &names);
    void at_once(const std::vector<const char *> &names);
    void own(const std::vector<const char *> &names);

  private:
    retrier make(const request &fn) const
    {
        retrier made(fn);
        return made;
    }
    void issue(const request &fn) const
    {
        auto one = make(fn);
        if (!one.run())
            throw 1;
    }
    PGconn *db;
};

// expect-cost client::prepare: 1
void client::prepare()
{
    auto fn = [&] { return done(PQprepare(db, "find", "SELECT 1 FROM item WHERE name = $1", 1, nullptr)); };
    issue(fn);
}

void client::each(const std::vector<const char *> &names)
{
    for (const char *name : names) {
        auto fn = [&] { return done(PQexec(db, name)); };
        issue(fn); // expect: call-in-loop {{issue\(\) waits for postgresql on each of size\(names\) turns: up to size\(names\) round trips}}
                   // expect-confidence: high
                   // expect-step: {{^PQexec\(\) waits for postgresql$}}
                   // expect-no-step: {{PQprepare}}
    }
}

void client::prepared(const std::vector<const char *> &names)
{
    for (const char *name : names) {
        auto fn = [&] { return done(PQexecPrepared(db, "find", 1, &name, nullptr, nullptr, 0)); };
        issue(fn); // expect: call-in-loop {{issue\(\) waits for postgresql on each of size\(names\) turns: up to size\(names\) round trips}}
                   // expect-step: {{^PQexecPrepared\(\) waits for postgresql$}}
                   // expect-no-step: {{PQprepare}}
    }
}

/* A temporary. */
void client::at_once(const std::vector<const char *> &names)
{
    for (const char *name : names)
        make([&] { return done(PQexec(db, name)); }).run(); // expect: call-in-loop {{size\(names\)}}
                                                            // expect-step: {{^PQexec\(\) waits for postgresql$}}
}

/* An object of the function itself. */
void client::own(const std::vector<const char *> &names)
{
    for (const char *name : names) {
        retrier one([&] { return done(PQprepare(db, name, "SELECT 1", 0, nullptr)); });
        one.run(); // expect: call-in-loop {{size\(names\)}}
                   // expect-no-step: {{PQexec}}
    }
}

/* What it runs stays in the process. */
// expect-cost client::count: 0 (exact)
int client::count(const std::vector<const char *> &names)
{
    int count = 0;
    for (const char *name : names)
        issue([&] { return name[0] != '\0' && ++count > 0; });
    return count;
}
