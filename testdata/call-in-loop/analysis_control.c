/* Ways out and guards: which calls of a turn are paid, and how often. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct item {
    struct item *next;
    const char *name;
    int kind;
    int is_new;
};

void use(const char *text);

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "UPDATE item SET seen = now() WHERE name = $1", 1, NULL, &name, NULL, NULL, 0));
}

/* --- ways out ---------------------------------------------------------------------------------------------------- */

// expect-cost one_way_or_the_other: 1 (exact)
void one_way_or_the_other(PGconn *db, int a)
{
    if (a) {
        PQclear(PQexec(db, "SELECT 1"));
        return;
    }
    PQclear(PQexec(db, "SELECT 2"));
}

// expect-cost rollback_and_return: 1
void rollback_and_return(PGconn *db, const int *x, int n)
{
    for (int i = 0; i < n; i++)
        if (x[i] < 0) {
            PQclear(PQexec(db, "ROLLBACK"));
            return;
        }
}

/* All but the first turn has one; the way out has its own. */
// expect-cost one_more_on_the_way_out: n + 1
int one_more_on_the_way_out(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++) {
        if (items[i].kind == 7) {
            PQclear(PQexec(db, "UPDATE state SET is_found = true"));
            PQclear(PQexec(db, "COMMIT"));
            return i;
        }
        ask(db, items[i].name); // expect: call-in-loop {{up to n round trips}}
    }
    return n;
}

// expect-cost condition_of_a_while: n + 1
void condition_of_a_while(PGconn *db, const struct item *items, int n)
{
    int i = 0;
    while (i < n && PQntuples(PQexec(db, "SELECT 1")) > 0) // expect: call-in-loop {{up to n}}
        use(items[i++].name);
}

// expect-cost continue_before_the_call: n
void continue_before_the_call(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++) {
        if (items[i].kind == 0)
            continue;
        ask(db, items[i].name); // expect: call-in-loop {{up to n round trips}}
    }
}

// expect-cost two_arms_one_each: n (exact)
void two_arms_one_each(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        if (items[i].is_new)
            PQclear(PQexec(db, "INSERT INTO item DEFAULT VALUES")); // expect: call-in-loop {{n round trips}}
        else
            PQclear(PQexec(db, "UPDATE item SET seen = now()"));
}

/* --- failures ---------------------------------------------------------------------------------------------------- */

// expect-cost rollback_on_failure: n (exact)
int rollback_on_failure(PGconn *db, const char *const *statements, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, statements[i]); // expect: call-in-loop {{each of n turns: n round trips}}
        if (PQresultStatus(res) != PGRES_COMMAND_OK) {
            fprintf(stderr, "%s", PQerrorMessage(db));
            PQclear(res);
            PQclear(PQexec(db, "ROLLBACK"));
            PQclear(PQexec(db, "BEGIN"));
            continue;
        }
        PQclear(res);
    }
    return 0;
}

// expect-cost cleanup_at_the_end: n + 1 (exact)
int cleanup_at_the_end(PGconn *db, const char *const *statements, int n)
{
    int status = -1;
    PGresult *res = NULL;
    for (int i = 0; i < n; i++) {
        res = PQexec(db, statements[i]); // expect: call-in-loop {{n round trips}}
        if (PQresultStatus(res) != PGRES_COMMAND_OK)
            goto fail;
        PQclear(res);
    }
    PQclear(PQexec(db, "COMMIT"));
    return 0;
fail:
    PQclear(PQexec(db, "ROLLBACK"));
    return status;
}

static void die(PGconn *db)
{
    PQfinish(db);
    exit(1);
}

// expect-cost does_not_come_back: n (exact)
void does_not_come_back(PGconn *db, const char *const *statements, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexec(db, statements[i]); // expect: call-in-loop {{each of n turns: n round trips}}
        if (!res) {
            PQclear(PQexec(db, "ROLLBACK"));
            die(db);
        }
        PQclear(res);
    }
}

/* A look-alike: what is asked about is found or not, and nobody has failed. */
// expect-cost missing_is_no_failure: 2*n
void missing_is_no_failure(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        PGresult *res = PQexecParams(db, "SELECT 1 FROM item WHERE name = $1", 1, NULL, &names[i], NULL, NULL, 0);
        if (PQntuples(res) == 0) // expect@-1: call-in-loop {{up to 2 \* n round trips}}
            PQclear(PQexecParams(db, "INSERT INTO item VALUES ($1)", 1, NULL, &names[i], NULL, NULL, 0));
        PQclear(res);
    }
}

/* --- asked for once ---------------------------------------------------------------------------------------------- */

// expect-cost opened_when_needed: 1
void opened_when_needed(const struct item *items, int n)
{
    redisContext *redis = NULL;
    for (int i = 0; i < n; i++) {
        if (items[i].kind == 0)
            continue;
        if (!redis)
            redis = redisConnect("cache", 6379);
        use(redis->errstr);
    }
    redisFree(redis);
}

struct node {
    struct node *next;
    redisContext *redis;
};

/* One for each node: what is kept is the node's. */
// expect-cost opened_for_each_node: length(nodes)
void opened_for_each_node(struct node *nodes)
{
    for (struct node *node = nodes; node; node = node->next)
        if (!node->redis)
            node->redis = redisConnect("cache", 6379); // expect: call-in-loop {{up to length\(nodes\) round trips}}
}

static int version_of(PGconn *db)
{
    static int version;
    if (!version)
        version = PQntuples(PQexec(db, "SHOW server_version"));
    return version;
}

/* Once per process, wherever it is asked for. */
// expect-cost kept_by_the_process: 1
int kept_by_the_process(PGconn *db, const struct item *items, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += version_of(db) > items[i].kind;
    return sum;
}

static int is_prepared;

static void prepare(PGconn *db)
{
    if (is_prepared)
        return;
    PQclear(PQexec(db, "SET search_path = shop"));
    is_prepared = 1;
}

// expect-cost flag_of_the_program: 1
void flag_of_the_program(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++) {
        prepare(db);
        use(items[i].name);
    }
}

static PGresult *names[1000];

/* One for each key, and nobody knows how many keys are different. */
// expect-cost kept_by_key: n
void kept_by_key(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        if (!names[items[i].kind])
            names[items[i].kind] = // expect@+1: call-in-loop {{up to n round trips}}
                PQexecParams(db, "SELECT name FROM kind WHERE name = $1", 1, NULL, &items[i].name, NULL, NULL, 0);
}

/* A look-alike: it is thrown away at the end of each turn. */
// expect-cost dropped_each_time: n
void dropped_each_time(const struct item *items, int n)
{
    redisContext *redis = NULL;
    for (int i = 0; i < n; i++) {
        if (!redis)
            redis = redisConnect("cache", 6379); // expect: call-in-loop {{n round trips}}
        use(items[i].name);
        redisFree(redis);
        redis = NULL;
    }
}

/* --- switched on and off ----------------------------------------------------------------------------------------- */

static void note(PGconn *db, const struct item *item, int is_verbose)
{
    use(item->name);
    if (is_verbose)
        ask(db, item->name);
}

// expect-cost quiet: 0 (exact)
void quiet(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        note(db, &items[i], 0);
}

// expect-cost verbose: n
void verbose(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        note(db, &items[i], 1); // expect: call-in-loop {{n round trips}}
}

enum { DRY_RUN = 1, WITH_TIMES = 2 };

static void load(PGconn *db, const struct item *items, int n, int mode)
{
    if (mode == DRY_RUN)
        return;
    for (int i = 0; i < n; i++)
        ask(db, items[i].name); // expect: call-in-loop {{n round trips}}
}

// expect-cost load_nothing: 0 (exact)
void load_nothing(PGconn *db, const struct item *items, int n) { load(db, items, n, DRY_RUN); }

// expect-cost load_all: n
void load_all(PGconn *db, const struct item *items, int n) { load(db, items, n, WITH_TIMES); }

/* --- some turns -------------------------------------------------------------------------------------------------- */

// expect-cost only_new_ones: n
void only_new_ones(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++)
        if (items[i].is_new)
            ask(db, items[i].name); // expect: call-in-loop {{up to n round trips}}
}

// expect-cost every_hundredth: ceil(n/100)
void every_hundredth(PGconn *db, const struct item *items, int n)
{
    for (int i = 0; i < n; i++) {
        use(items[i].name);
        if ((i + 1) % 100 == 0)
            PQclear(PQexec(db, "COMMIT"));
    }
}
