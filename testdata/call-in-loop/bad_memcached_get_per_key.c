#include <libmemcached/memcached.h>

/* One request for each key. */
// expect-cost load: n (exact)
void load(memcached_st *cache, const char *const *keys, const unsigned long *lengths, int n, char **values)
{
    for (int i = 0; i < n; i++) {
        memcached_return_t rc;
        unsigned long length;
        unsigned int flags;
        // expect@+1: call-in-loop {{memcached_get\(\) waits for memcached on each of n turns: n round trips}}
        values[i] = memcached_get(cache, keys[i], lengths[i], &length, &flags, &rc);
    }
}

/* Fills what is missing: a miss is an answer, so that both requests count. */
// expect-cost fill: 2*n
void fill(memcached_st *cache, const char *const *keys, const unsigned long *lengths, int n)
{
    for (int i = 0; i < n; i++) {
        memcached_return_t rc;
        unsigned long length;
        unsigned int flags;
        // expect@+1: call-in-loop {{memcached_get\(\) waits for memcached on each of n turns: up to 2 \* n round trips}}
        if (memcached_get(cache, keys[i], lengths[i], &length, &flags, &rc) == 0)
            memcached_set(cache, keys[i], lengths[i], "", 0, 0, 0);
    }
}
