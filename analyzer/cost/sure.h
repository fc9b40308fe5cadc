/* Helpers that wait at least once whenever some tests come out as they did the last time: log_sql(a, text) sends its
 * text while a is connected and writes it to a file else. Ten calls in a row are ten round trips, or none.
 *
 * A way leads through a helper and what it calls to a call that always waits. It is taken only where its tests are on
 * what stays as it is: parameters, globals and their fields, and results of functions that only read such; where the
 * connection is of that kind as well; and where nothing that runs on the way may change these. What fills a buffer,
 * keeps an answer or counts down is no such helper. Of several ways the one with the fewest tests. Each function is
 * looked at once, with those below it, SURE_DEPTH deep. Tests: testdata/chatty-sequence/bad_mode.c, good_mode.c */
#ifndef TRIPCOUNT_COST_SURE_H
#define TRIPCOUNT_COST_SURE_H

#include "cost/cost.h"
#include "turns/scope.h"

#define SURE_TESTS 8
#define SURE_READS 24
#define SURE_LINKS 4
#define SURE_DEPTH 8

/* A test on the way, as it must come out: "!a->file". */
struct sure_test {
    uint32_t function;
    struct location location;
    const char *text;
    bool is_positive; /* that something is so, not that it is not */
};

struct sure_way;

/* A call on the way: one that waits, or one with a way of its own. */
struct sure_link {
    uint32_t call;
    const struct sure_way *way; /* NULL: it always waits */
};

/* In the program's arena. */
struct sure_way {
    uint32_t function;
    uint32_t parameters; /* bits: those that the tests read, with what they lead to */
    struct sure_test tests[SURE_TESTS];
    uint32_t test_count;                  /* at least one; the one nearest to the wire last */
    const struct atom *reads[SURE_READS]; /* fields and globals, each as a path of one step */
    uint32_t read_count;
    struct sure_link links[SURE_LINKS]; /* arms of one test may each wait */
    uint32_t link_count;
    const struct region *left_out[SURE_TESTS]; /* lists that do not run */
    uint32_t left_out_count;
};

struct sure_table; /* what is known so far */

struct sure_table *sure_table_new(struct costs *costs);
void sure_table_free(struct sure_table *table); /* NULL is allowed */

/* NULL: it always waits, never does, or cannot be told. */
const struct sure_way *sure_way_of(struct sure_table *table, uint32_t function);

/* Both calls of the scope's function, of the same helper, go the way or do not: they hand it the same things, and
 * nothing between them changes these or what the tests read. `first` comes before `second` in straight-line code. */
bool sure_is_same(struct sure_table *table, const struct scope *scope, const struct sure_way *way, uint32_t first,
                  uint32_t second);

#endif
