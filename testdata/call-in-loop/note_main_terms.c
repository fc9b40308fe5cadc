/* Of many terms people see those that matter most: what grows with the data stands first. */
#include "hiredis/hiredis.h"

static int ask(redisContext *c, const char *what, int slot)
{
    redisReply *reply = redisCommand(c, "CLUSTER %s %d", what, slot);
    int n = reply ? (int)reply->integer : -1;
    freeReplyObject(reply);
    return n;
}

struct cluster {
    redisContext **nodes;
    redisContext **owners;
    redisContext **importing;
    int node_count;
    int owner_count;
    int importing_count;
};

redisContext *next_source(void);

static void fix_slot(const struct cluster *cluster, int slot)
{
    for (int i = 0; i < cluster->node_count; i++)
        ask(cluster->nodes[i], "COUNTKEYSINSLOT", slot); // expect: call-in-loop {{: cluster->node_count round trips}}
    for (int i = 0; i < cluster->owner_count; i++)
        ask(cluster->owners[i], "DELSLOTS", slot); // expect: call-in-loop {{: cluster->owner_count round trips}}
    for (int i = 0; i < cluster->importing_count; i++)
        ask(cluster->importing[i], "SETSLOT", slot); // expect: call-in-loop {{: cluster->importing_count round trips}}
    for (redisContext *source; (source = next_source());)
        ask(source, "MIGRATE", slot); // expect: call-in-loop {{: up to items\(next_source\) round trips}}
    ask(cluster->nodes[0], "ADDSLOTS", slot);
}

void fix_slots(const struct cluster *cluster, const int *slots, int count)
{
    for (int i = 0; i < count; i++)
        // The degree is the same for all but one: what is left is not "smaller".
        // expect@+1: call-in-loop {{: up to count \* \(items\(next_source@fix_slot\) \+ .* \+ .* \+ 2 more\) round trips}}
        fix_slot(cluster, slots[i]);
}
