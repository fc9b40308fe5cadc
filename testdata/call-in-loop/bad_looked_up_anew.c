#include "libpq-fe.h"

#include <stdio.h>
#include <stdlib.h>

struct screen {
    int x;
    struct screen *next;
};

static struct screen *screens;

static struct screen *screen_at(int x)
{
    for (struct screen *s = screens; s; s = s->next)
        if (s->x == x)
            return s;
    return NULL;
}

/* What is missing is made, for each of them. */
// expect-cost make_screens: n
void make_screens(PGconn *db, const int *xs, int n)
{
    for (int i = 0; i < n; i++) {
        struct screen *s = screen_at(xs[i]);
        if (!s) {
            s = calloc(1, sizeof *s);
            s->x = xs[i];
            s->next = screens;
            screens = s;
            PQclear(PQexec(db, "INSERT INTO screens DEFAULT VALUES")); // expect: call-in-loop {{up to n round trips}}
        }
    }
}

/* Read from a text. */
void read_screens(PGconn *db, const char *text)
{
    int x;
    while (sscanf(text, "%d", &x) == 1) {
        struct screen *s = screen_at(x);
        if (s != NULL) {
            s->x++;
        } else {
            s = calloc(1, sizeof *s);
            PQclear(PQexec(db, "INSERT INTO screens DEFAULT VALUES")); // expect: call-in-loop {{round trips, 100 ms}}
        }
        text++;
    }
}
