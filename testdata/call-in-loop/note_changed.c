/* What is only asked for items in a state that asking ends is asked once per change: how many items there are says
 * little of it, so that it is a note. */
#include "hiredis/hiredis.h"

#include <stdbool.h>
#include <stddef.h>

enum state { NEW, IN_SYNC, DIRTY };
enum work { NOTHING, INSERT, UPDATE };

struct item {
    struct item *next;
    enum state state;
    bool is_dirty;
    int tries;
    const char *name;
};

struct cache {
    redisContext *peer;
    struct item *first;
};

static int ask(redisContext *c, const char *what)
{
    redisReply *r = redisCommand(c, "SET %s 1", what);
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}

void write_dirty(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next)
        if (i->is_dirty) {
            i->is_dirty = false;
            ask(cache->peer, i->name); // expect: call-in-loop {{on those of length\(cache->first\) turns whose item has changed}}
                                       // expect-severity: note
        }
}

/* The helper ends the state, and says which it was. */
static enum work next_work(struct item *i)
{
    switch (i->state) {
    case NEW:
        i->state = IN_SYNC;
        return INSERT;
    case IN_SYNC:
        return NOTHING;
    case DIRTY:
        i->state = IN_SYNC;
        return UPDATE;
    }
    return NOTHING;
}

void write_work(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next) {
        enum state before = i->state;
        enum work work = next_work(i);
        switch (work) {
        case NOTHING:
            break;
        case INSERT:
            if (ask(cache->peer, "new") < 0) // expect: call-in-loop {{whose item has changed}}
                                             // expect-severity: note
                i->state = before;
            break;
        case UPDATE:
            if (ask(cache->peer, i->name) < 0)
                i->state = before;
            break;
        }
    }
}

static bool take_dirty(struct item *i)
{
    bool was = i->is_dirty;
    i->is_dirty = false;
    return was;
}

void write_taken(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next)
        if (take_dirty(i))
            ask(cache->peer, i->name); // expect: call-in-loop {{whose item has changed}}
                                       // expect-severity: note
}

static bool test_dirty(struct item *i)
{
    if (!i->is_dirty)
        return false;
    i->is_dirty = false;
    return true;
}

void write_tested(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next) {
        if (!test_dirty(i))
            continue;
        ask(cache->peer, i->name); // expect: call-in-loop {{whose item has changed}}
                                   // expect-severity: note
    }
}

/* It only says so. */
static bool is_dirty(const struct item *i)
{
    if (!i->is_dirty)
        return false;
    return true;
}

void write_asked(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next)
        if (is_dirty(i))
            ask(cache->peer, i->name); // expect: call-in-loop {{on each of}}
                                       // expect-severity: warning
}

/* Sometimes it leaves the state as it is. */
static bool try_dirty(struct item *i)
{
    if (!i->is_dirty)
        return false;
    if (i->tries < 3)
        i->is_dirty = false;
    return true;
}

void write_tried(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next)
        if (try_dirty(i))
            ask(cache->peer, i->name); // expect: call-in-loop {{on each of}}
                                       // expect-severity: warning
}

/* The wrong answer: nothing was taken. */
void write_others(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next)
        if (next_work(i) == NOTHING)
            ask(cache->peer, i->name); // expect: call-in-loop {{on each of}}
                                       // expect-severity: warning
}

/* Something is asked on each turn beside it. */
void write_and_read(struct cache *cache)
{
    for (struct item *i = cache->first; i; i = i->next) {
        if (take_dirty(i))
            ask(cache->peer, i->name);
        ask(cache->peer, "other"); // expect: call-in-loop {{on each of}}
                                   // expect-severity: warning
    }
}

/* One thing that is not an item says something of each turn. */
void write_one(redisContext *c, int n)
{
    struct item own = {.is_dirty = true};
    for (int k = 0; k < n; k++) {
        own.is_dirty = k % 2;
        if (take_dirty(&own))
            ask(c, "own"); // expect: call-in-loop {{on each of}}
                           // expect-severity: warning
    }
}
