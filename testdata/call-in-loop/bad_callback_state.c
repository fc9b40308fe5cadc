/* The neighbours of good_callback_state.c: something may have switched it on. */
#include <libpq-fe.h>
#include <stddef.h>
#include <string.h>

struct options {
    int is_wanted;
    const char *text;
};

struct state {
    struct options *options;
    PGconn *db;
};

struct later {
    int *place;
};

typedef void visitor(int id, void *context);

static void each(visitor *visit, void *context, int n)
{
    for (int i = 0; i < n; i++)
        visit(i, context);
}

static void ask(PGconn *db, struct options *options)
{
    if (options->is_wanted)
        PQclear(PQexec(db, options->text));
}

static void visit_options(int id, void *context)
{
    struct state *state = context;
    ask(state->db, state->options);
}

void switched_on(PGconn *db, int n)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    options.is_wanted = 1;
    state.db = db;
    state.options = &options;
    each(visit_options, &state, n); // expect: call-in-loop
}

/* One of two. */
void replaced(PGconn *db, int n, struct options *others)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    state.db = db;
    state.options = &options;
    if (others)
        state.options = others;
    for (int i = 0; i < n; i++)
        visit_options(i, &state); // expect: call-in-loop
}

static void change(struct state *state, struct options *others) { state->options = others; }

void replaced_by_callee(PGconn *db, int n, struct options *others)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    state.db = db;
    state.options = &options;
    change(&state, others);
    for (int i = 0; i < n; i++)
        visit_options(i, &state); // expect: call-in-loop
}

static void set(struct later *later) { *later->place = 1; }

/* Somebody else has the member's address. */
void set_by_address(PGconn *db, int n)
{
    struct options options;
    struct state state;
    struct later later;
    memset(&options, 0, sizeof options);
    later.place = &options.is_wanted;
    set(&later);
    state.db = db;
    state.options = &options;
    for (int i = 0; i < n; i++)
        visit_options(i, &state); // expect: call-in-loop
}

void keep(struct state *state);

/* What cannot be looked into is given what leads there. */
void kept(PGconn *db, int n)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    state.db = db;
    state.options = &options;
    keep(&state);
    for (int i = 0; i < n; i++)
        visit_options(i, &state); // expect: call-in-loop
}
