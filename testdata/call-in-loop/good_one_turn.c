/* Arms that only the first or the last turn takes. */
// expect-none
#include "libpq-fe.h"

struct batch {
    int count;
    const char *const *texts;
};

void use(int i);

static void ask(PGconn *db) { PQclear(PQexec(db, "SELECT 1")); }

/* expect-cost last_else: 1 */
void last_else(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i < n - 1)
            use(i);
        else
            ask(db);
    }
}

/* In the last place of a chain. */
void last_of_three(PGconn *db, const struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        if (i == 0)
            use(0);
        else if (i < batch->count - 1)
            use(i);
        else
            ask(db);
    }
}

void last_unlike(PGconn *db, int n)
{
    for (int i = 0; i != n; ++i) {
        if (i + 1 != n)
            use(i);
        else
            ask(db);
    }
}

void last_rest(PGconn *db, int n)
{
    for (int i = 1; i <= n; i++) {
        if (i < n)
            continue;
        ask(db);
    }
}

void last_down(PGconn *db, int n)
{
    for (int i = n; i >= 0; i--) {
        if (i > 0)
            use(i);
        else
            ask(db);
    }
}

void first_else(PGconn *db, int n)
{
    for (int i = 0; i < n; i++) {
        if (i > 0)
            use(i);
        else
            ask(db);
    }
}

void first_and_more(PGconn *db, int n, int wanted)
{
    for (int i = 1; i < n; i++)
        if (wanted && i <= 1)
            ask(db);
}
