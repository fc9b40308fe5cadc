/* Declarations with the names and types of libevent, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_EVENT2_EVENT_H
#define TESTDATA_EVENT2_EVENT_H
struct event_base;
struct event;
#define EVLOOP_ONCE 1
int event_base_loop(struct event_base *base, int flags);
struct event *event_new(struct event_base *base, int fd, short events, void (*callback)(int fd, short what, void *data),
                        void *data);
int event_base_foreach_event(struct event_base *base,
                             int (*callback)(const struct event_base *base, const struct event *event, void *data),
                             void *data);
#endif
