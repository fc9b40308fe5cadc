/* What is known of a global holds until something may have set it: a callee, a pointer, a call through one. */
#include <libpq-fe.h>

#include <stddef.h>

struct limits {
    int count, kind;
};

extern int warp;
static int quiet, mode = 1, total;
static int *mode_at = &mode;
static struct limits config, limits;

static void ask(PGconn *db, const char *text) { PQclear(PQexec(db, text)); }

void set_quiet(int value) { quiet = value; }
void set_through(int *at) { *at = 1; }
void set_kept(void) { *mode_at = 1; }
void set_by_hook(void) { mode = 1; }
void (*hook)(void) = set_by_hook;
static void run_hook(void) { hook(); }
void add_one(void) { config.count++; }
static void fill(struct limits *l, int n) { l->count = n; }
static void add_to(int *sum) { ++*sum; }
long elsewhere(long n);
static long nothing(long n) { return n + 1; }
long (*counter)(long) = nothing;

// expect-cost set_by_callee: 1
void set_by_callee(PGconn *db)
{
    quiet = 1;
    set_quiet(0);
    if (!quiet)
        ask(db, "UPDATE a SET x = 1");
}

// expect-cost set_by_address: 1
void set_by_address(PGconn *db)
{
    mode = 0;
    set_through(&mode);
    if (mode)
        ask(db, "UPDATE a SET x = 2");
}

// expect-cost set_by_kept_address: 1
void set_by_kept_address(PGconn *db)
{
    mode = 0;
    set_kept();
    if (mode)
        ask(db, "UPDATE a SET x = 3");
}

// expect-cost set_by_own_pointer: 1
void set_by_own_pointer(PGconn *db)
{
    int *at = &mode;
    mode = 0;
    *at = warp;
    if (mode)
        ask(db, "UPDATE a SET x = 4");
}

// expect-cost set_by_pointed_function: 1
void set_by_pointed_function(PGconn *db)
{
    mode = 0;
    hook();
    if (mode)
        ask(db, "UPDATE a SET x = 5");
}

// expect-cost set_by_pointed_function_below: 1
void set_by_pointed_function_below(PGconn *db)
{
    mode = 0;
    run_hook();
    if (mode)
        ask(db, "UPDATE a SET x = 6");
}

/* Nobody knows what it runs. */
// expect-cost set_by_anything: 1
void set_by_anything(PGconn *db, int (*f)(int))
{
    mode = 0;
    f(1);
    if (mode)
        ask(db, "UPDATE a SET x = 7");
}

/* All that it may run is known, and leaves the variable alone. */
// expect-cost not_set_by_pointed_function: 0 (exact)
void not_set_by_pointed_function(PGconn *db)
{
    mode = 0;
    counter(1);
    if (mode)
        ask(db, "UPDATE a SET x = 8");
}

/* No pointer ever leads there. */
// expect-cost not_set_by_pointer: 0 (exact)
void not_set_by_pointer(PGconn *db, int *at)
{
    quiet = 1;
    set_through(at);
    if (!quiet)
        ask(db, "UPDATE a SET x = 9");
}

/* --- turns ------------------------------------------------------------------------------------------------------- */

// expect-cost counted_by_callee: config.count
void counted_by_callee(PGconn *db, int n)
{
    config.count = 0;
    for (int i = 0; i < n; i++)
        add_one();
    for (int i = 0; i < config.count; i++)
        ask(db, "UPDATE b SET x = 1"); // expect: call-in-loop {{config.count round trips}}
}

// expect-cost counted_through_pointer: limits.count
void counted_through_pointer(PGconn *db, int n)
{
    limits.count = 0;
    fill(&limits, n);
    for (int i = 0; i < limits.count; i++)
        ask(db, "UPDATE b SET x = 2"); // expect: call-in-loop {{limits.count round trips}}
}

// expect-cost counted_by_address: total
void counted_by_address(PGconn *db)
{
    total = 0;
    add_to(&total);
    for (int i = 0; i < total; i++)
        ask(db, "UPDATE b SET x = 3"); // expect: call-in-loop {{total round trips}}
}

/* Set, and left alone until the loop. */
// expect-cost counted_here: 2
void counted_here(PGconn *db)
{
    config.count = 2;
    elsewhere(1);
    for (int i = 0; i < config.count; i++)
        ask(db, "UPDATE b SET x = 4");
}
