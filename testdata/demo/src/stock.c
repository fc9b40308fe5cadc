#include "shop.h"

/* Two round trips for each line of the order. */
int stock_reserve(redisContext *redis, const struct order *order) {
    for (int i = 0; i < order->line_count; i++) {
        redisReply *left = redisCommand(redis, "DECR stock:%d", order->lines[i]);
        if (!left)
            return -1;
        freeReplyObject(left);
        freeReplyObject(redisCommand(redis, "SADD reserved:%d %d", order->id, order->lines[i]));
    }
    return 0;
}

/* All requests first, then the answers: one round trip. */
void stock_refresh(redisContext *redis, char *const *articles, int count) {
    for (int i = 0; i < count; i++)
        redisAppendCommand(redis, "GET stock:%s", articles[i]);
    for (int i = 0; i < count; i++) {
        void *reply = 0;
        if (redisGetReply(redis, &reply) == REDIS_OK)
            freeReplyObject(reply);
    }
}
