// with: city_store.c
#include "city_store.h"

struct queue;
struct job { int city; };
struct job *queue_next(struct queue *queue);

struct walk {
    int cur;
    int left;
    int count;
    int *cities;
};

/* One more each time, up to the test. */
// expect-cost from_here: count - i
int from_here(PGconn *db, const int *cities, int i, int count)
{
    if (i >= count)
        return 0;
    return (city_name(db, cities[i]) != 0) + // expect: call-in-loop {{up to count - i recursive runs of from_here}}
           from_here(db, cities, i + 1, count);
}

/* The test comes behind: the last run asks too. */
// expect-cost down_to_nothing: n + 1
int down_to_nothing(PGconn *db, int n)
{
    int known = city_name(db, n) != 0; // expect: call-in-loop {{n \+ 1 recursive runs}}
    return n > 0 ? known + down_to_nothing(db, n - 1) : known;
}

/* A field is stepped, here and in another function. */
// expect-cost rest_of_walk: walk->count
int rest_of_walk(PGconn *db, struct walk *walk)
{
    int known = city_name(db, walk->cities[walk->cur]) != 0; // expect: call-in-loop {{up to walk->count recursive runs of rest_of_walk}}
    walk->cur++;
    if (walk->cur < walk->count)
        known += rest_of_walk(db, walk);
    return known;
}

int walk_on(PGconn *db, struct walk *walk);

static int step(PGconn *db, struct walk *walk)
{
    if (++walk->cur == walk->count)
        return 0;
    return walk_on(db, walk);
}

// expect-cost walk_on: walk->count
int walk_on(PGconn *db, struct walk *walk)
{
    int known = city_name(db, walk->cities[walk->cur]) != 0; // expect: call-in-loop {{up to walk->count recursive runs of walk_on}}
    return known + step(db, walk);
}

// expect-cost walk_down: walk->left
int walk_down(PGconn *db, struct walk *walk)
{
    if (walk->left == 0)
        return 0;
    walk->left--;
    return (city_name(db, walk->cities[walk->left]) != 0) + // expect: call-in-loop {{up to walk->left recursive runs of walk_down}}
           walk_down(db, walk);
}

/* Something hands out the next one. */
// expect-cost jobs_of: items(queue_next)
int jobs_of(PGconn *db, struct queue *queue)
{
    struct job *job = queue_next(queue);
    if (!job)
        return 0;
    return (city_name(db, job->city) != 0) + // expect: call-in-loop {{up to items\(queue_next\) recursive runs}}
           jobs_of(db, queue);
}

/* Each half by itself. */
// expect-cost both_halves: 2*n
void both_halves(PGconn *db, int n)
{
    PQclear(PQexec(db, "UPDATE part SET sorted = true")); // expect: call-in-loop {{up to 2 \* n recursive runs of both_halves}}
    if (n < 2)
        return;
    both_halves(db, n / 2);
    both_halves(db, n - n / 2);
}
