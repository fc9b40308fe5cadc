// A range of our own, whose iterator asks for the next element.
// count: sum_all
// formula: n
// known-miss: what begin(), end(), != and ++ of a range-for cost, and how often they run
// run: n=0
// run: n=1
// run: n=9
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

struct Iterator {
    redisContext *redis;
    int i;
    bool operator!=(const Iterator &other) const { return i != other.i; }
    Iterator &operator++() {
        freeReplyObject(redisCommand(redis, "GET %d", ++i));
        return *this;
    }
    int operator*() const { return i; }
};

struct Range {
    redisContext *redis;
    int count;
    Iterator begin() const { return Iterator{redis, 0}; }
    Iterator end() const { return Iterator{redis, count}; }
};

long sum_all(redisContext *redis, int n) {
    long sum = 0;
    Range range{redis, n};
    for (int i : range)
        sum += i;
    return sum;
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(sum_all(redis, counted_size("n")));
    redisFree(redis);
}
