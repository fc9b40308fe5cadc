/* As good_redirected.c, but each turn brings something: all servers are asked, or page after page. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <string.h>

struct server {
    struct server *next;
    const char *name;
    redisContext *ctx;
};

static struct server *servers;
static int found;

/* The answer does not say whether there is another one. */
static int next_server(redisReply *r, struct server **s)
{
    found += (int)r->integer;
    if (!(*s)->next)
        return 0;
    *s = (*s)->next;
    return 1;
}

int ask_all(struct server *s)
{
    redisReply *reply;
again:
    reply = redisCommand(s->ctx, "DBSIZE"); // expect: call-in-loop {{redisCommand\(\) waits for redis}}
    if (reply) {
        if (next_server(reply, &s)) {
            freeReplyObject(reply);
            goto again;
        }
        freeReplyObject(reply);
    }
    return found;
}

/* What is moved on is no server. */
static int has_more(redisReply *r, int *from)
{
    if (r->elements == 0)
        return 0;
    *from += (int)r->elements;
    return 1;
}

int ask_more(struct server *s, const char *key)
{
    redisReply *reply;
    int from = 0;
again:
    reply = redisCommand(s->ctx, "LINDEX %s %d", key, from); // expect: call-in-loop {{redisCommand\(\) waits for redis}}
    if (reply) {
        if (has_more(reply, &from)) {
            freeReplyObject(reply);
            goto again;
        }
        freeReplyObject(reply);
    }
    return from;
}

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

/* The next key comes without being sent elsewhere. */
int ask_each(struct server *s, const char **keys)
{
    redisReply *reply;
    int i = 0;
again:
    reply = redisCommand(s->ctx, "GET %s", keys[i]); // expect: call-in-loop {{redisCommand\(\) waits for redis}}
    if (reply) {
        if (is_moved(reply, &s))
            goto again;
        freeReplyObject(reply);
        if (keys[++i])
            goto again;
    }
    return i;
}
