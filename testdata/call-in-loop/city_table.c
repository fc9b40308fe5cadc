#include "city_table.h"

#include <stddef.h>

struct city_ops city_ops;

static const char *ask_name(PGconn *db, int id)
{
    const char *values[1] = {(const char *)&id};
    int lengths[1] = {sizeof id}, formats[1] = {1};
    PGresult *res =
        PQexecParams(db, "SELECT name FROM city WHERE id = $1", 1, NULL, values, lengths, formats, 0);
    const char *name = PQgetvalue(res, 0, 0);
    PQclear(res);
    return name;
}

static int size_of(int id) { return id; }

void city_init(void)
{
    city_ops.name = ask_name;
    city_ops.size = size_of;
}

void each_city(PGconn *db, const int *ids, int n, each_city_fn *fn, void *data)
{
    for (int i = 0; i < n; i++)
        fn(db, ids[i], data);
}

static void sum(PGconn *db, int id, void *data)
{
    (void)db;
    *(int *)data += city_ops.size(id);
}

// expect-cost sizes: 0 (exact)
int sizes(PGconn *db, const int *ids, int n)
{
    int all = 0;
    each_city(db, ids, n, sum, &all);
    each_city_inline(db, ids, n, sum, &all);
    return all;
}
