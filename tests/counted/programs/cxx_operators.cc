// Operators that ask: an index, and an output.
// count: copy
// formula: 2*n (exact)
// run: n=0
// run: n=1
// run: n=11
#include "counted.h"
#include "hiredis/hiredis.h"

#include <string>

class Values {
  public:
    explicit Values(redisContext *context) : redis(context) {}
    std::string operator[](int i) const {
        redisReply *reply = static_cast<redisReply *>(redisCommand(redis, "GET %d", i));
        std::string text = reply->str;
        freeReplyObject(reply);
        return text;
    }
    Values &operator<<(const std::string &text) {
        freeReplyObject(redisCommand(redis, "LPUSH all %s", text.c_str()));
        return *this;
    }

  private:
    redisContext *redis;
};

void copy(const Values &from, Values &to, int n) {
    for (int i = 0; i < n; i++)
        to << from[i];
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    Values from(redis), to(redis);
    COUNT(copy(from, to, counted_size("n")));
    redisFree(redis);
}
