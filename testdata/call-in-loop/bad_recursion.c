// with: city_store.c
#include "city_store.h"

struct region { int city; int count; struct region **parts; struct region *next; };

/* A round trip for each node of the tree: the loop over the parts is the tree, not a loop beside it. */
// expect-cost known_in_region: 2*nodes(region)
int known_in_region(PGconn *db, const struct region *region)
{
    int known = city_name(db, region->city) != 0; // expect: call-in-loop {{city_name\(\) waits for postgresql on each of up to nodes\(region\) recursive runs of known_in_region\(\): up to 2 \* nodes\(region\)}}
    for (int i = 0; i < region->count; i++) {
        known += city_name(db, region->parts[i]->city) != 0;
        known += known_in_region(db, region->parts[i]);
    }
    return known;
}

/* A list. */
// expect-cost known_in_rest: length(region)
int known_in_rest(PGconn *db, const struct region *region)
{
    if (!region)
        return 0;
    return (city_name(db, region->city) != 0) + // expect: call-in-loop {{recursive runs of known_in_rest}}
           known_in_rest(db, region->next);
}

/* Through a second function, which is told of its own calls only. */
int known_parts(PGconn *db, const struct region *region);

// expect-cost known_here: nodes(region)
int known_here(PGconn *db, const struct region *region)
{
    return (city_name(db, region->city) != 0) + known_parts(db, region); // expect: call-in-loop {{up to nodes\(region\) round trips}}
}

int known_parts(PGconn *db, const struct region *region)
{
    int known = 0;
    for (int i = 0; i < region->count; i++)
        known += known_here(db, region->parts[i]);
    return known;
}

/* A loop around a call that leads back here: the rows of a result are asked one by one. */
void run(PGconn *db, const char *text);

void run_cells(PGconn *db, PGresult *rows)
{
    for (int i = 0; i < PQntuples(rows); i++)
        run(db, PQgetvalue(rows, i, 0)); // expect: call-in-loop {{run\(\) waits for postgresql on each of rows\(rows\) turns}}
}

void run(PGconn *db, const char *text)
{
    PGresult *rows = PQexec(db, text);
    run_cells(db, rows);
    PQclear(rows);
}
