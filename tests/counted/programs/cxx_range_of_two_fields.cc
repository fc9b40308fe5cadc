// A range that is made where the loop stands: its two fields are not its elements.
// count: mark_all
// formula: turns@mark_all:1
// known-miss: an object that is made of two values counts as a list of two
// run: n=0
// run: n=1
// run: n=9
// where: turns@mark_all:1 = n
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

void mark_all(redisContext *redis, int n) {
    for (int i : Numbers{0, n})
        freeReplyObject(redisCommand(redis, "SET %d 1", i));
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(mark_all(redis, counted_size("n")));
    redisFree(redis);
}
