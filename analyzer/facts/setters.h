/* What functions do themselves, and who sets a field: directly, or by what it calls.
 *
 * Functions that set a field, and what reaches them, are found by direct calls; where an address of one of them is
 * taken, its prototype is kept, so that a call through a pointer of that type counts as one of them. Each function is
 * read once, for all fields; what is asked of a field is found once, in O(functions + calls). Two objects of one type
 * are taken to be one. Tests: testdata/call-in-loop/good_not_connected.c, bad_connected_before.c */
#ifndef TRIPCOUNT_FACTS_SETTERS_H
#define TRIPCOUNT_FACTS_SETTERS_H

#include "link/program.h"

#include <stdbool.h>
#include <stdint.h>

#define SETTERS_FIELDS 64 /* that are asked for in all; about more nothing is known */

struct number_set {
    uint32_t *items;
    uint32_t count, capacity;
};

/* Of interned texts. */
struct text_set {
    const char **items;
    uint32_t count, capacity;
};

bool numbers_hold(const struct number_set *list, uint32_t number);
bool texts_hold(const struct text_set *list, const char *text);

/* What one function, or a part of it, does itself. */
struct doings {
    struct number_set targets; /* functions that it calls */
    struct text_set pointees;  /* prototypes of what it calls through pointers */
    struct number_set sets;    /* fields that it assigns something other than 0 to, or whose address it uses */
    struct text_set lists;     /* types of variables that it fills with a list of something other than 0 */
};

/* Adds what the region of the function does alone, without the regions inside it; `arena` is for what is passing. */
void doings_read(struct doings *doings, struct program *program, uint32_t function, struct region *region,
                 struct arena *arena);
void doings_finish(struct doings *doings);

/* What is known of one field. */
struct field_setters {
    uint32_t field;
    uint32_t number;            /* below SETTERS_FIELDS */
    bool is_decided;            /* false: nothing is known of it */
    bool *leads_there;          /* sets it, or calls what does   [function_count] */
    struct text_set prototypes; /* of those whose address is taken */
};

struct setters_table; /* what is known so far */

struct setters_table *setters_table_new(struct program *program);
void setters_table_free(struct setters_table *table);

/* Of the whole function; never NULL. */
const struct doings *setters_doings(struct setters_table *table, uint32_t function);
/* Here and below `field` is an entity. The function itself sets it, or a variable as a whole that holds one. */
bool setters_set(struct setters_table *table, uint32_t function, uint32_t field);
/* Something in the unit speaks of it. */
bool setters_know(const struct program *program, uint32_t unit, uint32_t field);
/* NULL: too many have been asked for. */
const struct field_setters *setters_of(struct setters_table *table, uint32_t field);

#endif
