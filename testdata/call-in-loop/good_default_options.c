// expect-none
/* Who passes no options gets constant defaults, of which none is on: what only an option asks for is not done. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

struct options {
    unsigned check : 1;
    int level;
    struct {
        bool is_deep;
    } how;
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

int merge_all(PGconn *db, const char **names, int n)
{
    int merged = 0;
    for (int i = 0; i < n; i++)
        merged += merge(db, names[i], NULL);
    return merged;
}

static bool join(PGconn *db, const char *name, const struct options *o)
{
    const struct options none = {0};
    if (o == NULL)
        o = &none;
    if (o->level > 2 && name[0])
        check(db, name);
    if (!o->how.is_deep)
        return false;
    check(db, name + 1);
    return true;
}

int join_all(PGconn *db, const char **names, int n)
{
    int joined = 0;
    for (int i = 0; i < n; i++)
        joined += join(db, names[i], NULL);
    return joined;
}
