/* What connecting again after a failure keeps is no answer that the next turn waits for. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <string.h>

struct con {
    redisContext *ctx;
    char sha[64];
    const char *host;
};

struct row {
    struct row *next;
    const char *key;
};

static int dial(struct con *c)
{
    redisReply *reply;
    c->ctx = redisConnect(c->host, 6379);
    if (!c->ctx || c->ctx->err)
        return -1;
    reply = redisCommand(c->ctx, "SCRIPT LOAD %s", "return 1");
    if (!reply)
        return -1;
    strcpy(c->sha, reply->str);
    freeReplyObject(reply);
    return 0;
}

static redisReply *command(struct con *c, int argc, const char **argv)
{
    redisReply *reply = redisCommandArgv(c->ctx, argc, argv, NULL);
    if (c->ctx->err != REDIS_OK) {
        if (dial(c) != 0)
            return NULL;
        reply = redisCommandArgv(c->ctx, argc, argv, NULL);
    }
    return reply;
}

int remove_all(struct con *c, struct row *rows)
{
    for (struct row *r = rows; r; r = r->next) {
        const char *argv[4] = {"EVALSHA", c->sha, "1", r->key};
        redisReply *reply = command(c, 4, argv); // expect: call-in-loop {{command\(\) waits .* length\(rows\)}}
        // expect-verdict: pipeline
        if (!reply)
            return -1;
        freeReplyObject(reply);
    }
    return 0;
}

/* Loaded anew on each turn that goes well. */
static redisReply *command_and_load(struct con *c, int argc, const char **argv)
{
    redisReply *reply = redisCommandArgv(c->ctx, argc, argv, NULL);
    if (c->ctx->err == REDIS_OK && reply)
        strcpy(c->sha, reply->str);
    return reply;
}

int remove_each(struct con *c, struct row *rows)
{
    for (struct row *r = rows; r; r = r->next) {
        const char *argv[4] = {"EVALSHA", c->sha, "1", r->key};
        redisReply *reply = command_and_load(c, 4, argv); // expect: call-in-loop {{command_and_load\(\) waits .* length\(rows\)}}
        // expect-verdict: sequential
        if (!reply)
            return -1;
        freeReplyObject(reply);
    }
    return 0;
}
