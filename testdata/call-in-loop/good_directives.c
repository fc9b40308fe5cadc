// expect-none
/* A file of settings: each directive is found in a table of the program, and few of them ask for anything. */
#include "libpq-fe.h"

#include <string.h>

struct directive {
    const char *name;
    int next, call;
};

struct directives {
    struct directive *items;
    int count;
};

extern struct directives states[8];
static PGconn *db;
static int state;

static void set_schema(const char *name) { PQclear(PQexec(db, name)); }

static void run(const struct directive *directive)
{
    if (directive->call == 1)
        set_schema(directive->name);
    state = directive->next;
}

// expect-cost read_settings: 2
void read_settings(const char *text, size_t length)
{
    const char *at = text;
    while ((size_t)(at - text) <= length) {
        struct directives *known = &states[state];
        const struct directive *one;
        int is_handled = 0;
        for (int i = 0; i < known->count; i++) {
            one = &known->items[i];
            if (strncasecmp(at, one->name + 1, strlen(one->name) - 1) == 0) {
                at += strlen(one->name) - 1;
                run(one);
                is_handled = 1;
                break;
            }
        }
        if (!is_handled) {
            at += 1;
            run(&states[0].items[0]);
        }
    }
}

/* Nor is it what a loop over files is about. */
// expect-cost read_files: 2*n
void read_files(const char *const *texts, int n)
{
    for (int i = 0; i < n; i++)
        read_settings(texts[i], strlen(texts[i]));
}
