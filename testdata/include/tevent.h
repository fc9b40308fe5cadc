/* Declarations with the names and types of tevent, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_TEVENT_H
#define TESTDATA_TEVENT_H
#include <stdbool.h>
#include <stddef.h>
struct tevent_context;
struct tevent_req;
typedef void (*tevent_req_fn)(struct tevent_req *subreq);
struct tevent_req *_tevent_req_create(void *parent, void *state, size_t size, const char *type);
#define tevent_req_create(parent, state, type) _tevent_req_create(parent, state, sizeof(type), #type)
void tevent_req_set_callback(struct tevent_req *subreq, tevent_req_fn fn, void *data);
void *_tevent_req_callback_data(struct tevent_req *req);
#define tevent_req_callback_data(req, type) ((type *)_tevent_req_callback_data(req))
void *_tevent_req_data(struct tevent_req *req);
#define tevent_req_data(req, type) ((type *)_tevent_req_data(req))
bool tevent_req_error(struct tevent_req *req, int error);
void tevent_req_done(struct tevent_req *req);
#endif
