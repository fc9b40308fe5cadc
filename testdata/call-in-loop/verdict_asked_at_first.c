#include <hiredis/hiredis.h>

/* What the first turn asks for all of them makes no turn one that asks several times: the connection and what it can do
 * are kept. */
struct client {
    redisContext *context;
    int can_set;
};

static void start(struct client *client)
{
    if (client->context)
        return;
    client->context = redisConnect("127.0.0.1", 6379);
    redisReply *reply = redisCommand(client->context, "COMMAND INFO SET");
    if (reply->elements > 0) {
        redisReply *more = redisCommand(client->context, "OBJECT FREQ %s", reply->element[0]->str);
        client->can_set = more->elements > 0;
        freeReplyObject(more);
    }
    freeReplyObject(reply);
}

static int set(struct client *client, const char *name, const char *value)
{
    start(client);
    if (!client->can_set)
        return 1;
    redisReply *reply = redisCommand(client->context, "OBJECT FREQ %s %s", name, value);
    freeReplyObject(reply);
    return 0;
}

void set_all(struct client *client, const char **names, const char **values, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+2: call-in-loop {{set\(\) waits for redis}}
        // expect-verdict@+1: pipeline
        set(client, names[i], values[i]);
}

/* Asked on each turn, it does. */
static int set_where_it_can(struct client *client, const char *name, const char *value)
{
    redisReply *reply = redisCommand(client->context, "OBJECT ENCODING %s", name);
    int can_set = reply->elements > 0;
    freeReplyObject(reply);
    if (!can_set)
        return 1;
    reply = redisCommand(client->context, "OBJECT FREQ %s %s", name, value);
    freeReplyObject(reply);
    return 0;
}

void set_all_where_they_can(struct client *client, const char **names, const char **values, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+2: call-in-loop {{set_where_it_can\(\) waits for redis}}
        // expect-verdict@+1: sequential
        set_where_it_can(client, names[i], values[i]);
}
