/* As good_table_picked.c, but one of the tables is none that the function can see the end of. */
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

static const char *const few[] = {"replica", NULL};

int ask_given(PGconn *db, const char *const *given)
{
    const char *const *levels;
    int n = 0;
    if (given)
        levels = given;
    else
        levels = few;
    for (int i = 0; levels[i]; i++)
        n += has(db, levels[i]); // expect: call-in-loop {{on each of up to length\(levels\) turns}}
    return n;
}

/* The text's own length is told, not that of the array that it may stand in. */
int ask_letters(PGconn *db, int old)
{
    char a[64] = "abc", b[64] = "abcdef";
    char *text;
    int n = 0;
    if (old)
        text = a;
    else
        text = b;
    for (int i = 0; text[i]; i++)
        n += has(db, text[i] == 'a' ? "replica" : "logical"); // expect: call-in-loop {{on each of}}
    return n;
}
