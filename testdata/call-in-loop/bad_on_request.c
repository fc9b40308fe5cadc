/* What a turn does only where its item asks for it, and a switch is on, is told apart from what all turns ask. */
#include "hiredis/hiredis.h"

static struct { int flags; } config;
#define FLAG_FIX 4

void set_flags(int flags) { config.flags = flags; }

static int ask(redisContext *c, const char *what, int slot) {
    redisReply *reply = redisCommand(c, "CLUSTER %s %d", what, slot);
    int n = reply ? (int)reply->integer : -1;
    freeReplyObject(reply);
    return n;
}

static void set_owner(redisContext *c, int slot) {
    ask(c, "DELSLOTS", slot);
    ask(c, "ADDSLOTS", slot);
}

int check(redisContext *c, const int *slots, int n, int do_fix) {
    int bad = 0;
    for (int i = 0; i < n; i++) {
        // expect@+1: call-in-loop {{: up to n round .*; up to 3 \* n round trips when several conditions hold at once$}}
        if (ask(c, "COUNTKEYSINSLOT", slots[i]) > 1) {
            bad++;
            if (do_fix)
                set_owner(c, slots[i]);
        }
    }
    return bad;
}

/* The switch is a variable of the function's own. */
int check_by_flag(redisContext *c, const int *slots, int n) {
    int bad = 0, do_fix = config.flags & FLAG_FIX;
    for (int i = 0; i < n; i++) {
        // expect@+1: call-in-loop {{: up to n round .*; up to 3 \* n round trips when several conditions hold at once$}}
        if (ask(c, "COUNTKEYSINSLOT", slots[i]) > 1) {
            bad++;
            if (do_fix)
                set_owner(c, slots[i]);
        }
    }
    return bad;
}

/* Look-alike: a switch alone. */
void fix(redisContext *c, const int *slots, int n, int do_fix) {
    for (int i = 0; i < n; i++) {
        ask(c, "COUNTKEYSINSLOT", slots[i]); // expect: call-in-loop {{: up to 3 \* n round trips, 100 ms from n = 67$}}
        if (do_fix)
            set_owner(c, slots[i]);
    }
}

/* Look-alike: what items ask for, and no switch. */
void fix_some(redisContext *c, const int *slots, int n) {
    for (int i = 0; i < n; i++)
        if (ask(c, "COUNTKEYSINSLOT", slots[i]) > 1)
            set_owner(c, slots[i]); // expect: call-in-loop {{: up to 3 \* n round trips, 100 ms from n = 67$}}
}

/* Look-alike: nothing else. */
void fix_bad(redisContext *c, const int *slots, const int *is_bad, int n, int do_fix) {
    for (int i = 0; i < n; i++)
        if (is_bad[i])
            if (do_fix)
                set_owner(c, slots[i]); // expect: call-in-loop {{: up to 2 \* n round trips, 100 ms from n = 100$}}
}

/* Look-alike: what is rare grows faster than what is sure. */
void fix_each(redisContext **nodes, int count, const int *slots, int n, int do_fix) {
    for (int i = 0; i < n; i++)
        if (ask(nodes[0], "COUNTKEYSINSLOT", slots[i]) > 1)
            if (do_fix)
                for (int k = 0; k < count; k++)
                    set_owner(nodes[k], slots[i]); // expect: call-in-loop {{round trips}}
}
