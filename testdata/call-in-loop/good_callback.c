// expect-none
/* Iterators as in bad_callback.c, which are handed what does not wait, or call it once; and loops that are no loops over
 * data whoever asks in them. */
#include "libpq-fe.h"

#include <stddef.h>
#include <unistd.h>

struct shop {
    PGconn *db;
    int found;
};

typedef void visit(struct shop *shop, int id);

static void by_id(struct shop *shop, int id)
{
    const char *values[1] = {(const char *)&id};
    int lengths[1] = {sizeof id}, formats[1] = {1};
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, values, lengths, formats, 0));
}

static void note(struct shop *shop, int id) { shop->found += id; }

static void each(visit *fn, struct shop *shop, const int *ids, int n)
{
    for (int i = 0; i < n; i++)
        fn(shop, ids[i]);
}

static void each_deep(visit *fn, struct shop *shop, const int *ids, int n) { each(fn, shop, ids, n); }

// expect-cost each: 0 (exact)
// expect-cost handed_over: 0 (exact)
void handed_over(struct shop *shop, const int *ids, int n) { each(note, shop, ids, n); }

// expect-cost two_wrappers: 0 (exact)
void two_wrappers(struct shop *shop, const int *ids, int n) { each_deep(note, shop, ids, n); }

// expect-cost in_a_loop: 0 (exact)
void in_a_loop(struct shop *shop, const int *ids, int n, int m)
{
    for (int i = 0; i < m; i++)
        each(note, shop, ids, n);
}

/* What asks is called besides, once. */
// expect-cost once_besides: 1 (exact)
void once_besides(struct shop *shop, const int *ids, int n)
{
    each(note, shop, ids, n);
    by_id(shop, ids[0]);
}

static void apply(visit *fn, struct shop *shop, int id) { fn(shop, id); }

// expect-cost applied_once: 1 (exact)
void applied_once(struct shop *shop, int id) { apply(by_id, shop, id); }

static void around(visit *before, visit *fn, visit *after, struct shop *shop, const int *ids, int n)
{
    before(shop, ids[0]);
    for (int i = 0; i < n; i++)
        fn(shop, ids[i]);
    after(shop, ids[0]);
}

/* What asks stands around the loop. */
// expect-cost around_the_loop: 2 (exact)
void around_the_loop(struct shop *shop, const int *ids, int n) { around(by_id, note, by_id, shop, ids, n); }

/* Three turns. */
// expect-cost few_turns: 3 (exact)
void few_turns(struct shop *shop, const int *ids) { each(by_id, shop, ids, 3); }

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

// expect-cost walk_tree: 0 (exact)
void walk_tree(struct shop *shop, const struct node *tree) { walk(tree, note, shop); }

/* --- failures ----------------------------------------------------------------------------------------------------- */

typedef PGresult *attempt(struct shop *shop);

static PGresult *ask(struct shop *shop) { return PQexec(shop->db, "SELECT 1 FROM item"); }

/* Tried again where it failed. */
static PGresult *retry(attempt *fn, struct shop *shop, int times)
{
    PGresult *res = NULL;
    for (int i = 0; i < times; i++) {
        res = fn(shop);
        if (PQresultStatus(res) == PGRES_TUPLES_OK)
            break;
        PQclear(res);
        res = NULL;
    }
    return res;
}

// expect-cost retried: 1
PGresult *retried(struct shop *shop, int times) { return retry(ask, shop, times); }

typedef void failed(struct shop *shop, int id);

static void tell(struct shop *shop, int id)
{
    (void)id;
    PQclear(PQexec(shop->db, "INSERT INTO failure DEFAULT VALUES"));
}

int parse(int id);

/* Only after a failure. */
static int parse_all(const int *ids, int n, failed *on_error, struct shop *shop)
{
    for (int i = 0; i < n; i++)
        if (parse(ids[i]) < 0) {
            on_error(shop, ids[i]);
            return -1;
        }
    return 0;
}

// expect-cost error_callback: 0
int error_callback(struct shop *shop, const int *ids, int n) { return parse_all(ids, n, tell, shop); }

/* --- pages -------------------------------------------------------------------------------------------------------- */

typedef int page(struct shop *shop);

static int fetch(struct shop *shop)
{
    PGresult *res = PQexec(shop->db, "FETCH 1000 FROM items");
    int rows = PQntuples(res);
    PQclear(res);
    return rows;
}

static void all_pages(page *fn, struct shop *shop)
{
    while (fn(shop) > 0)
        shop->found++;
}

void paged(struct shop *shop) { all_pages(fetch, shop); }

/* --- only sent ---------------------------------------------------------------------------------------------------- */

static void send_only(struct shop *shop, int id)
{
    (void)id;
    PQsendQuery(shop->db, "SELECT 1");
}

// expect-cost sent: 0 (exact)
void sent(struct shop *shop, const int *ids, int n) { each(send_only, shop, ids, n); }
