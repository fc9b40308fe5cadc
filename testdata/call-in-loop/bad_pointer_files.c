// with: city_table.c
#include "city_table.h"

/* The table, what fills it and what walks over it stand in another file. */
// expect-cost load_cities: n (exact)
int load_cities(PGconn *db, const int *ids, int n)
{
    int known = 0;
    for (int i = 0; i < n; i++)
        known += city_ops.name(db, ids[i]) != 0; // expect: call-in-loop {{^ask_name\(\) waits for postgresql on each of n turns: n round trips}}
        // expect-confidence: high
        // expect-step: load_cities: {{^runs n times$}}
        // expect-step: load_cities: {{^calls ask_name\(\)$}}
    return known;
}

static void count(PGconn *db, int id, void *data)
{
    (void)db;
    *(int *)data += id;
}

static void ask(PGconn *db, int id, void *data)
{
    *(int *)data += city_ops.name(db, id) != 0;
}

// expect-cost each_known: n (exact)
int each_known(PGconn *db, const int *ids, int n)
{
    int known = 0, sum = 0;
    each_city(db, ids, n, count, &sum);
    each_city(db, ids, n, ask, &known); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns of each_city\(\): n round trips}}
                                        // expect-confidence: high
                                        // expect-step: each_known: {{^calls each_city\(\) with fn = ask$}}
                                        // expect-step: each_city: {{^runs n times$}}
                                        // expect-step: each_city: {{^calls ask\(\)$}}
                                        // expect-step: ask: {{^calls ask_name\(\)$}}
    return known;
}

/* Its own function of a header, which another file uses with one that does not wait. */
int each_inline(PGconn *db, const int *ids, int n)
{
    int known = 0;
    each_city_inline(db, ids, n, ask, &known); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns of each_city_inline\(\): n round trips}}
                                               // expect-confidence: high
                                               // expect-step: each_inline: {{^calls each_city_inline\(\) with fn = ask$}}
                                               // expect-step: each_city_inline: {{^runs n times$}}
                                               // expect-step: each_city_inline: {{^calls ask\(\)$}}
                                               // expect-step: ask: {{^calls ask_name\(\)$}}
    return known;
}
