// flags: -std=c++17
/* Virtual calls on every turn: whoever overrides the method is run. */
#include "libpq-fe.h"

struct store {
    virtual ~store() = default;
    virtual void put(const char *key) = 0;
    virtual int size() const { return 0; }
};

struct database final : store {
    PGconn *db = nullptr;
    void put(const char *key) override
    {
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

// expect-cost through_pointer: n (exact)
void through_pointer(store *all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: through_pointer: {{^runs n times$}}
                           // expect-step: through_pointer: {{^calls database::put\(\)$}}
}

// expect-cost through_reference: n (exact)
void through_reference(store &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all.put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                          // expect-confidence: high
                          // expect-step: through_reference: {{^runs n times$}}
                          // expect-step: through_reference: {{^calls database::put\(\)$}}
}

/* The method itself, no other can override it. */
// expect-cost through_final: n (exact)
void through_final(database &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all.put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                          // expect-confidence: high
                          // expect-step: through_final: {{^runs n times$}}
                          // expect-step: through_final: {{^calls database::put\(\)$}}
}

/* --- several overriders ------------------------------------------------------------------------------------------- */

struct reader {
    PGconn *db = nullptr;
    virtual ~reader() = default;
    virtual void read(const char *key) { (void)key; }
};

struct by_id : reader {
    void read(const char *key) override
    {
        PQclear(PQexecParams(db, "SELECT name FROM item WHERE id = $1", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

struct by_name : reader {
    void read(const char *key) override
    {
        PQclear(PQexecParams(db, "SELECT id FROM item WHERE name = $1", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

/* It may be the one that does nothing. */
// expect-cost one_of_several: n
void one_of_several(reader *all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->read(keys[i]); // expect: call-in-loop {{^read\(\) waits for postgresql on each of n turns: up to n round trips}}
                            // expect-confidence: medium
                            // expect-step: one_of_several: {{^runs n times$}}
                            // expect-step: one_of_several: {{^calls by_id::read\(\)$}}
}

// expect-cost known_type: n (exact)
void known_type(by_name *all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->read(keys[i]); // expect: call-in-loop {{^read\(\) waits for postgresql on each of n turns: n round trips}}
                            // expect-confidence: high
                            // expect-step: known_type: {{^runs n times$}}
                            // expect-step: known_type: {{^calls by_name::read\(\)$}}
}

// expect-cost named: n (exact)
void named(by_name &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all.by_name::read(keys[i]); // expect: call-in-loop {{^read\(\) waits for postgresql on each of n turns: n round trips}}
                                    // expect-confidence: high
                                    // expect-step: named: {{^runs n times$}}
                                    // expect-step: named: {{^calls by_name::read\(\)$}}
}

/* --- in between --------------------------------------------------------------------------------------------------- */

/* The template method: what is the same for all calls what each does in its own way. */
struct job {
    virtual ~job() = default;
    void run(const char **keys, int n)
    {
        for (int i = 0; i < n; i++)
            step(keys[i]); // expect: call-in-loop {{^step\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: job::run: {{^runs n times$}}
                           // expect-step: job::run: {{^calls upload::step\(\)$}}
    }
    virtual void step(const char *key) = 0;
};

struct upload : job {
    PGconn *db = nullptr;
    void step(const char *key) override
    {
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

/* An own constructor runs the own method, though another one overrides it. */
struct session {
    PGconn *db;
    session(PGconn *db, const char **keys, int n) : db(db)
    {
        for (int i = 0; i < n; i++)
            login(keys[i]); // expect: call-in-loop {{^login\(\) waits for postgresql on each of n turns: n round trips}}
                            // expect-confidence: high
                            // expect-step: session::session: {{^runs n times$}}
                            // expect-step: session::session: {{^calls session::login\(\)$}}
    }
    virtual ~session() = default;
    virtual void login(const char *key)
    {
        PQclear(PQexecParams(db, "SELECT login($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

struct offline : session {
    using session::session;
    void login(const char *key) override { (void)key; }
};
