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
