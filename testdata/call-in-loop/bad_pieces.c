/* One of what is left on each turn, or many of which each is dealt with alone, is no work in pieces. */
#include <hiredis/hiredis.h>
#include <stddef.h>

static void keep(redisContext *c, redisReply *job) { freeReplyObject(redisCommand(c, "SET last %s", job->str)); }

int do_jobs(redisContext *c) {
    for (;;) {
        redisReply *job = redisCommand(c, "GET job"); // expect: call-in-loop {{an unknown number of turns}}
        if (!job)
            return -1;
        if (job->len == 0)
            break;
        keep(c, job);
        freeReplyObject(job);
    }
    return 0;
}

int delete_slot(redisContext *c, int slot) {
    for (;;) {
        redisReply *keys = redisCommand(c, "CLUSTER GETKEYSINSLOT %d 100", slot); // expect: call-in-loop {{redisCommand}}
        if (!keys)
            return -1;
        if (keys->elements == 0)
            break;
        for (size_t i = 0; i < keys->elements; i++)
            freeReplyObject(redisCommand(c, "DEL %s", keys->element[i]->str)); // expect: call-in-loop {{redisCommand}}
        freeReplyObject(keys);
    }
    return 0;
}

/* MIGRATE takes many keys. */
int copy_keys(redisContext *c, redisReply *keys, const char *host) {
    for (size_t i = 0; i < keys->elements; i++) {
        redisReply *r = redisCommand(c, "MIGRATE %s 6379 %s 0 1000", host, keys->element[i]->str); // expect: call-in-loop {{keys->elements}}
        // expect-verdict: batch
        if (!r)
            return -1;
        freeReplyObject(r);
    }
    return 0;
}

/* Much work each. */
void dump_all(redisContext *d, int n) {
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(d, "DEBUG JMAP %d", i)); // expect: call-in-loop {{^redisCommand}}
    // expect-verdict: null
}
