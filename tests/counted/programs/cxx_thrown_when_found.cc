// An exception that is no failure of a statement: the search ends where it is thrown.
// count: find_key
// formula: n + 1
// known-miss: what is thrown counts as a failure, so the formula is said to be exact
// run: n=0 at=9
// run: n=9 at=9
// run: n=9 at=2
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <string>

struct Found {
    int index;
};

static void look_at(redisContext *redis, int i, int at) {
    freeReplyObject(redisCommand(redis, "GET %d", i));
    if (i == at)
        throw Found{i};
}

int find_key(redisContext *redis, int n, int at) {
    int index = -1;
    try {
        for (int i = 0; i < n; i++)
            look_at(redis, i, at);
    } catch (const Found &found) {
        index = found.index;
    }
    freeReplyObject(redisCommand(redis, "SET found %d", index));
    return index;
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    COUNT(find_key(redis, counted_size("n"), counted_size("at")));
    redisFree(redis);
}
