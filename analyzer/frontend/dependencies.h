/* The files that a unit was made from, and those that it looked for in vain.
 *
 * A header is hashed once per process as long as its stamp does not change: a worker reads the same ones for every
 * unit. Tests: tests/unit/frontend/test_dependencies.c */
#ifndef TRIPCOUNT_FRONTEND_DEPENDENCIES_H
#define TRIPCOUNT_FRONTEND_DEPENDENCIES_H

#include "base/intern.h"
#include "base/map.h"
#include "frontend/frontend.h"
#include "frontend/sources.h"

struct known_digest {
    CXFileUniqueID identity; /* device, inode and time in seconds, as clang saw it: neither costs a system call */
    struct file_stamp stamp;
    struct digest digest;
};

struct digest_cache {
    struct interner paths;
    struct map by_path; /* interned path -> index in digests */
    VEC(struct known_digest) digests;
};

void digest_cache_init(struct digest_cache *cache);
void digest_cache_finish(struct digest_cache *cache);

/* Fills the dependencies of `out`: the main file, every file included, and for each missing include of the unit the
 * places where the arguments would have it looked for. */
void dependencies_read(struct digest_cache *cache, struct sources *sources, const struct frontend_command *command,
                       struct frontend_unit *out);

#endif
