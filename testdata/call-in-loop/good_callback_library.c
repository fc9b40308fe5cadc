// expect-none
/* Functions of libraries as in bad_callback_library.c, which are handed what waits for nobody, or keep it for later. */
#include "glib.h"
#include "libpq-fe.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static PGconn *db;

static int compare(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

// expect-cost sort_names: 1 (exact)
void sort_names(const char **names, int n)
{
    PQclear(PQexec(db, "SELECT 1 FROM item"));
    qsort(names, (size_t)n, sizeof *names, compare);
}

static void count(void *item, void *data)
{
    (void)item;
    ++*(int *)data;
}

// expect-cost count_items: 0 (exact)
int count_items(GList *items)
{
    int sum = 0;
    g_list_foreach(items, count, &sum);
    return sum;
}

static void each_item(GList *items, GFunc fn, void *data) { g_list_foreach(items, fn, data); }

// expect-cost count_deeper: 0 (exact)
int count_deeper(GList *items)
{
    int sum = 0;
    each_item(items, count, &sum);
    return sum;
}

/* For later: no call. */
static void on_exit_close(void) { PQclear(PQexec(db, "SELECT 1 FROM item")); }

// expect-cost keep: 0 (exact)
void keep(int n)
{
    for (int i = 0; i < n; i++)
        atexit(on_exit_close);
}

struct context {
    void (*fn)(const char *id);
};

static void see(const char *id) { (void)id; }

static void jump(void *item, void *data)
{
    struct context *context = data;
    context->fn(item);
}

// expect-cost see_by_context: 0 (exact)
void see_by_context(GList *items)
{
    struct context context = {see};
    g_list_foreach(items, jump, &context);
}
