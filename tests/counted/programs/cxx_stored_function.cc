// Handlers that are kept in a vector and run later.
// count: Signal::fire
// formula: size(handlers) (exact)
// run: n=0
// run: n=1
// run: n=6
// where: size(handlers) = n
#include "counted.h"
#include "hiredis/hiredis.h"

#include <functional>
#include <utility>
#include <vector>

class Signal {
  public:
    void connect(std::function<void()> handler) { handlers.push_back(std::move(handler)); }
    void fire() {
        for (auto &handler : handlers)
            handler();
    }

  private:
    std::vector<std::function<void()>> handlers;
};

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    Signal signal;
    for (int i = 0; i < counted_size("n"); i++)
        signal.connect([redis] { freeReplyObject(redisCommand(redis, "INCR fired")); });
    COUNT(signal.fire());
    redisFree(redis);
}
