/* Work in pieces of a fixed size: as many as that makes, which only a loop around is to hear of. */
#include <hiredis/hiredis.h>

// expect-cost fetch: ceil(n/32)
static void fetch(redisContext *redis, const char **names, int n)
{
    while (n > 0) {
        int count = n < 32 ? n : 32;
        freeReplyObject(redisCommandArgv(redis, count, names, 0));
        names += count;
        n -= count;
    }
}

void fetch_all(redisContext *redis, const char ***names, const int *n, int m)
{
    for (int i = 0; i < m; i++)
        fetch(redis, names[i], n[i]); // expect: call-in-loop {{up to m \* ceil\(n\[i\] / 32\) round trips}}
}
