// Iterators, written out.
// count: save_names
// formula: size(names)
// tight
// run: n=0
// run: n=1
// run: n=30
// where: size(names) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <set>
#include <string>

void save_names(redisContext *redis, const std::set<std::string> &names) {
    for (auto it = names.begin(); it != names.end(); ++it)
        freeReplyObject(redisCommand(redis, "SADD names %s", it->c_str()));
}

void counted_run() {
    std::set<std::string> names;
    for (int i = 0; i < counted_size("n"); i++)
        names.insert(std::to_string(i));
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_names(redis, names));
    redisFree(redis);
}
