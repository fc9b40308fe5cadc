/* Overriders: whom a virtual call may run, by the static type of its receiver.
 *
 * The method itself, unless it is pure, and every method that overrides it, directly or through others, in a class that
 * is the receiver's type or derived from it.
 * Private to link/. Tests: tests/unit/link/test_overriders.c */
#ifndef TRIPCOUNT_LINK_OVERRIDERS_H
#define TRIPCOUNT_LINK_OVERRIDERS_H

#include "link/program.h"

struct overriders;

struct overriders *overriders_new(const struct program *program);
void overriders_free(struct overriders *overriders); /* NULL is allowed */

/* Some method overrides it. */
bool overriders_exist(const struct overriders *overriders, uint32_t entity);

/* Entities, the method's own first; at most OVERRIDERS_LIMIT, `*is_cut` where there may be more.
 * `receiver_type` is its static type as clang writes it, or NULL. Good until the next call. O(overriders). */
#define OVERRIDERS_LIMIT 8192
const uint32_t *overriders_of(struct overriders *overriders, uint32_t entity, const char *receiver_type,
                              uint32_t *count, bool *is_cut);

#endif
