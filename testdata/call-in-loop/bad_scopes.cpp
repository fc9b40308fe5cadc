// flags: -std=c++17
/* Calls that nobody writes: operators, conversions, constructors and destructors; and their ways out. */
#include "libpq-fe.h"

#include <memory>
#include <string>
#include <vector>

static void run(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

/* --- destructors -------------------------------------------------------------------------------------------------- */

/* Begun here, committed at each end of the scope. */
struct transaction {
    PGconn *db;
    explicit transaction(PGconn *db) : db(db) { run(db, "BEGIN"); }
    ~transaction() { run(db, "COMMIT"); }
};

int parse(const char *line);

static void insert(PGconn *db, const char *line)
{
    PQclear(PQexecParams(db, "INSERT INTO line VALUES ($1)", 1, nullptr, &line, nullptr, nullptr, 0));
}

// expect-cost one_scope: 2 (exact)
int one_scope(PGconn *db, const char *line)
{
    transaction tx(db);
    if (parse(line) == 3)
        return 1;
    return 0;
}

// expect-cost one_insert: 3
void one_insert(PGconn *db, const char *line)
{
    transaction tx(db);
    if (parse(line) == 3)
        return;
    insert(db, line);
}

// expect-cost scope_in_loop: 3*n
void scope_in_loop(PGconn *db, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        transaction tx(db); // expect: call-in-loop {{^transaction\(\) waits for postgresql on each of n turns: up to 3 \* n round trips}}
                            // expect-confidence: high
                            // expect-after: 3
                            // expect-step: scope_in_loop: {{^runs n times$}}
                            // expect-step: scope_in_loop: {{^calls transaction::transaction\(\)$}}
                            // expect-step: transaction::transaction: {{^calls run\(\)$}}
        if (parse(lines[i]) == 3)
            continue;
        insert(db, lines[i]);
    }
}

/* Left early: the destructor runs there, too. */
// expect-cost scope_with_exits: 3*n
int scope_with_exits(PGconn *db, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        transaction tx(db); // expect: call-in-loop {{^transaction\(\) waits for postgresql on each of up to n turns: up to 3 \* n round trips}}
                            // expect-confidence: high
                            // expect-after: 3
                            // expect-step: scope_with_exits: {{^runs up to n times$}}
                            // expect-step: scope_with_exits: {{^calls transaction::transaction\(\)$}}
                            // expect-step: transaction::transaction: {{^calls run\(\)$}}
        insert(db, lines[i]);
        if (parse(lines[i]) == 3)
            return i;
        if (parse(lines[i]) == 4)
            break;
    }
    return n;
}


/* What only the destructor does. */
struct flushed {
    PGconn *db;
    ~flushed() { run(db, "SELECT flush()"); }
};

// expect-cost only_the_end: n (exact)
void only_the_end(PGconn *db, const char **lines, int n)
{
    for (int i = 0; i < n; i++) {
        flushed one{db}; // expect: call-in-loop {{^~flushed\(\) waits for postgresql on each of n turns: n round trips}}
                         // expect-confidence: high
                         // expect-verdict: hoist
                         // expect-step: only_the_end: {{^runs n times$}}
                         // expect-step: only_the_end: {{^calls flushed::~flushed\(\)$}}
                         // expect-step: flushed::~flushed: {{^calls run\(\)$}}
        parse(lines[i]);
    }
}

/* A member's. */
struct with_member {
    flushed part;
    int id;
};

// expect-cost member: n (exact)
void member(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        with_member one{{db}, i}; // expect: call-in-loop {{^~flushed\(\) waits for postgresql on each of n turns: n round trips}}
                                  // expect-confidence: high
                                  // expect-verdict: hoist
                                  // expect-step: member: {{^runs n times$}}
                                  // expect-step: member: {{^calls flushed::~flushed\(\)$}}
                                  // expect-step: flushed::~flushed: {{^calls run\(\)$}}
        parse("");
    }
}

/* --- constructors ------------------------------------------------------------------------------------------------- */

struct loaded {
    int rows;
    loaded(PGconn *db, int id)
    {
        std::string query = "SELECT " + std::to_string(id);
        PGresult *res = PQexec(db, query.c_str());
        rows = PQntuples(res);
        PQclear(res);
    }
};

// expect-cost made_in_loop: n (exact)
int made_in_loop(PGconn *db, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += loaded(db, i).rows; // expect: call-in-loop {{^loaded\(\) waits for postgresql on each of n turns: n round trips}}
                                   // expect-confidence: high
                                   // expect-verdict: pipeline
                                   // expect-step: made_in_loop: {{^runs n times$}}
                                   // expect-step: made_in_loop: {{^calls loaded::loaded\(\)$}}
    return sum;
}

// expect-cost made_with_new: n (exact)
void made_with_new(PGconn *db, std::vector<loaded *> &all, int n)
{
    for (int i = 0; i < n; i++)
        all.push_back(new loaded(db, i)); // expect: call-in-loop {{^loaded\(\) waits for postgresql on each of n turns: n round trips}}
                                          // expect-confidence: high
                                          // expect-verdict: pipeline
                                          // expect-step: made_with_new: {{^runs n times$}}
                                          // expect-step: made_with_new: {{^calls loaded::loaded\(\)$}}
}

/* --- operators and conversions ------------------------------------------------------------------------------------ */

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

// expect-cost by_operator: n (exact)
int by_operator(const remote_map &map, const char **keys, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += map[keys[i]]; // expect: call-in-loop {{^remote_map::operator\[\]\(\) waits for postgresql on each of n turns: n round trips}}
                             // expect-confidence: high
                             // expect-step: by_operator: {{^runs n times$}}
                             // expect-step: by_operator: {{^calls remote_map::operator\[\]\(\)$}}
    return sum;
}

static PGconn *shared;

struct remote_value {
    const char *key;
    operator int() const
    {
        PGresult *res = PQexecParams(shared, "SELECT v FROM m WHERE k = $1", 1, nullptr, &key, nullptr, nullptr, 0);
        int rows = PQntuples(res);
        PQclear(res);
        return rows;
    }
};

// expect-cost by_conversion: n (exact)
int by_conversion(const remote_value *values, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += values[i]; // expect: call-in-loop {{^remote_value::operator int\(\) waits for postgresql on each of n turns: n round trips}}
                          // expect-confidence: high
                          // expect-step: by_conversion: {{^runs n times$}}
                          // expect-step: by_conversion: {{^calls remote_value::operator int\(\)$}}
    return sum;
}

bool operator==(const remote_value &a, const remote_value &b)
{
    const char *values[2] = {a.key, b.key};
    PGresult *res = PQexecParams(shared, "SELECT 1 WHERE same($1, $2)", 2, nullptr, values, nullptr, nullptr, 0);
    int rows = PQntuples(res);
    PQclear(res);
    return rows > 0;
}

// expect-cost by_comparison: n (exact)
int by_comparison(const remote_value *values, int n, const remote_value &wanted)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += values[i] == wanted; // expect: call-in-loop {{^operator==\(\) waits for postgresql on each of n turns: n round trips}}
                                      // expect-confidence: high
                                      // expect-step: by_comparison: {{^runs n times$}}
                                      // expect-step: by_comparison: {{^calls operator==\(\)$}}
    return count;
}

/* --- smart pointers ----------------------------------------------------------------------------------------------- */

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

// expect-cost by_unique: n (exact)
void by_unique(const std::unique_ptr<store> &all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        all->put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                           // expect-confidence: high
                           // expect-step: by_unique: {{^runs n times$}}
                           // expect-step: by_unique: {{^calls database::put\(\)$}}
}

// expect-cost by_shared: n (exact)
void by_shared(std::shared_ptr<database> all, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        (*all).put(keys[i]); // expect: call-in-loop {{^put\(\) waits for postgresql on each of n turns: n round trips}}
                             // expect-confidence: high
                             // expect-step: by_shared: {{^runs n times$}}
                             // expect-step: by_shared: {{^calls database::put\(\)$}}
}

/* --- exceptions --------------------------------------------------------------------------------------------------- */

/* Thrown out of the scope: its end is run. */
// expect-cost thrown: 2 (exact)
void thrown(PGconn *db, const char *line)
{
    transaction tx(db);
    if (parse(line) == 3)
        throw 1;
}

// expect-cost caught_in_loop: 2*n (exact)
int caught_in_loop(PGconn *db, const char **lines, int n)
{
    int failed = 0;
    for (int i = 0; i < n; i++) {
        try {
            thrown(db, lines[i]); // expect: call-in-loop {{^thrown\(\) waits for postgresql on each of n turns: 2 \* n round trips}}
                                  // expect-confidence: high
                                  // expect-verdict: coalesce
                                  // expect-after: 2
                                  // expect-step: caught_in_loop: {{^runs n times$}}
                                  // expect-step: caught_in_loop: {{^calls thrown\(\)$}}
                                  // expect-step: thrown: {{^calls transaction::transaction\(\)$}}
                                  // expect-step: transaction::transaction: {{^calls run\(\)$}}
        } catch (int) {
            failed++;
        }
    }
    return failed;
}
