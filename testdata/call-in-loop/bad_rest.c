/* What looks like fetching the rest, and waits on each turn. */
#include <libpq-fe.h>

struct item {
    int id, size;
};

struct items {
    struct item *items;
    unsigned count;
};

static struct items all, others;

static int look_up(int id) { return id & 1 ? id : -1; }
static int is_wanted(int id) { return id & 2; }
static void add(struct items *to, struct item *item) { to->items[to->count++] = *item; }
static void fetch(PGconn *db, const struct item *items, unsigned count) {
    (void)items;
    PQclear(PQexec(db, count ? "SELECT 1" : "SELECT 2"));
}

static void fetch_rest(PGconn *db, unsigned first) {
    struct items to_fetch = {0};
    for (unsigned i = first; i < all.count; i++)
        if (look_up(all.items[i].id) < 0)
            add(&to_fetch, &all.items[i]);
    fetch(db, to_fetch.items, to_fetch.count);
}

/* Whether it is there or not. */
void always(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        fetch_rest(db, i); // expect: call-in-loop
}

/* Where it is there. */
void when_there(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        if (look_up(all.items[i].id) >= 0)
            fetch_rest(db, i); // expect: call-in-loop
}

/* Backwards: each time one more. */
void backwards(PGconn *db) {
    for (unsigned i = all.count; i > 0; i--)
        if (look_up(all.items[i].id) < 0)
            fetch_rest(db, i); // expect: call-in-loop
}

/* Something else has found nothing. */
void when_wanted(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        if (!is_wanted(all.items[i].id))
            fetch_rest(db, i); // expect: call-in-loop
}

static void fetch_one(PGconn *db, unsigned first) {
    struct items to_fetch = {0};
    if (look_up(all.items[first].id) < 0)
        add(&to_fetch, &all.items[first]);
    fetch(db, to_fetch.items, to_fetch.count);
}

/* Not the rest. */
void one_by_one(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        if (look_up(all.items[i].id) < 0)
            fetch_one(db, i); // expect: call-in-loop
}

static void fetch_first(PGconn *db, unsigned first) {
    struct items to_fetch = {0};
    for (unsigned i = first; i < all.count; i++)
        if (look_up(all.items[i].id) < 0)
            add(&to_fetch, &all.items[i]);
    fetch(db, all.items, 1);
}

/* What has been collected is not what is fetched. */
void the_first(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++)
        if (look_up(all.items[i].id) < 0)
            fetch_first(db, i); // expect: call-in-loop
}

static void check(PGconn *db, struct item *item, unsigned index) {
    if (look_up(item->id) < 0)
        fetch_rest(db, index);
}

/* An index that goes anywhere. */
void anywhere(PGconn *db, const unsigned *order, unsigned n) {
    for (unsigned i = 0; i < n; i++)
        check(db, &others.items[i], order[i]); // expect: call-in-loop
}

static void fetch_all_of(PGconn *db, struct items *some, unsigned first) {
    struct items to_fetch = {0};
    for (unsigned i = first; i < some->count; i++)
        if (look_up(some->items[i].id) < 0)
            add(&to_fetch, &some->items[i]);
    fetch(db, to_fetch.items, to_fetch.count);
}

/* Of many collections. */
void of_many(PGconn *db, struct items **lists, unsigned n) {
    for (unsigned i = 0; i < n; i++)
        if (look_up(lists[i]->items[0].id) < 0)
            fetch_all_of(db, lists[i], 0); // expect: call-in-loop
}

/* Beside what each turn asks for itself: that is once in all. */
void beside(PGconn *db) {
    for (unsigned i = 0; i < all.count; i++) {
        check(db, &all.items[i], i);
        PQclear(PQexec(db, "UPDATE a SET x = 1")); // expect: call-in-loop {{up to all.count \+ 1 round trips}}
    }
}
