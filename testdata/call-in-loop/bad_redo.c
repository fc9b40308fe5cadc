/* Passes over the same items for another reason than that those have changed. */
#include <libpq-fe.h>
#include <stddef.h>

struct table {
    PGconn *db;
    int count;
    const char **names;
    int *is_dirty;
};

static int update(struct table *t, int i)
{
    const char *values[1] = {t->names[i]};
    PGresult *r = PQexecParams(t->db, "update t set x = 1 where name = $1", 1, NULL, values, NULL, NULL, 0);
    int count = PQntuples(r);
    PQclear(r);
    return count;
}

int next_level(void);

void update_levels(struct table *t)
{
    int level = next_level();
again:
    for (int i = 0; i < t->count; i++)
        update(t, i); // expect: call-in-loop {{turns@update_levels:1}}
    int before = level;
    level = next_level();
    if (before != level)
        goto again;
}

void update_while_answered(struct table *t)
{
again:
    for (int i = 0; i < t->count; i++) {
        int before = next_level();
        int count = update(t, i); // expect: call-in-loop {{turns@update_while_answered:1}}
        if (before != count)
            goto again;
    }
}

static void log_pass(struct table *t) { t->is_dirty[0] = 0; }

/* What is called before the jump changes nothing that the walk goes by. */
void update_when_told(struct table *t)
{
again:
    for (int i = 0; i < t->count; i++) {
        int count = update(t, i); // expect: call-in-loop {{turns@update_when_told:1}}
        if (count > 1) {
            log_pass(t);
            goto again;
        }
    }
}
