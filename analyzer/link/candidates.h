/* Candidates: the functions of the program that a source (link/source.h) may be.
 *
 * Definitions are those that the asking unit would call; functions of the outside are only counted. A library's
 * function that reaches the wire has a body that calls it (link/stand_in.h). Private to link/. Tests:
 * tests/unit/link/test_resolve.c */
#ifndef TRIPCOUNT_LINK_CANDIDATES_H
#define TRIPCOUNT_LINK_CANDIDATES_H

#include "link/source.h"

#define OPEN_PATHS 8 /* of one function; more are not known to anybody */

/* Equal ones have one address. */
struct candidates {
    const uint32_t *functions; /* of the program, ascending */
    uint32_t count;
    uint32_t outside;  /* functions besides that have no body here and wait for nobody */
    bool is_unknown;   /* it may be others */
    bool is_generic;   /* held by a field of all objects of its type: nothing tells this object's own from theirs */
    bool is_container; /* ... which is the only one of its record that holds functions: each object has its own */
};

/* What a function was handed for one of its open paths. */
struct binding {
    struct open_path path;
    const struct candidates *candidates;
};

struct bindings {
    struct binding items[OPEN_PATHS];
    uint32_t count;
};

/* NULL: the path is not bound. */
const struct candidates *bindings_find(const struct bindings *bindings, struct open_path path);

struct candidate_table;
struct stand_ins;

struct candidate_table *candidate_table_new(const struct program *program, struct pointers *pointers,
                                            struct stand_ins *stand_ins);
void candidate_table_free(struct candidate_table *table); /* NULL is allowed */

/* `unit` asks. An open path is what it is bound to; one without a binding is, for a field, what any object holds where
 * `is_plain` says that some caller passes an object of which no more is known; else nobody knows it. Good until
 * candidate_table_free(). */
const struct candidates *candidates_of(struct candidate_table *table, uint32_t unit, const struct source *source,
                                       const struct bindings *bindings, bool is_plain);

/* Definitions of functions, entities; those of pure methods aside. */
const struct candidates *candidates_of_entities(struct candidate_table *table, uint32_t unit, const uint32_t *entities,
                                                uint32_t count, bool is_unknown);

/* Those of them that pass the test; with `is_known` the others stay known as functions that are not waited for. */
typedef bool candidate_test(uint32_t function, const void *context);
const struct candidates *candidates_that(struct candidate_table *table, const struct candidates *candidates,
                                         candidate_test *test, const void *context, bool is_known);

/* Of these, what the call through a pointer may mean: where its place is declared as something else than what is
 * called, functions of that type only. */
const struct candidates *candidates_of_call(struct candidate_table *table, const struct candidates *candidates,
                                            const struct body_view *view, const struct call *call);

#endif
