/* Conditions on what the caller passes: what is left of them where two ways meet, and what they come from. */
#include <libpq-fe.h>

#include <stdbool.h>
#include <stddef.h>

struct node {
    PGconn *db;
    int window, is_open;
};

extern int warp;

static int ask(PGconn *db, const char *text)
{
    PGresult *result = PQexec(db, text);
    int ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return ok;
}

/* --- two ways that meet ------------------------------------------------------------------------------------------ */

enum close { KEEP, DELETE, FORCE };

/* Two of three ways ask; one wait each, so that both cost the same. */
static void close_one(PGconn *db, enum close how)
{
    if (how == KEEP)
        warp = 1;
    else if (how == DELETE)
        ask(db, "UPDATE a SET x = 1");
    else
        ask(db, "UPDATE a SET x = 2");
}

// expect-cost keep_each: 0 (exact)
void keep_each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        close_one(db, KEEP);
}

// expect-cost force_each: n
void force_each(PGconn *db, int n)
{
    for (int i = 0; i < n; i++)
        close_one(db, FORCE); // expect: call-in-loop {{n round trips}}
}

// expect-cost any_each: n
void any_each(PGconn *db, int n, enum close how)
{
    for (int i = 0; i < n; i++)
        close_one(db, how); // expect: call-in-loop {{up to n round trips}}
}

/* One way asks unless the window is kept, the other draws unless it is told not to. */
static int close_and_draw(struct node *p, enum close how, bool is_inner)
{
    if (p->window) {
        if (how != KEEP) {
            ask(p->db, "UPDATE a SET x = 3");
            return 0;
        }
        p->window = 0;
    }
    if (!is_inner) {
        ask(p->db, "UPDATE a SET x = 4"); // expect: chatty-sequence {{3 round trips}}
        ask(p->db, "UPDATE a SET x = 5");
        ask(p->db, "UPDATE a SET x = 6");
    }
    return 1;
}

// expect-cost close_inner: 0 (exact)
void close_inner(struct node *p) { close_and_draw(p, KEEP, true); }
// expect-cost close_outer: 3
void close_outer(struct node *p) { close_and_draw(p, KEEP, false); }
// expect-cost kill_inner: 1
void kill_inner(struct node *p) { close_and_draw(p, DELETE, true); }
/* Not 4: one way or the other. */
// expect-cost kill_outer: 3
void kill_outer(struct node *p) { close_and_draw(p, DELETE, false); }
// expect-cost kill_any: 3
void kill_any(struct node *p, enum close how, bool is_inner) { close_and_draw(p, how, is_inner); }
// expect-cost keep_any: 3
void keep_any(struct node *p, bool is_inner) { close_and_draw(p, KEEP, is_inner); }
// expect-cost keep_any_inner: 0 (exact)
void keep_any_inner(struct node *p) { keep_any(p, true); }

/* Each way may be the dearer one, and neither condition says anything of the other. */
static void close_or_list(PGconn *db, int how, int is_listed, int m, int n)
{
    if (warp) {
        if (how)
            for (int i = 0; i < n; i++)
                ask(db, "UPDATE a SET x = 7"); // expect: call-in-loop {{n round trips}}
        return;
    }
    if (is_listed)
        for (int i = 0; i < m; i++)
            ask(db, "UPDATE a SET x = 8"); // expect: call-in-loop {{m round trips}}
}

// expect-cost list_some: max{m, n}
void list_some(PGconn *db, int m, int n) { close_or_list(db, 1, 1, m, n); }

/* Which of the calls below is paid shows in the list of those that wait. */
static void close_then_draw(struct node *p, enum close how)
{
    if (p->window) {
        if (how != KEEP) {
            ask(p->db, "UPDATE a SET x = 9");
            return;
        }
        p->window = 0;
    }
    PQclear(PQexec(p->db, "UPDATE a SET x = 10"));
}

void keep_and_draw(struct node *p, int n)
{
    for (int i = 0; i < n; i++)
        close_then_draw(p, KEEP); // expect: call-in-loop {{: n round trips}}
}

/* --- what a test comes from -------------------------------------------------------------------------------------- */

#define COLD 2

struct options {
    int dry, level;
    const char *name;
};

struct job {
    struct options options;
    PGconn *db;
};

void tune(struct options *options);
void fill_later(struct options *options);
void fill_now(void);

static void by_flag(PGconn *db, int flags)
{
    int cold = flags & COLD;
    warp++;
    if (!cold)
        ask(db, "UPDATE b SET x = 1");
}

// expect-cost flag_given: 0 (exact)
void flag_given(PGconn *db) { by_flag(db, COLD | 1); }
// expect-cost flag_not_given: 1
void flag_not_given(PGconn *db) { by_flag(db, 1); }

// expect-cost flag_added: 0 (exact)
void flag_added(PGconn *db, int flags)
{
    flags |= COLD;
    by_flag(db, flags);
}

// expect-cost flag_added_to_some: 0 (exact)
void flag_added_to_some(PGconn *db)
{
    int flags = warp ? 1 : 4;
    flags |= COLD;
    by_flag(db, flags);
}

// expect-cost flag_added_and_lost: 1
void flag_added_and_lost(PGconn *db, int flags)
{
    flags |= COLD;
    if (warp)
        flags = 0;
    by_flag(db, flags);
}

// expect-cost flag_lost_on_the_next_turn: n
void flag_lost_on_the_next_turn(PGconn *db, int flags, int n)
{
    flags |= COLD;
    for (int i = 0; i < n; i++) {
        by_flag(db, flags); // expect: call-in-loop {{up to n round trips}}
        flags = 0;
    }
}

static void by_kind(PGconn *db, int kind)
{
    bool is_all = kind == 3;
    if (is_all)
        ask(db, "UPDATE b SET x = 2");
}

// expect-cost other_kind: 0 (exact)
void other_kind(PGconn *db) { by_kind(db, 2); }
// expect-cost that_kind: 1
void that_kind(PGconn *db) { by_kind(db, 3); }

static void by_number(PGconn *db, int kind)
{
    int most = kind == 3 ? 8 : 0;
    if (most > 0)
        ask(db, "UPDATE b SET x = 3");
}

// expect-cost other_number: 0 (exact)
void other_number(PGconn *db) { by_number(db, 2); }
// expect-cost that_number: 1
void that_number(PGconn *db) { by_number(db, 3); }

static void by_later_set(PGconn *db, int flags)
{
    bool cold = false;
    if (flags & COLD)
        cold = true;
    if (!cold)
        ask(db, "UPDATE b SET x = 4");
}

// expect-cost set_later: 0 (exact)
void set_later(PGconn *db) { by_later_set(db, COLD); }
// expect-cost not_set_later: 1
void not_set_later(PGconn *db) { by_later_set(db, 1); }

/* The local may have another value by the time of the test, or the flags by then are others. */
static void by_changed_local(PGconn *db, int flags)
{
    int cold = flags & COLD;
    if (warp)
        cold = 0;
    if (!cold)
        ask(db, "UPDATE b SET x = 5");
}

static void by_changed_flags(PGconn *db, int flags)
{
    flags = warp;
    int cold = flags & COLD;
    if (!cold)
        ask(db, "UPDATE b SET x = 6");
}

// expect-cost local_changed: 1
void local_changed(PGconn *db) { by_changed_local(db, COLD); }
// expect-cost flags_changed: 1
void flags_changed(PGconn *db) { by_changed_flags(db, COLD); }

/* --- options in an object ---------------------------------------------------------------------------------------- */

static void by_pointer(const struct job *job)
{
    const struct options *o = &job->options;
    if (!o->dry)
        ask(job->db, "UPDATE c SET x = 1");
}

static void by_copy(PGconn *db, const struct options *o)
{
    struct options copy = *o;
    if (!copy.dry)
        ask(db, "UPDATE c SET x = 2");
}

static void by_changed_copy(PGconn *db, const struct options *o)
{
    struct options copy = *o;
    copy.dry = warp;
    if (!copy.dry)
        ask(db, "UPDATE c SET x = 3");
}

// expect-cost dry_job: 0 (exact)
void dry_job(PGconn *db)
{
    struct job job = {.options = {1, 2, NULL}, .db = db};
    by_pointer(&job);
}

// expect-cost dry_job_set: 0 (exact)
void dry_job_set(struct job *job)
{
    job->options.dry = 1;
    by_pointer(job);
}

// expect-cost wet_job_set: 1
void wet_job_set(struct job *job)
{
    job->options.dry = 0;
    by_pointer(job);
}

// expect-cost dry_copy: 0 (exact)
void dry_copy(PGconn *db)
{
    struct options o = {1, 2, NULL};
    const struct options *p = &o;
    by_copy(db, p);
}

// expect-cost dry_through_pointer: 0 (exact)
void dry_through_pointer(PGconn *db)
{
    struct options o, *p = &o;
    p->dry = 1;
    by_copy(db, &o);
}

// expect-cost wet_copy: 1
void wet_copy(PGconn *db)
{
    struct options o = {0, 2, NULL};
    by_copy(db, &o);
}

// expect-cost tuned_copy: 1
void tuned_copy(PGconn *db)
{
    struct options o = {1, 2, NULL};
    tune(&o);
    by_copy(db, &o);
}

// expect-cost changed_copy: 1
void changed_copy(PGconn *db)
{
    struct options o = {1, 2, NULL};
    by_changed_copy(db, &o);
}

/* What a static variable began with says nothing by the next call. */
// expect-cost begun_long_ago: 1
void begun_long_ago(PGconn *db, const char *name)
{
    static struct options o = {1, 2, NULL};
    if (name) {
        o.name = name;
        o.dry = 0;
        return;
    }
    if (!o.dry)
        ask(db, "UPDATE c SET x = 4");
}

/* Somebody has kept the address. */
// expect-cost filled_later: 1
void filled_later(PGconn *db)
{
    struct options o = {1, 2, NULL};
    fill_later(&o);
    fill_now();
    by_copy(db, &o);
}
