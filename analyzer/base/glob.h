/* Globs as in .gitignore, against paths relative to the project's root.
 *
 * `*` and `?` stop at a slash, `**` crosses them, `[a-z]` is a class. A pattern without a slash (other than at its end)
 * matches at any depth; one with a slash is anchored at the root; a directory matches all below it; `!` is the
 * caller's business. Tests: tests/unit/base/test_glob.c */
#ifndef TRIPCOUNT_BASE_GLOB_H
#define TRIPCOUNT_BASE_GLOB_H

#include <stdbool.h>

bool glob_matches_path(const char *pattern, const char *path);

/* A name that may hold `*` and `?` (no special characters otherwise): models, functions in budgets. */
bool glob_matches_name(const char *pattern, const char *name);

#endif
