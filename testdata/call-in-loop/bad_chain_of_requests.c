/* Chains of requests that are the program's own: each has a callback inside, and is over when that has run. */
// config: chains.yaml
#include <tevent.h>

struct members {
    int next;
    int count;
    char **groups;
};

struct tevent_req *ldap_search_send(struct members *members, const char *name);
int ldap_search_recv(struct tevent_req *subreq);
bool is_out_of_memory(const void *allocated, struct tevent_req *req);

/* A request of the program's own: it goes out at once, and its answer comes to a callback of its own. */
struct lookup {
    int error;
};

static void lookup_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct lookup *lookup = tevent_req_data(req, struct lookup);
    lookup->error = ldap_search_recv(subreq);
    tevent_req_done(req);
}

// expect-cost lookup_send: 0
struct tevent_req *lookup_send(struct members *members, const char *name)
{
    struct lookup *lookup;
    struct tevent_req *req = tevent_req_create(members, &lookup, struct lookup);
    tevent_req_set_callback(ldap_search_send(members, name), lookup_done, req);
    return req;
}

int lookup_recv(struct tevent_req *req)
{
    return tevent_req_data(req, struct lookup)->error;
}

/* Each run of the callback asks for the next. */
// expect-cost each_done: state->count - 1
static void each_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    if (lookup_recv(subreq) != 0) {
        tevent_req_error(req, 1);
        return;
    }
    state->next++;
    if (state->next >= state->count) {
        tevent_req_done(req);
        return;
    }
    subreq = lookup_send(state, state->groups[state->next]); // expect: call-in-loop {{^lookup_send\(\) sends to ldap again each time the answer has come: up to state->count - 1 round trips}}
    // expect-verdict: pipeline
    // expect-step: {{chain of callbacks: runs up to state->count - 1 times}}
    if (is_out_of_memory(subreq, req))
        return;
    tevent_req_set_callback(subreq, each_done, req);
}

void look_up_each(struct tevent_req *req, struct members *state)
{
    tevent_req_set_callback(lookup_send(state, state->groups[0]), each_done, req);
}

/* What sends the next one hands back its handle, and none at the end. */
static struct tevent_req *next_search(struct members *members)
{
    if (members->next >= members->count)
        return NULL;
    return ldap_search_send(members, members->groups[members->next++]);
}

// expect-cost search_done: state->count
static void search_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    ldap_search_recv(subreq);
    subreq = next_search(state); // expect: call-in-loop {{^next_search\(\) sends to ldap again each time the answer has come: up to state->count round trips}}
    // expect-verdict: pipeline
    if (!subreq) {
        tevent_req_done(req);
        return;
    }
    tevent_req_set_callback(subreq, search_done, req);
}

void search_all(struct tevent_req *req, struct members *state)
{
    struct tevent_req *subreq = next_search(state);
    if (subreq)
        tevent_req_set_callback(subreq, search_done, req);
}

/* ... and goes past what is not wanted. */
static struct tevent_req *next_wanted(struct members *members)
{
    while (members->next < members->count) {
        const char *group = members->groups[members->next++];
        if (group[0] == '#')
            continue;
        return ldap_search_send(members, group);
    }
    return NULL;
}

// expect-cost wanted_done: state->count
static void wanted_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    ldap_search_recv(subreq);
    subreq = next_wanted(state); // expect: call-in-loop {{^next_wanted\(\) sends to ldap again each time the answer has come: up to state->count round trips}}
    // expect-verdict: pipeline
    if (!subreq) {
        tevent_req_done(req);
        return;
    }
    tevent_req_set_callback(subreq, wanted_done, req);
}

void search_wanted(struct tevent_req *req, struct members *state)
{
    struct tevent_req *subreq = next_wanted(state);
    if (subreq)
        tevent_req_set_callback(subreq, wanted_done, req);
}

/* Both; the handle comes back through a parameter, and the step stands behind what is sent. */
static int next_lookup(struct members *members, struct tevent_req **out)
{
    struct tevent_req *subreq;
    if (members->next >= members->count) {
        *out = NULL;
        return 0;
    }
    subreq = lookup_send(members, members->groups[members->next]);
    members->next += 1;
    if (!subreq)
        return 12;
    *out = subreq;
    return 0;
}

// expect-cost members_done: state->count
static void members_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    int error = lookup_recv(subreq);
    if (error == 0)
        error = next_lookup(state, &subreq); // expect: call-in-loop {{^next_lookup\(\) sends to ldap again each time the answer has come: up to state->count round trips}}
    // expect-verdict: pipeline
    if (error != 0) {
        tevent_req_error(req, error);
        return;
    }
    if (!subreq) {
        tevent_req_done(req);
        return;
    }
    tevent_req_set_callback(subreq, members_done, req);
}

int look_up_members(struct tevent_req *req, struct members *state)
{
    struct tevent_req *subreq;
    int error = next_lookup(state, &subreq);
    if (error == 0 && subreq)
        tevent_req_set_callback(subreq, members_done, req);
    return error;
}

/* A request of two steps: each of the chain waits twice. */
static void second_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    ldap_search_recv(subreq);
    tevent_req_done(req);
}

static void first_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *members = tevent_req_data(req, struct members);
    ldap_search_recv(subreq);
    tevent_req_set_callback(ldap_search_send(members, "second"), second_done, req);
}

static struct tevent_req *two_steps_send(struct members *members, const char *name)
{
    struct lookup *lookup;
    struct tevent_req *req = tevent_req_create(members, &lookup, struct lookup);
    tevent_req_set_callback(ldap_search_send(members, name), first_done, req);
    return req;
}

static void twice_done(struct tevent_req *subreq);

// expect-cost next_twice: 2*state->count
static void next_twice(struct tevent_req *req, struct members *state)
{
    struct tevent_req *subreq = two_steps_send(state, state->groups[state->next]); // expect: call-in-loop {{^two_steps_send\(\) sends to ldap again each time the answer has come: up to 2 \* state->count round trips}}
    // expect-verdict: pipeline
    tevent_req_set_callback(subreq, twice_done, req);
}

static void twice_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    struct {
        unsigned code;
    } error = {0}, none = {26};
    if (lookup_recv(subreq) != 0 || error.code == none.code) /* tests of others are no end of the chain */
        return;
    state->next++;
    if (state->next < state->count)
        next_twice(req, state);
    else
        tevent_req_done(req);
}

void look_up_twice(struct tevent_req *req, struct members *state)
{
    next_twice(req, state);
}
