/* An operation that failed: one message, filled where the failure is found and passed up unchanged.
 *
 * The other kinds of failure are not errors of this type: a bug is BUG() (aborts), no memory is die_out_of_memory()
 * (exit 70), a translation unit that could not be analysed is a status that is stored (model/unit_status.h).
 * Tests: tests/unit/base/test_error.c */
#ifndef TRIPCOUNT_BASE_ERROR_H
#define TRIPCOUNT_BASE_ERROR_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

struct error {
    char *message; /* owned; NULL while there is no error. One sentence or more: what, where, what to do. */
};

/* Fills `err` (which must be empty) and returns false, so that a caller can write `return error_set(err, ...)`.
 * The message carries no "error:" prefix and no newline at its end. A NULL `err` is allowed and drops the message. */
PRINTF_LIKE(2, 3) bool error_set(struct error *err, const char *format, ...);

/* As error_set, with "FILE:LINE:COLUMN: " before the message; line and column are 1-based, 0 leaves them out. */
PRINTF_LIKE(5, 6)
bool error_set_at(struct error *err, const char *file, uint32_t line, uint32_t column, const char *format, ...);

/* Frees the message and makes `err` empty again. Accepts NULL. */
void error_finish(struct error *err);

/* A defect of tripcount itself: prints where it is and aborts (the command ends with exit code 70). */
NORETURN PRINTF_LIKE(3, 4) void bug_at(const char *file, int line, const char *format, ...);
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)

NORETURN void die_out_of_memory(void);

/* malloc and realloc that never return NULL. `count * size` is checked for overflow. */
NODISCARD void *checked_alloc(uint64_t count, uint64_t size);
/* All zero; what is never touched takes no memory. */
NODISCARD void *checked_zero_alloc(uint64_t count, uint64_t size);
NODISCARD void *checked_realloc(void *block, uint64_t count, uint64_t size);
NODISCARD char *checked_duplicate(const char *text);

#endif
