#include "hiredis/hiredis.h"

/* A request for many peers in a loop over something else: what counts is the product. */
struct server {
    redisContext *redis;
    struct server *next;
    struct server *known;
};

#define SLOTS 16384

// expect-cost count_all: 16384*length(servers)
void count_all(struct server *servers)
{
    for (int slot = 0; slot < SLOTS; slot++)
        for (struct server *s = servers; s; s = s->next)
            // expect@+2: call-in-loop {{redisCommand\(\) waits for redis on each of 16,384 turns: 16,384 \* length\(servers\) round trips}}
            // expect-verdict: pipeline
            freeReplyObject(redisCommand(s->redis, "CLUSTER COUNTKEYSINSLOT %d", slot));
}

/* Through a function: the note stands there, the loop around it tells of all. */
// expect-cost count_one: length(servers)
static void count_one(struct server *servers, int slot)
{
    for (struct server *s = servers; s; s = s->next)
        // expect@+2: call-in-loop {{on each of length\(servers\) turns: length\(servers\) round trips}}
        // expect-verdict: fan-out
        freeReplyObject(redisCommand(s->redis, "CLUSTER COUNTKEYSINSLOT %d", slot));
}

// expect-cost count_each: 16384*length(servers)
void count_each(struct server *servers)
{
    for (int slot = 0; slot < SLOTS; slot++)
        // expect@+2: call-in-loop {{count_one\(\) waits for redis on each of 16,384 turns: 16,384 \* length\(servers\)}}
        // expect-verdict: pipeline
        count_one(servers, slot);
}

/* Look-alike: all turns of both loops ask another peer. */
// expect-cost ask_known: length(s->known)*length(servers)
void ask_known(struct server *servers)
{
    for (struct server *s = servers; s; s = s->next)
        for (struct server *k = s->known; k; k = k->next)
            // expect@+2: call-in-loop {{on each of length\(servers\) turns}}
            // expect-verdict: fan-out
            freeReplyObject(redisCommand(k->redis, "CLUSTER NODES"));
}

/* Look-alike: one connection, told of once, at the loop inside. */
// expect-cost count_pairs: m*n (exact)
void count_pairs(redisContext *redis, int n, int m)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            // expect@+1: call-in-loop {{on each of m turns: n \* m round trips}}
            freeReplyObject(redisCommand(redis, "GET %d:%d", i, k));
}
