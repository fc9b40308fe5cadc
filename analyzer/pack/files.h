/* The YAML files of a directory. Tests: tests/unit/pack/test_pack.c */
#ifndef TRIPCOUNT_PACK_FILES_H
#define TRIPCOUNT_PACK_FILES_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* `path` itself when it is a file; of a directory the paths of its *.yaml in the order of their names (not of the
 * folders in it, not hidden ones). None is an error, and so is a *.yml, which would be overlooked. */
NODISCARD bool yaml_files(struct arena *arena, const char *path, const char *const **paths, uint32_t *count,
                          struct error *err);

#endif
