// A vector to which the loop over it adds what it finds.
// count: crawl
// formula: turns@crawl:1
// run: n=1
// run: n=2
// run: n=20
// where: turns@crawl:1 = n
// tight
#include "counted.h"
#include "hiredis/hiredis.h"

#include <vector>

void crawl(redisContext *redis, std::vector<int> &pages, int n) {
    for (std::size_t i = 0; i < pages.size(); i++) {
        freeReplyObject(redisCommand(redis, "GET %d", pages[i]));
        for (int child = 2 * pages[i]; child <= 2 * pages[i] + 1; child++)
            if (child <= n)
                pages.push_back(child);
    }
}

void counted_run() {
    redisContext *redis = redisConnect("cache", 6379);
    std::vector<int> pages{1};
    COUNT(crawl(redis, pages, counted_size("n")));
    redisFree(redis);
}
