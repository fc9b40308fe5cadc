/* Files: read whole, write in one step, look at.
 * Tests: tests/unit/base/test_file.c */
#ifndef TRIPCOUNT_BASE_FILE_H
#define TRIPCOUNT_BASE_FILE_H

#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* What tells that a file has not changed without reading it. */
struct file_stamp {
    int64_t size; /* bytes; -1: there is no such file */
    int64_t modified_ns;
    uint64_t inode;
};

/* Appends the content to `out`. */
NODISCARD bool file_read(const char *path, struct buffer *out, struct error *err);
/* Into a temporary file beside it, then renamed: a reader sees the old or the new, never a part. */
NODISCARD bool file_write(const char *path, const void *data, size_t size, struct error *err);

struct file_stamp file_stamp_of(const char *path);
bool file_stamp_is_equal(struct file_stamp a, struct file_stamp b);
bool file_exists(const char *path);
bool file_is_directory(const char *path);
/* With its parents; an existing one is fine. */
NODISCARD bool file_make_directory(const char *path, struct error *err);

#endif
