/* A request of the program's own that is waited for: its handle goes to what runs the event loop until it is over. */
// config: stored.yaml
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>

struct query {
    int fd;
    void (*answered)(struct query *query, void *data);
    void *data;
};

struct query *query_send(const char *name);
int query_recv(struct query *query);

void query_readable(struct query *query)
{
    if (query->answered)
        query->answered(query, query->data);
}

/* Two queries, the second made of the answer to the first. */
struct lookup {
    int is_done;
    int error;
    int fd;
    void (*done)(struct lookup *lookup);
};

static void finish(struct lookup *lookup)
{
    lookup->is_done = 1;
    if (lookup->done)
        lookup->done(lookup);
}

static void group_answered(struct query *query, void *data)
{
    struct lookup *lookup = data;
    lookup->error = query_recv(query);
    finish(lookup);
}

static void user_answered(struct query *query, void *data)
{
    struct lookup *lookup = data;
    lookup->error = query_recv(query);
    if (lookup->error != 0) {
        finish(lookup);
        return;
    }
    query = query_send("group");
    query->answered = group_answered;
    query->data = lookup;
}

// expect-cost lookup_send: 0 (exact)
struct lookup *lookup_send(const char *name)
{
    struct lookup *lookup = calloc(1, sizeof *lookup);
    struct query *query = query_send(name);
    query->answered = user_answered;
    query->data = lookup;
    return lookup;
}

void run_one_event(int fd)
{
    struct pollfd pollfd = {fd, POLLIN, 0};
    poll(&pollfd, 1, -1);
}

static int lookup_wait(struct lookup *lookup)
{
    while (!lookup->is_done)
        run_one_event(lookup->fd);
    return lookup->error;
}

// expect-cost look_up: 2
int look_up(const char *name)
{
    struct lookup *lookup = lookup_send(name);
    int error = lookup_wait(lookup);
    free(lookup);
    return error;
}

// expect-cost look_up_names: 2*count
int look_up_names(const char **names, int count)
{
    int failed = 0;
    for (int i = 0; i < count; i++)
        failed += look_up(names[i]) != 0; // expect: call-in-loop {{look_up\(\) waits for directory on each of count turns: up to 2 \* count round trips}}
    // expect-verdict: pipeline
    return failed;
}

// expect-cost look_up_either: 2
int look_up_either(const char *name, const char *other)
{
    struct lookup *lookup;
    if (name)
        lookup = lookup_send(name);
    else
        lookup = lookup_send(other);
    return lookup_wait(lookup);
}

/* The loop of events stands here. */
// expect-cost look_up_here: 2
int look_up_here(const char *name, int fd)
{
    struct lookup *lookup = lookup_send(name);
    while (lookup->is_done == 0)
        run_one_event(fd);
    return lookup->error;
}

/* Both at once, and each time. */
// expect-cost look_up_pairs: 2*count
int look_up_pairs(const char **users, const char **owners, int count)
{
    int failed = 0;
    for (int i = 0; i < count; i++) {
        struct lookup *user = lookup_send(users[i]);
        struct lookup *owner = lookup_send(owners[i]); // expect: call-in-loop {{lookup_send\(\) waits for directory on each of count turns: up to 2 \* count round trips}}
        // expect-verdict: pipeline
        failed += lookup_wait(user) != 0;
        failed += lookup_wait(owner) != 0;
    }
    return failed;
}
