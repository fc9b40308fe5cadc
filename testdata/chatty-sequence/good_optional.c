/* Two in any case: the third is an option that may be off. */
// expect-none
#include <hiredis/hiredis.h>

struct node {
    redisContext *conn;
    int size, duration;
};

static void ask(redisContext *c, const char *what) { freeReplyObject(redisCommand(c, what)); }

void with_option(struct node *n)
{
    ask(n->conn, "INCR a");
    if (n->size >= 0)
        ask(n->conn, "ZREMRANGEBYRANK c 0 1");
    ask(n->conn, "SADD b 1");
}

/* One of one kind more than of the other. */
void unlike(struct node *n)
{
    ask(n->conn, "INCR a");
    switch (n->size) {
    case 1:
        ask(n->conn, "DEL c");
        break;
    default:
        break;
    }
    ask(n->conn, "SADD b 1");
}
