/* An object counts what is under way, and takes the replies when it is full: each element, at the most. */
// count: delete_all
// formula: n
// run: n=0
// run: n=1
// run: n=64
// run: n=200
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

struct pipeline {
    redisContext *redis;
    int under_way;
};

static void pipeline_finish(struct pipeline *pipeline) {
    void *reply;
    for (; pipeline->under_way > 0; pipeline->under_way--) {
        redisGetReply(pipeline->redis, &reply);
        freeReplyObject(reply);
    }
}

static void pipeline_add(struct pipeline *pipeline, int key) {
    redisAppendCommand(pipeline->redis, "DEL %d", key);
    if (++pipeline->under_way >= 64)
        pipeline_finish(pipeline);
}

void delete_all(struct pipeline *pipeline, int n) {
    for (int i = 0; i < n; i++)
        pipeline_add(pipeline, i);
    pipeline_finish(pipeline);
}

void counted_run(void) {
    struct pipeline pipeline = {redisConnect("cache", 6379), 0};
    COUNT(delete_all(&pipeline, counted_size("n")));
    redisFree(pipeline.redis);
}
