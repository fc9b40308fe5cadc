/* A question between sending and taking brings the answers of what was sent before. */
// count: delete_and_count
// formula: 2
// run: n=0
// run: n=1
// run: n=50
// tight
#include "counted.h"
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

void delete_and_count(redisContext *redis, PGconn *db, const char *const *keys, int n) {
    void *reply;
    for (int i = 0; i < n; i++)
        redisAppendCommand(redis, "DEL %s", keys[i]);
    PQclear(PQexec(db, "SELECT count(*) FROM a"));
    for (int i = 0; i < n; i++) {
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

void counted_run(void) {
    int n = counted_size("n");
    redisContext *redis = redisConnect("cache", 6379);
    PGconn *db = PQconnectdb("");
    COUNT(delete_and_count(redis, db, counted_names(n), n));
    PQfinish(db);
    redisFree(redis);
}
