/* A walk from the first item of a list up to the first plus their number: the pointer is no part of the count. */
#include <libpq-fe.h>
#include <stddef.h>

struct item {
    const char *text;
    void *extra;
};

struct list {
    struct item *items;
    size_t nr;
};

struct transport {
    PGconn *db;
    struct list *options;
    struct list own;
};

struct remote {
    struct transport *transport;
};

#define for_each_item(item, list) \
    for (item = (list)->items; item && item < (list)->items + (list)->nr; ++item)

static void put(PGconn *db, const char *text)
{
    const char *values[1] = {text};
    PQclear(PQexecParams(db, "insert into t values ($1)", 1, NULL, values, NULL, NULL, 0));
}

void set_all(struct transport *t)
{
    struct item *it;
    for_each_item(it, t->options)
        put(t->db, it->text); // expect: call-in-loop {{ turns: up to t->options->nr round trips, }}
}

void set_own(struct transport *t)
{
    struct item *it;
    for_each_item(it, &t->own)
        put(t->db, it->text); // expect: call-in-loop {{ turns: up to t->own.nr round trips, }}
}

void set_far(struct remote *r)
{
    struct item *it = r->transport->options->items, *end = it + r->transport->options->nr;
    for (; it < end; it++)
        put(r->transport->db, it->text); // expect: call-in-loop {{ turns: r->transport->options->nr round trips, }}
}

struct list *options_of(struct remote *r);

void set_found(struct remote *r)
{
    struct list *list = options_of(r);
    for (struct item *it = list->items; it < list->items + list->nr; it++)
        put(r->transport->db, it->text); // expect: call-in-loop {{ turns: list->nr round trips, }}
}

/* --- what is left is what is asked for ---------------------------------------------------------------------------- */

void set_rest(struct transport *t, size_t done)
{
    struct item *it = t->options->items + done;
    for (; it < t->options->items + t->options->nr; it++)
        put(t->db, it->text); // expect: call-in-loop {{ turns: t->options->nr - done round trips$}}
}

void set_backwards(struct transport *t)
{
    struct item *it;
    for (it = &t->own.items[t->own.nr - 1]; it >= t->own.items; --it)
        put(t->db, it->text); // expect: call-in-loop {{ turns: t->own.nr round trips, }}
}
