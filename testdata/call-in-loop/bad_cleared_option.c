/* Options that are cleared are no switches that connecting throws: what runs while one is off is what is asked. */
#include <libpq-fe.h>
#include <string.h>

struct options {
    unsigned update : 1, dry_run : 1, only_check : 1;
    int level;
};

static void put(PGconn *db, const char *name)
{
    const char *values[1] = {name};
    PQclear(PQexecParams(db, "insert into t values ($1)", 1, NULL, values, NULL, NULL, 0));
}

static void apply(PGconn *db, const struct options *o, const char **names, int n)
{
    if (!o->update || o->dry_run)
        return;
    for (int i = 0; i < n; i++)
        put(db, names[i]); // expect: call-in-loop {{: up to n round trips, }}
}

void checkout(PGconn *db, const char **names, int n)
{
    struct options o;
    memset(&o, 0, sizeof o);
    o.update = 1;
    apply(db, &o, names, n);
}

/* --- set by a parser of the command line, through its address ----------------------------------------------------- */

struct flags {
    int is_quiet, is_local;
};

void parse_flag(const char *name, int *value);

static void show(PGconn *db, const struct flags *flags, const char **names, int n)
{
    if (flags->is_local)
        return;
    for (int i = 0; i < n; i++)
        put(db, names[i]); // expect: call-in-loop {{round trips, }}
}

void show_command(const char **names, int n)
{
    struct flags flags = {0};
    PGconn *db = PQconnectdb("");
    parse_flag("--local", &flags.is_local);
    show(db, &flags, names, n);
    PQfinish(db);
}
