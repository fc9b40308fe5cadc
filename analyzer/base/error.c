/* Decides how a failure is worded and how the process ends when it cannot go on. Tests: tests/unit/base/test_error.c */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_INTERNAL = 70 }; /* EX_SOFTWARE of sysexits.h */

PRINTF_LIKE(1, 0) static char *format_message(const char *format, va_list arguments) {
    char *message = NULL;
    if (vasprintf(&message, format, arguments) < 0)
        die_out_of_memory();
    return message;
}

static void store_message(struct error *err, char *message) {
    if (err == NULL) {
        free(message);
        return;
    }
    /* A second failure must not hide the first: whoever got there did not look at a result. */
    if (err->message != NULL)
        BUG("an error is reported over another: \"%s\" over \"%s\"", message, err->message);
    err->message = message;
}

bool error_set(struct error *err, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *message = format_message(format, arguments);
    va_end(arguments);
    store_message(err, message);
    return false;
}

bool error_set_at(struct error *err, const char *file, uint32_t line, uint32_t column, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = format_message(format, arguments);
    va_end(arguments);
    char *message = NULL;
    int length;
    if (line == 0)
        length = asprintf(&message, "%s: %s", file, text);
    else if (column == 0)
        length = asprintf(&message, "%s:%u: %s", file, line, text);
    else
        length = asprintf(&message, "%s:%u:%u: %s", file, line, column, text);
    free(text);
    if (length < 0)
        die_out_of_memory();
    store_message(err, message);
    return false;
}

void error_finish(struct error *err) {
    if (err == NULL)
        return;
    free(err->message);
    err->message = NULL;
}

void bug_at(const char *file, int line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fflush(stdout);
    fprintf(stderr, "tripcount: internal error at %s:%d: ", file, line);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

void die_out_of_memory(void) {
    /* No formatting and no flushing: both may need memory. */
    fputs("tripcount: out of memory\n", stderr);
    _Exit(CODE_INTERNAL);
}

static size_t product_or_die(uint64_t count, uint64_t size) {
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX)
        die_out_of_memory();
    return bytes == 0 ? 1 : bytes;
}

void *checked_alloc(uint64_t count, uint64_t size) {
    void *block = malloc(product_or_die(count, size));
    if (block == NULL)
        die_out_of_memory();
    return block;
}

void *checked_zero_alloc(uint64_t count, uint64_t size) {
    void *block = calloc(1, product_or_die(count, size));
    if (block == NULL)
        die_out_of_memory();
    return block;
}

void *checked_realloc(void *block, uint64_t count, uint64_t size) {
    void *moved = realloc(block, product_or_die(count, size));
    if (moved == NULL)
        die_out_of_memory();
    return moved;
}

char *checked_duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = checked_alloc(size, 1);
    memcpy(copy, text, size);
    return copy;
}
