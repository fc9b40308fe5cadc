/* The dearest of what a pointer may be lies many calls below the loop: another that asks on each turn as well, a few
 * calls away, makes the loop believed. A way that is not taken on each turn, or one of many guesses, does not. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

#include <stddef.h>
#include <stdio.h>

struct store {
    PGconn *pg;
    redisContext *redis;
    const char *host;
};

/* --- many calls down ----------------------------------------------------------------------------------------------- */

static int pg_run(struct store *store, const char *text)
{
    PGresult *res = PQexec(store->pg, text);
    int status = (int)PQresultStatus(res);
    PQclear(res);
    return status;
}

static int pg_run_timed(struct store *store, const char *text)
{
    return text ? pg_run(store, text) : -1;
}

static int pg_run_named(struct store *store, const char *text)
{
    return store->pg ? pg_run_timed(store, text) : -1;
}

static int pg_run_internal(struct store *store, const char *key)
{
    char text[200];
    snprintf(text, sizeof text, "UPDATE item SET seen = 1 WHERE id = '%s'", key);
    pg_run_named(store, text);
    snprintf(text, sizeof text, "INSERT INTO seen VALUES ('%s')", key);
    return pg_run_named(store, text);
}

static int pg_update(struct store *store, const char *key)
{
    return key ? pg_run_internal(store, key) : -1;
}

static int pg_save(struct store *store, const char *key)
{
    return store ? pg_update(store, key) : -1;
}

/* --- a few calls down ---------------------------------------------------------------------------------------------- */

static int redis_save(struct store *store, const char *key)
{
    freeReplyObject(redisCommand(store->redis, "HSET %s seen 1", key));
    return 0;
}

struct driver {
    int (*save)(struct store *store, const char *key);
};

static struct driver driver;

void use_driver(int kind)
{
    driver.save = kind ? pg_save : redis_save;
}

static int save_item(struct store *store, const char *key)
{
    return driver.save(store, key);
}

void save_all(struct store *store, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        save_item(store, keys[i]); // expect: call-in-loop {{save_item\(\) waits for redis}}
                                   // expect-confidence: medium
}

/* --- a few calls down, and seldom ---------------------------------------------------------------------------------- */

static int redis_seldom(struct store *store, const char *key)
{
    if (store->redis->err)
        store->redis = redisConnect(store->host, 6379);
    return store->redis->err + (key != NULL);
}

static struct driver seldom;

void use_seldom(int kind)
{
    seldom.save = kind ? pg_save : redis_seldom;
}

static int save_seldom(struct store *store, const char *key)
{
    return seldom.save(store, key);
}

void save_all_seldom(struct store *store, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        save_seldom(store, keys[i]);
}

/* --- a few calls down, where it is a guess which way is taken ------------------------------------------------------ */

static int pg_run_logged(struct store *store, const char *text)
{
    store->host = text;
    return pg_run_named(store, text);
}

static int pg_note(struct store *store, const char *key)
{
    return pg_run_logged(store, key) + 1;
}

static int pg_note_all(struct store *store, const char *key)
{
    return pg_note(store, key) + 1;
}

static struct driver fresh;

void use_fresh(int kind)
{
    fresh.save = kind ? pg_save : redis_save;
}

static int save_fresh(struct store *store, const char *key, int age)
{
    if (store->host[0] == 'a')
        if (key[0] != '#')
            if (key[1] > store->host[1])
                if (age > 60)
                    fresh.save(store, key);
    return pg_note_all(store, key);
}

void save_all_fresh(struct store *store, const char **keys, const int *ages, int n)
{
    for (int i = 0; i < n; i++)
        save_fresh(store, keys[i], ages[i]); // expect: call-in-loop {{save_fresh\(\) waits for postgresql on each of n turns: up to n round trips.*; up to 3 \* n round trips when several conditions in callees hold at once}}
}

/* --- a few calls down, behind two pointers ------------------------------------------------------------------------- */

struct listener {
    int (*heard)(struct store *store, const char *key);
};

static struct listener listener;

static int count_item(struct store *store, const char *key)
{
    return store->host == key;
}

void listen_to(int kind)
{
    listener.heard = kind ? save_item : count_item;
}

void tell_all(struct store *store, const char **keys, int n)
{
    for (int i = 0; i < n; i++)
        listener.heard(store, keys[i]);
}
