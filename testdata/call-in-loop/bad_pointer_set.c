/* Several functions that one pointer may be: the dearest counts, with less confidence. */
#include "libpq-fe.h"

#include <stddef.h>

struct shop {
    PGconn *db;
    int noted;
};

static void ask(struct shop *shop, const char *id)
{
    PQclear(PQexecParams(shop->db, "SELECT name FROM item WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void ask_twice(struct shop *shop, const char *id)
{
    ask(shop, id);
    PQclear(PQexecParams(shop->db, "UPDATE item SET seen = now() WHERE id = $1", 1, NULL, &id, NULL, NULL, 0));
}

static void note(struct shop *shop, const char *id)
{
    (void)id;
    shop->noted++;
}

/* A table: one asks, one does not. */
struct backend {
    void (*get)(struct shop *shop, const char *id);
    void (*close)(struct shop *shop);
};

static void close_db(struct shop *shop) { PQfinish(shop->db); }
static void close_nothing(struct shop *shop) { shop->noted = 0; }

static const struct backend database = {ask, close_db}, memory = {note, close_nothing};

static const struct backend *backend_of(int is_remote) { return is_remote ? &database : &memory; }

// expect-cost mixed_table: n
void mixed_table(struct shop *shop, const char **ids, int n, int is_remote)
{
    const struct backend *backend = backend_of(is_remote);
    for (int i = 0; i < n; i++)
        backend->get(shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: up to n round trips}}
                                    // expect-confidence: medium
                                    // expect-step: mixed_table: {{^runs n times$}}
                                    // expect-step: mixed_table: {{^calls ask\(\)$}}
}

/* The dearer one counts. */
static void (*const steps[])(struct shop *shop, const char *id) = {note, ask, ask_twice};

// expect-cost dearest: 2*n
void dearest(struct shop *shop, const char **ids, int n, int step)
{
    for (int i = 0; i < n; i++)
        steps[step](shop, ids[i]); // expect: call-in-loop {{^ask_twice\(\) waits for postgresql on each of n turns: up to 2 \* n round trips}}
                                   // expect-confidence: medium
                                   // expect-verdict: pipeline
                                   // expect-after: 2
                                   // expect-step: dearest: {{^runs n times$}}
                                   // expect-step: dearest: {{^calls ask_twice\(\)$}}
}

/* One of the outside besides. */
void outside(struct shop *shop, const char *id);

// expect-cost or_outside: n
void or_outside(struct shop *shop, const char **ids, int n, int is_outside)
{
    void (*get)(struct shop *, const char *) = is_outside ? outside : ask;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^ask\(\) waits for postgresql on each of n turns: up to n round trips}}
                           // expect-confidence: medium
                           // expect-step: or_outside: {{^runs n times$}}
                           // expect-step: or_outside: {{^calls ask\(\)$}}
}

/* Two that both ask. */
// expect-cost both_ask: 2*n
void both_ask(struct shop *shop, const char **ids, int n, int is_twice)
{
    void (*get)(struct shop *, const char *) = is_twice ? ask_twice : ask;
    for (int i = 0; i < n; i++)
        get(shop, ids[i]); // expect: call-in-loop {{^ask_twice\(\) waits for postgresql on each of n turns: up to 2 \* n round trips}}
                           // expect-confidence: medium
                           // expect-verdict: pipeline
                           // expect-after: 2
                           // expect-step: both_ask: {{^runs n times$}}
                           // expect-step: both_ask: {{^calls ask_twice\(\)$}}
}

/* The library's function itself. */
typedef PGresult *run(PGconn *db, const char *query);

// expect-cost of_the_library: n (exact)
void of_the_library(PGconn *db, const char **queries, int n)
{
    run *fn = PQexec;
    for (int i = 0; i < n; i++)
        PQclear(fn(db, queries[i])); // expect: call-in-loop {{^PQexec\(\) waits for postgresql on each of n turns: n round trips}}
                                     // expect-confidence: high
                                     // expect-verdict: pipeline
                                     // expect-step: of_the_library: {{^runs n times$}}
}
