/* Callbacks in handles that make no chain, and are called for each of many handles: what they ask for counts there. */
// config: stored.yaml
#include <stddef.h>
#include <stdlib.h>

struct query {
    int error;
    void (*fn)(struct query *query);
    void *data;
};

struct query *query_send(const char *name);
int query_recv(struct query *query);
int query_forget(const char *name);
int query_watch(struct query *query);

static void query_answered(struct query *query, int error)
{
    query->error = error;
    if (query->fn)
        query->fn(query);
}

static void forget(struct query *query)
{
    if (query->error != 0)
        query_forget(query->data);
    else
        query_recv(query);
    free(query);
}

void find(char *name)
{
    struct query *query = query_send(name);
    query->fn = forget;
    query->data = name;
}

void expire_all(struct query **pending, int count)
{
    for (int i = 0; i < count; i++)
        query_answered(pending[i], -1); // expect: call-in-loop {{query_answered\(\) waits for directory on each of count turns}}
    // expect-verdict: pipeline
}

/* It stores the callback, and asks for something besides. */
static void watch(struct query *query, void (*fn)(struct query *query))
{
    query->fn = fn;
    query_watch(query);
}

void watch_all(const char **names, int count)
{
    for (int i = 0; i < count; i++) {
        struct query *query = query_send(names[i]);
        watch(query, forget); // expect: call-in-loop {{watch\(\) waits for directory on each of count turns: count round trips}}
        // expect-verdict: pipeline
    }
}
