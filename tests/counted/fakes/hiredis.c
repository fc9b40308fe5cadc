/* hiredis that asks nobody. What is appended goes out with the first wait on its connection, as it does there. */
#include "hiredis/hiredis.h"

#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUTSTANDING 4096
#define BUFFERED    (-1)

static struct peer redis = {.name = "redis"};

struct connection {
    redisContext context; /* first: what programs see */
    redisReply *replies[OUTSTANDING];
    long sent[OUTSTANDING];
    int count, taken;
};

redisContext *redisConnect(const char *ip, int port) {
    (void)ip, (void)port;
    peer_ask(&redis);
    struct connection *connection = peer_allocate(sizeof *connection);
    return &connection->context;
}

int redisReconnect(redisContext *c) {
    peer_ask(&redis);
    c->err = 0;
    return REDIS_OK;
}

void redisFree(redisContext *c) { free(c); }

/* --- replies ------------------------------------------------------------------------------------------------------ */

static bool begins(const char *request, const char *word) { return !strncmp(request, word, strlen(word)); }

static bool gives_array(const char *request) {
    static const char *const words[] = {"KEYS", "SMEMBERS", "LRANGE", "HKEYS", "HGETALL", "MGET", "ZRANGE", "EXEC"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins(request, words[i]))
            return true;
    return false;
}

static redisReply *text_reply(int number) {
    char text[16];
    redisReply *reply = peer_allocate(sizeof *reply);
    reply->type = REDIS_REPLY_STRING;
    reply->len = (unsigned long)snprintf(text, sizeof text, "%d", number);
    reply->str = peer_copy(text);
    reply->integer = number;
    return reply;
}

static redisReply *array_reply(int count) {
    redisReply *reply = peer_allocate(sizeof *reply);
    reply->type = REDIS_REPLY_ARRAY;
    reply->elements = (unsigned long)count;
    reply->element = peer_allocate((unsigned long)(count + 1) * sizeof reply->element[0]);
    for (int i = 0; i < count; i++)
        reply->element[i] = text_reply(i);
    return reply;
}

static redisReply *reply_to(const char *request) {
    struct answer answer = peer_answer(request);
    redisReply *reply;
    if (answer.has_failed) {
        reply = text_reply(0);
        reply->type = REDIS_REPLY_ERROR;
    } else if (begins(request, "SCAN")) {
        /* The cursor, which is 0 at the end, and the keys. */
        reply = array_reply(2);
        freeReplyObject(reply->element[0]);
        freeReplyObject(reply->element[1]);
        reply->element[0] = text_reply(answer.left);
        reply->element[1] = array_reply(answer.items);
    } else if (gives_array(request)) {
        reply = array_reply(answer.items);
    } else {
        reply = text_reply(answer.number);
        if (answer.items == 0)
            reply->type = REDIS_REPLY_NIL;
        else if (!begins(request, "GET") && !begins(request, "HGET") && !begins(request, "LPOP"))
            reply->type = begins(request, "SET") ? REDIS_REPLY_STATUS : REDIS_REPLY_INTEGER;
    }
    return reply;
}

void freeReplyObject(void *reply) {
    redisReply *r = reply;
    if (!r)
        return;
    for (unsigned long i = 0; i < r->elements; i++)
        freeReplyObject(r->element[i]);
    free(r->element);
    free(r->str);
    free(r);
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static void write_buffered(struct connection *connection) {
    for (int i = connection->taken; i < connection->count; i++)
        if (connection->sent[i] == BUFFERED)
            connection->sent[i] = redis.trips;
}

static void append(redisContext *c, const char *request) {
    struct connection *connection = (struct connection *)c;
    if (connection->count == OUTSTANDING)
        peer_misused("too many commands under way");
    connection->replies[connection->count] = reply_to(request);
    connection->sent[connection->count++] = BUFFERED;
    peer_send(&redis);
}

int redisAppendCommand(redisContext *c, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *request = peer_text(format, arguments);
    va_end(arguments);
    append(c, request);
    free(request);
    return REDIS_OK;
}

int redisGetReply(redisContext *c, void **reply) {
    struct connection *connection = (struct connection *)c;
    if (connection->taken == connection->count)
        peer_misused("a reply is waited for that nobody asked for");
    write_buffered(connection);
    peer_wait(&redis, connection->sent[connection->taken]);
    redisReply *taken = connection->replies[connection->taken++];
    if (connection->taken == connection->count)
        connection->taken = connection->count = 0;
    if (reply)
        *reply = taken;
    else
        freeReplyObject(taken);
    return REDIS_OK;
}

/* What was appended before is written with it, and its replies would come first. */
static void *ask(redisContext *c, const char *request) {
    struct connection *connection = (struct connection *)c;
    if (connection->taken != connection->count)
        peer_misused("a command while others are under way: %s", request);
    peer_ask(&redis);
    return reply_to(request);
}

void *redisCommand(redisContext *c, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *request = peer_text(format, arguments);
    va_end(arguments);
    void *reply = ask(c, request);
    free(request);
    return reply;
}

void *redisCommandArgv(redisContext *c, int argc, const char **argv, const unsigned long *argvlen) {
    (void)argvlen;
    return ask(c, argc > 0 ? argv[0] : "");
}
