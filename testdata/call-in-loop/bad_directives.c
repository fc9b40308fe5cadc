/* The neighbours of good_directives.c: something is asked for each word of a text. */
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

static void look_up(const char *name) { PQclear(PQexec(db, name)); }

static void run(const struct directive *directive) { look_up(directive->name); }

static void run_word(const struct directive *directive, const char *word)
{
    if (directive->call)
        look_up(word);
}

/* The word itself is asked for. */
void look_up_words(const char *text, size_t length)
{
    const char *at = text;
    while ((size_t)(at - text) <= length) {
        struct directives *known = &states[state];
        for (int i = 0; i < known->count; i++)
            if (strncmp(at, known->items[i].name, 4) == 0) {
                run_word(&known->items[i], at); // expect: call-in-loop
                break;
            }
        at += 4;
    }
}

/* The table is data that the caller has. */
void look_up_items(const char *text, size_t length, const struct directives *given)
{
    const char *at = text;
    while ((size_t)(at - text) <= length) {
        for (int i = 0; i < given->count; i++)
            if (strncmp(at, given->items[i].name, 4) == 0) {
                run(&given->items[i]); // expect: call-in-loop
                break;
            }
        at += 4;
    }
}

/* Nothing of the table is looked for. */
void look_up_all(const char *text, size_t length)
{
    const char *at = text;
    while ((size_t)(at - text) <= length) {
        run(&states[0].items[state]); // expect: call-in-loop
        at += 4;
    }
}

/* The table is walked, not the text. */
void look_up_table(const char *text)
{
    const struct directives *known = &states[state];
    for (int i = 0; i < known->count; i++)
        if (strcmp(text, known->items[i].name) == 0)
            run(&known->items[i]); // expect: call-in-loop
}
