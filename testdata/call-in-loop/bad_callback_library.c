/* Functions of libraries that call what they are handed. */
#include "glib.h"
#include "libpq-fe.h"

#include <stddef.h>
#include <stdlib.h>

static PGconn *db;

static int compare_remote(const void *a, const void *b)
{
    const char *values[2] = {*(const char *const *)a, *(const char *const *)b};
    PGresult *res = PQexecParams(db, "SELECT rank($1) - rank($2)", 2, NULL, values, NULL, NULL, 0);
    int order = PQntuples(res) - 1;
    PQclear(res);
    return order;
}

void sort_names(const char **names, int n)
{
    qsort(names, (size_t)n, sizeof *names, compare_remote); // expect: call-in-loop {{^compare_remote\(\) waits for postgresql on each of up to log\(n\) \* n calls by qsort\(\): up to log\(n\) \* n round trips}}
        // expect-confidence: high
        // expect-step: sort_names: {{^calls qsort\(\) with compare_remote$}}
        // expect-step: sort_names: {{^qsort\(\) calls it up to log\(n\) \* n times$}}
}

const char **find_name(const char *name, const char **names, int n)
{
    return bsearch(&name, names, (size_t)n, sizeof *names, compare_remote); // expect: call-in-loop {{^compare_remote\(\) waits for postgresql on each of up to log\(n\) calls by bsearch\(\): up to log\(n\) round trips$}}
        // expect-confidence: high
        // expect-step: find_name: {{^calls bsearch\(\) with compare_remote$}}
        // expect-step: find_name: {{^bsearch\(\) calls it up to log\(n\) times$}}
}

static void ask_item(void *item, void *data)
{
    const char *id = item;
    PQclear(PQexecParams(data, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

void ask_items(GList *items, PGconn *conn)
{
    g_list_foreach(items, ask_item, conn); // expect: call-in-loop {{^ask_item\(\) waits for postgresql on each of size\(items\) calls by g_list_foreach\(\): size\(items\) round trips}}
                                           // expect-confidence: high
                                           // expect-step: ask_items: {{^calls g_list_foreach\(\) with ask_item$}}
                                           // expect-step: ask_items: {{^g_list_foreach\(\) calls it size\(items\) times$}}
}

/* Handed on by an own function. */
static void each_item(GList *items, GFunc fn, void *data) { g_list_foreach(items, fn, data); }

void ask_items_deeper(GList *items, PGconn *conn)
{
    each_item(items, ask_item, conn); // expect: call-in-loop {{^ask_item\(\) waits for postgresql on each of size\(items\) calls by g_list_foreach\(\): size\(items\) round trips}}
                                      // expect-confidence: high
                                      // expect-step: ask_items_deeper: {{^calls each_item\(\) with fn = ask_item$}}
                                      // expect-step: each_item: {{^calls g_list_foreach\(\) with ask_item$}}
                                      // expect-step: each_item: {{^g_list_foreach\(\) calls it size\(items\) times$}}
}

static void sort(const char **names, int n, int (*compare)(const void *, const void *))
{
    qsort(names, (size_t)n, sizeof *names, compare);
}

void sort_deeper(const char **names, int n)
{
    sort(names, n, compare_remote); // expect: call-in-loop {{^compare_remote\(\) waits for postgresql on each of up to log\(n\) \* n calls by qsort\(\): up to log\(n\) \* n round trips}}
                                    // expect-confidence: high
                                    // expect-step: sort_deeper: {{^calls sort\(\) with compare = compare_remote$}}
                                    // expect-step: sort: {{^calls qsort\(\) with compare_remote$}}
                                    // expect-step: sort: {{^qsort\(\) calls it up to log\(n\) \* n times$}}
}

/* In a loop of its own. */
struct order {
    GList *items;
};

void ask_orders(struct order *orders, int n, PGconn *conn)
{
    for (int i = 0; i < n; i++)
        g_list_foreach(orders[i].items, ask_item, conn); // expect: call-in-loop {{^ask_item\(\) waits for postgresql on each of up to size\(orders\[i\]\.items\) calls by g_list_foreach\(\): up to n \* size\(orders\[i\]\.items\) round trips}}
        // expect-confidence: high
        // expect-after: n
        // expect-severity: error
        // expect-step: ask_orders: {{^runs n times$}}
        // expect-step: ask_orders: {{^calls g_list_foreach\(\) with ask_item$}}
        // expect-step: ask_orders: {{^g_list_foreach\(\) calls it up to size\(orders\[i\]\.items\) times$}}
}

/* With a context that holds what is called. */
struct context {
    void (*fn)(const char *id, PGconn *conn);
    PGconn *conn;
};

static void ask(const char *id, PGconn *conn)
{
    PQclear(PQexecParams(conn, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void jump(void *item, void *data)
{
    struct context *context = data;
    context->fn(item, context->conn);
}

void ask_by_context(GList *items, PGconn *conn)
{
    struct context context = {ask, conn};
    g_list_foreach(items, jump, &context); // expect: call-in-loop {{^jump\(\) waits for postgresql on each of size\(items\) calls by g_list_foreach\(\): size\(items\) round trips}}
                                           // expect-confidence: high
                                           // expect-step: ask_by_context: {{^calls g_list_foreach\(\) with jump, fn = ask$}}
                                           // expect-step: ask_by_context: {{^g_list_foreach\(\) calls it size\(items\) times$}}
                                           // expect-step: jump: {{^calls ask\(\)$}}
}

static void each_by_context(GList *items, void (*fn)(const char *id, PGconn *conn), PGconn *conn)
{
    struct context context = {fn, conn};
    g_list_foreach(items, jump, &context);
}

void ask_by_context_deeper(GList *items, PGconn *conn)
{
    each_by_context(items, ask, conn); // expect: call-in-loop {{^jump\(\) waits for postgresql on each of size\(items\) calls by g_list_foreach\(\): size\(items\) round trips}}
                                       // expect-confidence: high
                                       // expect-step: ask_by_context_deeper: {{^calls each_by_context\(\) with fn = ask$}}
                                       // expect-step: each_by_context: {{^calls g_list_foreach\(\) with jump, fn = ask$}}
                                       // expect-step: each_by_context: {{^g_list_foreach\(\) calls it size\(items\) times$}}
                                       // expect-step: jump: {{^calls ask\(\)$}}
}
