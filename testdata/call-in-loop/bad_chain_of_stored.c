/* Chains of requests whose callback is stored in a field of the handle. */
// config: stored.yaml
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct query {
    int error;
    struct {
        void (*fn)(struct query *query);
        void *data;
    } async;
};

struct query *query_send(const char *name);
int query_recv(struct query *query);
bool is_known(const char *name);

/* Called by the loop that reads answers. */
void query_answered(struct query *query, int error)
{
    query->error = error;
    if (query->async.fn)
        query->async.fn(query);
}

/* One at a time; what the answer says does not matter. */
struct removal {
    int count;
    const char **names;
};

static void remove_next(struct removal *removal);

static void removed(struct query *query)
{
    struct removal *removal = query->async.data;
    free(query);
    remove_next(removal);
}

// expect-cost remove_next: removal->count
static void remove_next(struct removal *removal)
{
    while (removal->count > 0) {
        struct query *query;
        const char *name = removal->names[--removal->count];
        if (!is_known(name))
            continue;
        query = query_send(name); // expect: call-in-loop {{^query_send\(\) sends to directory again each time the answer has come: up to removal->count round trips}}
        // expect-verdict: pipeline
        // expect-step: {{chain of callbacks: runs up to removal->count times}}
        if (query == NULL) {
            free(removal);
            return;
        }
        query->async.fn = removed;
        query->async.data = removal;
        return;
    }
    free(removal);
}

void remove_all(struct removal *removal)
{
    remove_next(removal);
}

/* The handle is kept in the state, and the callback takes the answer. */
struct members {
    int next;
    int count;
    const char **names;
    struct query *query;
    int error;
};

// expect-cost member_done: members->count
static void member_done(struct query *query)
{
    struct members *members = query->async.data;
    members->error = query_recv(query);
    if (members->error != 0)
        return;
    members->next++;
    if (members->next >= members->count)
        return;
    members->query = query_send(members->names[members->next]); // expect: call-in-loop {{^query_send\(\) sends to directory again each time the answer has come: up to members->count round trips}}
    // expect-verdict: pipeline
    if (members->query == NULL)
        return;
    members->query->async.fn = member_done;
    members->query->async.data = members;
}

void find_members(struct members *members)
{
    members->query = query_send(members->names[0]);
    members->query->async.fn = member_done;
    members->query->async.data = members;
}

/* The program's own function stores it. */
void query_on_answer(struct query *query, void (*fn)(struct query *query), void *data)
{
    query->async.fn = fn;
    query->async.data = data;
}

static void group_done(struct query *query);

// expect-cost next_group: groups->count
static void next_group(struct members *groups)
{
    if (groups->next < groups->count) {
        groups->query = query_send(groups->names[groups->next++]); // expect: call-in-loop {{^query_send\(\) sends to directory again each time the answer has come}}
        // expect-verdict: pipeline
        query_on_answer(groups->query, group_done, groups);
    }
}

static void group_done(struct query *query)
{
    struct members *groups = query->async.data;
    free(query);
    next_group(groups);
}

void find_groups(struct members *groups)
{
    next_group(groups);
}

/* A request of the program's own, of one query each: its handle is another one, with a callback of its own. */
struct lookup {
    int error;
    void (*done)(struct lookup *lookup, void *data);
    void *data;
};

static void lookup_answered(struct query *query)
{
    struct lookup *lookup = query->async.data;
    lookup->error = query_recv(query);
    if (lookup->done)
        lookup->done(lookup, lookup->data);
}

struct lookup *lookup_send(const char *name)
{
    struct lookup *lookup = calloc(1, sizeof *lookup);
    struct query *query = query_send(name);
    query->async.fn = lookup_answered;
    query->async.data = lookup;
    return lookup;
}

static void found(struct lookup *lookup, void *data)
{
    struct members *members = data;
    members->error |= lookup->error;
    members->next++;
    if (members->next < members->count) {
        lookup = lookup_send(members->names[members->next]); // expect: call-in-loop {{lookup_send\(\) sends to directory again each time the answer has come}}
        // expect-verdict: pipeline
        lookup->done = found;
        lookup->data = members;
    }
}

void look_up_all(struct members *members)
{
    struct lookup *lookup = lookup_send(members->names[0]);
    lookup->done = found;
    lookup->data = members;
}

/* A library's handle, whose code is not seen. */
struct request {
    void *data;
    void (*on_answer)(struct request *request);
};

struct request *request_send(const char *name);

static void send_next_request(struct members *members);

static void request_answered(struct request *request)
{
    send_next_request(request->data);
}

static void send_next_request(struct members *members)
{
    struct request *request;
    if (members->next == members->count)
        return;
    request = request_send(members->names[members->next++]); // expect: call-in-loop {{^request_send\(\) sends to library again each time the answer has come}}
    // expect-verdict: pipeline
    request->data = members;
    request->on_answer = request_answered;
}

void send_requests(struct members *members)
{
    send_next_request(members);
}
