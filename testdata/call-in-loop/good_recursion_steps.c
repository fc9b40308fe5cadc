// with: city_store.c
// expect-none
#include "city_store.h"

struct walk {
    int cur;
    int count;
    int retries;
    int depth;
    int *cities;
};

/* Tried again, so many times at most. */
// expect-cost with_retries: 1
int with_retries(PGconn *db, struct walk *walk, int most)
{
    int known = city_name(db, walk->cities[0]) != 0;
    if (!known && walk->retries++ < most)
        return with_retries(db, walk, most);
    return known;
}

/* No deeper than that, and seldom so deep. */
// expect-cost no_deeper: 1
int no_deeper(PGconn *db, int id, int depth, int max_depth)
{
    const char *name = city_name(db, id);
    if (depth < max_depth && name[0] == '@')
        return no_deeper(db, name[1], depth + 1, max_depth);
    return 0;
}

/* It begins anew each time. */
// expect-cost begins_anew: 1
int begins_anew(PGconn *db, struct walk *walk)
{
    int known = city_name(db, walk->cities[walk->cur]) != 0;
    walk->cur++;
    if (walk->cur < walk->count) {
        known += begins_anew(db, walk);
        walk->cur = 0;
    }
    return known;
}

/* The end moves on as well. */
// expect-cost grows: 1
int grows(PGconn *db, struct walk *walk)
{
    int known = city_name(db, walk->cities[walk->cur]) != 0;
    walk->cur++;
    walk->count += known;
    return walk->cur < walk->count ? known + grows(db, walk) : known;
}

/* Nothing steps it. */
// expect-cost stays: 1
int stays(PGconn *db, struct walk *walk)
{
    int known = city_name(db, walk->cities[walk->cur]) != 0;
    return walk->cur < walk->count ? known + stays(db, walk) : known;
}

/* Another limit for each. */
// expect-cost other_end: 1
int other_end(PGconn *db, int i, int end)
{
    int known = city_name(db, i) != 0;
    return i < end ? known + other_end(db, i + 1, end * 2) : known;
}
