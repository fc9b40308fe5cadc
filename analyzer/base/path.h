/* Paths as text: nothing here touches the disk, except where a comment says so.
 *
 * A path is normalised when it holds no ".", no "..", no doubled and no trailing slash (".." may stand at the front of
 * a relative one). Tests: tests/unit/base/test_path.c */
#ifndef TRIPCOUNT_BASE_PATH_H
#define TRIPCOUNT_BASE_PATH_H

#include "base/arena.h"

#include <stdbool.h>

/* `path` itself when it is absolute, else `directory/path`; normalised. */
const char *path_join(struct arena *arena, const char *directory, const char *path);
const char *path_normalize(struct arena *arena, const char *path);
const char *path_directory(struct arena *arena, const char *path); /* "a/b" -> "a", "b" -> ".", "/b" -> "/" */
const char *path_base(const char *path);                           /* points into `path` */
bool path_is_absolute(const char *path);
bool path_is_within(const char *path, const char *directory); /* equal counts; both normalised */

/* The path as stored and printed: relative to `root` when it lies within, else absolute. Both absolute, normalised. */
const char *path_from_root(struct arena *arena, const char *root, const char *path);

/* How many leading directories two paths share: "src/a/x.c", "src/b/y.c" -> 1. */
int path_common_depth(const char *a, const char *b);

/* Reads the disk: the current directory, absolute. */
const char *path_current(struct arena *arena);

#endif
