/* What is handed over asks in ways of its own: it connects first, once; it answers a search, gets pages, asks about what
 * went wrong. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

#include <stddef.h>

/* --- lazy connection: collectd's write_redis ------------------------------------------------------------------------ */

struct node {
    redisContext *conn;
    const char *host;
};

typedef int writer(const char *key, struct node *node);

static int write_redis(const char *key, struct node *node)
{
    if (!node->conn)
        node->conn = redisConnect(node->host, 6379);
    redisReply *reply = redisCommand(node->conn, "INCR %s", key);
    freeReplyObject(reply);
    return 0;
}

static void write_all(writer *write, struct node *node, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        write(keys[i], node);
}

/* The connection is made once. */
// expect-cost lazy: n + 1
void lazy(struct node *node, const char **keys, int n)
{
    write_all(write_redis, node, keys, n); // expect: call-in-loop {{^write_redis\(\) waits for redis on each of n turns of write_all\(\): up to n \+ 1 round trips}}
                                           // expect-confidence: high
                                           // expect-verdict: pipeline
                                           // expect-after: 2
                                           // expect-step: lazy: {{^calls write_all\(\) with write = write_redis$}}
                                           // expect-step: write_all: {{^runs n times$}}
                                           // expect-step: write_all: {{^calls write_redis\(\)$}}
}

static void write_to_each(writer *write, struct node *nodes, const char *key, int n)
{
    for (int i = 0; i < n; i++)
        write(key, &nodes[i]);
}

/* Here each has its own. */
// expect-cost lazy_each: 2*n
void lazy_each(struct node *nodes, const char *key, int n)
{
    write_to_each(write_redis, nodes, key, n); // expect: call-in-loop {{^write_redis\(\) waits for redis on each of n turns of write_to_each\(\): up to 2 \* n round trips}}
                                               // expect-confidence: high
                                               // expect-verdict: fan-out
                                               // expect-after: 2
                                               // expect-severity: note
                                               // expect-step: lazy_each: {{^calls write_to_each\(\) with write = write_redis$}}
                                               // expect-step: write_to_each: {{^runs n times$}}
                                               // expect-step: write_to_each: {{^calls write_redis\(\)$}}
}

/* --- pages that bring one -------------------------------------------------------------------------------------------- */

typedef int next(PGconn *db);

static int next_row(PGconn *db)
{
    PGresult *res = PQexec(db, "FETCH 1 FROM items");
    int rows = PQntuples(res);
    PQclear(res);
    return rows;
}

int use(int row);

static void each_row(next *fn, PGconn *db)
{
    for (int row = 0; fn(db) > 0; row++)
        use(row);
}

void one_by_one(PGconn *db)
{
    each_row(next_row, db); // expect: call-in-loop {{^next_row\(\) waits for postgresql on each of up to items\(next_row@each_row\) turns of each_row\(\): up to items\(next_row@each_row\) \+ 1 round trips}}
                            // expect-confidence: high
                            // expect-verdict: paging
                            // expect-after: items(next_row@each_row) + 1
                            // expect-step: one_by_one: {{^calls each_row\(\) with fn = next_row$}}
                            // expect-step: each_row: {{^runs up to items\(next_row@each_row\) times$}}
                            // expect-step: each_row: {{^calls next_row\(\)$}}
}

/* --- two callbacks ---------------------------------------------------------------------------------------------------- */

typedef int check(PGconn *db, const char *key);
typedef void failed(PGconn *db, const char *key);

static int is_there(PGconn *db, const char *key)
{
    PGresult *res = PQexecParams(db, "SELECT 1 FROM item WHERE id = $1", 1, NULL, &key, NULL, NULL, 0);
    int rows = PQresultStatus(res) == PGRES_TUPLES_OK ? PQntuples(res) : -1;
    PQclear(res);
    return rows;
}

static void tell(PGconn *db, const char *key)
{
    PQclear(PQexecParams(db, "INSERT INTO failure VALUES ($1)", 1, NULL, &key, NULL, NULL, 0));
}

static int check_all(check *fn, failed *on_error, PGconn *db, const char **keys, int n)
{
    int found = 0;
    for (int i = 0; i < n; i++) {
        int result = fn(db, keys[i]);
        if (result < 0) {
            on_error(db, keys[i]);
            return -1;
        }
        found += result;
    }
    return found;
}

/* The second one runs when something has failed. */
// expect-cost two_callbacks: n (exact)
int two_callbacks(PGconn *db, const char **keys, int n)
{
    return check_all(is_there, tell, db, keys, n); // expect: call-in-loop {{^is_there\(\) waits for postgresql on each of n turns of check_all\(\): n round trips}}
        // expect-confidence: high
        // expect-step: two_callbacks: {{^calls check_all\(\) with fn = is_there, on_error = tell$}}
        // expect-step: check_all: {{^runs n times$}}
        // expect-step: check_all: {{^calls is_there\(\)$}}
}
