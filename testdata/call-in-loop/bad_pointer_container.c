// options: --min-confidence low
/* As good_pointer_container.c, where guesses are asked for; and where all that the field may be does wait, which is no
 * guess. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
    int noted;
};

static void ask(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void tell(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "INSERT INTO seen VALUES ($1)", 1, NULL, &id, NULL, NULL, 0));
}

static void note(struct shop *shop, const char *id)
{
    (void)id;
    shop->noted++;
}

struct watcher {
    struct watcher *next;
    void (*notify)(struct shop *shop, const char *id);
};

void watch(struct watcher *first, struct watcher *second)
{
    first->notify = ask;
    second->notify = note;
}

void notify_all(struct watcher *watchers, struct shop *shop, const char *id)
{
    for (struct watcher *watcher = watchers; watcher; watcher = watcher->next)
        watcher->notify(shop, id); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of length\(watchers\) turns: up to length\(watchers\) round trips}}
                                   // expect-confidence: low
                                   // expect-verdict: hoist
                                   // expect-step: notify_all: {{^runs length\(watchers\) times$}}
                                   // expect-step: notify_all: {{^calls ask\(\)$}}
}

struct listener {
    struct listener *next;
    void (*hear)(struct shop *shop, const char *id);
};

void listen(struct listener *first, struct listener *second)
{
    first->hear = ask;
    second->hear = tell;
}

void hear_all(struct listener *listeners, struct shop *shop, const char *id)
{
    for (struct listener *listener = listeners; listener; listener = listener->next)
        listener->hear(shop, id); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of length\(listeners\) turns: up to length\(listeners\) round trips}}
                                  // expect-confidence: medium
                                  // expect-verdict: pipeline
                                  // expect-step: hear_all: {{^runs length\(listeners\) times$}}
                                  // expect-step: hear_all: {{^calls ask\(\)$}}
}
