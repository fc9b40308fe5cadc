/* Each key of each page is asked for: as many as there are keys, not pages times keys. So the
 * elements in the formula are those of all pages. */
// count: sum_values
// formula: max{items(atoi), 1} + page->element[1]->elements
// run: n=0
// run: n=1
// run: n=10
// run: n=95
// where: items(atoi) = ceil(n/10)
// where: page->element[1]->elements = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stdlib.h>

long sum_values(redisContext *redis) {
    int cursor = 0;
    long sum = 0;
    do {
        redisReply *page = redisCommand(redis, "SCAN %d", cursor);
        cursor = atoi(page->element[0]->str);
        for (unsigned long i = 0; i < page->element[1]->elements; i++) {
            redisReply *value = redisCommand(redis, "GET %s", page->element[1]->element[i]->str);
            sum += value->integer;
            freeReplyObject(value);
        }
        freeReplyObject(page);
    } while (cursor != 0);
    return sum;
}

void counted_run(void) {
    counted_answer_pages("SCAN", counted_size("n"), 10);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(sum_values(redis));
    redisFree(redis);
}
