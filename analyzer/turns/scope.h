/* One function while it is being counted: where its variables are assigned, which loops hold what.
 *
 * Regions are numbered in source order; a loop or a list is a range of numbers, so "is inside", "comes before" and
 * "dominates" are comparisons. Made once per function, lives in a scratch arena.
 * Tests: tests/unit/cost/test_scope.c */
#ifndef TRIPCOUNT_COST_SCOPE_H
#define TRIPCOUNT_COST_SCOPE_H

#include "algebra/poly.h"
#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

#define LOOP_NONE UINT32_MAX

/* A point in a function: what it means there to say `n`. */
struct position {
    uint32_t number; /* of the region that control has come to */
    uint32_t loop;   /* the innermost loop around it, or LOOP_NONE */
};

struct assignment {
    uint32_t number;            /* of its region */
    uint32_t list_end;          /* last number of the list that holds it: what comes later in that list runs after it */
    uint32_t loop;              /* innermost loop that holds it, or LOOP_NONE */
    uint32_t next;              /* the next one to the same local or parameter, or ASSIGNMENT_NONE */
    bool is_step;               /* stands in a loop's step list */
    bool is_test;               /* stands in a loop's condition list */
    bool is_conditional;        /* stands in a branch, a case or a handler inside that loop */
    bool is_then;               /* of `guard` */
    const struct branch *guard; /* innermost branch that holds it, or NULL */
    const struct assign *assign;
};

#define ASSIGNMENT_NONE UINT32_MAX

struct loop_range {
    uint32_t begin;  /* number of the loop's region */
    uint32_t end;    /* last number inside */
    uint32_t parent; /* enclosing loop, or LOOP_NONE */
    const struct region *region;
};

struct call_place {
    uint32_t number;
    uint32_t list_end; /* as of an assignment */
    uint32_t loop;
    const struct region *region; /* NULL: no such call (a summary made by hand) */
};

/* A condition that is known to hold from `begin` to `end`, for as long as nothing it speaks of is assigned: in the arm
 * of a branch, or behind one whose other arm never comes back (`if (n > 8) return;`, assert). */
struct holding {
    uint32_t begin;
    uint32_t end;
    uint32_t loop; /* innermost loop around the branch, or LOOP_NONE */
    bool is_true;  /* false: the opposite holds */
    const struct expr *condition;
};

struct scope;

/* Whether the call may change what the path, in the program's terms, leads to. */
typedef bool scope_change_test(const struct scope *scope, const struct call *call, const struct expr *path,
                               const void *context);

struct scope {
    struct program *program;
    struct atom_table *atoms;
    struct arena *scratch;
    uint32_t function; /* of the program */
    const struct unit *unit;
    const struct function *body;
    struct assignment *assignments; /* in source order */
    uint32_t assignment_count;
    uint32_t *first_to_local;     /* first assignment to each local, or ASSIGNMENT_NONE   [local_count] */
    uint32_t *first_to_parameter; /* [parameter_count] */
    struct loop_range *loops;     /* by the loop's index */
    struct call_place *calls;     /* by the call's index */
    /* By number: regions that do not run when nothing fails, as far as the evaluation has come. What they assign does
     * not happen. */
    bool *is_dead;  /* [region_count + 1] */
    bool *was_dead; /* ... as an evaluation before this one has found; all false: there was none   [region_count + 1] */
    uint32_t region_count;
    struct holding *holding; /* by where they begin to hold */
    uint32_t holding_count;
    scope_change_test *may_change; /* of fields and globals; NULL: calls change none */
    const void *change_context;
    const bool *is_lent; /* locals whose address comes back (facts/lent.h); NULL: none   [local_count] */
};

void scope_init(struct scope *scope, struct program *program, struct atom_table *atoms, struct arena *scratch,
                uint32_t function, const struct function *body);

static inline bool scope_is_inside(const struct scope *scope, uint32_t number, uint32_t loop) {
    return loop != LOOP_NONE && number >= scope->loops[loop].begin && number <= scope->loops[loop].end;
}

struct position scope_before_loop(const struct scope *scope, uint32_t loop);
struct position scope_at_call(const struct scope *scope, uint32_t call);
struct position scope_at_assignment(const struct assignment *assignment);

/* A local variable of the scope's function, in the program's terms, not of one around it. */
bool scope_is_own_local(const struct scope *scope, const struct expr *expr);

/* The call that the expression is the result of, or NULL. */
const struct call *scope_call(const struct scope *scope, const struct expr *expr);

/* Walks the assignments that may be to `variable`, in source order and without dead ones: all to the same local or
 * parameter, all of the function for another path. `previous` NULL: the first. NULL at the end. */
const struct assignment *scope_next(const struct scope *scope, const struct expr *variable,
                                    const struct assignment *previous);

/* The assignment is to this very variable or path (compared as trees). */
bool assignment_is_to(const struct assignment *assignment, const struct expr *variable);
/* ... or to something that it goes through: p of p->n. */
bool assignment_touches(const struct assignment *assignment, const struct expr *path);

/* The one assignment whose value `variable` holds at `position`; NULL: there is none, or it cannot be told. What is no
 * local or parameter may have been changed by the calls in between: see `may_change`. */
const struct assignment *scope_definition(const struct scope *scope, const struct expr *variable,
                                          struct position position);
/* The last assignment in source order before `position`, whether it is sure to have run or not. */
const struct assignment *scope_last_assignment(const struct scope *scope, const struct expr *variable,
                                               struct position position);

/* At `position`, the path still has the value that it had when the function was called: nothing that it goes through
 * can have been assigned by then. */
bool scope_is_untouched(const struct scope *scope, const struct expr *path, struct position position);

/* Something inside the loop assigns to the path, or to a part or an index of it. */
bool scope_is_assigned_in(const struct scope *scope, const struct expr *path, uint32_t loop);

/* Of a variable or field, canonical; NULL: not known. */
const char *scope_type(const struct scope *scope, const struct expr *variable);
/* A variable or field whose type is known to be a pointer. */
bool scope_is_pointer(const struct scope *scope, const struct expr *variable);

/* A local or parameter whose address leaves the function may change behind our back. */
bool scope_is_shared(const struct scope *scope, const struct expr *variable);

#endif
