/* All that calls the function has just switched off what its loop asks for. */
// expect-none
#include <libpq-fe.h>
#include <stddef.h>
#include <stdlib.h>

struct cell {
    struct cell *next;
    const char *id;
};

struct table {
    unsigned size;
    struct cell **first;
};

static struct table *table;
static PGconn *db;
int db_mode;

static void forget(struct cell *c)
{
    if (db_mode) {
        const char *values[1] = {c->id};
        PQclear(PQexecParams(db, "DELETE FROM dialog WHERE id = $1", 1, NULL, values, NULL, NULL, 0));
    }
    free(c);
}

void destroy_table(void)
{
    for (unsigned i = 0; i < table->size; i++) {
        struct cell *c = table->first[i];
        while (c) {
            struct cell *gone = c;
            c = c->next;
            forget(gone);
        }
    }
}

void shut_down(void)
{
    PQfinish(db);
    db_mode = 0;
    destroy_table();
}

void start_again(int is_failed)
{
    if (is_failed) {
        db_mode = 0;
        destroy_table();
    }
}
