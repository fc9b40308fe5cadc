/* Requests of the program's own that are all under way before one of them is waited for, or that nobody waits for. */
// config: stored.yaml
// expect-none
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

struct lookup {
    int is_done;
    int error;
    int fd;
};

static void answered(struct query *query, void *data)
{
    struct lookup *lookup = data;
    lookup->error = query_recv(query);
    lookup->is_done = 1;
}

static struct lookup *lookup_send(const char *name)
{
    struct lookup *lookup = calloc(1, sizeof *lookup);
    struct query *query = query_send(name);
    query->answered = answered;
    query->data = lookup;
    return lookup;
}

static int lookup_wait(struct lookup *lookup)
{
    struct pollfd pollfd = {lookup->fd, POLLIN, 0};
    while (!lookup->is_done)
        poll(&pollfd, 1, -1);
    return lookup->error;
}

int look_up_all(const char **names, struct lookup **lookups, int count)
{
    int failed = 0;
    for (int i = 0; i < count; i++)
        lookups[i] = lookup_send(names[i]);
    for (int i = 0; i < count; i++)
        failed += lookup_wait(lookups[i]) != 0;
    return failed;
}

int look_up_four(const char **names)
{
    struct lookup *user = lookup_send(names[0]);
    struct lookup *group = lookup_send(names[1]);
    struct lookup *host = lookup_send(names[2]);
    struct lookup *owner = lookup_send(names[3]);
    return lookup_wait(user) + lookup_wait(group) + lookup_wait(host) + lookup_wait(owner);
}

/* Nobody waits for these, though the function waits for something else. */
void look_up_ahead(const char **names, int count, int fd)
{
    struct pollfd pollfd = {fd, POLLIN, 0};
    for (int i = 0; i < count; i++) {
        struct lookup *lookup = lookup_send(names[i]);
        lookup->fd = fd;
        poll(&pollfd, 1, 0);
    }
}
