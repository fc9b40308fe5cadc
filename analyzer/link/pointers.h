/* What pointers to functions may hold, over the whole program.
 *
 * Inclusion-based (what flows in is a subset of what is held), field-sensitive, context-insensitive; made from the
 * pointer facts of all units (ir/unit.h), which name every store, argument and result that is a function. A place is a
 * variable, a field of any object, a field of what one variable or one other field holds (`patches.cmpfn` of
 * `ids->patches.cmpfn`: its owner tells apart what all objects of the type share), a parameter, what a function
 * returns, a local variable. An array is one place, and so is a pointer with what it points to.
 * A function stores through its parameter (`map->cmpfn = fn`) into what its callers pass: link/resolve.c adds that as
 * flows between places of the caller, see pointers_flow().
 * Source: Andersen, "Program analysis and specialization for the C programming language", 1994; solved over strongly
 * connected places, each once. Cost: linear in facts, times the functions that one place holds, POINTEES_LIMIT at most.
 * Tests: tests/unit/link/test_pointers.c */
#ifndef TRIPCOUNT_LINK_POINTERS_H
#define TRIPCOUNT_LINK_POINTERS_H

#include "link/program.h"

#define POINTEES_LIMIT 1024

struct pointers;

/* Reads the facts of all units; nothing is solved yet. */
struct pointers *pointers_new(const struct program *program);
void pointers_free(struct pointers *pointers); /* NULL is allowed */

/* Where an expression of a function leads, as a place; PLACE_NONE: it is none. */
#define PLACE_NONE UINT32_MAX
/* `function` is one of the program, FUNCTION_NONE at file scope. */
uint32_t pointers_place(struct pointers *pointers, uint32_t unit, uint32_t function, const struct expr *expr);
/* The field, an entity, of any object; or of what the expression holds or leads to, as far as its owner tells. */
uint32_t pointers_field(struct pointers *pointers, uint32_t field);
uint32_t pointers_owned(struct pointers *pointers, uint32_t unit, uint32_t function, const struct expr *object,
                        uint32_t field);
uint32_t pointers_parameter(struct pointers *pointers, uint32_t entity, uint32_t index);
/* What the lambda has captured for its parameter, where nobody calls it by name, and so passes that; or PLACE_NONE. */
uint32_t pointers_captured(struct pointers *pointers, uint32_t entity, uint32_t index);
uint32_t pointers_result(struct pointers *pointers, uint32_t entity);

/* What `from` holds flows into `to`; what has a function as its source, a FUNCTION entity, is given as such. */
void pointers_flow(struct pointers *pointers, uint32_t from, uint32_t to);
void pointers_add(struct pointers *pointers, uint32_t entity, uint32_t to);

/* Brings all places up to date with the flows that are known. */
void pointers_solve(struct pointers *pointers);

struct pointees {
    const uint32_t *entities; /* of functions, ascending */
    uint32_t count;
    uint32_t field;  /* entity of the field that holds them, or SYMBOL_NONE */
    bool is_cut;     /* there are more than POINTEES_LIMIT */
    bool is_generic; /* held by a field of any object of its type: no owner is known to hold its own */
};

/* No more flows: what places hold is final. */
void pointers_close(struct pointers *pointers);
/* The places are final, several functions are held by the field of any object, and nothing but constructors stores
 * into it: which one an object holds is told by how it was made. */
bool pointers_differ(struct pointers *pointers, uint32_t field);

/* As pointers_solve() left it. Of a field with an owner into which nothing is stored: what the field of any object
 * holds. */
struct pointees pointers_of(const struct pointers *pointers, uint32_t place);

/* Stores through a parameter, by the function's entity: `map->cmpfn = fn`. `from` is a place, or PLACE_NONE where
 * `function` is what is stored. */
struct lifted_store {
    uint32_t parameter;
    uint32_t field;          /* entity */
    uint32_t from_parameter; /* what is stored is the function's own parameter, or UINT32_MAX */
    uint32_t from;
    uint32_t function; /* entity, or SYMBOL_NONE */
};
/* Of the program's function; in the order of the source. */
const struct lifted_store *pointers_lifted(const struct pointers *pointers, uint32_t function, uint32_t *count);

#endif
