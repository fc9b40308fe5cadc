/* Arms in which a function gives up: what they set is not set when nothing fails.
 *
 *     if (reply->type == ERROR) { log(reply); goto err; }
 *     if (!reply) { close(c->conn); c->conn = NULL; goto out; }
 *
 * An arm does so when it ends at a label where failures are handled, or when it leaves because what was asked for over
 * the wire is NULL. Such an arm may run all the same, where a NULL says that there is no such thing: nothing is said
 * here of what it asks for. Tests: testdata/call-in-loop/verdict_connect_once.c */
#ifndef TRIPCOUNT_FACTS_GIVES_UP_H
#define TRIPCOUNT_FACTS_GIVES_UP_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

/* By number of the regions of the function, in the arena. Linear in the function. */
const bool *gives_up_regions(const struct program *program, uint32_t function, const struct function *body,
                             struct arena *arena);

/* `goto fail`: by the name of the label. */
bool gives_up_at_label(const struct function *body, uint32_t label);

#endif
