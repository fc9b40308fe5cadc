/* As good_set_by_callee.c, where the function further down notes it only sometimes, or notes something else. */
#include "hiredis/hiredis.h"

#include <stddef.h>

struct job {
    redisContext *redis;
    const char *name;
    int has_failed;
    int is_done;
    int is_loud;
};

/* A way that does not fail leaves it as it is. */
static int step(struct job *job)
{
    redisReply *reply = redisCommand(job->redis, "RPOP %s", job->name);
    int more = reply->integer > 0;
    freeReplyObject(reply);
    if (more)
        return 1;
    job->is_done = 1;
    return 0;
}

int run_all(struct job *job, const int *sizes, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (!job->is_done)
            sum += step(job); // expect: call-in-loop {{up to n round trips}}
        sum += sizes[i];
    }
    return sum;
}

/* Only a failure sets it. */
static int put(struct job *job, int size)
{
    redisReply *reply = redisCommand(job->redis, "RPUSH %s %d", job->name, size);
    if (!reply) {
        job->has_failed = 1;
        return -1;
    }
    freeReplyObject(reply);
    return 0;
}

int put_all(struct job *job, const int *sizes, int n)
{
    for (int i = 0; i < n; i++)
        if (!job->has_failed)
            put(job, sizes[i]); // expect: call-in-loop {{up to n round trips}}
    return job->has_failed;
}

/* It is put back: the next one asks again. */
static void open_turn(struct job *job)
{
    job->is_loud = 1;
    freeReplyObject(redisCommand(job->redis, "PUBLISH begin %s", job->name));
}

static void close_turn(struct job *job)
{
    job->is_loud = 0;
}

void say_all(struct job *job, const int *sizes, int n)
{
    for (int i = 0; i < n; i++) {
        if (!job->is_loud)
            open_turn(job); // expect: call-in-loop {{up to n round trips}}
        job->name += sizes[i];
        close_turn(job);
    }
}

/* Each item has a job of its own. */
void say_each(struct job *jobs, int n)
{
    for (int i = 0; i < n; i++)
        if (!jobs[i].is_loud)
            open_turn(&jobs[i]); // expect: call-in-loop {{up to n round trips}}
}

/* Of two that have to be there, one never is. */
struct login {
    redisContext *redis;
    const char *user;
    const char *password;
};

static int log_in(struct login *login)
{
    redisReply *reply;
    if (login->user && login->password)
        return 0;
    reply = redisCommand(login->redis, "GET user");
    login->user = reply->str;
    return 1;
}

int log_in_all(struct login *login, const int *sizes, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += log_in(login) + sizes[i]; // expect: call-in-loop {{up to n round trips}}
    return sum;
}

/* It is set where something fails. */
struct host {
    redisContext *redis;
    const char *names[10];
};

static void hang_up(struct host *host)
{
    redisFree(host->redis);
    host->redis = NULL;
}

static int read_value(struct host *host, int i)
{
    redisReply *reply;
    int value;
    if (host->redis == NULL)
        return -1;
    reply = redisCommand(host->redis, "GET %s", host->names[i]);
    if (!reply || reply->type == REDIS_REPLY_ERROR) {
        hang_up(host);
        return -1;
    }
    value = (int)reply->integer;
    freeReplyObject(reply);
    return value;
}

int sum_of_values(struct host *host, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += read_value(host, i); // expect: call-in-loop {{n round trips}}
    return sum;
}
