/* A turn whose callee asks for a tree: the answers lead on inside the turn, and no turn needs another's. */
#include <hiredis/hiredis.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct session {
    redisContext *redis;
    const char *last;
    struct window *windows;
};

struct window {
    struct window *next;
    const char *id;
    long client, type;
};

static long ask(struct session *session, const char *command, const char *key) {
    redisReply *reply = redisCommand(session->redis, "%s %s", command, key);
    long value = (long)reply->integer;
    freeReplyObject(reply);
    return value;
}

static long find_client(struct session *session, const char *id) {
    long client = 0;
    redisReply *children = redisCommand(session->redis, "SMEMBERS %s", id);
    for (size_t i = 0; i < children->elements && !client; i++)
        client = find_client(session, children->element[i]->str);
    freeReplyObject(children);
    return client;
}

static void refresh(struct session *session, struct window *window) {
    char key[32];
    window->client = find_client(session, window->id);
    memcpy(key, &window->client, sizeof window->client);
    window->type = ask(session, "TYPE", key);
}

void refresh_all(struct session *session) {
    for (struct window *window = session->windows; window; window = window->next)
        refresh(session, window); // expect: call-in-loop {{round trips}}
                                  // expect-verdict: sequential
                                  // expect-fix: {{each turn asks several times, and needs the answers}}
}

/* What the recursion leaves in the session is asked for on the next turn. */
static long find_last(struct session *session, const char *id) {
    long client = 0;
    redisReply *children = redisCommand(session->redis, "SMEMBERS %s", session->last);
    for (size_t i = 0; i < children->elements && !client; i++)
        client = find_last(session, id);
    session->last = strdup(children->str);
    freeReplyObject(children);
    return client;
}

void find_all_last(struct session *session) {
    for (struct window *window = session->windows; window; window = window->next)
        window->client = find_last(session, window->id); // expect: call-in-loop {{round trips}}
    // expect-verdict: sequential
    // expect-fix: {{each turn needs the answer before it}}
}
