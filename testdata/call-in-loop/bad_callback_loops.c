/* Event loops that run what they are handed for each of what they hold, before they return; and handlers that they keep,
 * which are told of where they loop. */
#include "libpq-fe.h"
#include <event2/event.h>
#include <uv.h>

static void close_session(uv_handle_t *handle, void *db)
{
    PQclear(PQexec(db, handle->data));
}

void close_all(uv_loop_t *loop, PGconn *db)
{
    uv_walk(loop, close_session, db); // expect: call-in-loop {{close_session\(\) waits for postgresql on each of size\(loop\) calls by uv_walk\(\): size\(loop\) round trips}}
}

static int save_event(const struct event_base *base, const struct event *event, void *db)
{
    PQclear(PQexec(db, "INSERT INTO event VALUES (now())"));
    return base == 0 || event == 0;
}

void save_all(struct event_base *base, PGconn *db)
{
    event_base_foreach_event(base, save_event, db); // expect: call-in-loop {{up to size\(base\) round trips}}
}

struct session {
    PGconn *db;
    const char **names;
    int count;
};

static void on_timer(uv_timer_t *timer)
{
    struct session *session = timer->data;
    for (int i = 0; i < session->count; i++)
        PQclear(PQexec(session->db, session->names[i])); // expect: call-in-loop {{: session->count round trips}}
}

static void on_event(int fd, short what, void *data)
{
    struct session *session = data;
    for (int i = 0; i < session->count; i++)
        PQclear(PQexec(session->db, session->names[fd + what])); // expect: call-in-loop {{: session->count round trips}}
}

static void connect_once(void)
{
    PQfinish(PQconnectdb(""));
}

// expect-cost start: 1 (exact)
void start(struct event_base *base, uv_timer_t *timers, struct session *sessions, int n)
{
    static uv_once_t once;
    for (int i = 0; i < n; i++) {
        uv_timer_start(&timers[i], on_timer, 1000, 1000);
        event_new(base, i, 2, on_event, &sessions[i]);
    }
    uv_once(&once, connect_once);
}
