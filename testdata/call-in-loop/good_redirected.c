/* Asked again only when the answer names another server. */
// expect-none
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <string.h>

struct server {
    struct server *next;
    const char *name;
    redisContext *ctx;
};

static struct server *servers;

static int is_moved(redisReply *r, struct server **s)
{
    if (r->type != REDIS_REPLY_ERROR || strncmp(r->str, "MOVED", 5))
        return 0;
    for (struct server *p = servers; p; p = p->next)
        if (!strcmp(p->name, r->str + 6)) {
            *s = p;
            return 1;
        }
    return 0;
}

redisReply *ask(struct server *s, int argc, const char **argv)
{
    redisReply *reply;
again:
    reply = redisCommandArgv(s->ctx, argc, argv, NULL);
    if (reply) {
        if (is_moved(reply, &s)) {
            freeReplyObject(reply);
            goto again;
        }
        return reply;
    }
    return NULL;
}
