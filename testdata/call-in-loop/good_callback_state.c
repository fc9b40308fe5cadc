/* What a callback is handed leads to what its caller has set: switched off there, it asks for nothing. */
// expect-none
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

/* expect-cost called: 0 */
void called(PGconn *db, int n)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    state.db = db;
    state.options = &options;
    for (int i = 0; i < n; i++)
        visit_options(i, &state);
}

/* expect-cost handed: 0 */
void handed(PGconn *db, int n)
{
    struct options options;
    struct state state;
    memset(&options, 0, sizeof options);
    state.db = db;
    state.options = &options;
    each(visit_options, &state, n);
}

/* expect-cost handed_set: 0 */
void handed_set(PGconn *db, int n)
{
    struct options options;
    struct state state;
    options.is_wanted = 0;
    state.db = db;
    state.options = &options;
    each(visit_options, &state, n);
}
