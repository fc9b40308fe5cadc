/* The answer to one request is what sends the next: a loop that nobody wrote. */
// config: chains.yaml
#include <tevent.h>

struct state {
    int cur;
    int count;
    char **names;
};

struct tevent_req *ldap_search_send(struct state *state, const char *name);
int ldap_search_recv(struct tevent_req *subreq);
char *ldap_entry_recv(struct tevent_req *subreq);

/* Over a function that sends. */
static void one_done(struct tevent_req *subreq);

// expect-cost next_one: state->count
static void next_one(struct tevent_req *req, struct state *state)
{
    struct tevent_req *subreq = ldap_search_send(state, state->names[state->cur]);
    tevent_req_set_callback(subreq, one_done, req);
}

static void one_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    int error = ldap_search_recv(subreq);
    if (error) {
        tevent_req_error(req, error);
        return;
    }
    state->cur++;
    if (state->cur < state->count) {
        next_one(req, state); // expect: call-in-loop {{^next_one\(\) sends to ldap again each time the answer has come: up to state->count round trips, 100 ms from state->count = 200$}}
        // expect-verdict: pipeline
        // expect-step: {{chain of callbacks: runs up to state->count times}}
        return;
    }
    tevent_req_done(req);
}

// expect-cost one_after_the_other: state->count
struct tevent_req *one_after_the_other(char **names, int count)
{
    struct state *state;
    struct tevent_req *req = tevent_req_create(NULL, &state, struct state);
    state->cur = 0;
    state->count = count;
    state->names = names;
    next_one(req, state);
    return req;
}

/* The callback sets itself. */
static void found(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    if (ldap_search_recv(subreq) != 0)
        return;
    state->cur++;
    if (state->cur < state->count) {
        subreq = ldap_search_send(state, state->names[state->cur]); // expect: call-in-loop {{^ldap_search_send\(\) sends to ldap again}}
        // expect-verdict: pipeline
        if (!subreq)
            return;
        tevent_req_set_callback(subreq, found, req);
    }
}

void find_all(struct tevent_req *req, struct state *state)
{
    tevent_req_set_callback(ldap_search_send(state, state->names[0]), found, req);
}

/* The test stands where the next one is sent. */
static void gone(struct tevent_req *subreq);

static int remove_next(struct tevent_req *req, struct state *state)
{
    if (state->cur >= state->count)
        return 0;
    tevent_req_set_callback(ldap_search_send(state, state->names[state->cur++]), gone, req);
    return 1;
}

static void gone(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    if (ldap_search_recv(subreq) != 0)
        return;
    if (!remove_next(req, state)) // expect: call-in-loop {{^remove_next\(\) sends to ldap again each time the answer has come: up to state->count round trips}}
        tevent_req_done(req);
}

void remove_all(struct tevent_req *req, struct state *state)
{
    remove_next(req, state);
}

/* The next request is made of the answer. */
static void climbed(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    char *parent = ldap_entry_recv(subreq);
    state->cur++;
    if (state->cur < state->count) {
        subreq = ldap_search_send(state, parent); // expect: call-in-loop {{^ldap_search_send\(\) sends to ldap again}}
        // expect-verdict: sequential
        tevent_req_set_callback(subreq, climbed, req);
    }
}

void climb(struct tevent_req *req, struct state *state)
{
    tevent_req_set_callback(ldap_search_send(state, state->names[0]), climbed, req);
}
