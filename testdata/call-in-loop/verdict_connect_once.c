/* A connection that is opened where there is none, in one of several drivers, is paid for once, and what it leaves in
 * the handle is nothing that the next turn waits for. */
#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <stddef.h>
#include <string.h>

struct handle {
    const char *table;
    unsigned long tail;
};

struct driver {
    int (*insert)(struct handle *h, const char *key, const char *value);
};

struct con {
    redisContext *ctx;
    char sha[64];
    const char *host;
};

struct memory {
    void *block;
    void *(*xmalloc)(void *block, size_t size);
    void (*xfree)(void *block, void *p);
};

extern struct memory memory;

static int dial(struct con *c)
{
    redisReply *reply;
    c->ctx = redisConnect(c->host, 6379);
    if (!c->ctx || c->ctx->err)
        return -1;
    reply = redisCommand(c->ctx, "SCRIPT LOAD %s", "return 1");
    if (!reply)
        return -1;
    strcpy(c->sha, reply->str);
    freeReplyObject(reply);
    return 0;
}

/* NULL is also what comes of a lack of memory. */
static redisReply *command(struct con *c, const char *key, const char *value)
{
    const char **argv = memory.xmalloc(memory.block, 3 * sizeof *argv);
    if (!argv)
        return NULL;
    argv[0] = "EVALSHA", argv[1] = key, argv[2] = value;
    redisReply *reply = redisCommandArgv(c->ctx, 3, argv, NULL);
    memory.xfree(memory.block, argv);
    return reply;
}

static int redis_insert(struct handle *h, const char *key, const char *value)
{
    struct con *c = NULL;
    redisReply *reply = NULL;
    int ret = -1;
    c = (struct con *)h->tail;
    if (c && c->ctx == NULL) {
        if (dial(c) != 0)
            return -1;
    }
    reply = command(c, key, value);
    if (!reply) {
        redisFree(c->ctx);
        c->ctx = NULL;
        goto out;
    }
    memory.xfree(memory.block, reply->str);
    freeReplyObject(reply);
    ret = 0;
out:
    return ret;
}

static int pg_insert(struct handle *h, const char *key, const char *value)
{
    const char *v[2] = {key, value};
    PGconn *conn = (PGconn *)h->tail;
    PQclear(PQexecParams(conn, "INSERT INTO t VALUES ($1, $2)", 2, NULL, v, NULL, NULL, 0));
    PQclear(PQexec(conn, "NOTIFY t"));
    return 0;
}

int redis_bind(struct driver *d)
{
    d->insert = redis_insert;
    return 0;
}

int pg_bind(struct driver *d)
{
    d->insert = pg_insert;
    return 0;
}

extern struct driver driver;
extern struct handle *db;

struct row {
    struct row *next;
    const char *key, *value;
};

void insert_all(struct row *rows)
{
    for (struct row *r = rows; r; r = r->next)
        driver.insert(db, r->key, r->value); // expect: call-in-loop {{up to 2 \* length\(rows\) \+ 2 round trips}}
                                             // expect-verdict: pipeline
}

/* Closed at the end of each turn: opened on each turn, too. */
static int insert_and_close(struct con *c, const char *key)
{
    if (c->ctx == NULL && dial(c) != 0)
        return -1;
    redisReply *reply = redisCommand(c->ctx, "SET %s 1", key);
    freeReplyObject(reply);
    redisFree(c->ctx);
    c->ctx = NULL;
    return 0;
}

void insert_each(struct con *c, struct row *rows)
{
    for (struct row *r = rows; r; r = r->next)
        insert_and_close(c, r->key); // expect: call-in-loop {{up to 3 \* length\(rows\) round trips}}
}

extern const char *find_name(const char *key);

/* Closed where there is no such name, which is no failure: opened anew on the next turn. */
static int insert_or_close(struct con *c, const char *key)
{
    int ret = -1;
    const char *name = find_name(key);
    if (c->ctx == NULL && dial(c) != 0)
        return -1;
    if (!name) {
        redisFree(c->ctx);
        c->ctx = NULL;
        goto out;
    }
    freeReplyObject(redisCommand(c->ctx, "SET %s 1", name));
    ret = 0;
out:
    return ret;
}

void insert_named(struct con *c, struct row *rows)
{
    for (struct row *r = rows; r; r = r->next)
        insert_or_close(c, r->key); // expect: call-in-loop {{up to 3 \* length\(rows\) round trips}}
}
