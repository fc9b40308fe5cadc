/* Reads that look alike and are not the same: no duplicate-call. */
#include <hiredis/hiredis.h>
#include <unistd.h>

void use(const char *a, const char *b);
void fill(char *key);
int is_stale(const redisReply *reply);

struct item {
    int id;
    struct item *next;
};

/* A write in between. */
void written(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET n"); // expect: chatty-sequence {{first of 3 round trips}}
    redisReply *w = redisCommand(c, "SET n 5");
    redisReply *b = redisCommand(c, "GET n");
    use(a->str, b->str);
    freeReplyObject(w);
}

static void bump(redisContext *c) { freeReplyObject(redisCommand(c, "INCR n")); }

/* ... in a helper. */
void bumped(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET n"); // expect: chatty-sequence {{first of 3 round trips}}
    bump(c);
    redisReply *b = redisCommand(c, "GET n");
    use(a->str, b->str);
}

/* The argument is another by then. */
void moved(redisContext *c, int id)
{
    redisReply *a = redisCommand(c, "GET user:%d", id);
    id++;
    redisReply *b = redisCommand(c, "GET user:%d", id);
    use(a->str, b->str);
}

void followed(redisContext *c, struct item *item)
{
    redisReply *a = redisCommand(c, "GET item:%d", item->id);
    item = item->next;
    redisReply *b = redisCommand(c, "GET item:%d", item->id);
    use(a->str, b->str);
}

/* ... or what it leads to. */
void refilled(redisContext *c, char *key)
{
    redisReply *a = redisCommand(c, "GET %s", key);
    fill(key);
    redisReply *b = redisCommand(c, "GET %s", key);
    use(a->str, b->str);
}

/* Another connection. */
void replica(redisContext *c, redisContext *d)
{
    redisReply *a = redisCommand(c, "GET n");
    redisReply *b = redisCommand(d, "GET n");
    use(a->str, b->str);
}

/* Again because it has failed; because of what it said; because time has passed. */
void once_more(redisContext *c)
{
    redisReply *r = redisCommand(c, "GET n");
    if (!r)
        r = redisCommand(c, "GET n");
    use(r->str, NULL);
}

void renewed(redisContext *c)
{
    redisReply *r = redisCommand(c, "GET m");
    if (is_stale(r))
        r = redisCommand(c, "GET m");
    use(r->str, NULL);
}

void later(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET n");
    sleep(1);
    redisReply *b = redisCommand(c, "GET n");
    use(a->str, b->str);
}

/* One in each arm. */
void either(redisContext *c, int way)
{
    if (way)
        use(((redisReply *)redisCommand(c, "GET n"))->str, "a");
    else
        use(((redisReply *)redisCommand(c, "GET n"))->str, "b");
}

/* It takes something away, each time another. */
void taken(redisContext *c)
{
    redisReply *a = redisCommand(c, "LPOP n");
    redisReply *b = redisCommand(c, "LPOP n");
    use(a->str, b->str);
}

/* The answer is kept. */
static redisReply *cached;

static redisReply *settings(redisContext *c)
{
    if (!cached)
        cached = redisCommand(c, "GET settings");
    return cached;
}

void both(redisContext *c)
{
    use(settings(c)->str, "a");
    use(settings(c)->str, "b");
}
