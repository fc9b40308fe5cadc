/* The neighbours of a coder's loop: each turn is about an item, whatever is left of the whole. */
#include "libpq-fe.h"

struct batch {
    const char *name;
    unsigned taken;
    unsigned left;
};

int advance(struct batch *batch);

static void add(PGconn *db, const char *name, unsigned number)
{
    PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, 0, &name, (const int *)&number, 0, 0));
}

void add_numbered(PGconn *db, struct batch *batch, unsigned total)
{
    while (advance(batch))
        add(db, batch->name, total - batch->left); // expect: call-in-loop
}

void add_with_rest(PGconn *db, struct batch *batch, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        batch->taken = batch->left;
        advance(batch);
        add(db, names[i], 100 - batch->left); // expect: call-in-loop {{n round trips}}
    }
}
