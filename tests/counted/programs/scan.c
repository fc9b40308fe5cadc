/* Redis gives a cursor with each page, and 0 with the last. */
// count: count_keys
// formula: max{items(strcmp), 1}
// run: n=0
// run: n=1
// run: n=10
// run: n=95
// where: items(strcmp) = ceil(n/10)
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stdio.h>
#include <string.h>

unsigned long count_keys(redisContext *redis) {
    char cursor[24] = "0";
    unsigned long sum = 0;
    do {
        redisReply *reply = redisCommand(redis, "SCAN %s", cursor);
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        sum += reply->element[1]->elements;
        freeReplyObject(reply);
    } while (strcmp(cursor, "0") != 0);
    return sum;
}

void counted_run(void) {
    counted_answer_pages("SCAN", counted_size("n"), 10);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(count_keys(redis));
    redisFree(redis);
}
