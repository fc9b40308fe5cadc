/* Which parts of `for (init; condition; step)` are there.
 *
 * libclang gives only those present: one child of `for (;n;)` and of `for (;;n)` look alike. Tests:
 * tests/unit/frontend/test_forparts.c, testdata/_lower/for_parts.c, macro_loops.c */
#ifndef TRIPCOUNT_FRONTEND_FORPARTS_H
#define TRIPCOUNT_FRONTEND_FORPARTS_H

#include <stdbool.h>
#include <stddef.h>

struct for_parts {
    bool has_init;
    bool has_condition;
    bool has_step;
};

/* `text` begins with "for". False when it does not, or when the two semicolons are not found: then the parts have to be
 * told by what the children look like. Comments, strings and nested brackets are skipped. */
bool for_parts_read(const char *text, size_t size, struct for_parts *parts);

#endif
