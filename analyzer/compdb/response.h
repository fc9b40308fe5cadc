/* Response files: a word @FILE stands for the words in FILE, which may name more of them.
 *
 * Tests: tests/unit/compdb/test_response.c */
#ifndef TRIPCOUNT_COMPDB_RESPONSE_H
#define TRIPCOUNT_COMPDB_RESPONSE_H

#include "compdb/words.h"

/* How deep files may name files, how many may be read for one command, and how many words may come out: a damaged or
 * hostile file must not eat the machine. */
enum { RESPONSE_DEPTH_LIMIT = 16, RESPONSE_FILE_LIMIT = 1000, RESPONSE_WORD_LIMIT = 1000000 };
#define RESPONSE_SIZE_LIMIT ((int64_t)64 * 1024 * 1024)

/* Appends the words of `in` to `out`, each @FILE replaced by its content. Paths start at `directory` (also in nested
 * files, as compilers have it). A file that cannot be read is an error with its name. */
NODISCARD bool response_expand(struct arena *arena, const char *directory, const struct words *in, struct words *out,
                               struct error *err);

#endif
