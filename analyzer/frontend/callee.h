/* Who is called: the expression in front of the parentheses, read down to a function or a pointer.
 *
 * What libclang calls the referenced declaration of a call is right only for the plain forms: it is missing for
 * `(g)(x)` and wrong for `pick(1)(6)`. Private to the folder. Tests: testdata/_lower/call_callees.c, cxx_methods.cpp */
#ifndef TRIPCOUNT_FRONTEND_CALLEE_H
#define TRIPCOUNT_FRONTEND_CALLEE_H

#include "frontend/lower.h"

/* Functions of the compiler or the standard library that are no calls; memset() is one, and an assignment as well. */
enum special { SPECIAL_NONE, SPECIAL_FIRST_ARGUMENT, SPECIAL_ADDRESS, SPECIAL_UNEVALUATED, SPECIAL_FILL };

struct callee {
    CXCursor function;           /* null cursor: through a pointer */
    const struct expr *value;    /* of the pointer */
    CXType pointer;              /* its type */
    CXCursor name;               /* the expression that names it: what an editor underlines */
    const struct expr *receiver; /* NULL: no method */
    CXType receiver_type;
    bool is_member;
};

/* The child that names the callee: the first, except for infix operators, where it stands between the operands. A null
 * cursor when there is none. */
CXCursor callee_find(struct lowering *lowering, CXCursor expression, CXCursor referenced);
/* Lowers the pointer or the object of a method on the way. */
struct callee callee_resolve(struct lowering *lowering, CXCursor expression);
/* lower_holder.c. The method of a holder asks what it holds, or is made an assignment: nothing else reaches it. */
bool holder_is_seen(struct lowering *lowering, const struct callee *callee);
/* The call of such a method: the pointer, or what it points to; of an operator: the comparison with none; of one that
 * puts something else there: the assignment. NULL: it is another call. */
const struct expr *holder_used(struct lowering *lowering, const struct callee *callee);
const struct expr *holder_compared(struct lowering *lowering, const struct callee *callee, const CXCursor *arguments,
                                   uint32_t count);
const struct expr *holder_assigned(struct lowering *lowering, CXCursor expression, const struct callee *callee,
                                   const CXCursor *arguments, uint32_t count);
/* Looked up by name once per declaration. */
enum special callee_special(struct lowering *lowering, CXCursor function, uint32_t argument_count);

#endif
