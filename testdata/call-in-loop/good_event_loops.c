#include "libpq-fe.h"
#include <ev.h>
#include <event2/event.h>
#include <glib.h>
#include <uv.h>

// expect-none
/* The loops of four libraries: what runs for an event is a task of its own. */
void with_libuv(uv_loop_t *loop, PGconn *db)
{
    while (uv_run(loop, UV_RUN_ONCE))
        PQclear(PQexec(db, "SELECT 1"));
}

void with_libev(struct ev_loop *loop, PGconn *db)
{
    for (;;) {
        ev_run(loop, EVRUN_ONCE);
        PQclear(PQexec(db, "SELECT 1"));
    }
}

/* By the inline function of old. */
void with_old_libev(struct ev_loop *loop, PGconn *db)
{
    for (;;) {
        ev_loop(loop, EVRUN_ONCE);
        PQclear(PQexec(db, "SELECT 1"));
    }
}

void with_libevent(struct event_base *base, PGconn *db)
{
    while (event_base_loop(base, EVLOOP_ONCE) == 0)
        PQclear(PQexec(db, "SELECT 1"));
}

void with_glib(GMainContext *context, PGconn *db)
{
    for (;;) {
        g_main_context_iteration(context, 1);
        PQclear(PQexec(db, "SELECT 1"));
    }
}

/* A job queue is none other. */
void worker(GAsyncQueue *queue, PGconn *db)
{
    const char *statement;
    while ((statement = g_async_queue_pop(queue)))
        PQclear(PQexec(db, statement));
}
