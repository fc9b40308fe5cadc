// expect-none
/* The flag that ends the loop is set where something was asked: once. */
#include "libpq-fe.h"

#include <stdbool.h>

struct state {
    const char *const *tokens;
    int token_count;
};

static PGconn *db;

int fits(const char *token);
void note(const char *token);

static void ask(const char *token) { PQclear(PQexec(db, token)); }

// expect-cost ask_first: 1
void ask_first(const char *const *tokens, int n)
{
    bool found = false;
    for (int i = 0; i < n && !found; i++) {
        if (!fits(tokens[i]))
            continue;
        ask(tokens[i]);
        found = true;
    }
}

/* In a loop inside that is left. */
// expect-cost ask_back: 1
void ask_back(const struct state *states, int n)
{
    bool found = false;
    for (int i = n - 1; i >= 0 && !found; i--) {
        for (int j = 0; j < states[i].token_count; j++) {
            if (!fits(states[i].tokens[j]))
                continue;
            ask(states[i].tokens[j]);
            found = true;
            break;
        }
    }
}

/* Both loops look at it. */
// expect-cost ask_both: 1
void ask_both(const struct state *states, int n)
{
    int searching = 1;
    for (int i = 0; i < n && searching; i++)
        for (int j = 0; searching && j < states[i].token_count; j++)
            if (fits(states[i].tokens[j])) {
                ask(states[i].tokens[j]);
                searching = 0;
            }
}

// expect-cost ask_while: 1
void ask_while(const char *const *tokens)
{
    int done = 0;
    while (done != 1 && *tokens) {
        switch (fits(*tokens)) {
        case 1:
            ask(*tokens);
            done = 1;
            break;
        default:
            note(*tokens);
            break;
        }
        tokens++;
    }
}
