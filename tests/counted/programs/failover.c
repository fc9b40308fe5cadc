/* The next host is only asked when the one before does not answer. */
// count: connect_to_any
// formula: 1
// run: n=0
// run: n=1
// run: n=5
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <stddef.h>

redisContext *connect_to_any(const char *const *hosts, int n) {
    for (int i = 0; i < n; i++) {
        redisContext *redis = redisConnect(hosts[i], 6379);
        if (redis && !redis->err)
            return redis;
        redisFree(redis);
    }
    return NULL;
}

void counted_run(void) {
    int n = counted_size("n");
    COUNT(connect_to_any(counted_names(n), n));
}
