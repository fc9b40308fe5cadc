/* What is asked for once is noted by a function further down: nothing that runs for each item asks again. */
// expect-none
#include "hiredis/hiredis.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

struct store;

struct index {
    redisContext *redis;
    struct store *store;
    char **names;
    int count;
    unsigned is_read : 1;
    int socket;
    const char *pending;
};

struct store {
    struct index *index;
};

/* A flag that the early return of two functions tests. No file is as good as one without names. */
static int load(struct index *index, const char *path)
{
    int file;
    if (index->is_read)
        return index->count;
    file = open(path, O_RDONLY);
    if (file < 0)
        return 0;
    close(file);
    index->names = calloc(10, sizeof *index->names);
    if (!index->names)
        return -1;
    if (!path) {
        index->is_read = 1;
        return 0;
    }
    index->count = 10;
    index->is_read = 1;
    return index->count;
}

static int read_index(struct index *index, const char *path)
{
    int count;
    if (index->is_read)
        return index->count;
    count = load(index, path);
    freeReplyObject(redisCommand(index->redis, "WATCH %s", path));
    return count;
}

static int read_store(struct store *store)
{
    int count;
    if (!store->index)
        store->index = calloc(1, sizeof *store->index);
    if (!store->index->store)
        store->index->store = store;
    count = read_index(store->index, "main");
    return count;
}

static int position(struct store *store, const char *name)
{
    if (!store->index || !store->index->names)
        read_store(store);
    return store->index->names && store->index->names[0] == name ? 0 : -1;
}

int count_known(struct store *store, const char **names, int n)
{
    int known = 0;
    for (int i = 0; i < n; i++)
        known += position(store, names[i]) >= 0;
    return known;
}

/* -1: it is not open yet. */
static void dial(struct index *index)
{
    redisReply *reply = redisCommand(index->redis, "INCR clients");
    index->socket = (int)reply->integer;
    freeReplyObject(reply);
}

static void put(struct index *index, const char *name)
{
    if (index->socket == -1)
        dial(index);
    index->names[index->count++] = (char *)name;
}

void put_all(struct index *index, const char **names, int n)
{
    for (int i = 0; i < n; i++)
        put(index, names[i]);
}

/* Taken down by what tells of it. */
static void tell(struct index *index)
{
    const char *name = index->pending;
    index->pending = NULL;
    freeReplyObject(redisCommand(index->redis, "PUBLISH news %s", name));
}

int tell_and_sum(struct index *index, const int *sizes, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (index->pending && index->count > 0)
            tell(index);
        sum += sizes[i];
    }
    return sum;
}

/* A global one. */
static int is_set_up;

static void set_up(redisContext *redis)
{
    freeReplyObject(redisCommand(redis, "CONFIG SET maxmemory 100mb"));
    is_set_up = 1;
}

int weigh_all(redisContext *redis, const int *sizes, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (!is_set_up)
            set_up(redis);
        sum += sizes[i];
    }
    return sum;
}

/* Two at once, each of which a function further down sets. */
struct login {
    redisContext *redis;
    const char *user;
    const char *password;
};

static const char *ask(redisContext *redis, const char *what)
{
    redisReply *reply = redisCommand(redis, "GET %s", what);
    return reply->str;
}

static void ask_both(struct login *login)
{
    if (!login->user)
        login->user = ask(login->redis, "user");
    if (!login->password)
        login->password = ask(login->redis, "password");
}

static int log_in(struct login *login)
{
    if (login->user && login->password)
        return 0;
    freeReplyObject(redisCommand(login->redis, "PING"));
    ask_both(login);
    return 1;
}

int log_in_all(struct login *login, const int *sizes, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += log_in(login) + sizes[i];
    return sum;
}
