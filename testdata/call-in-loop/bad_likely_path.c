/* Of several ways to the library the path shows the one behind the fewest tests, also where another is shorter. */
#include "hiredis/hiredis.h"

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
