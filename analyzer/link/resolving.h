/* What is known while calls are resolved: bodies that were looked into, and whom their calls may call.
 * Private to link/. Tests: tests/unit/link/test_resolve.c, test_containers.c */
#ifndef TRIPCOUNT_LINK_RESOLVING_H
#define TRIPCOUNT_LINK_RESOLVING_H

#include "link/added.h"
#include "link/candidates.h"
#include "link/iterator.h"
#include "link/overriders.h"
#include "link/stand_in.h"

#define OPEN_LEVELS 3 /* callers up to which an open path is lifted */

/* A function whose body was looked into. */
struct looked {
    struct body_view view;
    struct open_path open[OPEN_PATHS];
    uint8_t level[OPEN_PATHS];    /* calls from here down to the call through the pointer */
    bool is_answered[OPEN_PATHS]; /* some caller is known to hand over a function, or what it was handed itself */
    uint32_t open_count;
    bool sets_callback; /* it names a library's function that has `completes:` */
    bool may_pause;     /* it calls what may wait for events */
    bool is_asked;      /* somebody calls it */
    bool is_plain;      /* some caller passes an object of which no more is known than its type, or nobody calls it */
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
    bool *is_open;        /* entities: a definition has open paths   [program->entity_count] */
    bool *is_remote;      /* functions that reach the wire   [own_count] */
    struct map continued; /* field and callback, entities, that were told as calls (link/continued.h) */
    struct map leading;   /* from a callback to who calls it by such a field: 1 where it leads there (the same) */
    uint32_t *cycle;      /* of functions that all lead to each other the number of one; NULL: not asked for yet */
    bool *leaves; /* functions that leave callbacks to others (link/later.h)   [own_count]; NULL: not asked for yet */
    bool *pauses; /* functions that wait for events (the same)   [own_count]; NULL: not asked for yet */
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

/* A path of the function that its callers answer, `level` calls above the call through it. */
enum opened { OPENED_NOT, OPENED_BEFORE, OPENED_NOW };
enum opened resolving_open(struct resolving *resolving, struct looked *looked, struct open_path path, uint32_t level);

/* Looks into all functions with calls that no name answers, and opens their paths. */
NODISCARD bool resolving_look_at_all(struct resolving *resolving);

/* The same of what objects hold, of which more is known once the pointers are closed. */
void resolving_open_objects(struct resolving *resolving);

/* The call names the function. */
bool resolving_names(struct resolving *resolving, const struct looked *caller, const struct call *call,
                     uint32_t function);

/* Every such call of the functions that were looked into. */
typedef void open_call_visit(const struct looked *looked, const struct call *call, void *context);
void resolving_visit(const struct resolving *resolving, open_call_visit *visit, void *context);

#endif
