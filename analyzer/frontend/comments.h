/* What stands in comments, and the hashes of lines. See comments.c. */
#ifndef TRIPCOUNT_FRONTEND_COMMENTS_H
#define TRIPCOUNT_FRONTEND_COMMENTS_H

#include "frontend/sources.h"

struct comments {
    VEC(struct suppression) suppressions;
    VEC(struct bound_comment) bounds;
};

struct line_hashes {
    struct line_hash *items;
    uint32_t count;
    uint32_t capacity;
};

/* Appends what the comments of the file say. The texts live in the arena of `sources`, the lists on the heap. */
void comments_read(struct sources *sources, uint32_t file, struct comments *comments);

/* Without white space; a line of more than 1,024 other bytes counts by its beginning. */
uint64_t line_hash_of(const char *line, size_t length);

/* Of every line with a call, a loop or a function's name, by file and line. In the arena of `sources`. */
struct line_hash *line_hashes_make(struct sources *sources, const struct function *functions, uint32_t function_count,
                                   uint32_t *count);

#endif
