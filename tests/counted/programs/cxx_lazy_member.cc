// A connection that is opened when it is first needed, by a method that others call, and that a member keeps.
// count: Store::put_all
// formula: size(keys) + 1
// run: n=0
// run: n=1
// run: n=11
// where: size(keys) = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <string>
#include <vector>

class Store {
  public:
    ~Store() { redisFree(context); }
    void put_all(const std::vector<std::string> &keys);

  private:
    redisContext *connection() {
        if (context == nullptr)
            context = redisConnect("cache", 6379);
        return context;
    }
    void put(const std::string &key) { freeReplyObject(redisCommand(connection(), "SET %s 1", key.c_str())); }
    redisContext *context = nullptr;
};

void Store::put_all(const std::vector<std::string> &keys) {
    for (const auto &key : keys)
        put(key);
}

void counted_run() {
    std::vector<std::string> keys;
    for (int i = 0; i < counted_size("n"); i++)
        keys.push_back(std::to_string(i));
    Store store;
    COUNT(store.put_all(keys));
}
