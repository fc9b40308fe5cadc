/* A place that is reached through two arms of one branch is reached once, and what one of two arms asks is "up to". */
#include <hiredis/hiredis.h>
#include <stddef.h>

struct item {
    const char *name;
    int is_active;
};

static struct {
    const char *password, *user;
} config;

static int read_state(redisContext *c, const struct item *item) {
    redisReply *reply = redisCommand(c, "HGET %s state", item->name);
    freeReplyObject(reply);
    return 0;
}

static int read_all(redisContext *c, const struct item *item) {
    redisReply *reply = redisCommand(c, "HGETALL %s", item->name);
    freeReplyObject(reply);
    return read_state(c, item);
}

void by_arm(redisContext *c, const struct item *items, int n) {
    for (int i = 0; i < n; i++) {
        if (items[i].is_active)
            read_all(c, &items[i]); // expect: call-in-loop {{^read_all\(\) waits .* up to 2 \* n round trips}}
        else
            read_state(c, &items[i]);
    }
}

/* Both, one behind the other. */
void one_by_one(redisContext *c, const struct item *items, int n) {
    for (int i = 0; i < n; i++) {
        read_all(c, &items[i]); // expect: call-in-loop {{^read_all\(\) waits .* 3 \* n round trips}}
        read_state(c, &items[i]);
    }
}

static redisContext *context_of(const char *ip, int port, const char *path) {
    redisContext *c;
    redisReply *reply;
    if (path == NULL)
        c = redisConnect(ip, port);
    else
        c = redisConnectUnix(path);
    if (c == NULL || c->err)
        return NULL;
    if (config.password == NULL)
        return c;
    if (config.user == NULL)
        reply = redisCommand(c, "AUTH %s", config.password);
    else
        reply = redisCommand(c, "AUTH %s %s", config.user, config.password);
    freeReplyObject(reply);
    return c;
}

static int read_config(const char *ip, int port, const char *path) {
    redisContext *c = context_of(ip, port, path);
    if (c == NULL)
        return 0;
    redisReply *reply = redisCommand(c, "CONFIG GET save");
    freeReplyObject(reply);
    redisFree(c);
    return 1;
}

int over_network(const char **ip, const int *port, int n) {
    int ok = 0;
    for (int i = 0; i < n; i++)
        ok += read_config(ip[i], port[i], NULL); // expect: call-in-loop {{^read_config\(\) waits .* up to 3 \* n}}
    return ok;
}

int over_any(const char **ip, const int *port, const char *path, int n) {
    int ok = 0;
    for (int i = 0; i < n; i++)
        ok += read_config(ip[i], port[i], path); // expect: call-in-loop {{^read_config\(\) waits .* up to 3 \* n}}
    return ok;
}
