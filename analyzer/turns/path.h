/* Paths: expressions in the program's terms, so that they mean the same in every unit and function.
 *
 * As ir/expr.h, but GLOBAL, FIELD and FUNCTION hold entity numbers; PARAMETER and LOCAL hold in `value` the program
 * function that they belong to; CALL holds in `text` how the source writes the call, in `value` its function. OPAQUE
 * holds its function in `value`. Paths live in the scope's scratch arena; an atom keeps a copy.
 * Tests: tests/unit/cost/test_turns.c, testdata/_cost */
#ifndef TRIPCOUNT_COST_PATH_H
#define TRIPCOUNT_COST_PATH_H

#include "turns/scope.h"

#include <stdbool.h>

#define PATH_SIZE 16 /* nodes */

/* In the program's terms, as it is at `position`. OPAQUE with its source text is what has no name there: expressions
 * that are no path, and what hangs on a parameter but no longer has the value that the caller passed. Never NULL. */
const struct expr *path_of(const struct scope *scope, const struct expr *expr, struct position position);

/* In the program's terms, whatever may have been assigned since the function was called: for comparing places within
 * one function. path_can_be() must hold. */
const struct expr *path_convert(const struct scope *scope, const struct expr *expr);

/* The expression names a place, in PATH_SIZE nodes or fewer. */
bool path_can_be(const struct expr *expr);

/* The path, or expression of that form, with `root` in place of what it is rooted at. */
const struct expr *path_with_root(struct arena *arena, const struct expr *path, const struct expr *root);

/* The path with the parameters of `callee` replaced by the arguments of the call, `this` by its receiver; NULL when an
 * argument is not there, or the path would grow past PATH_SIZE. */
const struct expr *path_substitute(const struct scope *caller, const struct expr *path, uint32_t callee,
                                   const struct call *call);

/* The path, in the program's terms, is rooted at a parameter, and a field that it goes through may have been assigned
 * to by the time of `position`: it no longer has the value that it had when the function was called. */
bool path_is_replaced(const struct scope *scope, const struct expr *path, struct position position);

/* A name for what the path leads to by then, which is of this function alone. */
const struct expr *path_opaque(const struct scope *scope, const struct expr *path);

/* As the source writes it: "o->items[i].name". Seen from `viewer`; variables of another function carry "@function". */
void path_print(const struct program *program, const struct expr *path, uint32_t viewer, struct buffer *out);

/* `part` is the path, or something that the path goes through. */
bool path_goes_through(const struct expr *path, const struct expr *part);

/* Number of fields, elements and dereferences. */
uint32_t path_depth(const struct expr *path);

#endif
