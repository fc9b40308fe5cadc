/* Run once, or kept and run later: nothing is counted where they are handed over. */
#include "libpq-fe.h"
#include <glib.h>

static gpointer first_city(gpointer db)
{
    return PQexec(db, "SELECT name FROM city LIMIT 1");
}

// expect-cost once: 1 (exact)
gpointer once(GOnce *state, PGconn *db)
{
    return g_once_impl(state, first_city, db);
}

static gboolean ping(gpointer db)
{
    PQclear(PQexec(db, "SELECT 1"));
    return 1;
}

// expect-cost watch: 0 (exact)
void watch(PGconn **servers, int n)
{
    for (int i = 0; i < n; i++)
        g_timeout_add(1000, ping, servers[i]);
}

// expect-cost start: 0 (exact)
void start(PGconn **servers, int n)
{
    for (int i = 0; i < n; i++)
        g_thread_new("first", first_city, servers[i]);
}

static void forget(gpointer street)
{
    *(char *)street = 0;
}

// expect-cost forget_all: 0 (exact)
void forget_all(GList *streets, PGconn *db)
{
    g_list_free_full(streets, forget);
}
// expect-none
