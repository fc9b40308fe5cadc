/* Defaults that are on, or that somebody may switch on, and options that are passed. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

struct options {
    unsigned check : 1;
    int level;
};

static void check(PGconn *db, const char *name)
{
    const char *values[1] = {name};
    PQclear(PQexecParams(db, "select check($1)", 1, NULL, values, NULL, NULL, 0));
}

static bool merge(PGconn *db, const char *name, const struct options *o)
{
    static const struct options none;
    if (!o)
        o = &none;
    if (o->check)
        check(db, name);
    return name[0] != 0;
}

int merge_with(PGconn *db, const char **names, int n, const struct options *o)
{
    int merged = 0;
    for (int i = 0; i < n; i++)
        merged += merge(db, names[i], o); // expect: call-in-loop {{: up to n round trips, }}
    return merged;
}

/* The test holds of the defaults. */
static bool merge_low(PGconn *db, const char *name, const struct options *o)
{
    static const struct options none;
    if (!o)
        o = &none;
    if (o->level < 2)
        check(db, name);
    return name[0] != 0;
}

int merge_all_low(PGconn *db, const char **names, int n)
{
    int merged = 0;
    for (int i = 0; i < n; i++)
        merged += merge_low(db, names[i], NULL); // expect: call-in-loop {{: up to n round trips, }}
    return merged;
}

static bool merge_checked(PGconn *db, const char *name, const struct options *o)
{
    static const struct options checked = {.check = 1};
    if (!o)
        o = &checked;
    if (o->check)
        check(db, name);
    return name[0] != 0;
}

int merge_all_checked(PGconn *db, const char **names, int n)
{
    int merged = 0;
    for (int i = 0; i < n; i++)
        merged += merge_checked(db, names[i], NULL); // expect: call-in-loop {{: up to n round trips, }}
    return merged;
}

/* Not constant: whoever has its address may set it. */
static bool merge_kept(PGconn *db, const char *name, struct options *o)
{
    static struct options kept;
    if (!o)
        o = &kept;
    if (o->check)
        check(db, name);
    o->check = name[0] == '!';
    return name[0] != 0;
}

int merge_all_kept(PGconn *db, const char **names, int n)
{
    int merged = 0;
    for (int i = 0; i < n; i++)
        merged += merge_kept(db, names[i], NULL); // expect: call-in-loop {{: up to n round trips, }}
    return merged;
}
