/* Some of the calls are only made in an arm. */
#include <hiredis/hiredis.h>

struct node {
    redisContext *conn;
    int size, duration;
};

static void ask(redisContext *c, const char *what) { freeReplyObject(redisCommand(c, what)); }

/* Three in any case, and one more. */
void three_and_one(struct node *n)
{
    ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of up to 4 round trips.*where 1 would do}}
    ask(n->conn, "SADD b 1");
    if (n->size >= 0)
        ask(n->conn, "ZREMRANGEBYRANK c 0 1");
    ask(n->conn, "DEL d");
}

/* One of two, whatever comes. */
void either(struct node *n)
{
    ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of 3 round trips}}
    if (n->size >= 0)
        ask(n->conn, "ZREMRANGEBYRANK c 0 1");
    else
        ask(n->conn, "DEL c");
    ask(n->conn, "SADD b 1");
}

/* The arm has a gain of its own. */
void mostly_inside(struct node *n)
{
    ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of up to 3 round trips}}
    if (n->size >= 0) {
        ask(n->conn, "ZREMRANGEBYRANK c 0 1");
        ask(n->conn, "DEL d");
    }
}

/* Who calls it decides. */
void for_caller(struct node *n, int only_members)
{
    if (!only_members)
        ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of up to 3 round trips}}
    ask(n->conn, "SADD b 1");
    ask(n->conn, "DEL d");
}

/* All that comes behind is the way that goes on. */
void unless_off(struct node *n)
{
    ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of 3 round trips}}
    if (n->size < 0)
        return;
    ask(n->conn, "SADD b 1");
    ask(n->conn, "DEL d");
}

/* Two in any case, and as many options. */
void with_options(struct node *n)
{
    ask(n->conn, "INCR a"); // expect: chatty-sequence {{first of up to 4 round trips.*where 1 would do}}
    if (n->size >= 0)
        ask(n->conn, "ZREMRANGEBYRANK c 0 1");
    if (n->duration > 0)
        ask(n->conn, "ZREMRANGEBYSCORE c -1 5");
    ask(n->conn, "SADD b 1");
}
