/* Instances: a function together with what one of its callers handed over, where that reaches the wire.
 *
 * `each(ids, n, query)` runs query() n times: where each() is counted for itself, `fn(ids[i])` costs nothing. Its
 * instance has the same body, and `fn` is query(). All callers that hand over the same share one; it is a function of
 * the program behind all others, found only by the calls that hand over. So all that is known of loops, guards, answers
 * and pipelines holds for what is handed over as well, and nothing is counted twice: a body never runs with what its
 * parameter may hold in the whole program.
 * A function has INSTANCE_LIMIT instances; what goes past that shares one that is handed what the parameter may hold in
 * the whole program.
 * Private to link/. Tests: tests/unit/link/test_resolve.c, test_containers.c */
#ifndef TRIPCOUNT_LINK_INSTANCE_H
#define TRIPCOUNT_LINK_INSTANCE_H

#include "link/added.h"
#include "link/candidates.h"
#include "link/iterator.h"
#include "link/overriders.h"
#include "link/stand_in.h"

#define OPEN_LEVELS    3  /* callers up to which an open path is lifted */
#define INSTANCE_LIMIT 64 /* of one function */

/* A function whose body was looked into. */
struct looked {
    struct body_view view;
    struct open_path open[OPEN_PATHS];
    uint8_t level[OPEN_PATHS];    /* calls from here down to the call through the pointer */
    bool is_answered[OPEN_PATHS]; /* some caller is known to hand over a function, or what it was handed itself */
    uint32_t open_count;
    bool is_asked; /* somebody calls it */
    bool is_plain; /* some caller passes an object of which no more is known than its type, or nobody calls it */
};

struct resolving {
    struct program *program;
    struct pointers *pointers;
    struct candidate_table *candidates;
    struct overriders *overriders;
    struct stand_ins stand_ins;
    struct added_functions added;
    struct arena arena;     /* of bodies and views */
    struct looked **looked; /* NULL: not looked into   [program->own_count] */
    struct map iterators;   /* iterators of libraries -> looked_iterators */
    VEC(struct looked *) looked_iterators;
    bool *is_open;   /* entities: a definition has open paths   [program->entity_count] */
    bool *is_remote; /* functions that reach the wire   [own_count] */
    uint32_t *cycle; /* of functions that all lead to each other the number of one; NULL: not asked for yet */
    struct error *err;
};

/* NULL after an error. */
struct looked *resolving_look(struct resolving *resolving, uint32_t function);

/* The library's function of the call calls what it is handed: its iterator, and what is known of it. FUNCTION_NONE: it
 * does not. */
uint32_t resolving_iterator(struct resolving *resolving, const struct looked *looked, const struct call *call);
/* NULL: it was not looked into. */
struct looked *resolving_looked(const struct resolving *resolving, uint32_t function);

/* What the argument of the call, or the field of what it leads to, may be. */
void resolving_argument(struct resolving *resolving, const struct looked *looked, const struct call *call,
                        struct open_path path, struct source *out);

/* The call goes through a pointer, or is one of a virtual method that has overriders: no name says whom it calls. */
bool resolving_is_open_call(const struct resolving *resolving, const struct looked *looked, const struct call *call);

/* Whom such a call may call; `bindings` as for candidates_of(). */
const struct candidates *resolving_call(struct resolving *resolving, const struct looked *looked,
                                        const struct call *call, const struct bindings *bindings);

/* What the functions that were looked into call, and all instances that this takes. */
void instances_make(struct resolving *resolving);

#endif
