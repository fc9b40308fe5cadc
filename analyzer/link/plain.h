/* Outside functions that plainly stay in the process: memory, strings, formats, containers, compression, the screen.
 * Only a guess, for the order of a list: nothing is left out because of it. Tests: tests/unit/link/test_plain.c */
#ifndef TRIPCOUNT_LINK_PLAIN_H
#define TRIPCOUNT_LINK_PLAIN_H

#include "link/program.h"

#include <stdbool.h>

/* Declared in a system header, which is that of a library known for such things or under a name that says so:
 * g_strdup_printf, freeaddrinfo, deflate. */
bool entity_is_plain(const struct entity *entity);

#endif
