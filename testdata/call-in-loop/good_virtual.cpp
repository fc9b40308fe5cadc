// flags: -std=c++17
// expect-none
/* Virtual calls as in bad_virtual.cpp: those that are made on each turn wait for nobody. */
#include "libpq-fe.h"

struct store {
    virtual ~store() = default;
    virtual void put(const char *key) = 0;
    virtual void note(const char *key) { last = key; }
    const char *last = nullptr;
};

struct database : store {
    PGconn *db = nullptr;
    void put(const char *key) override
    {
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

struct memory : store {
    void put(const char *key) override { last = key; }
};

struct memory_of_two final : memory {
    void put(const char *key) override { last = key; }
};

// expect-cost other_method: 0 (exact)
void other_method(store *all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->note(keys[i]);
}

/* By the static type it is none of those that wait. */
// expect-cost known_type: 0 (exact)
void known_type(memory &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all.put(keys[i]);
}

// expect-cost known_object: 0 (exact)
void known_object(const char **keys, int n)
{
    memory all;
    for (int i = 0; i < n; i++)
        all.put(keys[i]);
}

// expect-cost once: 1
void once(store &all, const char **keys, int n)
{
    all.put(keys[0]);
    for (int i = 0; i < n; i++)
        all.note(keys[i]);
}

/* The own constructor runs the own method. */
struct session {
    session(const char **keys, int n)
    {
        for (int i = 0; i < n; i++)
            login(keys[i]);
    }
    virtual ~session() = default;
    virtual void login(const char *key) { last = key; }
    const char *last = nullptr;
};

struct online : session {
    PGconn *db = nullptr;
    using session::session;
    void login(const char *key) override
    {
        PQclear(PQexecParams(db, "SELECT login($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

/* Nothing overrides it in this program. */
struct sink {
    virtual void put(const char *key) = 0;
};

// expect-cost nobody_overrides: 0 (exact)
void nobody_overrides(sink *all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->put(keys[i]);
}
