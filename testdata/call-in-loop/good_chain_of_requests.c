/* Requests of the program's own that make no chain whose length could be told. */
// config: chains.yaml
// expect-none
#include <tevent.h>

struct members {
    int next;
    int count;
    char **groups;
    char *cursor;
};

struct tevent_req *ldap_search_send(struct members *members, const char *name);
int ldap_search_recv(struct tevent_req *subreq);
char *cursor_of(struct tevent_req *subreq);

struct lookup {
    int step;
    int steps;
};

static void lookup_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    ldap_search_recv(subreq);
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

/* All go out at once. */
static void one_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    if (--state->count == 0)
        tevent_req_done(req);
}

// expect-cost look_up_all: 0
void look_up_all(struct tevent_req *req, struct members *state)
{
    for (int i = 0; i < state->count; i++)
        tevent_req_set_callback(lookup_send(state, state->groups[i]), one_done, req);
}

/* One after the other, as long as an answer says that there is more: how many is not to be seen. */
static void page_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    state->cursor = cursor_of(subreq);
    if (!state->cursor) {
        tevent_req_done(req);
        return;
    }
    tevent_req_set_callback(lookup_send(state, state->cursor), page_done, req);
}

void look_up_pages(struct tevent_req *req, struct members *state)
{
    tevent_req_set_callback(lookup_send(state, ""), page_done, req);
}

/* What a request tests of its own says nothing of how often it is made. */
static struct tevent_req *guarded_send(struct members *members, struct lookup *lookup)
{
    struct lookup *own;
    struct tevent_req *req = tevent_req_create(members, &own, struct lookup);
    if (lookup->step < lookup->steps)
        tevent_req_set_callback(ldap_search_send(members, members->groups[lookup->step++]), lookup_done, req);
    return req;
}

static void guarded_done(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct members *state = tevent_req_data(req, struct members);
    static struct lookup lookup;
    if (!cursor_of(subreq)) {
        tevent_req_done(req);
        return;
    }
    tevent_req_set_callback(guarded_send(state, &lookup), guarded_done, req);
}

void look_up_guarded(struct tevent_req *req, struct members *state, struct lookup *lookup)
{
    tevent_req_set_callback(guarded_send(state, lookup), guarded_done, req);
}
