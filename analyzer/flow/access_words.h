/* Words in the text of requests. Private to access*.c. */
#ifndef TRIPCOUNT_FLOW_ACCESS_WORDS_H
#define TRIPCOUNT_FLOW_ACCESS_WORDS_H

#include "flow/access.h"

#include <stddef.h>

struct word {
    const char *text;
    size_t length; /* 0: none is left */
};

/* The next word of letters, digits and `_` at or behind `text`; what stands between is passed over. */
struct word word_next(const char *text);
static inline const char *word_end(struct word word) { return word.text + word.length; }
bool word_equals(struct word word, const char *name);
/* One of the names, which stand between blanks: "select values". */
bool word_is_among(struct word word, const char *names);
/* The number that the word is, or -1. */
int64_t word_number(struct word word);

struct access access_of_sql(const char *text);
struct access access_of_redis(const char *text);
bool access_redis_waits(const char *text);
struct access access_of_name(const char *text);

#endif
