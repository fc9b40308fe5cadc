// An algorithm of the library runs the lambda for each element.
// count: save_all
// formula: size(ids) (exact)
// run: n=0
// run: n=1
// run: n=6
// where: size(ids) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <algorithm>
#include <vector>

void save_all(redisContext *redis, const std::vector<int> &ids) {
    std::for_each(ids.begin(), ids.end(), [redis](int id) { freeReplyObject(redisCommand(redis, "SADD ids %d", id)); });
}

void counted_run() {
    std::vector<int> ids(static_cast<unsigned>(counted_size("n")), 1);
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_all(redis, ids));
    redisFree(redis);
}
