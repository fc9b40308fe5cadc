/* Rows of round trips that are right as they are. */
// expect-none
#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <unistd.h>

void use(const char *a, const char *b, const char *c);
int number_of(const char *text);

/* Two only. */
void two(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET a");
    redisReply *b = redisCommand(c, "GET b");
    use(a->str, b->str, NULL);
}

/* Each is made of the answer before it. */
void chain(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET first");
    redisReply *b = redisCommand(c, "GET %s", a->str);
    redisReply *d = redisCommand(c, "GET %s", b->str);
    redisReply *e = redisCommand(c, "GET %s", d->str);
    use(e->str, NULL, NULL);
}

/* ... or only runs because of it. */
void decided(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET a");
    if (a->integer == 1) {
        redisReply *b = redisCommand(c, "GET b");
        if (b->integer == 1) {
            redisReply *d = redisCommand(c, "GET d");
            use(d->str, NULL, NULL);
        }
    }
}

/* ... or because it did not lead away. */
int left(redisContext *c)
{
    redisReply *a = redisCommand(c, "GET a");
    if (a->integer == 1)
        return 1;
    redisReply *b = redisCommand(c, "GET b");
    if (b->integer == 1)
        return 2;
    redisReply *d = redisCommand(c, "GET d");
    return (int)d->integer;
}

/* What the answer has decided goes into the next request. */
void implied(redisContext *c)
{
    const char *key = "a";
    redisReply *r = redisCommand(c, "GET first");
    if (r->integer > 5)
        key = "b";
    r = redisCommand(c, "GET %s", key);
    if (r->integer > 5)
        key = "d";
    r = redisCommand(c, "GET %s", key);
    use(r->str, NULL, NULL);
}

/* Each on its own connection. */
void spread(redisContext *a, redisContext *b, redisContext *c[2])
{
    freeReplyObject(redisCommand(a, "INCR n"));
    freeReplyObject(redisCommand(b, "INCR n"));
    freeReplyObject(redisCommand(c[0], "INCR n"));
    freeReplyObject(redisCommand(c[1], "INCR n"));
}

/* The variable is the same, the connection is not. */
void again(const char *host)
{
    redisContext *c = redisConnect("one", 1);
    freeReplyObject(redisCommand(c, "INCR n"));
    redisFree(c);
    c = redisConnect("two", 1);
    freeReplyObject(redisCommand(c, "INCR n"));
    redisFree(c);
    c = redisConnect(host, 1);
    freeReplyObject(redisCommand(c, "INCR n"));
    redisFree(c);
}

/* One in each arm. */
void one_of(redisContext *c, int kind)
{
    if (kind == 1)
        freeReplyObject(redisCommand(c, "INCR a"));
    else if (kind == 2)
        freeReplyObject(redisCommand(c, "INCR b"));
    else
        freeReplyObject(redisCommand(c, "INCR d"));
    switch (kind) {
    case 4:
        freeReplyObject(redisCommand(c, "INCR e"));
        break;
    case 5:
        freeReplyObject(redisCommand(c, "INCR f"));
        break;
    default:
        break;
    }
}

/* Options, each switched on by itself. */
void options(redisContext *c, int a, int b, int d)
{
    if (a)
        freeReplyObject(redisCommand(c, "INCR a"));
    if (b)
        freeReplyObject(redisCommand(c, "INCR b"));
    if (d)
        freeReplyObject(redisCommand(c, "INCR d"));
}

/* Only after a failure. */
int failing(redisContext *c)
{
    redisReply *r = redisCommand(c, "SET a 1");
    if (!r)
        r = redisCommand(c, "SET b 1");
    if (!r)
        r = redisCommand(c, "SET d 1");
    return r != NULL;
}

/* The session, the transaction. */
void session(PGconn *db)
{
    PQclear(PQexec(db, "SET search_path TO shop"));
    PQclear(PQexec(db, "SET statement_timeout TO 0"));
    PQclear(PQexec(db, "BEGIN"));
    PQclear(PQexec(db, "INSERT INTO log VALUES (1)"));
    PQclear(PQexec(db, "COMMIT"));
}

/* Sent together, then waited for. */
void sent_ahead(redisContext *c)
{
    void *reply;
    redisAppendCommand(c, "INCR a");
    redisAppendCommand(c, "INCR b");
    redisAppendCommand(c, "INCR d");
    redisAppendCommand(c, "INCR e");
    redisGetReply(c, &reply);
    redisGetReply(c, &reply);
    redisGetReply(c, &reply);
    redisGetReply(c, &reply);
}

/* Something else is waited for in between. */
void slowly(redisContext *c)
{
    freeReplyObject(redisCommand(c, "INCR a"));
    sleep(1);
    freeReplyObject(redisCommand(c, "INCR b"));
    sleep(1);
    freeReplyObject(redisCommand(c, "INCR d"));
}

/* A helper that hardly ever asks. */
static int color_of(redisContext *c, const char *name)
{
    if (name[0] == '#')
        return number_of(name + 1);
    redisReply *r = redisCommand(c, "GET color:%s", name);
    return (int)r->integer;
}

int colors(redisContext *c, const char *const *names)
{
    return color_of(c, names[0]) + color_of(c, names[1]) + color_of(c, names[2]) + color_of(c, names[3]);
}
