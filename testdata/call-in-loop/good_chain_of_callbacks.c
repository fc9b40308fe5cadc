/* What is called when the answer has come, and sends nothing of what it is the answer to. */
// config: chains.yaml
// expect-none
#include <tevent.h>

struct state {
    int cur;
    int count;
    int running;
    char **names;
};

struct tevent_req *ldap_search_send(struct state *state, const char *name);
int ldap_search_recv(struct tevent_req *subreq);
int is_last(struct state *state);

/* All go out at once. */
static void one_done(struct tevent_req *subreq)
{
    ldap_search_recv(subreq);
}

void all_at_once(struct state *state)
{
    for (int i = 0; i < state->count; i++)
        tevent_req_set_callback(ldap_search_send(state, state->names[i]), one_done, NULL);
}

/* So many run side by side, and each that is done makes room for another. */
static void job_done(struct tevent_req *subreq);

static void start_job(struct tevent_req *req, struct state *state)
{
    state->running++;
    tevent_req_set_callback(ldap_search_send(state, state->names[state->cur++]), job_done, req);
}

static void start_jobs(struct tevent_req *req, struct state *state)
{
    while (state->running < 20 && state->cur < state->count)
        start_job(req, state);
}

static void job_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    ldap_search_recv(subreq);
    state->running--;
    start_jobs(req, state);
}

void side_by_side(struct tevent_req *req, struct state *state)
{
    start_jobs(req, state);
}

/* One page after the other, until an answer says that it is the last: how many is not to be seen. */
static void page_done(struct tevent_req *subreq);

static void next_page(struct tevent_req *req, struct state *state)
{
    tevent_req_set_callback(ldap_search_send(state, state->names[0]), page_done, req);
}

static void page_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    if (ldap_search_recv(subreq) != 0)
        return;
    if (!is_last(state))
        next_page(req, state);
}

void pages(struct tevent_req *req, struct state *state)
{
    next_page(req, state);
}

/* The same again, a few times. */
static void tried(struct tevent_req *subreq);

static void try_it(struct tevent_req *req, struct state *state)
{
    tevent_req_set_callback(ldap_search_send(state, state->names[0]), tried, req);
}

static void tried(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct state *state = tevent_req_data(req, struct state);
    if (ldap_search_recv(subreq) != 0 && state->cur++ < 3)
        try_it(req, state);
}

void tried_again(struct tevent_req *req, struct state *state)
{
    try_it(req, state);
}
