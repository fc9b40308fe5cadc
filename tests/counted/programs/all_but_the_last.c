/* Each element that has one behind it. */
// count: save_steps
// formula: length(names) - 1 (exact)
// run: n=1
// run: n=2
// run: n=9
// where: length(names) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

void save_steps(redisContext *redis, const char *const *names) {
    for (int i = 0; names[i + 1] != NULL; i++)
        freeReplyObject(redisCommand(redis, "SET %s %s", names[i], names[i + 1]));
}

void counted_run(void) {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_steps(redis, counted_names(counted_size("n"))));
    redisFree(redis);
}
