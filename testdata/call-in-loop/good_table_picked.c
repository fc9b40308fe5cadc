/* A short table that ends in NULL, picked among constant ones: at most as many turns as the longer one has items. */
// expect-none
// expect-cost ask_levels: 2
// expect-cost ask_moving: 2
// expect-cost ask_selected: 2
#include <libpq-fe.h>
#include <stddef.h>

static int has(PGconn *db, const char *value)
{
    const char *values[] = {value};
    PGresult *r = PQexecParams(db, "SELECT true FROM pg_settings WHERE setting = $1", 1, NULL, values, NULL, NULL, 0);
    int n = PQntuples(r);
    PQclear(r);
    return n;
}

int ask_levels(PGconn *db, int old)
{
    char *before[] = {"hot_standby", NULL};
    char *now[] = {"replica", "logical", NULL};
    char **levels;
    int i = 0, found;
    if (old)
        levels = (char **)before;
    else
        levels = (char **)now;
    do {
        found = has(db, levels[i]);
        if (found)
            break;
        i++;
    } while (levels[i] != NULL);
    return found;
}

static const char *const few[] = {"replica", NULL};
static const char *const more[] = {"replica", "logical", NULL};

int ask_moving(PGconn *db, int old)
{
    const char *const *level;
    int n = 0;
    if (old)
        level = few;
    else
        level = more;
    for (; *level; level++)
        n += has(db, *level);
    return n;
}

int ask_selected(PGconn *db, int old)
{
    const char *const *levels = old ? few : more;
    int n = 0;
    for (int i = 0; levels[i]; i++)
        n += has(db, levels[i]);
    return n;
}
