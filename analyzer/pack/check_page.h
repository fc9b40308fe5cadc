/* The page of a check, rules/checks/<id>.yaml: how it is called, how bad it is, what it tells people.
 * Tests: tests/unit/pack/test_check_page.c */
#ifndef TRIPCOUNT_PACK_CHECK_PAGE_H
#define TRIPCOUNT_PACK_CHECK_PAGE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/result.h"

#include <stdbool.h>
#include <stdint.h>

enum check_group { GROUP_DEFAULT, GROUP_RELIABILITY, GROUP_NAMES, GROUP_PAYLOAD, GROUP_BOUNDARY };
#define GROUP_COUNT 5
const char *check_group_name(enum check_group group); /* "default" */

struct check_page {
    const char *id; /* "call-in-loop"; also the name of the file */
    enum check_group group;
    const char *title;      /* one line: what the check flags */
    enum severity severity; /* of a finding that nothing makes milder or worse */
    const char *message;    /* with {placeholders}, see check_page_message */
    /* The help, each a text of one or more lines that ends with a line feed. */
    const char *what;
    const char *why;
    const char *example;
    const char *fix;
    const char *switch_off;
    const char *file;
};

/* One value for each placeholder that a message may hold; NULL where the finding has none. */
struct check_values {
    const char *call;       /* {call}: the function that is called at the finding's place */
    const char *callee;     /* {callee}: the library function that reaches the wire */
    const char *peer;       /* {peer} */
    const char *turns;      /* {turns}: formula, for people */
    const char *roundtrips; /* {roundtrips}: formula, for people */
    const char *break_even; /* {break_even}: "100 ms from n = 200" */
};

NODISCARD bool check_page_load(struct arena *arena, const char *path, struct check_page *out, struct error *err);

/* Every *.yaml of a directory, in the order of their names. */
NODISCARD bool check_page_load_all(struct arena *arena, const char *directory, const struct check_page **pages,
                                   uint32_t *page_count, struct error *err);

/* Writes the message. `[...]` in it is left out as a whole when a placeholder within has no value; elsewhere such a one
 * is written as "?". */
void check_page_message(const struct check_page *page, const struct check_values *values, struct buffer *out);

/* Writes the page as `rules show` prints it. */
void check_page_print(const struct check_page *page, struct buffer *out);

#endif
