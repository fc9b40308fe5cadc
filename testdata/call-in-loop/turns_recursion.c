// with: city_store.c
#include "city_store.h"

/* Recursion over a tree whose nodes are hung up in lists. */
struct node {
    struct node *next;
    struct node *first;
    struct node *left;
    int city;
    int count;
};

struct node *node_after(struct node *node);

/* The next one is remembered, because the callee lets go of the node. */
// expect-cost next_before_call: nodes(t)
int next_before_call(PGconn *db, struct node *t)
{
    struct node *next;
    for (struct node *c = t->first; c; c = next) {
        next = c->next;
        next_before_call(db, c);
    }
    return city_name(db, t->city) != 0; // expect: call-in-loop {{on each of up to nodes\(t\) recursive runs of next_before_call\(\): up to nodes\(t\)}}
}

// expect-cost next_at_end: nodes(t)
int next_at_end(PGconn *db, struct node *t)
{
    struct node *c, *next;
    for (c = t->first; c;) {
        next = c->next;
        next_at_end(db, c);
        c = next;
    }
    return city_name(db, t->city) != 0; // expect: call-in-loop {{recursive runs of next_at_end}}
}

// expect-cost moved_before_call: nodes(t)
int moved_before_call(PGconn *db, struct node *t)
{
    struct node *c = t->first;
    while (c) {
        struct node *now = c;
        c = now->next;
        moved_before_call(db, now);
    }
    return city_name(db, t->city) != 0; // expect: call-in-loop {{recursive runs of moved_before_call}}
}

// expect-cost next_by_call: nodes(t)
int next_by_call(PGconn *db, struct node *t)
{
    for (struct node *c = t->first; c; c = node_after(c))
        next_by_call(db, c);
    return city_name(db, t->city) != 0; // expect: call-in-loop {{recursive runs of next_by_call}}
}

/* Each turn passes the first, and ends when the callee has taken it out. */
// expect-cost first_until_empty: nodes(t)
int first_until_empty(PGconn *db, struct node *t)
{
    while (!(t->first == 0)) {
        struct node *c = t->first;
        first_until_empty(db, c);
    }
    return city_name(db, t->city) != 0; // expect: call-in-loop {{recursive runs of first_until_empty}}
}

// expect-cost first_in_test: nodes(t)
int first_in_test(PGconn *db, struct node *t)
{
    struct node *c;
    while ((c = t->first) != 0)
        first_in_test(db, c);
    return city_name(db, t->city) != 0; // expect: call-in-loop {{recursive runs of first_in_test}}
}

/* Look-alikes that walk no tree: every turn passes the same node. */
// expect-cost same_by_two_names: t->count
int same_by_two_names(PGconn *db, struct node *t)
{
    struct node *c = t->first;
    for (int i = 0; i < t->count; i++) {
        struct node *next = c;
        same_by_two_names(db, c);
        c = next;
        city_name(db, i); // expect: call-in-loop {{on each of t->count turns}}
    }
    return 0;
}

// expect-cost other_than_tested: t->count
int other_than_tested(PGconn *db, struct node *t)
{
    int i = 0;
    while (t->first && i++ < t->count) {
        city_name(db, i); // expect: call-in-loop {{on each of up to t->count turns}}
        other_than_tested(db, t->left);
    }
    return 0;
}

/* --- what is not paid on each run --------------------------------------------------------------------------------- */

/* Only the outermost run commits: the others are told that they are inner ones. */
// expect-cost close_tree: nodes(t) + 1
int close_tree(PGconn *db, struct node *t, int is_inner)
{
    for (struct node *c = t->first; c; c = c->next)
        close_tree(db, c, 1);
    city_name(db, t->city); // expect: call-in-loop {{up to nodes\(t\) recursive runs of close_tree\(\): up to nodes\(t\) round trips}}
    if (!is_inner)
        city_name(db, 0);
    return 0;
}

// expect-cost close_quietly: 1
int close_quietly(PGconn *db, struct node *t, int is_inner)
{
    for (struct node *c = t->first; c; c = c->next)
        close_quietly(db, c, 1);
    if (!is_inner)
        city_name(db, 0);
    return 0;
}

// expect-cost close_list: n
void close_list(PGconn *db, struct node **list, int n)
{
    for (int i = 0; i < n; i++)
        close_quietly(db, list[i], 0); // expect: call-in-loop {{on each of n turns: up to n round trips}}
}

// expect-cost close_inner: 0
void close_inner(PGconn *db, struct node **list, int n)
{
    for (int i = 0; i < n; i++)
        close_quietly(db, list[i], 1);
}

/* Look-alikes: a mode that is handed down, and one that some call back asks for. */
// expect-cost close_as_told: nodes(t)
int close_as_told(PGconn *db, struct node *t, int is_inner)
{
    for (struct node *c = t->first; c; c = c->next)
        close_as_told(db, c, is_inner);
    if (!is_inner)
        city_name(db, 0); // expect: call-in-loop {{recursive runs of close_as_told}}
    return 0;
}

// expect-cost close_some: nodes(t)
int close_some(PGconn *db, struct node *t, int is_inner)
{
    for (struct node *c = t->first; c; c = c->next) {
        close_some(db, c, 1);
        if (c->count)
            close_some(db, c->left, 0);
    }
    if (!is_inner)
        city_name(db, 0); // expect: call-in-loop {{recursive runs of close_some}}
    return 0;
}

/* Asked for once, and kept for all runs. */
static const char *capital;

// expect-cost with_capital: 1
const char *with_capital(PGconn *db, struct node *t)
{
    if (!capital)
        capital = city_name(db, 1);
    for (struct node *c = t->first; c; c = c->next)
        with_capital(db, c);
    return capital;
}

/* --- an interpreter that includes files ---------------------------------------------------------------------------- */

struct context {
    int depth;
    struct node *names;
};

int run_file(PGconn *db, struct context *context, const char *lines);

static void include_file(PGconn *db, struct context *outer, const char *name)
{
    struct context inner = {outer->depth + 1, outer->names};
    run_file(db, &inner, name);
}

static void run_line(PGconn *db, struct context *context, const char *line)
{
    if (*line == '@')
        include_file(db, context, line + 1);
    else
        city_name(db, *line);
}

/* The lines of one file: how many files are included is not to be seen, and a text is no tree. */
// expect-cost run_file: length(lines)
int run_file(PGconn *db, struct context *context, const char *lines)
{
    for (; *lines; lines++)
        run_line(db, context, lines); // expect: call-in-loop {{run_line\(\) waits for postgresql on each of length\(lines\) turns}}
    return 0;
}

/* --- ways that exclude each other ---------------------------------------------------------------------------------- */

/* One way asks when it may kill, the other when it is the outermost. */
int close_or_kill(PGconn *db, struct node *t, int kill, int is_inner)
{
    for (struct node *c = t->first; c; c = c->next)
        close_or_kill(db, c, kill, 1);
    if (t->count) {
        if (kill) {
            city_name(db, t->city); // expect: call-in-loop {{up to nodes\(t\) recursive runs of close_or_kill\(\): up to nodes\(t\)}}
            return 0;
        }
        t->count = 0;
    }
    if (!is_inner) {
        city_name(db, 0);
        city_name(db, 1);
    }
    return 1;
}

// expect-cost close_all_inner: 0
void close_all_inner(PGconn *db, struct node **list, int n)
{
    for (int i = 0; i < n; i++)
        close_or_kill(db, list[i], 0, 1);
}

void close_all(PGconn *db, struct node **list, int n)
{
    for (int i = 0; i < n; i++)
        close_or_kill(db, list[i], 0, 0); // expect: call-in-loop {{on each of n turns: up to 2 \* n round trips}}
}
