/* Taken from a queue until it is empty. */
// count: work_off
// formula: 2*turns@work_off:1
// run: n=0
// run: n=1
// run: n=17
// where: turns@work_off:1 = n + 1
// loose: the last turn finds nothing to do
#include "counted.h"
#include "hiredis/hiredis.h"

int work_off(redisContext *redis) {
    int done = 0;
    for (;;) {
        redisReply *job = redisCommand(redis, "LPOP jobs");
        int is_empty = job->type == REDIS_REPLY_NIL;
        freeReplyObject(job);
        if (is_empty)
            return done;
        freeReplyObject(redisCommand(redis, "INCR done"));
        done++;
    }
}

void counted_run(void) {
    counted_answer_pages("LPOP", counted_size("n"), 1);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(work_off(redis));
    redisFree(redis);
}
