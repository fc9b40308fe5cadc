/* What a function, or a part of it, sets itself. Private to facts/writes*.c. */
#ifndef TRIPCOUNT_FACTS_WRITES_INTERNAL_H
#define TRIPCOUNT_FACTS_WRITES_INTERNAL_H

#include "base/vec.h"
#include "facts/writes.h"

/* A field is set to this constant; or to something else, or its address is given away. */
struct field_value {
    uint32_t field;
    bool is_constant;
    bool is_fresh; /* of an object that nobody has had before */
    int64_t value;
};

/* Of one function, without what it calls. */
struct own_writes {
    VEC(uint32_t) entities; /* fields and globals that are set, or whose address is given away */
    VEC(uint32_t) raised;   /* of those, what is set to other than 0, or whose address is given away */
    VEC(struct field_value) values;
    VEC(const char *) wholes;     /* of what is set as a whole: an element, what a pointer leads to, by a list */
    VEC(const char *) types;      /* of objects that are set as a whole, or given to what has no body */
    VEC(const char *) pointers;   /* types of those through which something is set */
    VEC(const char *) prototypes; /* of pointers that are called */
    VEC(const char *) passed;     /* of those, what is no field: a parameter may be anything */
    VEC(uint32_t) called;         /* entities that are called, or passed to a call that may run them; ascending */
};

/* While it is read. */
struct reading {
    const struct program *program;
    const bool *is_fresh; /* see facts/fresh.h; NULL: not looked for */
    uint32_t unit;
    const struct function *body;
    const bool *is_dead;  /* see struct scope; NULL: not known */
    const bool *gives_up; /* gives_up_regions() */
    struct own_writes *own;
};

/* Of the whole function; to be freed. What runs where `is_dead` says so is left out; NULL: nothing is. */
struct own_writes *own_writes_read(struct program *program, uint32_t function, const bool *is_dead);
void own_writes_finish(struct own_writes *own);
void own_writes_free(struct own_writes *own); /* NULL is allowed */

/* Add to `reading->own`: what the call sets by what it is given; something is set through the pointer; `*p = *q`,
 * `a[i] = *q`, `struct s x = {...}`, by the types on the way, of which one speaks of the object. */
void own_writes_add_call(const struct reading *reading, const struct call *call);
void own_writes_add_pointer(const struct reading *reading, const struct expr *pointer);
void own_writes_add_whole(const struct reading *reading, const struct assign *assign);

/* It calls the function; not one whose address it only stores: what a pointer runs is asked of the pointer. */
bool own_writes_call(const struct program *program, const struct own_writes *own, uint32_t function);

/* Through a pointer that a field holds. */
static inline bool is_call_of_field(const struct call *call) {
    return call->callee && call->callee->kind == EXPR_FIELD;
}

#endif
