/* The neighbours of good_last_turn.c: the flag does not end the loop, or not before something more is asked. */
#include "libpq-fe.h"

#include <stdbool.h>

struct state {
    const char *const *tokens;
    int token_count;
};

static PGconn *db;

int fits(const char *token);

static void ask(const char *token) { PQclear(PQexec(db, token)); }

/* Nobody looks at it. */
bool ask_all(const char *const *tokens, int n)
{
    bool found = false;
    for (int i = 0; i < n; i++) {
        if (!fits(tokens[i]))
            continue;
        ask(tokens[i]); // expect: call-in-loop
        found = true;
    }
    return found;
}

/* It is taken back. */
void ask_runs(const char *const *tokens, int n)
{
    bool found = false;
    for (int i = 0; i < n && !found; i++) {
        if (fits(tokens[i])) {
            ask(tokens[i]); // expect: call-in-loop
            found = true;
        }
        if (tokens[i][0] == ' ')
            found = false;
    }
}

/* The loop inside goes on. */
void ask_rows(const struct state *states, int n)
{
    bool found = false;
    for (int i = 0; i < n && !found; i++)
        for (int j = 0; j < states[i].token_count; j++) {
            if (!fits(states[i].tokens[j]))
                continue;
            ask(states[i].tokens[j]); // expect: call-in-loop
            found = true;
        }
}

/* One of two reasons to go on. */
void ask_either(const char *const *tokens, int n, int all)
{
    bool found = false;
    for (int i = 0; i < n && (all || !found); i++) {
        if (!fits(tokens[i]))
            continue;
        ask(tokens[i]); // expect: call-in-loop
        found = true;
    }
}

/* The other way round: it has to be set. */
void ask_while_found(const char *const *tokens, int n)
{
    bool found = true;
    for (int i = 0; i < n && found; i++) {
        found = false;
        if (!fits(tokens[i]))
            continue;
        ask(tokens[i]); // expect: call-in-loop
        found = true;
    }
}

/* What is asked beside it is asked on each turn. */
void ask_before(const char *const *tokens, int n)
{
    bool found = false;
    for (int i = 0; i < n && !found; i++) {
        ask(tokens[i]); // expect: call-in-loop
        if (fits(tokens[i]))
            found = true;
    }
}
