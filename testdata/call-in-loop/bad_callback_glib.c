/* What GLib's functions are handed runs at the call: as often as the list is long, or as what they are says. */
#include "libpq-fe.h"
#include <glib.h>

struct town {
    GList *streets;
    GHashTable *houses;
};

static void rename_street(gpointer street, gpointer db)
{
    PQclear(PQexec(db, street));
}

void rename_all(struct town *town, PGconn *db)
{
    // expect@+1: call-in-loop {{rename_street\(\) waits for postgresql on each of size\(town->streets\) calls by g_list_foreach\(\): size\(town->streets\) round trips}}
    g_list_foreach(town->streets, rename_street, db);
}

void rename_array(GPtrArray *streets, PGconn *db)
{
    g_ptr_array_foreach(streets, rename_street, db); // expect: call-in-loop {{rename_street\(\) waits for postgresql on each of size\(streets\) calls by g_ptr_array_foreach\(\): size\(streets\) round trips}}
}

static void count_house(gpointer key, gpointer house, gpointer db)
{
    PQclear(PQexec(db, key));
}

void count_houses(struct town *town, PGconn *db)
{
    g_hash_table_foreach(town->houses, count_house, db); // expect: call-in-loop {{size\(town->houses\) round trips}}
}

static gboolean is_empty(gpointer key, gpointer house, gpointer db)
{
    PGresult *rows = PQexec(db, key);
    gboolean none = PQntuples(rows) == 0;
    PQclear(rows);
    return none;
}

/* It stops at the first that is one. */
gpointer empty_house(struct town *town, PGconn *db)
{
    // expect-cost empty_house: size(town->houses)
    return g_hash_table_find(town->houses, is_empty, db); // expect: call-in-loop {{is_empty\(\) waits for postgresql on each of up to size\(town->houses\) calls by g_hash_table_find\(\): up to size\(town->houses\) round trips}}
    // expect-verdict: search
}

static PGconn *connection;

static gint by_length(gconstpointer a, gconstpointer b)
{
    PGresult *rows = PQexec(connection, a);
    gint order = PQntuples(rows) - (b != 0);
    PQclear(rows);
    return order;
}

GList *sort_streets(GList *streets)
{
    return g_list_sort(streets, by_length); // expect: call-in-loop {{up to log\(size\(streets\)\) \* size\(streets\) round trips}}
}

gpointer search(GTree *tree, gconstpointer key)
{
    return g_tree_search(tree, by_length, key); // expect: call-in-loop {{up to log\(size\(tree\)\) round trips}}
}

static gint by_number(gconstpointer a, gconstpointer b, gpointer db)
{
    PQclear(PQexec(db, a));
    return a < b;
}

void sort_numbers(int *numbers, int n, PGconn *db)
{
    g_qsort_with_data(numbers, n, sizeof *numbers, by_number, db); // expect: call-in-loop {{up to log\(n\) \* n round trips}}
}
