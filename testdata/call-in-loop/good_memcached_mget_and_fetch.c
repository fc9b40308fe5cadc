#include <libmemcached/memcached.h>

// expect-none
// expect-cost load: 1 (exact)
/* All keys go out at once; fetching takes what comes back. */
int load(memcached_st *cache, const char *const *keys, const unsigned long *lengths, int n)
{
    memcached_return_t rc;
    memcached_result_st *result;
    int found = 0;
    if (memcached_mget(cache, keys, lengths, (unsigned long)n) != MEMCACHED_SUCCESS)
        return 0;
    while ((result = memcached_fetch_result(cache, 0, &rc)) != 0) {
        found += memcached_result_value(result) != 0;
        memcached_result_free(result);
    }
    return found;
}
