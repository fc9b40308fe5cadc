// flags: -std=c++17
/* Further ways in which virtual methods are reached. */
#include "libpq-fe.h"

#include <memory>
#include <vector>

struct shape {
    virtual ~shape() = default;
    virtual void save() = 0;
    virtual void note() {}
};

static void ask(PGconn *db, const char *key)
{
    PQclear(PQexecParams(db, "SELECT name FROM item WHERE id = $1", 1, nullptr, &key, nullptr, nullptr, 0));
}

struct circle : shape {
    PGconn *db = nullptr;
    const char *key = "";
    void save() override { ask(db, key); }
};

// expect-cost save_all: size(shapes)
void save_all(const std::vector<std::unique_ptr<shape>> &shapes)
{
    for (const auto &one : shapes)
        one->save(); // expect: call-in-loop {{^save\(\) waits for postgresql on each of size\(shapes\) turns: up to size\(shapes\) round trips}}
                     // expect-confidence: medium
                     // expect-step: save_all: {{^runs size\(shapes\) times$}}
                     // expect-step: save_all: {{^calls circle::save\(\)$}}
                     // expect-step: circle::save: {{^calls ask\(\)$}}
}

// expect-cost save_pointers: n
void save_pointers(shape **shapes, int n)
{
    for (int i = 0; i < n; i++)
        shapes[i]->save(); // expect: call-in-loop {{^save\(\) waits for postgresql on each of n turns: up to n round trips}}
                           // expect-confidence: medium
                           // expect-step: save_pointers: {{^runs n times$}}
                           // expect-step: save_pointers: {{^calls circle::save\(\)$}}
                           // expect-step: circle::save: {{^calls ask\(\)$}}
}

/* Two bases. */
struct named {
    virtual ~named() = default;
    virtual void rename(const char *key) = 0;
};

struct labelled : shape, named {
    PGconn *db = nullptr;
    void save() override {}
    void rename(const char *key) override { ask(db, key); }
};

// expect-cost rename_all: n
void rename_all(named &one, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        one.rename(keys[i]); // expect: call-in-loop {{^rename\(\) waits for postgresql on each of n turns: up to n round trips}}
                             // expect-confidence: medium
                             // expect-step: rename_all: {{^runs n times$}}
                             // expect-step: rename_all: {{^calls labelled::rename\(\)$}}
                             // expect-step: labelled::rename: {{^calls ask\(\)$}}
}

/* What is between is overridden. */
struct middle : named {
    void rename(const char *key) override { step(key); }
    virtual void step(const char *key) = 0;
};

struct leaf : middle {
    PGconn *db = nullptr;
    void step(const char *key) override { ask(db, key); }
};

// expect-cost through_middle: n (exact)
void through_middle(middle &one, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        one.rename(keys[i]); // expect: call-in-loop {{^rename\(\) waits for postgresql on each of n turns: n round trips}}
                             // expect-confidence: high
                             // expect-step: through_middle: {{^runs n times$}}
                             // expect-step: through_middle: {{^calls middle::rename\(\)$}}
                             // expect-step: middle::rename: {{^calls leaf::step\(\)$}}
                             // expect-step: leaf::step: {{^calls ask\(\)$}}
}

/* The destructor of a derived class. */
struct handle {
    virtual ~handle() = default;
};

struct remote_handle : handle {
    PGconn *db = nullptr;
    ~remote_handle() override { PQclear(PQexec(db, "SELECT close()")); }
};

void delete_all(handle **all, int n)
{
    for (int i = 0; i < n; i++)
        delete all[i]; // expect-known-miss: call-in-loop {{n round trips}}
}

/* The static way: CRTP. */
template <typename D> struct base {
    void run(const char **keys, int n)
    {
        for (int i = 0; i < n; i++)
            static_cast<D *>(this)->step(keys[i]); // expect: call-in-loop {{^step\(\) waits for postgresql on each of n turns: n round trips}}
        // expect-confidence: high
        // expect-step: base::run: {{^runs n times$}}
        // expect-step: base::run: {{^calls derived::step\(\)$}}
        // expect-step: derived::step: {{^calls ask\(\)$}}
    }
};

struct derived : base<derived> {
    PGconn *db = nullptr;
    void step(const char *key) { ask(db, key); }
};

// expect-cost crtp: n (exact)
void crtp(derived &one, const char **keys, int n)
{
    one.run(keys, n);
}

/* A class with what it calls as its parameter. */
template <typename S> struct batch {
    S &store;
    void all(const char **keys, int n)
    {
        for (int i = 0; i < n; i++)
            store.put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                                // expect-confidence: high
                                // expect-step: batch::all: {{^runs n times$}}
                                // expect-step: batch::all: {{^calls remote_store::put\(\)$}}
                                // expect-step: remote_store::put: {{^calls ask\(\)$}}
    }
};

struct remote_store {
    PGconn *db;
    void put(const char *key) { ask(db, key); }
};

struct local_store {
    int count = 0;
    void put(const char *key) { count += key != nullptr; }
};

// expect-cost by_policy: n (exact)
void by_policy(remote_store &store, const char **keys, int n)
{
    batch<remote_store> all{store};
    all.all(keys, n);
}

// expect-cost by_local_policy: 0 (exact)
void by_local_policy(local_store &store, const char **keys, int n)
{
    batch<local_store> all{store};
    all.all(keys, n);
}

/* An iterator that is a method, with what it calls. */
struct list {
    const char **keys;
    int count;
    template <typename F> void each(F fn) const
    {
        for (int i = 0; i < count; i++)
            fn(keys[i]);
    }
};

// expect-cost each_key: keys.count
void each_key(const list &keys, PGconn *db)
{
    keys.each([&](const char *key) { ask(db, key); }); // expect: call-in-loop {{^the lambda of line [0-9]+ waits for postgresql on each of keys\.count turns of each\(\): keys\.count round trips}}
        // expect-confidence: high
        // expect-step: each_key: {{^calls list::each\(\) with the lambda of line [0-9]+$}}
        // expect-step: list::each: {{^runs keys\.count times$}}
        // expect-step: list::each: {{^calls the lambda of line [0-9]+$}}
        // expect-step: {{^calls ask\(\)$}}
}

/* A member that is handed over, as it is called in C++. */
struct client {
    PGconn *db;
    void get(const char *key) { ask(db, key); }
};

template <typename T> static void each_with(T &object, void (T::*method)(const char *), const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        (object.*method)(keys[i]);
}

// expect-cost by_method: n (exact)
void by_method(client &one, const char **keys, int n)
{
    each_with(one, &client::get, keys, n); // expect: call-in-loop {{^get\(\) waits for postgresql on each of n turns of each_with\(\): n round trips}}
                                           // expect-confidence: high
                                           // expect-step: by_method: {{^calls each_with\(\) with method = client::get$}}
                                           // expect-step: each_with: {{^runs n times$}}
                                           // expect-step: each_with: {{^calls client::get\(\)$}}
                                           // expect-step: client::get: {{^calls ask\(\)$}}
}
