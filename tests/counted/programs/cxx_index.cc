// By index up to size().
// count: save_names
// formula: size(names) (exact)
// run: n=0
// run: n=1
// run: n=30
// where: size(names) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <string>
#include <vector>

void save_names(redisContext *redis, const std::vector<std::string> &names) {
    for (std::size_t i = 0; i < names.size(); ++i)
        freeReplyObject(redisCommand(redis, "SADD names %s", names[i].c_str()));
}

void counted_run() {
    std::vector<std::string> names;
    for (int i = 0; i < counted_size("n"); i++)
        names.push_back(std::to_string(i));
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_names(redis, names));
    redisFree(redis);
}
