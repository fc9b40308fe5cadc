/* Declarations with the names and types of libevent, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_EVENT2_EVENT_H
#define TESTDATA_EVENT2_EVENT_H
struct event_base;
#define EVLOOP_ONCE 1
int event_base_loop(struct event_base *base, int flags);
#endif
