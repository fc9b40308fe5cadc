/* The cache first, the database where the cache has nothing, and the cache told of it: two peers. */
// count: load_all
// formula: 3*n
// run: n=0 k=1
// run: n=6 k=1
// run: n=6 k=2
// run: n=6 k=100
// tight
#include "counted.h"
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

static void load(redisContext *redis, PGconn *db, const char *const *key) {
    redisReply *reply = redisCommand(redis, "GET %s", *key);
    if (reply->type == REDIS_REPLY_NIL) {
        PGresult *result = PQexecParams(db, "SELECT value FROM a WHERE key = $1", 1, 0, key, 0, 0, 0);
        freeReplyObject(redisCommand(redis, "SET %s %s", *key, PQgetvalue(result, 0, 0)));
        PQclear(result);
    }
    freeReplyObject(reply);
}

void load_all(redisContext *redis, PGconn *db, const char *const *keys, int n) {
    for (int i = 0; i < n; i++)
        load(redis, db, &keys[i]);
}

void counted_run(void) {
    int n = counted_size("n");
    counted_answer_every("GET", counted_size("k"));
    redisContext *redis = redisConnect("cache", 6379);
    PGconn *db = PQconnectdb("");
    COUNT(load_all(redis, db, counted_names(n), n));
    PQfinish(db);
    redisFree(redis);
}
