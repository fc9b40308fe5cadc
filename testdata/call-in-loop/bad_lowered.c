/* A number of turns that is only ever lowered before the loop is at most what the caller passes. */
#include <libpq-fe.h>
#include <string.h>

void use(PGresult *r);

/* Up to a "--". */
static void ask_each(PGconn *c, int n, const char *const *names) // expect-cost ask_each: n
{
    for (int i = 1; i < n; i++) {
        if (strcmp(names[i], "--") == 0) {
            n = i;
            break;
        }
    }
    for (int i = 0; i < n; i++)
        use(PQexec(c, names[i])); // expect: call-in-loop {{up to n}}
}

void none(PGconn *c) { ask_each(c, 0, 0); } // expect-cost none: 0

/* May be raised: it is another number. */
static void ask_more(PGconn *c, int n, const char *const *names)
{
    for (int i = 1; i < n; i++) {
        if (strcmp(names[i], "all") == 0) {
            i += 8;
            n = i;
            break;
        }
    }
    for (int i = 0; i < n; i++)
        use(PQexec(c, names[i])); // expect: call-in-loop
}

static void ask_given(PGconn *c, int n, const char *const *names)
{
    for (int i = 1; i < 100; i++)
        if (strcmp(names[i], "--") == 0)
            n = i;
    for (int i = 0; i < n; i++)
        use(PQexec(c, names[i])); // expect: call-in-loop
}

void some(PGconn *c, const char *const *names)
{
    ask_more(c, 0, names);
    ask_given(c, 0, names);
}
