/* All of it stands behind three conditions of callees that nothing decides: a guess, which is not shown. */
#include <hiredis/hiredis.h>

int is_late(const char *key), is_old(const char *key), is_odd(const char *key);

static void ask(redisContext *c, const char *key) { freeReplyObject(redisCommand(c, "GET %s", key)); }

static void ask_if_odd(redisContext *c, const char *key) {
    if (is_odd(key))
        ask(c, key);
}

static void ask_if_all(redisContext *c, const char *key) {
    if (is_late(key))
        if (is_old(key))
            ask_if_odd(c, key);
}

void guess(redisContext *c, const char **keys, int n) {
    for (int i = 0; i < n; i++)
        ask_if_all(c, keys[i]); // expect-none
}
