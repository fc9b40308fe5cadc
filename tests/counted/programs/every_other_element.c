/* Names and values in turn: half as many turns as the array has elements. */
// count: save_pairs
// formula: ceil(length(pairs)/2) (exact)
// run: n=0
// run: n=1
// run: n=6
// where: length(pairs) = 2*n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

void save_pairs(redisContext *redis, const char *const *pairs) {
    for (int i = 0; pairs[i * 2] != NULL; i++)
        freeReplyObject(redisCommand(redis, "SET %s %s", pairs[i * 2], pairs[i * 2 + 1]));
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_pairs(redis, counted_names(2 * counted_size("n"))));
    redisFree(redis);
}
