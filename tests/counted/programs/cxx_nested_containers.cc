// A map of vectors.
// count: save_groups
// formula: size(groups)*size(names) + size(groups) (exact)
// run: n=0 m=4
// run: n=1 m=0
// run: n=3 m=4
// where: size(groups) = n
// where: size(names) = m
#include "counted.h"
#include "hiredis/hiredis.h"

#include <map>
#include <string>
#include <vector>

void save_groups(redisContext *redis, const std::map<int, std::vector<std::string>> &groups) {
    for (const auto &[id, names] : groups) {
        freeReplyObject(redisCommand(redis, "DEL group:%d", id));
        for (const std::string &name : names)
            freeReplyObject(redisCommand(redis, "SADD group:%d %s", id, name.c_str()));
    }
}

void counted_run() {
    std::map<int, std::vector<std::string>> groups;
    for (int i = 0; i < counted_size("n"); i++)
        groups[i] = std::vector<std::string>(static_cast<unsigned>(counted_size("m")), "x");
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(save_groups(redis, groups));
    redisFree(redis);
}
