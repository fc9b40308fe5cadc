/* What constructors say of the objects that they make: `c = calloc(1, sizeof *c); c->kind = REMOTE; return c;`.
 *
 * A field counts when everything that the function assigns to it is a constant, or is one parameter, which the call may
 * pass a constant for; it is assigned on every way that comes back with an object, and nothing that is called behind
 * that may change it. So do the fields of what a parameter
 * points to, of functions that are given the object to fill. Each function is read once, whether it makes round trips
 * or not. Tests: testdata/call-in-loop/analysis_made.c */
#ifndef TRIPCOUNT_FACTS_MADE_H
#define TRIPCOUNT_FACTS_MADE_H

#include "facts/facts.h"
#include "turns/scope.h"
#include "value/costs.h"

/* Fields of one function that are told of. */
#define MADE_FIELDS 8

struct made_field {
    const struct expr *path; /* in the program's terms; rooted at a parameter of the function, or, for what it returns,
                                at the constant 0 */
    struct known value;
    int32_t parameter; /* its value is what the caller passes for this one; ARGUMENT_NONE: it is `value` */
};

struct made_table;

struct made_table *made_table_new(struct program *program);
void made_table_free(struct made_table *table); /* NULL is allowed */

/* In the table; good until the next question. */
const struct made_field *made_fields(const struct costs *costs, uint32_t function, uint32_t *count);

/* `target = f(...)` was done. */
const struct facts *made_by_assign(const struct costs *costs, const struct scope *scope, const struct facts *facts,
                                   const struct assign *assign);
/* The call has come back. */
const struct facts *made_by_call(const struct costs *costs, const struct scope *scope, const struct facts *facts,
                                 const struct call *call);
/* What is known of the path, of the one function that the call runs, in what it returns; NULL: nothing.
 * `path` is rooted at the constant 0. */
const struct known *made_value(const struct costs *costs, const struct scope *scope, const struct call *call,
                               const struct expr *path);

#endif
