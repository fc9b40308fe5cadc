/* A symbol: something with a name that a unit declares and uses - function, variable, field, record.
 *
 * Symbols are unit-local (ids index the unit's symbol table); linking joins them over the program by USR, or by
 * (USR, file) where linkage is internal. Plain data; texts are interned in the arena of whoever holds the table. */
#ifndef TRIPCOUNT_MODEL_SYMBOL_H
#define TRIPCOUNT_MODEL_SYMBOL_H

#include "model/location.h"

#include <stdbool.h>
#include <stdint.h>

#define SYMBOL_NONE UINT32_MAX

enum symbol_kind { SYMBOL_FUNCTION, SYMBOL_VARIABLE, SYMBOL_FIELD, SYMBOL_RECORD };

enum symbol_flag {
    SYMBOL_DEFINED = 1 << 0,                /* this unit holds its definition */
    SYMBOL_INTERNAL = 1 << 1,               /* internal linkage: static, anonymous namespace */
    SYMBOL_SYSTEM = 1 << 2,                 /* declared in a system header */
    SYMBOL_VARIADIC = 1 << 3,               /* function: takes ... */
    SYMBOL_NORETURN = 1 << 4,               /* function: declared never to return */
    SYMBOL_METHOD = 1 << 5,                 /* function: non-static member, has `this` */
    SYMBOL_VIRTUAL = 1 << 6,                /* function */
    SYMBOL_PURE = 1 << 7,                   /* function: pure virtual */
    SYMBOL_CONST_METHOD = 1 << 8,           /* function */
    SYMBOL_CONSTRUCTOR = 1 << 9,            /* function */
    SYMBOL_DESTRUCTOR = 1 << 10,            /* function */
    SYMBOL_OPERATOR = 1 << 11,              /* function: overloaded operator */
    SYMBOL_CONVERSION = 1 << 12,            /* function: conversion operator */
    SYMBOL_INSTANCE = 1 << 13,              /* function, record: instance of a template */
    SYMBOL_LAMBDA = 1 << 14,                /* function: body of a lambda or block */
    SYMBOL_CONST = 1 << 15,                 /* variable: const */
    SYMBOL_ADDRESS_TAKEN = 1 << 16,         /* function: used other than by being called */
    SYMBOL_INLINE = 1 << 17,                /* function */
    SYMBOL_LOCAL_STATIC = 1 << 18,          /* variable: static inside a function */
    SYMBOL_IMPLICIT = 1 << 19,              /* function: used without a declaration (C) */
    SYMBOL_CONSTRUCTOR_ATTRIBUTE = 1 << 20, /* function: run before main */
    SYMBOL_INHERITED = 1 << 21,             /* function: `overridden`, as a class that inherits it has it */
};

struct symbol {
    enum symbol_kind kind;
    uint32_t flags;
    const char *usr;  /* clang's; of a template's pattern for an instance it carries the arguments */
    const char *name; /* qualified, without parameters: "ns::City::find"; a lambda: "FUNCTION::lambda@LINE" */
    const char *type; /* canonical: "int (struct pg_conn *, const char *)"; "" where unknown */
    uint32_t header;  /* unit's file table: the file of its (first) declaration; SYMBOL_NONE when there is none */
    uint32_t line;    /* of that declaration */
    uint32_t record;  /* the class or struct it is a member of, or SYMBOL_NONE */
    uint32_t parameter_count;
    /* A large program has hundreds of thousands: the counts stand together. */
    uint32_t annotation_count, overridden_count, method_count;
    const char *const *annotations; /* texts of __attribute__((annotate("...")))   [annotation_count] */
    const uint32_t *overridden;     /* methods: direct overridden symbols; records: direct bases   [overridden_count] */
    const char *const *methods; /* records: own names of methods that belong together by their names: bar, send_bar and
                                   recv_bar; see frontend/siblings.c. Sorted   [method_count] */
};

static inline bool symbol_is(const struct symbol *symbol, uint32_t flag) { return (symbol->flags & flag) != 0; }

#endif
