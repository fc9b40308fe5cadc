/* The same request on each turn, and three that only look like it. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

void use(const char *text, int i);

void same_read(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, "SHOW server_version"); // expect: call-in-loop {{n round trips}}
                                                           // expect-verdict: hoist
        use(PQgetvalue(res, 0, 0), i);
        PQclear(res);
    }
}

/* Each server has its own answer. */
void each_server(PGconn **servers, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(servers[i], "SELECT pg_is_in_recovery()"); // expect: call-in-loop {{n round trips}}
                                                                          // expect-verdict: fan-out
        use(PQgetvalue(res, 0, 0), i);
        PQclear(res);
    }
}

struct node {
    redisContext *context;
    struct node *next;
};

static int ping(struct node *node)
{
    redisReply *reply = redisCommand(node->context, "PING");
    int ok = reply->type == REDIS_REPLY_STRING;
    freeReplyObject(reply);
    return ok;
}

int each_node(struct node *nodes)
{
    int alive = 0;
    for (struct node *node = nodes; node; node = node->next)
        alive += ping(node); // expect: call-in-loop {{length\(nodes\) round trips}}
                             // expect-verdict: fan-out
    return alive;
}

void same_commit(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        use("", i);
        PQclear(PQexec(db, "COMMIT")); // expect: call-in-loop {{n round trips}}
                                       // expect-verdict: coalesce
    }
}

/* What is counted or taken is another one each time. */
void takes(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "INCR hits")); // expect: call-in-loop {{n round trips}}
                                                           // expect-verdict: pipeline
    for (int i = 0; i < n; i++) {
        redisReply *reply = redisCommand(redis, "RPOP queue"); // expect: call-in-loop {{n round trips}}
                                                               // expect-verdict: batch
        use(reply->str, i);
        freeReplyObject(reply);
    }
}

/* The table changes between the reads. */
void read_and_write(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, "SELECT count(*) FROM item"); // expect: call-in-loop {{2 \* n round trips}}
                                                                 // expect-verdict: batch
        use(PQgetvalue(res, 0, 0), i);
        PQclear(res);
        PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, 0, &names[i], 0, 0, 0));
    }
}

/* A setting of the connection is no read either. */
void same_connection(int n)
{
    for (int i = 0; i < n; i++) {
        redisContext *redis = redisConnect("cache", 6379); // expect: call-in-loop {{n round trips}}
                                                           // expect-verdict: hoist
        use(redis->errstr, i);
        redisFree(redis);
    }
}

struct worker {
    redisContext *redis;
};

/* Each worker needs one of its own. */
void connection_of_each(struct worker *workers, int n)
{
    for (int i = 0; i < n; i++)
        workers[i].redis = redisConnect("cache", 6379); // expect: call-in-loop {{n round trips}}
                                                        // expect-verdict: fan-out
}

void many_connections(const char *const *hosts, int n)
{
    for (int i = 0; i < n; i++) {
        redisContext *redis = redisConnect(hosts[i], 6379); // expect: call-in-loop {{n round trips}}
                                                            // expect-verdict: fan-out
        use(redis->errstr, i);
        redisFree(redis);
    }
}

/* What is asked on the connection stays. */
static void store(const char *name)
{
    redisContext *redis = redisConnect("cache", 6379);
    freeReplyObject(redisCommand(redis, "SET last %s", name));
    freeReplyObject(redisCommand(redis, "SADD names %s", name));
    redisFree(redis);
}

void store_all(const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        store(names[i]); // expect: call-in-loop {{3 \* n round trips}}
                         // expect-verdict: hoist
                         // expect-after: 2*n + 1
}
