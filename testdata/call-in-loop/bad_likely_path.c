/* Of several ways to the library the path shows the one behind the fewest tests, also where another is shorter. */
#include "hiredis/hiredis.h"

#include <stdlib.h>
#include <string.h>

struct window {
    int is_shaped, is_stale, is_mapped;
    redisContext *peer;
};

static void ask(redisContext *peer, const char *what) { freeReplyObject(redisCommand(peer, "GET %s", what)); }

static void reshape(struct window *w) { freeReplyObject(redisCommand(w->peer, "GET shape")); }

static void read_name(struct window *w) { ask(w->peer, "name"); }

static void update(struct window *w)
{
    if (w->is_mapped) {
        if (w->is_shaped)
            reshape(w);
    }
    if (w->is_stale)
        read_name(w);
}

void update_all(struct window *windows, int n)
{
    for (int i = 0; i < n; i++)
        update(&windows[i]); // expect: call-in-loop {{update\(\) waits}}
                             // expect-step: update: {{read_name\(\)}}
}

/* As many tests: the shorter way. */
static void refresh(struct window *w)
{
    if (w->is_shaped)
        read_name(w);
    if (w->is_stale)
        reshape(w);
}

void refresh_all(struct window *windows, int n)
{
    for (int i = 0; i < n; i++)
        refresh(&windows[i]); // expect: call-in-loop {{refresh\(\) waits}}
                             // expect-step: refresh: {{reshape\(\)}}
}

/* What holds because the opposite has left counts as well. */
static void repair(struct window *w)
{
    if (w->is_stale)
        read_name(w);
    if (!w->is_mapped)
        return;
    if (!w->is_shaped)
        return;
    reshape(w);
}

void repair_all(struct window *windows, int n)
{
    for (int i = 0; i < n; i++)
        repair(&windows[i]); // expect: call-in-loop {{repair\(\) waits}}
                             // expect-step: repair: {{read_name\(\)}}
}

/* What is made because it was not found hardly ever runs, though one test stands before it. */
struct peer {
    struct peer *next;
    const char *name;
    int id;
};

static struct peer *peers;

static struct peer *find_peer(const char *name)
{
    for (struct peer *p = peers; p; p = p->next)
        if (strcmp(p->name, name) == 0)
            return p;
    return NULL;
}

static struct peer *make_peer(redisContext *c, const char *name)
{
    struct peer *p = calloc(1, sizeof *p);
    ask(c, name);
    p->name = name;
    p->next = peers;
    peers = p;
    return p;
}

static struct peer *peer_of(redisContext *c, const char *name)
{
    struct peer *p = find_peer(name);
    if (p)
        return p;
    p = make_peer(c, name);
    return p;
}

static void greet(struct window *w, const char *name)
{
    struct peer *p = peer_of(w->peer, name);
    if (w->is_mapped) {
        if (w->is_stale)
            ask(w->peer, p->name);
    }
}

void greet_all(struct window *windows, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        greet(&windows[i], names[i]); // expect: call-in-loop {{greet\(\) waits}}
                                      // expect-step: greet: {{ask\(\)}}
}

static void salute(struct window *w, const char *name)
{
    struct peer *p = NULL;
    for (struct peer *one = peers; one; one = one->next)
        if (strcmp(one->name, name) == 0)
            p = one;
    if (p == NULL)
        p = make_peer(w->peer, name);
    if (w->is_mapped) {
        if (w->is_stale)
            ask(w->peer, p->name);
    }
}

void salute_all(struct window *windows, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        salute(&windows[i], names[i]); // expect: call-in-loop {{salute\(\) waits}}
                                       // expect-step: salute: {{ask\(\)}}
}

/* So does what is done once for each time that a flag is set. */
static int is_marked;

static void mark(void) { is_marked = 1; }

static void flush_mark(redisContext *c)
{
    if (is_marked) {
        ask(c, "mark");
        is_marked = 0;
    }
}

static void touch(struct window *w)
{
    if (w->is_shaped)
        mark();
    flush_mark(w->peer);
    if (w->is_mapped) {
        if (w->is_stale)
            read_name(w);
    }
}

void touch_all(struct window *windows, int n)
{
    for (int i = 0; i < n; i++)
        touch(&windows[i]); // expect: call-in-loop {{touch\(\) waits}}
                            // expect-step: touch: {{read_name\(\)}}
}
