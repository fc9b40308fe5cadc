/* Caches by key that a function searches itself:
 *
 *     for (p = cache; p; p = p->next)
 *         if (strcmp(p->key, key) == 0)
 *             return p->answer;
 *     answer = ask(key);
 *     p = make(key, answer);
 *     p->next = cache;
 *     cache = p;
 *
 * What comes behind the loop is paid once for each key, whoever asks. Tests: testdata/call-in-loop/good_cache_by_key.c
 */
#ifndef TRIPCOUNT_COST_KEY_SEARCH_H
#define TRIPCOUNT_COST_KEY_SEARCH_H

#include "turns/scope.h"

#include <stdbool.h>

/* The loop looks for what the caller passes among things that outlive the call, and returns what it finds; behind it,
 * the function adds to them. */
bool key_search_is_cache(const struct scope *scope, uint32_t loop);

#endif
