/* The function calls itself with the rest of the list, last element first. */
// count: save_backwards
// formula: length(item)
// run: n=0
// run: n=1
// run: n=25
// where: length(item) = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

struct item {
    struct item *next;
    int value;
};

void save_backwards(redisContext *redis, const struct item *item) {
    if (!item)
        return;
    save_backwards(redis, item->next);
    freeReplyObject(redisCommand(redis, "LPUSH list %d", item->value));
}

void counted_run(void) {
    static struct item items[30];
    struct item *first = NULL;
    for (int i = 0; i < counted_size("n"); i++) {
        items[i] = (struct item){first, i};
        first = &items[i];
    }
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_backwards(redis, first));
    redisFree(redis);
}
