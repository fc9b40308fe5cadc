/* Loops over what an event wait has found: the descriptors of a poll set, the events of epoll.
 *
 *     poll(fds, n, -1);
 *     for (i = 0; i < n; i++) if (fds[i].revents) handle(fds[i].fd);
 *
 * Each turn that does something is one event, which came by itself: like the body of the loop around the wait.
 * Tests: testdata/call-in-loop/good_ready_descriptors.c */
#ifndef TRIPCOUNT_COST_READY_H
#define TRIPCOUNT_COST_READY_H

#include "turns/scope.h"

#include <stdbool.h>

/* The call stands where a test in this loop says that there is news: `revents`, FD_ISSET; or the loop goes over as many
 * events as epoll_wait() has given, here or in a helper. */
bool ready_is_tested(const struct scope *scope, uint32_t loop, uint32_t call);

/* The wait before the loop; NULL: it is not in this function. `*what`: its name. */
const struct region *ready_wait(const struct scope *scope, uint32_t loop, const char **what);

#endif
