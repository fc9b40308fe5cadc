/* The region tree of a function: what can run, in source order, and how control leaves each part.
 *
 * A list of regions is a chain through `next`; NULL is the empty list. Every call is a region of its own, placed where
 * it runs, arguments before the call; `a && f()` is a branch on `a` that holds f(), then a region that uses the value.
 * Which calls wait, never return or iterate is unknown here: that takes the rule packs and the whole program.
 *
 * Text form: ir/text.h. Checked by ir/verify.h. Built in the unit's arena, by the frontend or by the text reader. */
#ifndef TRIPCOUNT_IR_REGION_H
#define TRIPCOUNT_IR_REGION_H

#include "ir/expr.h"
#include "model/location.h"
#include "model/symbol.h"

#include <stdbool.h>
#include <stdint.h>

enum region_kind {
    REGION_CALL,     /* call */
    REGION_ASSIGN,   /* assign */
    REGION_BRANCH,   /* branch: if, ?:, the right side of && and ||, if constexpr */
    REGION_SWITCH,   /* switch_ */
    REGION_LOOP,     /* loop */
    REGION_BREAK,    /* leaves the innermost loop or switch; LOOP_GOTO is no loop to it, nor to REGION_CONTINUE */
    REGION_CONTINUE, /* next turn of the innermost loop (a for loop's step still runs) */
    REGION_RETURN,   /* value */
    REGION_GOTO,     /* label; a computed goto has label GOTO_UNKNOWN */
    REGION_LABEL,    /* label */
    REGION_THROW,    /* value */
    REGION_TRY,      /* try_ */
};

#define GOTO_UNKNOWN UINT32_MAX

enum call_flag {
    CALL_DROPPED = 1 << 0,     /* nobody uses its result */
    CALL_DYNAMIC = 1 << 1,     /* virtual dispatch: p->go(), not p->Base::go() */
    CALL_CONSTRUCTOR = 1 << 2, /* receiver: the object being made */
    CALL_DESTRUCTOR = 1 << 3,  /* written by the lowering: scope end, delete, temporary */
    CALL_OPERATOR = 1 << 4,    /* overloaded operator, its operands are the arguments (first one the receiver) */
    CALL_IMPLICIT = 1 << 5,    /* no call stands in the source: conversion, range-for begin/end, destructor */
    CALL_IN_MACRO = 1 << 6,    /* `macro` names it */
    CALL_AWAITED = 1 << 7,     /* made by link/continued.h, in no summary: it waits for what the call that is its first
                                  argument has sent */
};

/* The unit's interpretation of one argument. */
struct argument {
    const struct expr *value; /* never NULL; EXPR_OPAQUE "" for a default argument */
    const char *type;         /* canonical type as written by clang, without the implicit conversions; "" unknown */
};

struct call {
    uint32_t index;              /* numbered from 0 in each function, in the order of the source */
    uint32_t symbol;             /* the declared callee; SYMBOL_NONE when the call goes through a pointer */
    const struct expr *callee;   /* what is called when `symbol` is SYMBOL_NONE, else NULL */
    const char *pointee;         /* prototype of the pointer called through: "int (void *)"; NULL for a direct call */
    const struct expr *receiver; /* object of a method call, else NULL */
    const char *receiver_type;   /* static type of that object, else NULL */
    const char *type;            /* of the result, canonical */
    const struct argument *arguments;
    uint32_t argument_count;
    uint32_t flags;
    uint32_t end_line;        /* of the extent that an editor underlines: where `location` begins, the callee's name */
    uint32_t end_column;      /* exclusive */
    const char *macro;        /* name of the outermost macro that it expands from, else NULL */
    struct location spelling; /* where its text stands (in a macro's body); equals the region's location elsewhere */
};

struct assign {
    const struct expr *target;
    uint8_t op;               /* enum expr_op: OP_NONE for `=`, OP_ADD for `+=` and `++`, ... */
    bool is_declaration;      /* an initialiser */
    const struct expr *value; /* `++` has 1; NULL: declared without a value */
};

struct branch {
    const struct expr *condition; /* never NULL */
    struct region *then_list;
    struct region *else_list;
    const char *form; /* "if", "?:", "&&", "||" */
};

struct switch_case {
    const struct expr *const *values; /* 0 values and is_default, or both */
    uint32_t value_count;
    bool is_default;
    struct region *body; /* falls through into the next case unless it leaves */
    struct location location;
};

struct switch_region {
    const struct expr *value;
    struct region *before; /* statements before the first case label: unreachable, kept for their labels */
    struct switch_case *cases;
    uint32_t case_count;
};

enum loop_form { LOOP_FOR, LOOP_WHILE, LOOP_DO, LOOP_RANGE, LOOP_GOTO };

struct loop {
    uint32_t index; /* numbered from 0 in each function, in the order of the source */
    uint8_t form;   /* enum loop_form */
    uint32_t label; /* LOOP_GOTO: the label at its head; a goto to it is the next turn, running off the end leaves */
    struct region *condition_list; /* runs before each test; for LOOP_DO after each turn */
    const struct expr *condition;  /* NULL: for ever (or until its body leaves) */
    const struct expr *range;      /* LOOP_RANGE: what is walked; its variable is assigned in the body */
    struct region *step_list;      /* LOOP_FOR */
    struct region *body;
    uint32_t end_line; /* last line of the loop */
    const char *macro; /* name of the macro that it expands from: list_for_each; else NULL */
};

struct handler {
    const char *type; /* "..." for all */
    struct region *body;
};

struct try_region {
    struct region *body;
    struct handler *handlers;
    uint32_t handler_count;
};

struct region {
    uint8_t kind;             /* enum region_kind */
    uint32_t number;          /* place in its function, from 1, in source order; 0 before region_number() */
    struct location location; /* where it expands: the place a person sees */
    struct region *next;
    union {
        struct call *call;
        struct assign assign;
        struct branch branch;
        struct switch_region switch_;
        struct loop *loop;
        const struct expr *value; /* REGION_RETURN, REGION_THROW; NULL for none */
        uint32_t label;           /* REGION_GOTO, REGION_LABEL: index in the function's labels */
        struct try_region try_;
    };
};

/* Appends in O(1): start with `struct region_list list = {0};`. */
struct region_list {
    struct region *first;
    struct region *last;
};

struct region *region_new(struct arena *arena, enum region_kind kind, struct location location);
void region_append(struct region_list *list, struct region *region);     /* one region */
void region_append_list(struct region_list *list, struct region *first); /* a chain */

/* Calls `visit` for each region of the list and of the lists inside, in source order. */
void region_walk(struct region *list, void (*visit)(struct region *region, void *context), void *context);

/* The last region of the list itself; NULL of an empty one. */
const struct region *region_last(const struct region *list);

/* The highest number in the list and in the lists inside; 0 of an empty one. */
uint32_t region_last_number(const struct region *list);
/* The region of that number stands in the list, or in something that does. NULL, the empty list, holds none. */
bool region_list_holds(const struct region *list, uint32_t number);

/* One of its arguments is `part`, or holds it somewhere. */
bool call_mentions(const struct call *call, const struct expr *part);

/* Numbers the regions of the list and of the lists inside from 1, in source order: a list or loop is a range of
 * numbers. Returns how many there are. */
uint32_t region_number(struct region *list);

/* Turns `label: ... goto label;` into LOOP_GOTO: a goto back to a label of an enclosing list becomes a loop from the
 * label to the last such goto (the goto itself stays and means "next turn"). Numbers calls and loops anew afterwards is
 * NOT done here; loops made here get indices from *loop_count on. */
struct region *region_fold_gotos(struct arena *arena, struct region *list, uint32_t *loop_count);

const char *loop_form_name(enum loop_form form); /* "for", "while", "do", "range", "goto" */

#endif
