/* A loop over what a wait for events has found: each turn that does something is one event. */
#include "libpq-fe.h"

#define POLLIN 1

struct pollfd {
    int fd;
    short events;
    short revents;
};
struct epoll_event {
    unsigned events;
    int fd;
};
typedef struct {
    long fds_bits[16];
} fd_set;
#define FD_ISSET(fd, set) (((set)->fds_bits[(fd) / 64] & (1L << ((fd) % 64))) != 0)

int poll(struct pollfd *fds, unsigned long count, int timeout);
int epoll_wait(int queue, struct epoll_event *events, int most, int timeout);
int select(int count, fd_set *read, fd_set *write, fd_set *except, void *timeout);

static void handle(PGconn *db)
{
    PQexec(db, "SELECT 1");
}

// expect-none
// expect-cost serve: 1
void serve(PGconn *db, struct pollfd *fds, int n)
{
    for (;;) {
        if (poll(fds, n, -1) < 0)
            continue;
        for (int i = 0; i < n; i++)
            if (fds[i].revents & POLLIN)
                handle(db);
    }
}

// expect-cost serve_others: 1
void serve_others(PGconn *db, struct pollfd *fds, int n)
{
    for (;;) {
        poll(fds, n, -1);
        for (int i = 0; i < n; i++) {
            if (fds[i].revents == 0)
                continue;
            handle(db);
        }
    }
}

// expect-cost serve_set: 1
void serve_set(PGconn *db, int n, fd_set *all)
{
    for (;;) {
        fd_set found = *all;
        if (select(n, &found, 0, 0, 0) < 0)
            continue;
        for (int fd = 0; fd < n; fd++)
            if (FD_ISSET(fd, &found))
                handle(db);
    }
}

// expect-cost serve_queue: 1
void serve_queue(PGconn *db, int queue)
{
    struct epoll_event events[64];
    for (;;) {
        int found = epoll_wait(queue, events, 64, -1);
        for (int i = 0; i < found; i++)
            handle(db);
    }
}

static int wait_for(int queue, struct epoll_event *events)
{
    int found = 0, number = epoll_wait(queue, events, 64, -1);
    if (number > 0)
        found = number;
    return found;
}

struct source {
    void (*on_news)(PGconn *db);
};

// Each event has a handler of its own.
// expect-cost serve_handlers: 1
void serve_handlers(PGconn *db, int queue, struct source *sources)
{
    struct epoll_event events[64];
    sources[0].on_news = handle;
    for (;;) {
        int found = wait_for(queue, events);
        for (int i = 0; i < found; i++)
            sources[i].on_news(db);
    }
}
