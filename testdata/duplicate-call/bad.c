/* The same read twice, directly and through helpers. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <libpq-fe.h>

struct app {
    PGconn *db;
};

int number_of(const char *text);
void use(const char *a, const char *b);
void show(int a, int b);

void twice(redisContext *c, int id)
{
    redisReply *a = redisCommand(c, "GET user:%d", id);
    use(a->str, "name");
    redisReply *b = redisCommand(c, "GET user:%d", id); // expect: duplicate-call {{redisCommand\(\) asks redis what line 16 has asked}}
                                                        // expect-verdict: null
    use(b->str, "mail");
}

static int owner_of(struct app *app, int oid)
{
    const char *values[1];
    char text[20];
    values[0] = text;
    text[0] = (char)oid;
    PGresult *res = PQexecParams(app->db, "SELECT owner FROM item WHERE oid = $1", 1, NULL, values, NULL, NULL, 0);
    int owner = number_of(PQgetvalue(res, 0, 0));
    PQclear(res);
    return owner;
}

/* Through a helper; other reads in between change nothing. */
void describe(struct app *app, int oid)
{
    int first = owner_of(app, oid);
    show(first, owner_of(app, oid + 1));
    show(first, owner_of(app, oid)); // expect: duplicate-call {{owner_of\(\) asks postgresql what line 38 has asked}}
}

/* The text is a constant, whatever variable it is in. */
void by_name(PGconn *db)
{
    const char *one = "SELECT now()", *other = "SELECT now()";
    PGresult *a = PQexec(db, one);
    PGresult *b = PQexec(db, other); // expect: duplicate-call {{PQexec\(\) asks postgresql what line 47 has asked}}
    use(PQgetvalue(a, 0, 0), PQgetvalue(b, 0, 0));
}
