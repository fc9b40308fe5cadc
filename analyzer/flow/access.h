/* What a request does to its peer, as far as its text tells: pure, from text to access class.
 *
 * Texts are what stands in the source: they may hold printf's `%s`, and may be cut. Unknown is what users treat as a
 * write. Words are compared without regard to case.
 * Tests: tests/unit/flow/test_access.c */
#ifndef TRIPCOUNT_FLOW_ACCESS_H
#define TRIPCOUNT_FLOW_ACCESS_H

#include "model/effect.h"

#include <stdbool.h>

struct access {
    enum access_class class;
    int64_t page;     /* of ACCESS_CURSOR: items that one request brings; 0: unknown, or as many as there are */
    bool is_usual;    /* ... where it does not say how many: another part of the request may */
    const char *bulk; /* the request that serves many of these at once ("MGET", "INSERT"), or NULL */
};

struct access access_of_text(enum request_language language, const char *text);

/* The bulk form takes many values of one key, not many keys: "SADD", "HMGET", but not "MGET". */
bool access_bulk_is_of_key(const char *bulk);

/* How many arguments of a command's format come before its key, and how many make up the key: of "SADD set:%d %s" 0 and
 * 1, of "SADD seen %s" 0 and 0. False: the text ends before the key. */
struct key_arguments {
    uint32_t first;
    uint32_t count;
};
bool access_key_arguments(const char *format, struct key_arguments *out);

/* The answer comes when somebody else has put something there: BRPOP, XREAD ... BLOCK 0. */
bool access_waits_for_others(enum request_language language, const char *text);

/* A part of a request that says how many items it is to bring: "COUNT", " COUNT 100". */
bool access_sets_page(const char *text);

/* The text says something: it is more than blanks, comments and parentheses. What comes first in a request is found by
 * skipping texts that do not. */
bool access_is_told(const char *text);

#endif
