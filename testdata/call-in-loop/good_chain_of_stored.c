/* Callbacks in fields of handles that make no chain of requests. */
// config: stored.yaml
// expect-none
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct query {
    int error;
    void (*fn)(struct query *query);
    void (*failed)(struct query *query);
    int (*compare)(const char *a, const char *b);
    void *data;
};

struct query *query_send(const char *name);
int query_recv(struct query *query);

void query_answered(struct query *query, int error)
{
    query->error = error;
    if (error != 0 && query->failed)
        query->failed(query);
    else if (query->fn)
        query->fn(query);
}

int query_order(struct query *query, const char *a, const char *b)
{
    return query->compare(a, b);
}

struct walk {
    int next;
    int count;
    int pending;
    int stage;
    int retries;
    const char **names;
    struct query *query;
};

/* Two requests, one after the other, each once. */
static void group_read(struct query *query)
{
    struct walk *walk = query->data;
    walk->next += query_recv(query);
    walk->count--;
}

static void user_read(struct query *query)
{
    struct walk *walk = query->data;
    if (query_recv(query) != 0 || walk->count == 0)
        return;
    walk->query = query_send("group");
    walk->query->fn = group_read;
    walk->query->data = walk;
}

void read_user(struct walk *walk)
{
    walk->query = query_send("user");
    walk->query->fn = user_read;
    walk->query->data = walk;
}

/* All of them are under way at once: the callback is told, and sends nothing. */
static void one_done(struct query *query)
{
    struct walk *walk = query->data;
    walk->pending--;
    free(query);
}

// expect-cost send_all: 0
void send_all(struct walk *walk)
{
    for (int i = 0; i < walk->count; i++) {
        struct query *query = query_send(walk->names[i]);
        if (query == NULL)
            continue;
        query->fn = one_done;
        query->data = walk;
        walk->pending++;
    }
}

/* ... and when the last has come, one more. */
static void all_done(struct query *query)
{
    struct walk *walk = query->data;
    query_recv(query);
    walk->pending--;
    if (walk->pending > 0)
        return;
    query = query_send("end");
    query->fn = one_done;
    query->data = walk;
}

void send_all_and_end(struct walk *walk)
{
    for (int i = 0; i < walk->count; i++) {
        struct query *query = query_send(walk->names[i]);
        query->fn = all_done;
        query->data = walk;
        walk->pending++;
    }
}

/* Several are under way at a time, and each answer makes room for more. */
static void send_some(struct walk *walk);

static void some_done(struct query *query)
{
    struct walk *walk = query->data;
    walk->pending--;
    free(query);
    send_some(walk);
}

static void send_some(struct walk *walk)
{
    while (walk->next < walk->count && walk->pending < 16) {
        struct query *query = query_send(walk->names[walk->next++]);
        if (query == NULL)
            continue;
        query->fn = some_done;
        query->data = walk;
        walk->pending++;
    }
}

void send_in_windows(struct walk *walk)
{
    send_some(walk);
}

/* A chain of a fixed number of states. */
enum { STAGE_OPEN, STAGE_READ, STAGE_CLOSE };

static void stage_done(struct query *query);

static void send_stage(struct walk *walk, int stage)
{
    walk->stage = stage;
    walk->query = query_send(walk->names[stage]);
    walk->query->fn = stage_done;
    walk->query->data = walk;
}

static void stage_done(struct query *query)
{
    struct walk *walk = query->data;
    query_recv(query);
    switch (walk->stage) {
    case STAGE_OPEN:
        send_stage(walk, STAGE_READ);
        break;
    case STAGE_READ:
        send_stage(walk, STAGE_CLOSE);
        break;
    case STAGE_CLOSE:
        free(walk);
        break;
    }
}

void read_file(struct walk *walk)
{
    send_stage(walk, STAGE_OPEN);
}

static void step_done(struct query *query)
{
    struct walk *walk = query->data;
    free(query);
    walk->next++;
    if (walk->next >= 3)
        return;
    walk->query = query_send(walk->names[walk->next]);
    walk->query->fn = step_done;
    walk->query->data = walk;
}

void three_steps(struct walk *walk)
{
    walk->next = 0;
    walk->query = query_send(walk->names[0]);
    walk->query->fn = step_done;
    walk->query->data = walk;
}

/* What failed is sent again, a few times. */
static void send_again(struct query *query)
{
    struct walk *walk = query->data;
    free(query);
    if (walk->retries-- > 0) {
        walk->query = query_send(walk->names[0]);
        walk->query->failed = send_again;
        walk->query->data = walk;
    }
}

void send_once(struct walk *walk)
{
    walk->query = query_send(walk->names[0]);
    walk->query->failed = send_again;
    walk->query->data = walk;
}

/* Called while somebody waits for it, with what it compares. */
static struct walk *orders;
static void order(struct walk *walk);

static int by_name(const char *a, const char *b)
{
    if (a != b)
        order(orders);
    return a < b;
}

static void order(struct walk *walk)
{
    walk->next++;
    if (walk->next < walk->count) {
        walk->query = query_send(walk->names[walk->next]);
        walk->query->compare = by_name;
    }
}

void order_all(struct walk *walk)
{
    orders = walk;
    order(walk);
}
