/* Where the function comes from that a call goes through, or that is handed over: read from one body.
 *
 * Three answers: it is held by a place of the program (link/pointers.h), or is named right here; it hangs on a
 * parameter of the function, `fn` or `p->fn`, and each caller has its own answer; nobody knows. Local variables are
 * followed to what is assigned to them. Private to link/. Tests: tests/unit/link/test_resolve.c */
#ifndef TRIPCOUNT_LINK_SOURCE_H
#define TRIPCOUNT_LINK_SOURCE_H

#include "link/pointers.h"

#define OPEN_THIS (UINT32_MAX - 1) /* as a parameter: the object of a method; only with a field */

/* A parameter of a function, or a field of what it points to or holds. */
struct open_path {
    uint32_t parameter;
    uint32_t field; /* entity; SYMBOL_NONE: the parameter itself */
};

enum source_kind {
    SOURCE_UNKNOWN,
    SOURCE_FUNCTION, /* entity */
    SOURCE_HELD,     /* place */
    SOURCE_OPEN,     /* open */
};

struct source_part {
    enum source_kind kind;
    uint32_t entity;
    uint32_t place;
    struct open_path open;
};

#define SOURCE_PARTS 8 /* one more is SOURCE_UNKNOWN */

struct source {
    struct source_part parts[SOURCE_PARTS];
    uint32_t count; /* 0: a null pointer */
};

/* One body, ready for such questions. Lives in an arena. */
struct body_view {
    const struct program *program;
    uint32_t function;
    uint32_t unit;
    const struct function *body;
    const struct region **calls;   /* by index   [body->call_count] */
    const struct assign **assigns; /* to locals, their fields and parameters, in the order of the source */
    uint32_t assign_count;
};

void body_view_init(struct body_view *view, const struct program *program, uint32_t unit, uint32_t function,
                    const struct function *body, struct arena *arena);

/* Of the expression; with a `field`, an entity, of that field of what the expression is or leads to. */
void source_of(const struct body_view *view, struct pointers *pointers, const struct expr *expr, uint32_t field,
               struct source *out);

/* Of an object of the type, as clang writes it, that is called like a function: its operator(), or all of them. False:
 * it has none. What std::function holds is told by what is assigned to it. */
bool source_of_object(const struct body_view *view, const char *type, struct source *out);

#endif
