/* Expressions: small trees that say where a value comes from.
 *
 * They are pure: calls and assignments inside a C expression have become regions of their own, before the region that
 * uses the value (ir/region.h), and EXPR_CALL refers to the result. Nodes live in the arena of their unit.
 *
 * Text form (ir/text.h): 12  "text"  conn  $3  @name  &f  (field b f)  (element b i)  (deref b)  (address b)  (+ a b)
 * (opaque "text")  this */
#ifndef TRIPCOUNT_IR_EXPR_H
#define TRIPCOUNT_IR_EXPR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum expr_kind {
    EXPR_CONSTANT,  /* value: integers, characters, enumerators, folded macros and sizeof */
    EXPR_STRING,    /* text: a string literal, adjacent ones joined; may be cut at 4,096 bytes */
    EXPR_PARAMETER, /* index: of the enclosing function */
    EXPR_LOCAL,     /* index: in the function's locals; static locals too */
    EXPR_GLOBAL,    /* index: symbol of a variable, or of a static data member */
    EXPR_FUNCTION,  /* index: symbol of a function that is not being called; a lambda's body too */
    EXPR_CALL,      /* index: the result of that call of the same function */
    EXPR_THIS,      /* the object of the method */
    EXPR_FIELD,     /* a: the object (`->` is a field of a dereference: (field (deref p) f)); index: symbol */
    EXPR_ELEMENT,   /* a: array or pointer; b: index */
    EXPR_DEREF,     /* a */
    EXPR_ADDRESS,   /* a */
    EXPR_UNARY,     /* op, a */
    EXPR_BINARY,    /* op, a, b */
    EXPR_SELECT,    /* a ? b : c; a value is chosen, the calls are in regions */
    EXPR_LIST,      /* items[0..item_count): a braced initialiser in declaration order; an absent member is NULL */
    EXPR_OPAQUE,    /* text: source of what the above cannot say, white space folded, at most 80 bytes */
};

enum expr_op {
    OP_NONE,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_REMAINDER,
    OP_SHIFT_LEFT,
    OP_SHIFT_RIGHT,
    OP_BIT_AND,
    OP_BIT_OR,
    OP_BIT_XOR,
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL, /* comparisons: keep together */
    OP_AND,
    OP_OR,
    OP_COMMA,
    OP_NOT,
    OP_NEGATE,
    OP_COMPLEMENT,
};

#define EXPR_OP_COUNT (OP_COMPLEMENT + 1)

struct expr {
    uint8_t kind; /* enum expr_kind */
    uint8_t op;   /* enum expr_op */
    uint32_t index;
    int64_t value;
    const char *text;
    uint32_t item_count;
    const struct expr *a;
    const struct expr *b;
    const struct expr *c;
    const struct expr *const *items;
};

/* The operator as C writes it: "+", "<=", "!". */
const char *expr_op_text(enum expr_op op);

struct expr *expr_new(struct arena *arena, enum expr_kind kind);
struct expr *expr_constant(struct arena *arena, int64_t value);
struct expr *expr_string(struct arena *arena, const char *text);
struct expr *expr_indexed(struct arena *arena, enum expr_kind kind,
                          uint32_t index); /* PARAMETER LOCAL GLOBAL FUNCTION CALL */
struct expr *expr_field(struct arena *arena, const struct expr *object, uint32_t field);
struct expr *expr_element(struct arena *arena, const struct expr *array, const struct expr *index);
struct expr *expr_deref(struct arena *arena, const struct expr *pointer); /* of an address: what it is the address of */
struct expr *expr_address(struct arena *arena, const struct expr *object); /* of a dereference: the pointer itself */
struct expr *expr_unary(struct arena *arena, enum expr_op op, const struct expr *a); /* folds constants */
struct expr *expr_binary(struct arena *arena, enum expr_op op, const struct expr *a, const struct expr *b); /* folds */
struct expr *expr_select(struct arena *arena, const struct expr *a, const struct expr *b, const struct expr *c);
struct expr *expr_opaque(struct arena *arena, const char *text);

/* The same tree, NULL equals NULL. */
bool expr_is_equal(const struct expr *a, const struct expr *b);
/* The expression is `part`, or holds it somewhere. Either may be NULL: nothing holds NULL. */
bool expr_mentions(const struct expr *expr, const struct expr *part);
bool expr_is_constant(const struct expr *expr, int64_t *value);

/* 0, or a braced list of nothing else. */
bool expr_is_zero(const struct expr *expr);

/* What the value is rooted at: strips FIELD, ELEMENT, DEREF, ADDRESS down to a leaf. Never NULL for a non-NULL tree. */
const struct expr *expr_root(const struct expr *expr);

#endif
