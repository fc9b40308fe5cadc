// A range that is made where the loop stands: its two fields are not its elements.
// count: touch_all
// formula: turns@touch_all:1
// known-miss: an object that is made of two values counts as a list of two
// run: n=0
// run: n=1
// run: n=9
// where: turns@touch_all:1 = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

struct Iterator {
    int i;
    bool operator!=(const Iterator &other) const { return i != other.i; }
    Iterator &operator++() {
        ++i;
        return *this;
    }
    int operator*() const { return i; }
};

struct Numbers {
    int first, last;
    Iterator begin() const { return Iterator{first}; }
    Iterator end() const { return Iterator{last}; }
};

void touch_all(redisContext *redis, int n) {
    for (int i : Numbers{0, n})
        freeReplyObject(redisCommand(redis, "SET %d 1", i));
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(touch_all(redis, counted_size("n")));
    redisFree(redis);
}
