// A static local is made with the first call.
// count: check_all
// formula: 1
// run: n=0
// run: n=1
// run: n=11
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <string>

static std::string ask_version(redisContext *redis) {
    redisReply *reply = static_cast<redisReply *>(redisCommand(redis, "GET version"));
    std::string version = reply->str;
    freeReplyObject(reply);
    return version;
}

static const std::string &version(redisContext *redis) {
    static const std::string text = ask_version(redis);
    return text;
}

int check_all(redisContext *redis, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += version(redis) == "1";
    return sum;
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(check_all(redis, counted_size("n")));
    redisFree(redis);
}
