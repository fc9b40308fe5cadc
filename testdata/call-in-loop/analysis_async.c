/* Sends and waits: an answer that another wait has brought already costs nothing. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"
#include "xcb/xcb.h"

#include <stddef.h>
#include <stdlib.h>

void use(const char *text, int i);

// expect-cost both_sent_then_both_taken: 1 (exact)
unsigned both_sent_then_both_taken(xcb_connection_t *c, xcb_window_t w)
{
    xcb_get_geometry_cookie_t place = xcb_get_geometry(c, w);
    xcb_query_tree_cookie_t tree = xcb_query_tree(c, w);
    unsigned width = xcb_get_geometry_reply(c, place, NULL)->width;
    return width + xcb_query_tree_reply(c, tree, NULL)->children_len;
}

// expect-cost one_after_the_other: 2 (exact)
unsigned one_after_the_other(xcb_connection_t *c, xcb_window_t w)
{
    unsigned width = xcb_get_geometry_reply(c, xcb_get_geometry(c, w), NULL)->width;
    return width + xcb_query_tree_reply(c, xcb_query_tree(c, w), NULL)->children_len;
}

/* Two requests are sent together on each turn: one round trip, not two. */
// expect-cost two_requests_a_turn: n (exact)
unsigned two_requests_a_turn(xcb_connection_t *c, const xcb_window_t *windows, int n, xcb_atom_t name)
{
    unsigned sum = 0;
    for (int i = 0; i < n; i++) {
        xcb_get_geometry_cookie_t place = xcb_get_geometry(c, windows[i]);
        xcb_get_property_cookie_t title = xcb_get_property(c, 0, windows[i], name, 0, 0, 64);
        // expect@+1: call-in-loop {{xcb_get_geometry_reply\(\) waits for x11 on each of n turns: n round trips}}
        sum += xcb_get_geometry_reply(c, place, NULL)->width;
        sum += (unsigned)xcb_get_property_value_length(xcb_get_property_reply(c, title, NULL));
    }
    return sum;
}

/* Reply and request in one expression. */
// expect-cost reply_of_the_request: n (exact)
unsigned reply_of_the_request(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    unsigned sum = 0;
    for (int i = 0; i < n; i++)
        // expect@+1: call-in-loop {{n round trips}}
        sum += xcb_get_geometry_reply(c, xcb_get_geometry(c, windows[i]), NULL)->width;
    return sum;
}

static unsigned width_of(xcb_connection_t *c, xcb_get_geometry_cookie_t cookie)
{
    xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(c, cookie, NULL);
    unsigned width = reply ? reply->width : 0;
    free(reply);
    return width;
}

/* The helper only waits: all requests were sent by the caller. */
// expect-cost helper_takes_what_the_caller_sent: 1
unsigned helper_takes_what_the_caller_sent(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    xcb_get_geometry_cookie_t *cookies = malloc((unsigned)n * sizeof *cookies);
    unsigned sum = 0;
    for (int i = 0; i < n; i++)
        cookies[i] = xcb_get_geometry(c, windows[i]);
    for (int i = 0; i < n; i++)
        sum += width_of(c, cookies[i]);
    free(cookies);
    return sum;
}

// expect-cost helper_takes_what_was_just_sent: n (exact)
unsigned helper_takes_what_was_just_sent(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    unsigned sum = 0;
    for (int i = 0; i < n; i++)
        sum += width_of(c, xcb_get_geometry(c, windows[i])); // expect: call-in-loop {{n round trips}}
    return sum;
}

/* --- pipelines --------------------------------------------------------------------------------------------------- */

// expect-cost append_all_then_get_all: 1
void append_all_then_get_all(redisContext *redis, const char *const *keys, int n)
{
    void *reply;
    for (int i = 0; i < n; i++)
        redisAppendCommand(redis, "DEL %s", keys[i]);
    for (int i = 0; i < n; i++) {
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

// expect-cost append_and_get: n (exact)
void append_and_get(redisContext *redis, const char *const *keys, int n)
{
    void *reply;
    for (int i = 0; i < n; i++) {
        redisAppendCommand(redis, "DEL %s", keys[i]);
        redisGetReply(redis, &reply); // expect: call-in-loop {{n round trips}}
        freeReplyObject(reply);
    }
}

/* How many is known: still one. */
// expect-cost hundred_appended_then_taken: 1
void hundred_appended_then_taken(redisContext *redis, const char *const *keys)
{
    void *reply;
    for (int i = 0; i < 100; i++)
        redisAppendCommand(redis, "DEL %s", keys[i]);
    for (int i = 0; i < 100; i++)
        redisGetReply(redis, &reply);
}

// expect-cost pipeline_mode: 1
void pipeline_mode(PGconn *db, const char *const *names, int n)
{
    PQenterPipelineMode(db);
    for (int i = 0; i < n; i++)
        PQsendQuery(db, names[i]);
    PQpipelineSync(db);
    for (int i = 0; i < n; i++)
        PQclear(PQgetResult(db));
    PQexitPipelineMode(db);
}

/* A look-alike: in the pipeline, but each answer is taken before the next is sent. */
// expect-cost pipeline_of_one: n
void pipeline_of_one(PGconn *db, const char *const *names, int n)
{
    PQenterPipelineMode(db);
    for (int i = 0; i < n; i++) {
        PQsendQuery(db, names[i]);
        PQpipelineSync(db);
        PQclear(PQgetResult(db)); // expect: call-in-loop {{n round trips}}
    }
    PQexitPipelineMode(db);
}

/* Between MULTI and EXEC each command is only queued by the server, but its QUEUED is waited for. */
// expect-cost multi_waits_for_each: n + 2 (exact)
void multi_waits_for_each(redisContext *redis, const char *const *keys, int n)
{
    freeReplyObject(redisCommand(redis, "MULTI"));
    for (int i = 0; i < n; i++)
        freeReplyObject(redisCommand(redis, "DEL %s", keys[i])); // expect: call-in-loop {{n round trips}}
    freeReplyObject(redisCommand(redis, "EXEC"));
}

// expect-cost multi_in_one_go: 1
void multi_in_one_go(redisContext *redis, const char *const *keys, int n)
{
    void *reply;
    redisAppendCommand(redis, "MULTI");
    for (int i = 0; i < n; i++)
        redisAppendCommand(redis, "DEL %s", keys[i]);
    redisAppendCommand(redis, "EXEC");
    for (int i = 0; i < n + 2; i++) {
        redisGetReply(redis, &reply);
        freeReplyObject(reply);
    }
}

/* --- through parameters ------------------------------------------------------------------------------------------ */

struct probe {
    xcb_get_geometry_cookie_t cookie;
    unsigned width;
};

static void probe_begin(struct probe *probe, xcb_connection_t *c, xcb_window_t w) { probe->cookie = xcb_get_geometry(c, w); }

static void probe_finish(struct probe *probe, xcb_connection_t *c)
{
    probe->width = xcb_get_geometry_reply(c, probe->cookie, NULL)->width;
}

// expect-cost begun_and_finished_together: 1
unsigned begun_and_finished_together(xcb_connection_t *c, xcb_window_t a, xcb_window_t b)
{
    struct probe first, second;
    probe_begin(&first, c, a);
    probe_begin(&second, c, b);
    probe_finish(&first, c);
    probe_finish(&second, c);
    return first.width + second.width;
}

// expect-cost begun_and_finished_each: n
unsigned begun_and_finished_each(xcb_connection_t *c, const xcb_window_t *windows, int n)
{
    unsigned sum = 0;
    for (int i = 0; i < n; i++) {
        struct probe probe;
        probe_begin(&probe, c, windows[i]);
        probe_finish(&probe, c); // expect: call-in-loop {{n round trips}}
        sum += probe.width;
    }
    return sum;
}
