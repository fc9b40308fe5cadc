/* Functions that call what they are handed: the finding stands where what waits is handed over. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
    int found;
};

static void by_id(struct shop *shop, int id)
{
    const char *values[1] = {(const char *)&id};
    int lengths[1] = {sizeof id}, formats[1] = {1};
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, values, lengths, formats, 0));
}

typedef void visit(struct shop *shop, int id);

/* --- how deep ----------------------------------------------------------------------------------------------------- */

static void each(visit *fn, struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        fn(shop, ids[i]);
}

// expect-cost each: 0 (exact)
// expect-cost handed_over: n (exact)
void handed_over(struct shop *shop, const int *ids, int n)
{
    each(by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): n round trips}}
                               // expect-confidence: high
                               // expect-step: handed_over: {{^calls each\(\) with fn = by_id$}}
                               // expect-step: each: {{^runs n times$}}
                               // expect-step: each: {{^calls by_id\(\)$}}
}

static void each_twice_deep(visit *fn, struct shop *shop, const int *ids, int n) { each(fn, shop, ids, n); }

// expect-cost two_wrappers: n (exact)
void two_wrappers(struct shop *shop, const int *ids, int n)
{
    each_twice_deep(by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): n round trips}}
                                          // expect-confidence: high
                                          // expect-step: two_wrappers: {{^calls each_twice_deep\(\) with fn = by_id$}}
                                          // expect-step: each_twice_deep: {{^calls each\(\) with fn = by_id$}}
                                          // expect-step: each: {{^runs n times$}}
                                          // expect-step: each: {{^calls by_id\(\)$}}
}

static void each_in_order(visit *fn, struct shop *shop, const int *ids, int n) { each_twice_deep(fn, shop, ids, n); }

// expect-cost three_wrappers: n (exact)
void three_wrappers(struct shop *shop, const int *ids, int n)
{
    each_in_order(by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): n round trips}}
                                        // expect-confidence: high
                                        // expect-step: three_wrappers: {{^calls each_in_order\(\) with fn = by_id$}}
                                        // expect-step: each_in_order: {{^calls each_twice_deep\(\) with fn = by_id$}}
                                        // expect-step: each_twice_deep: {{^calls each\(\) with fn = by_id$}}
                                        // expect-step: each: {{^runs n times$}}
                                        // expect-step: each: {{^calls by_id\(\)$}}
}

/* --- how often ---------------------------------------------------------------------------------------------------- */

struct order {
    int *ids;
    int count;
};

// expect-cost in_a_loop: n*orders[i].count
void in_a_loop(struct shop *shop, const struct order *orders, int n)
{
    for (int i = 0; i < n; i++)
        each(by_id, shop, orders[i].ids, orders[i].count); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of up to orders\[i\]\.count turns of each\(\): up to n \* orders\[i\]\.count round trips}}
        // expect-confidence: high
        // expect-after: n
        // expect-severity: error
        // expect-step: in_a_loop: {{^runs n times$}}
        // expect-step: in_a_loop: {{^calls each\(\) with fn = by_id$}}
        // expect-step: each: {{^runs up to orders\[i\]\.count times$}}
        // expect-step: each: {{^calls by_id\(\)$}}
}

// expect-cost same_in_a_loop: m*n (exact)
void same_in_a_loop(struct shop *shop, const int *ids, int n, int m)
{
    for (int i = 0; i < m; i++)
        each(by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): m \* n round trips}}
                                   // expect-confidence: high
                                   // expect-after: m
                                   // expect-severity: error
                                   // expect-step: same_in_a_loop: {{^runs m times$}}
                                   // expect-step: same_in_a_loop: {{^calls each\(\) with fn = by_id$}}
                                   // expect-step: each: {{^runs n times$}}
                                   // expect-step: each: {{^calls by_id\(\)$}}
}

static void each_pair(visit *fn, struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++) {
        fn(shop, ids[i]);
        fn(shop, -ids[i]);
    }
}

// expect-cost twice_per_item: 2*n (exact)
void twice_per_item(struct shop *shop, const int *ids, int n)
{
    each_pair(by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each_pair\(\): 2 \* n round trips}}
                                    // expect-confidence: high
                                    // expect-after: 2
                                    // expect-step: twice_per_item: {{^calls each_pair\(\) with fn = by_id$}}
                                    // expect-step: each_pair: {{^runs n times$}}
                                    // expect-step: each_pair: {{^calls by_id\(\)$}}
}

/* Two functions handed over by one call. */
static void each_of_two(visit *first, visit *second, struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++) {
        first(shop, ids[i]);
        second(shop, ids[i]);
    }
}

static void note(struct shop *shop, int id) { shop->found += id; }

// expect-cost one_of_two: n (exact)
void one_of_two(struct shop *shop, const int *ids, int n)
{
    each_of_two(note, by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each_of_two\(\): n round trips}}
                                            // expect-confidence: high
                                            // expect-step: one_of_two: {{^calls each_of_two\(\) with first = note, second = by_id$}}
                                            // expect-step: each_of_two: {{^runs n times$}}
                                            // expect-step: each_of_two: {{^calls by_id\(\)$}}
}

/* Until there is one. */
typedef int test(struct shop *shop, int id);

static int is_sold(struct shop *shop, int id)
{
    const char *values[1] = {(const char *)&id};
    int lengths[1] = {sizeof id}, formats[1] = {1};
    PGresult *res = PQexecParams(shop->db, "SELECT 1 FROM sold WHERE id = $1", 1, NULL, values, lengths, formats, 0);
    int rows = PQntuples(res);
    PQclear(res);
    return rows > 0;
}

static int first(test *fn, struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        if (fn(shop, ids[i]))
            return i;
    return -1;
}

// expect-cost first_hit: n
int first_hit(struct shop *shop, const int *ids, int n)
{
    return first(is_sold, shop, ids, n); // expect: call-in-loop {{^is_sold\(\) waits for postgresql on each of up to n turns of first\(\): up to n round trips}}
                                         // expect-confidence: high
                                         // expect-verdict: search
                                         // expect-after: ceil(n/100)
                                         // expect-step: first_hit: {{^calls first\(\) with fn = is_sold$}}
                                         // expect-step: first: {{^runs up to n times$}}
                                         // expect-step: first: {{^calls is_sold\(\)$}}
}

/* The loop is the caller's, the function called through a helper. */
static void apply(visit *fn, struct shop *shop, int id) { fn(shop, id); }

// expect-cost applied: n (exact)
void applied(struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        apply(by_id, shop, ids[i]); // expect: call-in-loop {{^apply\(\) waits for postgresql on each of n turns: n round trips}}
                                    // expect-confidence: high
                                    // expect-step: applied: {{^runs n times$}}
                                    // expect-step: applied: {{^calls apply\(\)$}}
                                    // expect-step: apply: {{^calls by_id\(\)$}}
}

/* One list, one that waits and one that does not. */
// expect-cost chosen: n
void chosen(struct shop *shop, const int *ids, int n, int is_dry)
{
    each(is_dry ? note : by_id, shop, ids, n); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of n turns of each\(\): up to n round trips}}
                                               // expect-confidence: medium
                                               // expect-step: chosen: {{^calls each\(\) with fn = by_id or 1 other$}}
                                               // expect-step: each: {{^runs n times$}}
                                               // expect-step: each: {{^calls by_id\(\)$}}
}

/* --- lists and trees ---------------------------------------------------------------------------------------------- */

struct node {
    struct node *left, *right;
    int id;
};

static void walk(const struct node *node, visit *fn, struct shop *shop)
{
    if (!node)
        return;
    walk(node->left, fn, shop);
    fn(shop, node->id);
    walk(node->right, fn, shop);
}

void walk_tree(struct shop *shop, const struct node *tree)
{
    walk(tree, by_id, shop); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of up to nodes\(tree\) recursive runs of walk\(\): up to nodes\(tree\) round trips}}
                             // expect-confidence: high
                             // expect-verdict: null
                             // expect-step: walk_tree: {{^calls walk\(\) with fn = by_id$}}
                             // expect-step: walk: {{^recursion: runs up to nodes\(tree\) times$}}
                             // expect-step: walk: {{^calls by_id\(\)$}}
}

struct item {
    struct item *next;
    int id;
};

static void each_item(const struct item *first, visit *fn, struct shop *shop)
{
    for (const struct item *item = first; item; item = item->next)
        fn(shop, item->id);
}

// expect-cost walk_list: length(list) (exact)
void walk_list(struct shop *shop, const struct item *list)
{
    each_item(list, by_id, shop); // expect: call-in-loop {{^by_id\(\) waits for postgresql on each of length\(list\) turns of each_item\(\): length\(list\) round trips}}
                                  // expect-confidence: high
                                  // expect-step: walk_list: {{^calls each_item\(\) with fn = by_id$}}
                                  // expect-step: each_item: {{^runs length\(list\) times$}}
                                  // expect-step: each_item: {{^calls by_id\(\)$}}
}
