/* What a constructor says of the object that it makes: its kind decides which calls wait. */
#include <libpq-fe.h>

#include <stdlib.h>

enum kind { LOCAL, REMOTE };

struct handle {
    struct handle *next;
    enum kind kind;
    int is_ready;
    PGconn *db;
};

extern int warp;
static int opened;
struct handle *lookup(const char *name);
void touch(struct handle *h);

static struct handle *handle_new(PGconn *db)
{
    struct handle *h = calloc(1, sizeof *h);
    if (h == NULL)
        return NULL;
    h->db = db;
    h->kind = LOCAL;
    opened++;
    return h;
}

/* Handed on from another one. */
static struct handle *handle_open(PGconn *db)
{
    struct handle *h = handle_new(db);
    h->is_ready = 1;
    return h;
}

static struct handle *handle_of_any_kind(PGconn *db)
{
    struct handle *h = handle_new(db);
    if (warp)
        h->kind = REMOTE;
    return h;
}

static struct handle *handle_found(const char *name)
{
    struct handle *h = lookup(name);
    h->is_ready = 1;
    return h;
}

static void handle_init(struct handle *h, PGconn *db)
{
    h->db = db;
    h->kind = LOCAL;
}

static void handle_init_some(struct handle *h, PGconn *db)
{
    h->db = db;
    if (warp)
        h->kind = LOCAL;
}

static void handle_init_or_skip(struct handle *h, PGconn *db)
{
    if (!db)
        goto done;
    h->kind = LOCAL;
done:
    h->db = db;
}

static void make_remote(struct handle *h) { h->kind = REMOTE; }

static void put(struct handle *h, const char *text)
{
    if (h->kind == REMOTE)
        PQclear(PQexec(h->db, text));
}

static void attach(struct handle *to, struct handle *what)
{
    put(to, "UPDATE a SET x = 1");
    what->next = to;
}

// expect-cost put_local: 0 (exact)
void put_local(PGconn *db, int n)
{
    struct handle *h = handle_new(db);
    for (int i = 0; i < n; i++)
        put(h, "UPDATE a SET x = 2");
}

// expect-cost put_opened: 0 (exact)
void put_opened(PGconn *db, int n)
{
    struct handle *h = handle_open(db);
    for (int i = 0; i < n; i++)
        attach(h, lookup("a"));
}

/* Other objects of the type are made meanwhile. */
// expect-cost put_while_others_are_made: 0 (exact)
void put_while_others_are_made(PGconn *db, int n)
{
    struct handle *h = handle_open(db);
    for (int i = 0; i < n; i++)
        attach(h, handle_new(db));
}

// expect-cost put_straight: 0 (exact)
void put_straight(PGconn *db) { put(handle_new(db), "UPDATE a SET x = 3"); }

// expect-cost put_inited: 0 (exact)
void put_inited(PGconn *db, int n)
{
    struct handle h;
    handle_init(&h, db);
    for (int i = 0; i < n; i++)
        put(&h, "UPDATE a SET x = 4");
}

/* --- the look-alikes --------------------------------------------------------------------------------------------- */

// expect-cost put_any: 1
void put_any(PGconn *db) { put(handle_of_any_kind(db), "UPDATE b SET x = 1"); }

// expect-cost put_any_kept: 1
void put_any_kept(PGconn *db)
{
    struct handle *h = handle_of_any_kind(db);
    put(h, "UPDATE b SET x = 2");
}

// expect-cost put_found: 1
void put_found(void)
{
    struct handle *h = handle_found("a");
    put(h, "UPDATE b SET x = 3");
}

// expect-cost put_made_remote: 1
void put_made_remote(PGconn *db)
{
    struct handle *h = handle_new(db);
    make_remote(h);
    put(h, "UPDATE b SET x = 4");
}

// expect-cost put_touched: 1
void put_touched(PGconn *db)
{
    struct handle *h = handle_new(db);
    touch(h);
    put(h, "UPDATE b SET x = 5");
}

// expect-cost put_inited_some: 1
void put_inited_some(PGconn *db)
{
    struct handle h;
    handle_init_some(&h, db);
    put(&h, "UPDATE b SET x = 6");
}

// expect-cost put_skipped: 1
void put_skipped(PGconn *db)
{
    struct handle h;
    handle_init_or_skip(&h, db);
    put(&h, "UPDATE b SET x = 9");
}

// expect-cost put_another: 1
void put_another(PGconn *db, const char *name)
{
    struct handle *h = handle_new(db);
    if (name)
        h = lookup(name);
    put(h, "UPDATE b SET x = 7");
}

// expect-cost put_next: n
void put_next(PGconn *db, int n)
{
    struct handle *h = handle_new(db);
    for (int i = 0; i < n; i++) {
        put(h, "UPDATE b SET x = 8"); // expect: call-in-loop {{up to n round trips}}
        h = lookup("a");
    }
}
