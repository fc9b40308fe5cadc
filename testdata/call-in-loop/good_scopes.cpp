// flags: -std=c++17
// expect-none
/* Calls that nobody writes, as in bad_scopes.cpp: those of the loops wait for nobody, and those that wait stand outside
 * of the loops. */
#include "libpq-fe.h"

#include <memory>
#include <string>

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

struct transaction {
    PGconn *db;
    explicit transaction(PGconn *db) : db(db) { run(db, "BEGIN"); }
    ~transaction() { run(db, "COMMIT"); }
};

int parse(const char *line);

/* Around the loop: once, whatever way out is taken. */
// expect-cost around_the_loop: 2 (exact)
int around_the_loop(PGconn *db, const char **lines, int n)
{
    transaction tx(db);
    for (int i = 0; i < n; i++)
        if (parse(lines[i]) == 3)
            return i;
    return n;
}

/* Only where it is asked for, and then the loop is left. */
// expect-cost left_then: 2
int left_then(PGconn *db, const char **lines, int n)
{
    for (int i = 0; i < n; i++)
        if (parse(lines[i]) == 3) {
            transaction tx(db);
            return i;
        }
    return n;
}

/* A pointer ends nothing. */
// expect-cost pointed_to: 0 (exact)
void pointed_to(transaction **all, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        transaction *tx = all[i];
        parse(tx ? lines[i] : "");
    }
}

/* Nor does a reference. */
// expect-cost referred_to: 0 (exact)
void referred_to(transaction *all, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        transaction &tx = all[i];
        parse(tx.db ? lines[i] : "");
    }
}

/* The lock of a thread is no round trip. */
struct lock {
    int *held;
    explicit lock(int *held) : held(held) { ++*held; }
    ~lock() { --*held; }
};

// expect-cost locked: 0 (exact)
void locked(int *held, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        lock one(held);
        parse(lines[i]);
    }
}

/* The operator of another class. */
struct remote_map {
    PGconn *db;
    int operator[](const char *key) const
    {
        PGresult *res = PQexecParams(db, "SELECT v FROM m WHERE k = $1", 1, nullptr, &key, nullptr, nullptr, 0);
        int rows = PQntuples(res);
        PQclear(res);
        return rows;
    }
};

struct local_map {
    const int *values;
    int operator[](const char *key) const { return values[parse(key)]; }
};

// expect-cost by_operator: 1 (exact)
int by_operator(const remote_map &remote, const local_map &map, const char **keys, int n)
{
    int sum = remote[keys[0]];
    for (int i = 0; i < n; i++)
        sum += map[keys[i]];
    return sum;
}

struct store {
    virtual ~store() = default;
    virtual void put(const char *key) = 0;
};

struct database : store {
    PGconn *db = nullptr;
    void put(const char *key) override
    {
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, nullptr, &key, nullptr, nullptr, 0));
    }
};

struct memory : store {
    int count = 0;
    void put(const char *key) override { count += parse(key); }
};

// expect-cost by_unique: 0 (exact)
void by_unique(const std::unique_ptr<memory> &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->put(keys[i]);
}

// expect-cost once: 1
void once(const std::shared_ptr<store> &all, const char **keys, int n)
{
    all->put(keys[0]);
    for (int i = 0; i < n; i++)
        parse(keys[i]);
}

/* What the handler does runs after a failure. */
// expect-cost caught: 0 (exact)
int caught(PGconn *db, const char **lines, int n)
{
    int failed = 0;
    for (int i = 0; i < n; i++) {
        try {
            if (parse(lines[i]) == 3)
                throw 1;
        } catch (int) {
            run(db, "ROLLBACK");
            failed++;
        }
    }
    return failed;
}
