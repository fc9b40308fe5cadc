/* Words of a command: the two ways in which a text is split into them. Nothing is expanded.
 *
 * Tests: tests/unit/compdb/test_words.c */
#ifndef TRIPCOUNT_COMPDB_WORDS_H
#define TRIPCOUNT_COMPDB_WORDS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A vector as base/vec.h has them, with a name so that it can be handed on. */
struct words {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

/* As a POSIX shell does: single quotes, double quotes, backslashes. Variables, patterns and ~ stay as they are.
 * Fails on an open quote, and when the text is more than one command (&&, ||, ; or | as a word). */
NODISCARD bool words_split_shell(struct arena *arena, const char *text, struct words *words, struct error *err);

/* As gcc reads a response file: both quotes, and a backslash takes the next character everywhere. An open quote ends
 * with the text. */
void words_split_response(struct arena *arena, const char *text, size_t size, struct words *words);

#endif
