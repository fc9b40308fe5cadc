/* What asks for a list in batches is handed one item each time: the loop inside tells of a long list, and nobody but
 * the loop around it of the many short ones. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

struct stock {
    const char *const *names;
    int count;
};

struct order {
    const char *name;
    struct order *next;
};

static int ask(PGconn *conn, const char *const *names, int count)
{
    PGresult *result = PQexecParams(conn, "SELECT missing($1)", 1, NULL, names, &count, NULL, 0);
    int missing = PQntuples(result);
    PQclear(result);
    return missing;
}

static int find_missing(PGconn *conn, const char *const *names, int count)
{
    int missing = 0;
    for (int i = 0; i < count; i += 100)
        missing += ask(conn, names + i, count - i < 100 ? count - i : 100); // expect: call-in-loop {{ceil\(count / 100\) round trips}}
    return missing;
}

static int find_in_stock(PGconn *conn, const struct stock *stock)
{
    int missing = 0;
    for (int i = 0; i < stock->count; i++)
        missing += ask(conn, stock->names + i, 1); // expect: call-in-loop {{stock->count round trips}}
    return missing;
}

static int find_orders(PGconn *conn, const struct order *order)
{
    int missing = 0;
    for (; order; order = order->next)
        missing += ask(conn, &order->name, 1); // expect: call-in-loop {{length\(order\) round trips}}
    return missing;
}

static int find_names(PGconn *conn, const char *const *names)
{
    int missing = 0;
    for (; *names; names++)
        missing += ask(conn, names, 1); // expect: call-in-loop {{length\(names\) round trips}}
    return missing;
}

/* --- one at a time ------------------------------------------------------------------------------------------------ */

static bool is_available(PGconn *conn, const char *name)
{
    return find_missing(conn, &name, 1) == 0;
}

// expect-cost by_number: count (exact)
int by_number(PGconn *conn, const char *const *names, int count)
{
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !is_available(conn, names[i]); // expect: call-in-loop {{is_available\(\) waits for postgresql on each of count turns: count round trips}}
    return bad;
}

static bool is_stocked(PGconn *conn, const char *name)
{
    struct stock one = {&name, 1};
    return find_in_stock(conn, &one) == 0;
}

// expect-cost by_record: count (exact)
int by_record(PGconn *conn, const char *const *names, int count)
{
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !is_stocked(conn, names[i]); // expect: call-in-loop {{: count round trips}}
    return bad;
}

static bool is_filled(PGconn *conn, const char *name)
{
    struct stock one;
    one.names = &name;
    one.count = 1;
    return find_in_stock(conn, &one) == 0;
}

// expect-cost by_fields: count (exact)
int by_fields(PGconn *conn, const char *const *names, int count)
{
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !is_filled(conn, names[i]); // expect: call-in-loop {{: count round trips}}
    return bad;
}

static bool is_ordered(PGconn *conn, const char *name)
{
    struct order one = {name, NULL};
    return find_orders(conn, &one) == 0;
}

// expect-cost by_node: count (exact)
int by_node(PGconn *conn, const char *const *names, int count)
{
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !is_ordered(conn, names[i]); // expect: call-in-loop {{: count round trips}}
    return bad;
}

static bool is_named(PGconn *conn, const char *name)
{
    const char *pair[] = {name, "default", NULL};
    return find_names(conn, pair) == 0;
}

/* Two for each. */
// expect-cost by_terminator: 2*count (exact)
int by_terminator(PGconn *conn, const char *const *names, int count)
{
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !is_named(conn, names[i]); // expect: call-in-loop {{: 2 \* count round trips}}
    return bad;
}
