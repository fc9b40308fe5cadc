/* Up to the root, and down again by the returns. */
// count: open_path
// formula: length(node)
// run: n=1
// run: n=2
// run: n=9
// where: length(node) = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

struct node {
    struct node *parent;
    int id;
};

void open_path(redisContext *redis, const struct node *node) {
    if (node->parent)
        open_path(redis, node->parent);
    freeReplyObject(redisCommand(redis, "SET open %d", node->id));
}

void counted_run(void) {
    static struct node nodes[10];
    int n = counted_size("n");
    for (int i = 1; i < n; i++)
        nodes[i] = (struct node){&nodes[i - 1], i};
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(open_path(redis, &nodes[n - 1]));
    redisFree(redis);
}
