/* Cities through a table of functions, for bad_pointer_files.c and city_table.c. */
#ifndef TESTDATA_CITY_TABLE_H
#define TESTDATA_CITY_TABLE_H
#include "libpq-fe.h"

struct city_ops {
    const char *(*name)(PGconn *db, int id);
    int (*size)(int id);
};

extern struct city_ops city_ops;

typedef void each_city_fn(PGconn *db, int id, void *data);

void each_city(PGconn *db, const int *ids, int n, each_city_fn *fn, void *data);

static inline void each_city_inline(PGconn *db, const int *ids, int n, each_city_fn *fn, void *data)
{
    for (int i = 0; i < n; i++)
        fn(db, ids[i], data);
}
#endif
