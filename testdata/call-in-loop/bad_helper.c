// with: city_store.c
#include "city_store.h"

// expect-cost known_cities: n (exact)
// expect-cost city_name: 1 (exact)
/* The round trip is two files and two calls away from the loop. */
int known_cities(PGconn *db, const int *ids, int n)
{
    int known = 0;
    for (int i = 0; i < n; i++)
        known += city_name(db, ids[i]) != 0; // expect: call-in-loop {{city_name\(\) waits for postgresql.*n round trips}}
    return known;
}
