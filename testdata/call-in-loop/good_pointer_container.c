// expect-none
/* A container of anything: each object of the type has a function of its own, most of them wait for nobody. That some
 * other object's one does says little of this one: it is a guess, which --all shows. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
    int noted;
};

struct watcher {
    struct watcher *next;
    void (*notify)(struct shop *shop, const char *id);
};

static void ask(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void note(struct shop *shop, const char *id)
{
    (void)id;
    shop->noted++;
}

static void count(struct shop *shop, const char *id)
{
    (void)id;
    shop->noted += 2;
}

void watch(struct watcher *first, struct watcher *second, struct watcher *third)
{
    first->notify = ask;
    second->notify = note;
    third->notify = count;
}

void notify_all(struct watcher *watchers, struct shop *shop, const char *id)
{
    for (struct watcher *watcher = watchers; watcher; watcher = watcher->next)
        watcher->notify(shop, id);
}
