/* A flag that only a failure raises, or that only a failure leaves standing, asks for another turn. */
// expect-none
// expect-cost redirected: 2
// expect-cost again_if_one_failed: 2
// expect-cost until_all_went_well: 2
#include <hiredis/hiredis.h>
#include <libpq-fe.h>

static struct {
    const char *host;
    int port, is_cluster, must_ask_again;
} config;
static redisContext *context;

static int dial(void)
{
    redisFree(context);
    context = redisConnect(config.host, config.port);
    return context->err ? -1 : 0;
}

static int ask(int key)
{
    void *reply;
    redisAppendCommand(context, "GET %d", key);
    if (redisGetReply(context, &reply) != REDIS_OK)
        return -1;
    if (((redisReply *)reply)->type == REDIS_REPLY_ERROR) {
        config.port++;
        config.must_ask_again = 1;
    }
    freeReplyObject(reply);
    return 0;
}

int redirected(int key)
{
    while (1) {
        if (config.must_ask_again || context == 0) {
            if (dial() != 0)
                return -1;
        }
        config.must_ask_again = 0;
        if (ask(key) != 0)
            return -1;
        if (config.is_cluster && config.must_ask_again)
            continue;
        break;
    }
    return 0;
}

struct job {
    struct job *next;
    const char *sql;
};

static int run(PGconn *db, const char *sql)
{
    PGresult *result = PQexec(db, sql);
    int ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return ok;
}

void again_if_one_failed(PGconn *db, struct job *jobs)
{
    int again;
    do {
        again = 0;
        // tripcount: <= 2 (few enough not to tell of)
        for (struct job *job = jobs; job; job = job->next) {
            if (!run(db, job->sql)) {
                again = 1;
                break;
            }
        }
    } while (again);
}

void until_all_went_well(PGconn *db, struct job *jobs)
{
    for (int tries = 0; tries < 5; tries++) {
        int ok = 1;
        // tripcount: <= 2 (few enough not to tell of)
        for (struct job *job = jobs; job; job = job->next) {
            if (!run(db, job->sql)) {
                ok = 0;
                break;
            }
        }
        if (ok)
            break;
    }
}
