/* "Did you mean": the nearest of a set of names, for misspelt keys, commands, rules.
 * Tests: tests/unit/base/test_suggest.c */
#ifndef TRIPCOUNT_BASE_SUGGEST_H
#define TRIPCOUNT_BASE_SUGGEST_H

#include <stdint.h>

/* The name with the least edit distance (Damerau-Levenshtein, restricted) when that is at most a third of its length,
 * else NULL. The first of equals. */
const char *suggest_nearest(const char *word, const char *const names[], uint32_t name_count);

#endif
