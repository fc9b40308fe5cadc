/* One class runs the requests of all, and one of its constructors leaves the work to another, or to that of a base: each
 * loop names the request that it made itself. */
// flags: -std=c++17
#include "libpq-fe.h"

#include <functional>
#include <utility>
#include <vector>

struct limits {
    int turns;
};

static bool done(PGresult *rows)
{
    bool is_done = PQresultStatus(rows) == PGRES_COMMAND_OK;
    PQclear(rows);
    return is_done;
}

class retrier {
  public:
    using work = std::function<bool()>;
    explicit retrier(work fn) : retrier(std::move(fn), limits{3}) {}
    retrier(work fn, limits most) : fn_{std::move(fn)}, limits_{most} {}
    bool run()
    {
        for (int i = 0; i < limits_.turns; i++)
            if (fn_())
                return true;
        return false;
    }

  private:
    work fn_;
    limits limits_;
};

/* The same, a part of a larger object. */
class named_retrier : public retrier {
  public:
    template <typename F> named_retrier(const char *name, F fn) : retrier(std::move(fn)), name_(name) {}
    const char *name() const { return name_; }

  private:
    const char *name_;
};

// expect-cost insert: 1
bool insert(PGconn *db)
{
    retrier one([&] { return done(PQexec(db, "INSERT INTO visit DEFAULT VALUES")); });
    return one.run();
}

void insert_each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        insert(db); // expect: call-in-loop {{insert\(\) waits for postgresql on each of n turns: up to n round trips}}
                    // expect-step: {{^PQexec\(\) waits for postgresql$}}
                    // expect-no-step: {{PQprepare}}
}

// expect-cost prepare: 1
bool prepare(PGconn *db)
{
    named_retrier one("prepare",
                      [&] { return done(PQprepare(db, "find", "SELECT 1 FROM item WHERE id = $1", 1, nullptr)); });
    return one.run();
}

/* A function makes it and gives it back, and who is handed the work asks for it by that. */
static retrier make_retrier(const retrier::work &fn)
{
    retrier made(fn);
    return made;
}

static bool run(const retrier::work &fn)
{
    auto one = make_retrier(fn);
    return one.run();
}

// expect-cost find: 1
bool find(PGconn *db)
{
    return run([&] { return done(PQexecPrepared(db, "find", 0, nullptr, nullptr, nullptr, 0)); });
}

void find_each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        find(db); // expect: call-in-loop {{find\(\) waits for postgresql on each of n turns: up to n round trips}}
                  // expect-step: {{^PQexecPrepared\(\) waits for postgresql$}}
                  // expect-no-step: {{PQexec\(}}
}

/* Nothing waits in here. */
// expect-cost grow: 0
bool grow(std::vector<int> &list)
{
    retrier one([&] {
        list.push_back(1);
        return list.size() > 3;
    });
    return one.run();
}

void grow_each(std::vector<int> &list, int n)
{
    for (int i = 0; i < n; i++)
        grow(list);
}

/* --- behind a virtual method -------------------------------------------------------------------------------------- */

struct table {
    virtual ~table() = default;
    virtual bool put(int id) = 0;
};

struct remote_table : table {
    PGconn *db = nullptr;
    bool put(int id) override
    {
        retrier one([&] { return done(PQexec(db, id ? "INSERT INTO item VALUES (1)" : "INSERT INTO item VALUES (0)")); });
        return one.run();
    }
};

struct local_table : table {
    std::vector<int> items;
    bool put(int id) override
    {
        retrier one([&] {
            items.push_back(id);
            return true;
        });
        return one.run();
    }
};

void put_each(table &into, int n)
{
    for (int i = 0; i < n; i++)
        into.put(i); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: up to n round trips}}
                     // expect-step: {{^PQexec\(\) waits for postgresql$}}
                     // expect-no-step: {{PQprepare}}
}

void put_each_here(int n)
{
    local_table into;
    for (int i = 0; i < n; i++)
        into.put(i);
}

/* --- stored twice -------------------------------------------------------------------------------------------------- */

/* What the other constructor has stored is replaced: either may be there. */
class spare {
  public:
    spare(std::function<bool()> fn, int turns) : fn_(std::move(fn)), turns_(turns) {}
    spare(std::function<bool()> fn, std::function<bool()> other) : spare(std::move(fn), 2)
    {
        if (other)
            fn_ = std::move(other);
    }
    bool run() { return turns_ > 0 && fn_(); }

  private:
    std::function<bool()> fn_;
    int turns_;
};

// expect-cost use_spare: 1
bool use_spare(PGconn *db)
{
    spare one([&] { return db != nullptr; }, [&] { return done(PQexec(db, "DELETE FROM visit")); });
    return one.run();
}

// expect-cost use_first: 1
bool use_first(PGconn *db)
{
    spare one([&] { return done(PQexec(db, "DELETE FROM item")); }, nullptr);
    return one.run();
}
