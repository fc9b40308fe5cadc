/* Questions about texts that the C library has no function for. Tests: tests/unit/base/test_text.c */
#ifndef TRIPCOUNT_BASE_TEXT_H
#define TRIPCOUNT_BASE_TEXT_H

#include <stdbool.h>

/* A text ends with itself, and with "". */
bool text_ends_with(const char *text, const char *end);

/* "size" of "std::vector::size", "fn" of "fn". Part of `name`. */
const char *text_own_name(const char *name);

#endif
