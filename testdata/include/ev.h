/* Declarations with the names and types of libev, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_EV_H
#define TESTDATA_EV_H
struct ev_loop;
#define EVRUN_ONCE 2
int ev_run(struct ev_loop *loop, int flags);
static inline void ev_loop(struct ev_loop *loop, int flags)
{
    ev_run(loop, flags);
}
#endif
