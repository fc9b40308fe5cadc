/* What is missing is fetched together with all that comes behind it. */
#include <libpq-fe.h>

struct item {
    int id, size;
};

struct items {
    struct item *items;
    unsigned count;
};

static struct items all, missing;

static int look_up(int id) { return id & 1 ? id : -1; }
static void add(struct items *to, struct item *item) { to->items[to->count++] = *item; }
static void fetch(PGconn *db, const struct item *items, unsigned count) {
    (void)items;
    PQclear(PQexec(db, count ? "SELECT 1" : "SELECT 2"));
}

static void fetch_rest(PGconn *db, unsigned first) {
    struct items to_fetch = {0};
    for (unsigned i = first; i < all.count; i++) {
        struct item *item = all.items + i;
        if (look_up(item->id) >= 0)
            continue;
        add(&to_fetch, item);
    }
    fetch(db, to_fetch.items, to_fetch.count);
}

/* The index passes through a helper. */
static void check(PGconn *db, struct item *item, unsigned index) {
    if (look_up(item->id) < 0) {
        fetch_rest(db, index);
        item->size = look_up(item->id);
    }
}

// expect-none
void check_all(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        check(db, &all.items[i], i);
}

// expect-cost check_here: 1
void check_here(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        if (look_up(all.items[i].id) < 0)
            fetch_rest(db, i);
}
