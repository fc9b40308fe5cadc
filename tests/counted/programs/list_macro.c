/* A macro hides the loop and its end: a ring with a head. */
// count: mark_ring
// formula: length(ring) (exact)
// run: n=0
// run: n=1
// run: n=25
// where: length(ring) = n
#include "counted.h"
#include "hiredis/hiredis.h"

struct link {
    struct link *next, *prev;
};
struct item {
    struct link link; /* first */
    int value;
};

#define RING_FOR_EACH(item, ring) for (item = (ring)->next; item != (ring); item = item->next)

void mark_ring(redisContext *redis, struct link *ring) {
    struct link *link;
    RING_FOR_EACH(link, ring)
    freeReplyObject(redisCommand(redis, "INCR %d", ((struct item *)link)->value));
}

void counted_run(void) {
    static struct item items[30];
    struct link ring = {&ring, &ring};
    for (int i = 0; i < counted_size("n"); i++) {
        items[i] = (struct item){{ring.next, &ring}, i};
        ring.next->prev = &items[i].link;
        ring.next = &items[i].link;
    }
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(mark_ring(redis, &ring));
    redisFree(redis);
}
