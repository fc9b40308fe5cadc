/* A walk that begins anew when a turn has changed what it walks is one walk. */
#include <libpq-fe.h>
#include <stddef.h>

struct table {
    PGconn *db;
    int count;
    const char **names;
    int *is_dirty;
};

void forget(struct table *t, int i);

static void update(struct table *t, int i)
{
    const char *values[1] = {t->names[i]};
    PGresult *r = PQexecParams(t->db, "update t set x = 1 where name = $1", 1, NULL, values, NULL, NULL, 0);
    t->is_dirty[i] = 0;
    if (PQntuples(r) == 0)
        forget(t, i);
    PQclear(r);
}

void update_all(struct table *t)
{
redo:
    for (int i = 0; i < t->count; i++) {
        if (!t->is_dirty[i])
            continue;
        int before = t->count;
        update(t, i); // expect: call-in-loop {{: up to turns@update_all:2 round trips}}
        if (before != t->count)
            goto redo;
    }
}

/* Unfolds what stands for several, once. */
static void unfold(struct table *t)
{
    t->count *= 2;
    t->is_dirty = NULL;
}

void update_unfolded(struct table *t)
{
redo:
    for (int i = 0; i < t->count; i++) {
        if (t->is_dirty) {
            unfold(t);
            goto redo;
        }
        update(t, i); // expect: call-in-loop {{: up to turns@update_unfolded:2 round trips}}
    }
}

static void update_sent(struct table *t, int i)
{
    PQsendQuery(t->db, t->names[i]);
    PQclear(PQgetResult(t->db));
    t->is_dirty[i] = 0;
    if (i > 8)
        forget(t, i);
}

/* What a turn asks for is sent first and waited for then. */
void update_all_sent(struct table *t)
{
redo:
    for (int i = 0; i < t->count; i++) {
        int before = t->count;
        update_sent(t, i); // expect: call-in-loop {{: up to turns@update_all_sent:2 round trips}}
        if (before != t->count)
            goto redo;
    }
}
