/* A list that links its elements. */
// count: save_list
// formula: length(list->first) + 1 (exact)
// run: n=0
// run: n=1
// run: n=25
// where: length(list->first) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

struct item {
    struct item *next;
    int value;
};
struct list {
    struct item *first;
};

void save_list(redisContext *redis, const struct list *list) {
    for (const struct item *item = list->first; item; item = item->next)
        freeReplyObject(redisCommand(redis, "LPUSH list %d", item->value));
    freeReplyObject(redisCommand(redis, "SET saved 1"));
}

void counted_run(void) {
    static struct item items[30];
    struct list list = {NULL};
    for (int i = 0; i < counted_size("n"); i++) {
        items[i] = (struct item){list.first, i};
        list.first = &items[i];
    }
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_list(redis, &list));
    redisFree(redis);
}
