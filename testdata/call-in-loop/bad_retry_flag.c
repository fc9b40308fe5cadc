/* A flag that asks for another turn, which the answer or the data raises, not a failure. */
#include <hiredis/hiredis.h>
#include <libpq-fe.h>

static struct {
    int has_more, is_cluster;
} config;

static int ask(redisContext *c, int key)
{
    void *reply;
    redisAppendCommand(c, "GETPART %d", key);
    if (redisGetReply(c, &reply) != REDIS_OK)
        return -1;
    if (((redisReply *)reply)->integer > 0)
        config.has_more = 1;
    freeReplyObject(reply);
    return 0;
}

int parts(redisContext *c, int key)
{
    while (1) {
        config.has_more = 0;
        if (ask(c, key) != 0) // expect: call-in-loop {{turns@parts:1}}
            return -1;
        if (config.is_cluster && config.has_more)
            continue;
        break;
    }
    return 0;
}

struct job {
    struct job *next;
    const char *sql;
    int is_done, after;
};

void passes(PGconn *db, struct job *jobs)
{
    int again;
    do {
        again = 0;
        for (struct job *job = jobs; job; job = job->next) {
            if (job->is_done)
                continue;
            if (job->after > 0) {
                job->after--;
                again = 1;
                continue;
            }
            PQclear(PQexec(db, job->sql)); // expect: call-in-loop {{turns@passes:1 \* length\(jobs\)|length\(jobs\) \* turns@passes:1}}
            job->is_done = 1;
        }
    } while (again);
}
